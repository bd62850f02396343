/**
 * Which permissions open a path that the simulated Graph serves: any one of them is enough. From the table "Permissions" of
 * each page under https://learn.microsoft.com/graph/api/. The `…ReadBasic.All` permissions of users and groups are left out:
 * they leave properties away, which the simulator does not do. So are permissions of other products (device management …).
 */
export interface PathPermissions {
  readonly application: readonly string[];
  readonly delegated: readonly string[];
}

const READ_APPLICATIONS = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'];
const READ_USERS = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_MEMBERS = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'];
const READ_GRANTS = ['Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];
const READ_UNITS = ['AdministrativeUnit.Read.All', 'AdministrativeUnit.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_ROLES = ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_ELIGIBILITIES = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'RoleManagement.Read.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.ReadWrite.Directory',
];
const READ_SCHEDULES = [
  'RoleAssignmentSchedule.Read.Directory',
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
];
const READ_OWN_MEMBERSHIPS = ['User.Read', 'GroupMember.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const READ_POLICIES = ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'];
const READ_SKUS = [
  'LicenseAssignment.Read.All',
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const READ_ORGANIZATION = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'User.Read.All',
];

/** Permissions by path template. Paths into a mailbox are not here: there Exchange decides, since roles in Exchange never stand in a token. */
export const PATH_PERMISSIONS: Readonly<Record<string, PathPermissions>> = {
  '/applications': both([...READ_APPLICATIONS]),
  '/applications/{id}': both([...READ_APPLICATIONS, 'Directory.ReadWrite.All']),
  '/applications/{id}/owners': both([...READ_APPLICATIONS, 'Directory.ReadWrite.All']),
  '/applications/{id}/federatedIdentityCredentials': both(['Application.Read.All', 'Application.ReadWrite.All']),
  '/servicePrincipals': both([...READ_APPLICATIONS]),
  '/servicePrincipals/{id}': both([...READ_APPLICATIONS, 'Directory.ReadWrite.All']),
  '/servicePrincipals/{id}/owners': both([...READ_APPLICATIONS, 'Directory.ReadWrite.All']),
  '/servicePrincipals/{id}/appRoleAssignedTo': both([...READ_APPLICATIONS, 'Directory.ReadWrite.All']),
  '/servicePrincipals/{id}/appRoleAssignments': both([...READ_APPLICATIONS, 'Directory.ReadWrite.All']),
  '/servicePrincipals/{id}/oauth2PermissionGrants': both(READ_GRANTS),
  '/oauth2PermissionGrants': both(READ_GRANTS),
  '/oauth2PermissionGrants/{id}': both(READ_GRANTS),
  '/users': both(READ_USERS),
  '/users/{id}': { application: READ_USERS, delegated: [...READ_USERS, 'User.Read', 'User.ReadWrite'] },
  '/me/memberOf': { application: [], delegated: READ_OWN_MEMBERSHIPS },
  '/me/transitiveMemberOf': { application: [], delegated: READ_OWN_MEMBERSHIPS },
  '/me': { application: [], delegated: [...READ_USERS, 'User.Read', 'User.ReadWrite'] },
  '/groups': both(READ_GROUPS),
  '/groups/{id}': both(READ_GROUPS),
  '/groups/{id}/members': both(READ_MEMBERS),
  '/groups/{id}/transitiveMembers': both(READ_MEMBERS),
  '/groups/{id}/owners': both(READ_MEMBERS),
  // https://learn.microsoft.com/graph/api/directory-list-administrativeunits#permissions
  '/directory/administrativeUnits': both(READ_UNITS),
  '/directory/administrativeUnits/{id}': both(READ_UNITS),
  '/directory/administrativeUnits/{id}/members': both(READ_UNITS),
  '/roleManagement/directory/roleAssignments': both(READ_ROLES),
  // https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityschedules#permissions
  '/roleManagement/directory/roleEligibilitySchedules': both(READ_ELIGIBILITIES),
  '/roleManagement/directory/roleEligibilitySchedules/filterByCurrentUser/{on}': { application: [], delegated: READ_ELIGIBILITIES },
  '/roleManagement/directory/roleEligibilityScheduleInstances': both(READ_ELIGIBILITIES),
  '/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser/{on}': { application: [], delegated: READ_ELIGIBILITIES },
  '/roleManagement/directory/roleAssignmentScheduleInstances': both(READ_SCHEDULES),
  '/roleManagement/directory/roleAssignmentScheduleInstances/filterByCurrentUser/{on}': { application: [], delegated: READ_SCHEDULES },
  // https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities#permissions
  '/reports/servicePrincipalSignInActivities': both(['AuditLog.Read.All']),
  '/reports/appCredentialSignInActivities': both(['AuditLog.Read.All']),
  '/policies/appManagementPolicies': both(READ_POLICIES),
  '/policies/appManagementPolicies/{id}': both(READ_POLICIES),
  '/policies/appManagementPolicies/{id}/appliesTo': both([...READ_POLICIES, 'Application.Read.All']),
  '/policies/defaultAppManagementPolicy': both(READ_POLICIES),
  '/policies/authorizationPolicy': both(['Policy.Read.All', 'Policy.ReadWrite.Authorization']),
  '/organization': { application: READ_ORGANIZATION, delegated: [...READ_ORGANIZATION, 'User.Read'] },
  '/domains': both(['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All']),
  // https://learn.microsoft.com/graph/api/subscribedsku-list#permissions
  '/subscribedSkus': both(READ_SKUS),
};

/** Whether what a token carries opens a path. */
export function isPermitted(template: string, kind: 'application' | 'delegated', held: readonly string[]): boolean {
  const permissions = PATH_PERMISSIONS[template];
  return permissions === undefined || permissions[kind].some((permission) => held.includes(permission));
}

function both(permissions: readonly string[]): PathPermissions {
  return { application: permissions, delegated: permissions };
}
