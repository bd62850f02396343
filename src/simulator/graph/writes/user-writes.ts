import type { User } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { GRAPH_ERRORS } from '../graph-errors';
import { findUser } from '../routes/users';
import { USER_BODY } from './bodies';
import { readBody } from './read-body';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

/** Accounts. https://learn.microsoft.com/graph/api/user-update */
export const USER_WRITES: readonly WriteRoute[] = [
  write('PATCH', '/users/{id}', (context) =>
    withUser(context, (row) => {
      const read = readBody<User>(context.body, USER_BODY, 'change');
      if (!read.ok) return failure(read.error);
      const changed = { ...row, ...read.value };
      context.state.users.replace(changed);
      renameMailbox(context.state, changed);
      return DONE;
    }),
  ),
  // Sign-ins from before this moment count no more. https://learn.microsoft.com/graph/api/user-revokesigninsessions
  write('POST', '/users/{id}/revokeSignInSessions', (context) =>
    withUser(context, (row) => {
      const { state } = context;
      const account = state.signInAccounts.get(row.id);
      if (account) state.signInAccounts.replace({ ...account, validFrom: state.clock.now() });
      return { kind: 'answered', context: 'Edm.Boolean', body: { value: true } };
    }),
  ),
];

function withUser({ state, ids: [name = ''] }: WriteContext, use: (row: User) => WriteAnswer): WriteAnswer {
  const row = findUser(state, name);
  return row && state.replication.isVisible(row.id, 'objects') ? use(row) : failure(GRAPH_ERRORS.notFound(name));
}

/** The name of an account is that of its mailbox too. */
function renameMailbox(state: TenantState, user: User): void {
  const mailbox = state.mailboxes.get(user.id);
  if (mailbox && mailbox.DisplayName !== user.displayName) state.mailboxes.replace({ ...mailbox, DisplayName: user.displayName });
}
