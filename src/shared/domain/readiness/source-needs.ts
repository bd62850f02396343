import type { SourcePath } from '../collection/sources';
import type { DirectoryRoleName } from './directory-roles';

/** What Microsoft Graph asks of a signed-in person before it serves a source. */
export interface GraphNeed {
  /** Delegated permissions, any one of which is enough; the least first. */
  readonly scopes: readonly [string, ...string[]];
  /** Directory roles, any one of which is enough, the least first; null where a member without a role is served as well. */
  readonly roles: readonly [DirectoryRoleName, ...DirectoryRoleName[]] | null;
  /** The service plan that the tenant must have. */
  readonly servicePlan: 'AAD_PREMIUM' | null;
  /** The smallest request that is served only where the source is. */
  readonly probe: string;
}

/** The roles of Exchange Online that show cmdlets, as the role group "View-Only Organization Management" has them. */
export type ExchangeRole = 'View-Only Configuration' | 'View-Only Recipients';

/** What Exchange Online asks before it shows the cmdlets of a source. */
export interface ExchangeNeed {
  readonly cmdlets: readonly string[];
  readonly role: ExchangeRole;
}

const APPLICATIONS = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const USERS = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const UNITS = ['AdministrativeUnit.Read.All', 'AdministrativeUnit.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'] as const;
const GRANTS = ['Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'] as const;
const ROLES = [
  'RoleManagement.Read.Directory',
  'RoleManagement.Read.All',
  'Directory.Read.All',
  'RoleManagement.ReadWrite.Directory',
  'Directory.ReadWrite.All',
] as const;
const ELIGIBILITIES = [
  'RoleEligibilitySchedule.Read.Directory',
  'RoleEligibilitySchedule.ReadWrite.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
] as const;

// https://learn.microsoft.com/graph/api/oauth2permissiongrant-list#permissions
const GRANT_READERS = [
  'Directory Readers',
  'Global Reader',
  'Application Developer',
  'Cloud Application Administrator',
  'Application Administrator',
  'Directory Writers',
  'User Administrator',
  'Privileged Role Administrator',
  'Global Administrator',
] as const;
// https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto#permissions
const ASSIGNMENT_READERS = [
  'Directory Readers',
  'Global Reader',
  'Directory Writers',
  'Cloud Application Administrator',
  'Application Administrator',
  'User Administrator',
  'Privileged Role Administrator',
  'Global Administrator',
] as const;
// https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments#permissions
const ROLE_READERS = ['Directory Readers', 'Global Reader', 'Privileged Role Administrator', 'Global Administrator'] as const;
// https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityschedules#permissions
const ELIGIBILITY_READERS = [
  'Security Reader',
  'Global Reader',
  'Security Operator',
  'Security Administrator',
  'Privileged Role Administrator',
  'Global Administrator',
] as const;
// https://learn.microsoft.com/graph/api/signin-list#permissions
const SIGN_IN_READERS = [
  'Reports Reader',
  'Security Reader',
  'Global Reader',
  'Security Operator',
  'Security Administrator',
  'Global Administrator',
] as const;
// https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-get#permissions
const POLICY_READERS = ['Global Reader', 'Global Administrator'] as const;
// https://learn.microsoft.com/graph/api/authorizationpolicy-get#permissions
const AUTHORIZATION_READERS = [
  'Security Reader',
  'Global Reader',
  'Security Operator',
  'Security Administrator',
  'Privileged Role Administrator',
  'Global Administrator',
] as const;

/** Microsoft Graph, whose permissions every tenant defines. */
const GRAPH_RESOURCE = "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')";

/**
 * What each source of Microsoft Graph needs, by the tables "Permissions" of https://learn.microsoft.com/graph/api/. Sources that are
 * asked object by object (members, owners) are probed by the list that they rest on.
 */
export const GRAPH_NEEDS: Readonly<Partial<Record<SourcePath, GraphNeed>>> = {
  'graph.resources': need(APPLICATIONS, null, `/v1.0/${GRAPH_RESOURCE}?$select=id`),
  'graph.servicePrincipals': need(APPLICATIONS, null, '/v1.0/servicePrincipals?$select=id&$top=1'),
  'graph.applications': need(APPLICATIONS, null, '/v1.0/applications?$select=id&$top=1'),
  'graph.appRoleAssignments': need(APPLICATIONS, ASSIGNMENT_READERS, `/v1.0/${GRAPH_RESOURCE}/appRoleAssignedTo?$select=id&$top=1`),
  'graph.oauth2PermissionGrants': need(GRANTS, GRANT_READERS, '/v1.0/oauth2PermissionGrants?$select=id&$top=1'),
  'graph.owners': need(APPLICATIONS, null, '/v1.0/applications?$select=id&$expand=owners($select=id)&$top=1'),
  'graph.users': need(USERS, null, '/v1.0/users?$select=id,accountEnabled&$top=1'),
  'graph.groups': need(GROUPS, null, '/v1.0/groups?$select=id&$top=1'),
  'graph.groupMembers': need(GROUPS, null, '/v1.0/groups?$select=id&$top=1'),
  'graph.administrativeUnits': need(UNITS, null, '/v1.0/directory/administrativeUnits?$select=id&$top=1'),
  'graph.administrativeUnitMembers': need(UNITS, null, '/v1.0/directory/administrativeUnits?$select=id&$top=1'),
  'graph.directoryRoleAssignments': need(ROLES, ROLE_READERS, '/v1.0/roleManagement/directory/roleAssignments?$select=id&$top=1'),
  'graph.directoryRoleEligibilities': need(
    ELIGIBILITIES,
    ELIGIBILITY_READERS,
    '/v1.0/roleManagement/directory/roleEligibilitySchedules?$select=id&$top=1',
  ),
  'graph.signInActivities': need(
    ['AuditLog.Read.All'],
    SIGN_IN_READERS,
    '/beta/reports/servicePrincipalSignInActivities?$top=1',
    'AAD_PREMIUM',
  ),
  'graph.credentialSignInActivities': need(
    ['AuditLog.Read.All'],
    SIGN_IN_READERS,
    '/beta/reports/appCredentialSignInActivities?$top=1',
    'AAD_PREMIUM',
  ),
  'graph.federatedIdentityCredentials': need(
    ['Application.Read.All', 'Application.ReadWrite.All'],
    null,
    '/v1.0/applications?$select=id&$expand=federatedIdentityCredentials&$top=1',
  ),
  'graph.appManagementPolicies': need(
    ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
    POLICY_READERS,
    '/v1.0/policies/defaultAppManagementPolicy?$select=isEnabled,applicationRestrictions,servicePrincipalRestrictions',
  ),
  'graph.authorizationPolicy': need(
    ['Policy.Read.All', 'Policy.ReadWrite.Authorization'],
    AUTHORIZATION_READERS,
    '/v1.0/policies/authorizationPolicy?$select=defaultUserRolePermissions',
  ),
};

/** Delegated permissions that show the account itself. https://learn.microsoft.com/graph/api/user-get#permissions */
export const PROFILE_SCOPES = ['User.Read', 'User.ReadWrite', ...USERS] as const;

const CONFIGURATION: ExchangeRole = 'View-Only Configuration';
const RECIPIENTS: ExchangeRole = 'View-Only Recipients';

/** What each source of Exchange Online needs. https://learn.microsoft.com/powershell/exchange/find-exchange-cmdlet-permissions */
export const EXCHANGE_NEEDS: Readonly<Partial<Record<SourcePath, ExchangeNeed>>> = {
  'exchange.servicePrincipals': { cmdlets: ['Get-ServicePrincipal'], role: CONFIGURATION },
  'exchange.managementRoleAssignments': { cmdlets: ['Get-ManagementRoleAssignment'], role: CONFIGURATION },
  'exchange.managementScopes': { cmdlets: ['Get-ManagementScope'], role: CONFIGURATION },
  'exchange.applicationAccessPolicies': { cmdlets: ['Get-ApplicationAccessPolicy'], role: CONFIGURATION },
  'exchange.mailboxes': { cmdlets: ['Get-EXOMailbox'], role: RECIPIENTS },
  'exchange.recipients': { cmdlets: ['Get-EXORecipient', 'Get-User'], role: RECIPIENTS },
  'exchange.mailboxPermissions': { cmdlets: ['Get-MailboxPermission'], role: RECIPIENTS },
  'exchange.recipientPermissions': { cmdlets: ['Get-EXORecipientPermission'], role: RECIPIENTS },
  'exchange.groups': { cmdlets: ['Get-DistributionGroup', 'Get-UnifiedGroup'], role: RECIPIENTS },
  'exchange.groupMembers': { cmdlets: ['Get-DistributionGroupMember', 'Get-DynamicDistributionGroupMember'], role: RECIPIENTS },
  'exchange.roleGroups': { cmdlets: ['Get-RoleGroup'], role: CONFIGURATION },
  'exchange.roleGroupMembers': { cmdlets: ['Get-RoleGroupMember'], role: CONFIGURATION },
  'exchange.managementRoles': { cmdlets: ['Get-ManagementRole'], role: CONFIGURATION },
  'exchange.casMailboxes': { cmdlets: ['Get-CASMailbox'], role: RECIPIENTS },
  'exchange.organizationConfig': { cmdlets: ['Get-OrganizationConfig'], role: CONFIGURATION },
  'exchange.transportConfig': { cmdlets: ['Get-TransportConfig'], role: CONFIGURATION },
};

/**
 * The cmdlet by whose presence one tells that a cmdlet may be run. The Get-EXO… cmdlets are part of the module, whatever one's roles;
 * the service asks for the role that shows the cmdlet they stand for. https://learn.microsoft.com/powershell/exchange/exchange-online-powershell-v2
 */
export function shownBy(cmdlet: string): string {
  return cmdlet.replace(/^Get-EXO/, 'Get-');
}

/** Every cmdlet that a reading runs, and those by which one tells that it may: what has to be asked for. */
export const CMDLETS_TO_ASK_FOR: readonly string[] = [
  ...new Set(Object.values(EXCHANGE_NEEDS).flatMap(({ cmdlets }) => [...cmdlets, ...cmdlets.map(shownBy)])),
];

function need(
  scopes: readonly [string, ...string[]],
  roles: GraphNeed['roles'],
  probe: string,
  servicePlan: GraphNeed['servicePlan'] = null,
): GraphNeed {
  return { scopes, roles, probe, servicePlan };
}
