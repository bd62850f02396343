import { DIRECTORY_ROLES, type DirectoryRoleName } from '../facts/directory-roles';
import { hashSecret } from '../state/secrets';
import type { SignInAccount } from '../state/tenant-state';
import type { BuildContext } from './build-context';
import { addUser } from './build-people';
import type { DemoSignIn } from './made-tenant';

const ADMINISTRATORS: readonly (readonly [alias: string, name: string, roles: readonly DirectoryRoleName[]])[] = [
  ['adm-quayle', 'Arthur Quayle (Administrator)', ['Global Administrator']],
  ['adm-reader', 'Audit Reader', ['Global Reader']],
  ['adm-exchange', 'Zoe Fairbairn (Exchange)', ['Exchange Administrator']],
  ['adm-apps', 'Zoe Fairbairn (Applications)', ['Application Administrator']],
];

/** Makes the accounts that a simulated tenant is administered with: no mailbox, a password, one role each. */
export function addAdministrators(context: BuildContext): {
  readonly ids: ReadonlyMap<string, string>;
  readonly signIns: readonly DemoSignIn[];
} {
  const { state, random } = context;
  const ids = new Map<string, string>();
  const signIns = ADMINISTRATORS.map(([alias, displayName, roles]): DemoSignIn => {
    const user = addUser(context, {
      displayName,
      alias,
      licensed: false,
      domain: state.initialDomain,
      jobTitle: 'Administrator',
      department: 'IT',
    });
    ids.set(alias, user.id);
    const signIn = addSignIn(context, user.id, roles);
    for (const role of roles) {
      state.roleAssignments.add({
        id: random.text(36),
        principalId: user.id,
        roleDefinitionId: DIRECTORY_ROLES[role],
        directoryScopeId: '/',
      });
    }
    return signIn;
  });
  return { ids, signIns };
}

/** Gives an account a password, which is told once. A guest's account is at home elsewhere. */
export function addSignIn(
  { state, random }: BuildContext,
  userId: string,
  roles: readonly string[],
  home?: SignInAccount['home'],
): DemoSignIn {
  const user = state.users.get(userId);
  if (!user) throw new Error(`there is no account ${userId}`);
  const password = `${random.text(4)}-${random.text(5)}-${random.text(5)}`;
  state.signInAccounts.add({ userId, passwordHash: hashSecret(userId, password), ...(home === undefined ? {} : { home }) });
  const { userPrincipalName, mail } = user;
  return { userPrincipalName, password, roles, ...(home === undefined || mail === null ? {} : { signInName: mail }) };
}
