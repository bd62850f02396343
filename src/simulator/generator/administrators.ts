import { DIRECTORY_ROLES, type DirectoryRoleName } from '../facts/directory-roles';
import { hashSecret } from '../state/secrets';
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
    const password = `${random.text(4)}-${random.text(5)}-${random.text(5)}`;
    state.signInAccounts.add({ userId: user.id, passwordHash: hashSecret(user.id, password) });
    for (const role of roles) {
      state.roleAssignments.add({
        id: random.text(36),
        principalId: user.id,
        roleDefinitionId: DIRECTORY_ROLES[role],
        directoryScopeId: '/',
      });
    }
    return { userPrincipalName: user.userPrincipalName, password, roles };
  });
  return { ids, signIns };
}
