import { findPerson } from '../entra/sign-in-people';
import { hashSecret } from '../state/secrets';
import type { TenantState } from '../state/tenant-state';

/** What can be done to an account from outside, as an administrator would do it in a portal. */
export const ACCOUNT_ACTIONS = ['reset-password', 'revoke-sessions', 'disable', 'enable', 'activate-roles'] as const;

/** Carries out one of the actions: `{ "account", "action", "password"? }`. What is wrong, or null. */
export function controlAccount(state: TenantState, body: Readonly<Record<string, unknown>>): string | null {
  const { account: name, action, password } = body;
  const person = typeof name === 'string' ? findPerson(state, name) : undefined;
  if (!person) return 'Give "account": the name that somebody signs in with.';
  const { user, account } = person;
  // From now on: a sign-in of this very moment is still good.
  const validFrom = state.clock.now();
  switch (action) {
    case 'reset-password':
      if (typeof password !== 'string' || password === '') return 'Give "password": the new one.';
      state.signInAccounts.replace({ ...account, passwordHash: hashSecret(user.id, password), validFrom });
      return null;
    case 'revoke-sessions':
      state.signInAccounts.replace({ ...account, validFrom });
      return null;
    case 'disable':
    case 'enable':
      state.users.replace({ ...user, accountEnabled: action === 'enable' });
      return null;
    case 'activate-roles':
      activateRoles(state, user.id);
      return null;
    default:
      return `Give "action": one of ${ACCOUNT_ACTIONS.join(', ')}.`;
  }
}

/** What a person is eligible for becomes active. https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-activate-role */
function activateRoles(state: TenantState, userId: string): void {
  for (const row of state.roleEligibilities) {
    const id = `activated-${row.id}`;
    if (row.principalId === userId && !state.roleAssignments.has(id)) state.roleAssignments.add({ ...row, id });
  }
}
