import { DIRECTORY_ROLES } from '../facts/directory-roles';
import { addApp, type MadeApp } from './build-apps';
import type { BuildContext } from './build-context';
import type { DemoApp } from './made-tenant';

/** What a reading of the whole tenant needs to be granted. https://learn.microsoft.com/graph/permissions-reference */
const READ_EVERYTHING = [
  'Application.Read.All',
  'Directory.Read.All',
  'User.Read.All',
  'GroupMember.Read.All',
  'AdministrativeUnit.Read.All',
  'RoleManagement.Read.All',
  'RoleEligibilitySchedule.Read.Directory',
  'Policy.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
  'Organization.Read.All',
  'DelegatedPermissionGrant.Read.All',
  'OrgContact.Read.All',
];

/** The text of a client secret, in the form that Entra gives them. */
export function secretText(context: BuildContext): string {
  return `${context.random.text(3)}8Q~${context.random.text(34)}`;
}

/** Makes the app that a reading signs in with when nobody is there to do so: it may read the directory and Exchange, and no mail. */
export function addReader(context: BuildContext, owners: readonly string[]): { readonly made: MadeApp; readonly demo: DemoApp } {
  const secret = secretText(context);
  const made = addApp(context, {
    name: 'Tenant Reader',
    roles: READ_EVERYTHING,
    exchangeRoles: ['Exchange.ManageAsApp'],
    secrets: [{ name: 'demo', from: -30, to: 150, text: secret }],
    owners,
    seen: { byApp: 1 },
  });
  context.state.roleAssignments.add({
    id: context.random.text(36),
    principalId: made.principal.id,
    roleDefinitionId: DIRECTORY_ROLES['Global Reader'],
    directoryScopeId: '/',
  });
  return { made, demo: { appId: made.principal.appId, displayName: 'Tenant Reader', secret } };
}
