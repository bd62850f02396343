import type { WriteMethod } from './write-route';

/**
 * Which permissions open a write: any one of them is enough; with a plus sign, all of these together. From the table "Permissions" of
 * each page under https://learn.microsoft.com/graph/api/. `…OwnedBy` opens only what the app owns. Permissions of other products and
 * of single properties (device management, telephone numbers …) are left out.
 */
export interface WritePermissions {
  readonly application: readonly string[];
  readonly delegated: readonly string[];
}

/** What opens an application or service principal to the app that owns it. */
export const OWNED_BY = 'Application.ReadWrite.OwnedBy';

const APPLICATIONS: WritePermissions = {
  application: [OWNED_BY, 'Application.ReadWrite.All'],
  delegated: ['Application.ReadWrite.All'],
};
const PRINCIPALS: WritePermissions = {
  application: [OWNED_BY, 'Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  delegated: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
};
// https://learn.microsoft.com/graph/api/application-post-owners#permissions
const NEW_OWNERS: WritePermissions = {
  application: [`${OWNED_BY}+Directory.Read.All`, 'Application.ReadWrite.All+Directory.Read.All'],
  delegated: ['Application.ReadWrite.All+Directory.Read.All'],
};
// https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments#permissions
const NEW_ASSIGNMENTS = both(
  'AppRoleAssignment.ReadWrite.All+Application.Read.All',
  'AppRoleAssignment.ReadWrite.All+Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All+Directory.Read.All',
);
// https://learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignments#permissions
const OLD_ASSIGNMENTS = both('AppRoleAssignment.ReadWrite.All');
const GRANTS = both('DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All');
const GROUPS = both('Group.ReadWrite.All', 'Directory.ReadWrite.All');
// https://learn.microsoft.com/graph/api/group-post-members#permissions
const MEMBERS = both('GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All');
// https://learn.microsoft.com/graph/api/administrativeunit-post-members#permissions
const UNITS = both('AdministrativeUnit.ReadWrite.All', 'Directory.ReadWrite.All');
const USERS = both('User.ReadWrite.All', 'Directory.ReadWrite.All');
/** Together they open `accountEnabled`, and nothing else. https://learn.microsoft.com/graph/api/user-update#permissions-for-specific-scenarios */
export const ENABLE_ONLY = 'User.EnableDisableAccount.All+User.Read.All';
const ACCOUNTS = both('User.ReadWrite.All', 'Directory.ReadWrite.All', ENABLE_ONLY);

/** Permissions by method and template. Sending mail is not here: there Exchange decides. */
export const WRITE_PERMISSIONS: Readonly<Record<string, WritePermissions>> = {
  'POST /applications': {
    application: ['AppRegistration.Create', OWNED_BY, 'Application.ReadWrite.All'],
    delegated: ['AppRegistration.Create', 'Application.ReadWrite.All'],
  },
  'PATCH /applications/{id}': APPLICATIONS,
  'DELETE /applications/{id}': APPLICATIONS,
  'POST /applications/{id}/addPassword': PRINCIPALS,
  'POST /applications/{id}/removePassword': PRINCIPALS,
  'POST /applications/{id}/addKey': PRINCIPALS,
  'POST /applications/{id}/removeKey': PRINCIPALS,
  'POST /applications/{id}/owners/$ref': NEW_OWNERS,
  'DELETE /applications/{id}/owners/{id}/$ref': APPLICATIONS,
  'POST /servicePrincipals': PRINCIPALS,
  'PATCH /servicePrincipals/{id}': PRINCIPALS,
  'DELETE /servicePrincipals/{id}': PRINCIPALS,
  'POST /servicePrincipals/{id}/addPassword': PRINCIPALS,
  'POST /servicePrincipals/{id}/removePassword': PRINCIPALS,
  'POST /servicePrincipals/{id}/addKey': PRINCIPALS,
  'POST /servicePrincipals/{id}/removeKey': PRINCIPALS,
  'POST /servicePrincipals/{id}/owners/$ref': NEW_OWNERS,
  'DELETE /servicePrincipals/{id}/owners/{id}/$ref': PRINCIPALS,
  'POST /servicePrincipals/{id}/appRoleAssignments': NEW_ASSIGNMENTS,
  'POST /servicePrincipals/{id}/appRoleAssignedTo': NEW_ASSIGNMENTS,
  'DELETE /servicePrincipals/{id}/appRoleAssignments/{id}': OLD_ASSIGNMENTS,
  'DELETE /servicePrincipals/{id}/appRoleAssignedTo/{id}': OLD_ASSIGNMENTS,
  'POST /oauth2PermissionGrants': GRANTS,
  'PATCH /oauth2PermissionGrants/{id}': GRANTS,
  'DELETE /oauth2PermissionGrants/{id}': GRANTS,
  'POST /groups': { application: ['Group.Create', ...GROUPS.application], delegated: GROUPS.delegated },
  'PATCH /groups/{id}': GROUPS,
  'DELETE /groups/{id}': both('Group.ReadWrite.All'),
  'POST /groups/{id}/members/$ref': MEMBERS,
  'DELETE /groups/{id}/members/{id}/$ref': MEMBERS,
  'POST /groups/{id}/owners/$ref': GROUPS,
  'DELETE /groups/{id}/owners/{id}/$ref': GROUPS,
  'PATCH /users/{id}': ACCOUNTS,
  'POST /users/{id}/revokeSignInSessions': USERS,
  'POST /directory/administrativeUnits': UNITS,
  'PATCH /directory/administrativeUnits/{id}': UNITS,
  'DELETE /directory/administrativeUnits/{id}': UNITS,
  'POST /directory/administrativeUnits/{id}/members/$ref': UNITS,
  'DELETE /directory/administrativeUnits/{id}/members/{id}/$ref': UNITS,
};

/** The permissions of a token that open a write: those that are enough, each as it stands in the table. */
export function openedBy(
  method: WriteMethod,
  template: string,
  kind: 'application' | 'delegated',
  held: readonly string[],
): readonly string[] {
  const permissions = WRITE_PERMISSIONS[`${method} ${template}`]?.[kind] ?? [];
  return permissions.filter((entry) => entry.split('+').every((permission) => held.includes(permission)));
}

function both(...permissions: readonly string[]): WritePermissions {
  return { application: permissions, delegated: permissions };
}
