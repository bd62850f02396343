import type { SourcePath } from '../../shared/domain/collection/sources';
import type { ParameterValue } from '../../shared/ipc/tenant-access';

/** A request of a source. `{id}` stands for the object it is asked of. */
export type SourceRequest =
  | { readonly api: 'graph'; readonly path: string }
  | { readonly api: 'exchange'; readonly cmdlet: string; readonly parameters: Readonly<Record<string, ParameterValue>> };

/** What a source costs. `objects`: pages per object that is needed, never per app. */
export type SourceCost = 'one' | 'pages' | 'one stream' | 'pages per object' | 'one call per object' | 'none extra' | 'on request';

/** How a source is read. */
export interface SourcePlan {
  readonly requests: readonly SourceRequest[];
  /** Sources that have to be there first. */
  readonly needs: readonly SourcePath[];
  /** The least permission (Graph) or role (Exchange) that lets a reader in. */
  readonly permission: string;
  readonly cost: SourceCost;
}

/** The resources whose permissions reach mailboxes. */
export const RESOURCE_APP_IDS = ['00000003-0000-0000-c000-000000000000', '00000002-0000-0ff1-ce00-000000000000'] as const;

/** https://learn.microsoft.com/graph/paging — the largest page of directory objects. */
export const PAGE_SIZE = 999;

const TOP = `$top=${PAGE_SIZE}`;
/** At most twenty come back, with no sign of more: twenty means "at least twenty". https://learn.microsoft.com/graph/known-issues */
const OWNERS = '$expand=owners($select=id)';

/** Roles by which Exchange Online shows its settings and its recipients. https://learn.microsoft.com/exchange/permissions-exo/permissions-exo */
const CONFIGURATION = 'View-Only Configuration';
const RECIPIENTS = 'View-Only Recipients';

const SERVICE_PRINCIPAL =
  'id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId,verifiedPublisher,passwordCredentials,keyCredentials,tags,homepage,servicePrincipalNames';
const APPLICATION =
  'id,appId,displayName,signInAudience,createdDateTime,passwordCredentials,keyCredentials,requiredResourceAccess,web,spa,publicClient,publisherDomain';
const GROUP = 'id,displayName,mail,mailEnabled,securityEnabled,groupTypes,membershipRule,visibility,securityIdentifier';
const ROLE = 'principalId,roleDefinitionId,directoryScopeId';

/** What Get-EXORecipient is asked for: what other recipients are known by, and what it alone knows of mailboxes. */
const RECIPIENT_PROPERTIES = [
  ...['Guid', 'DisplayName', 'Alias', 'DistinguishedName', 'PrimarySmtpAddress', 'EmailAddresses', 'ManagedBy'],
  ...['Department', 'Company', 'Office', 'City', 'StateOrProvince', 'CountryOrRegion'],
];

const ALL = { ResultSize: 'Unlimited' } as const;

/** Every source of a collection: what is asked, after what, with which right, at what cost. */
export const SOURCE_PLANS: Readonly<Record<SourcePath, SourcePlan>> = {
  'graph.resources': {
    requests: [graph(`/v1.0/servicePrincipals(appId='{id}')?$select=id,appId,displayName,appRoles,oauth2PermissionScopes`)],
    needs: [],
    permission: 'Application.Read.All',
    cost: 'one',
  },
  'graph.servicePrincipals': {
    requests: [graph(`/v1.0/servicePrincipals?$select=${SERVICE_PRINCIPAL}&${OWNERS}&${TOP}`), graph('/v1.0/servicePrincipals/$count')],
    needs: [],
    permission: 'Application.Read.All',
    cost: 'pages',
  },
  'graph.applications': {
    requests: [graph(`/v1.0/applications?$select=${APPLICATION}&${OWNERS}&${TOP}`), graph('/v1.0/applications/$count')],
    needs: [],
    permission: 'Application.Read.All',
    cost: 'pages',
  },
  // From the side of the two resources: a request per app would be 110,000 of them.
  'graph.appRoleAssignments': {
    requests: [
      graph(
        `/v1.0/servicePrincipals/{id}/appRoleAssignedTo?$select=id,principalId,principalType,principalDisplayName,resourceId,appRoleId,createdDateTime&${TOP}`,
      ),
    ],
    needs: ['graph.resources'],
    permission: 'Application.Read.All',
    cost: 'pages',
  },
  'graph.oauth2PermissionGrants': {
    requests: [graph(`/v1.0/oauth2PermissionGrants?$select=id,clientId,consentType,principalId,resourceId,scope&${TOP}`)],
    needs: [],
    permission: 'Directory.Read.All',
    cost: 'pages',
  },
  'graph.owners': {
    requests: [],
    needs: ['graph.applications', 'graph.servicePrincipals', 'graph.groups'],
    permission: 'Application.Read.All',
    cost: 'none extra',
  },
  'graph.users': {
    requests: [
      graph(`/v1.0/users?$select=id,userPrincipalName,mail,displayName,accountEnabled,userType&${TOP}`),
      graph('/v1.0/users/$count'),
    ],
    needs: [],
    permission: 'User.Read.All',
    cost: 'pages',
  },
  'graph.groups': {
    requests: [graph(`/v1.0/groups?$select=${GROUP}&${OWNERS}&${TOP}`), graph('/v1.0/groups/$count')],
    needs: [],
    permission: 'GroupMember.Read.All',
    cost: 'pages',
  },
  'graph.groupMembers': {
    requests: [graph(`/v1.0/groups/{id}/members?$select=id&${TOP}`)],
    needs: [
      'graph.groups',
      'exchange.groups',
      'exchange.applicationAccessPolicies',
      'exchange.managementRoleAssignments',
      'exchange.managementScopes',
      'exchange.mailboxes',
      'exchange.mailboxPermissions',
      'exchange.recipientPermissions',
    ],
    permission: 'GroupMember.Read.All',
    cost: 'pages per object',
  },
  'graph.administrativeUnitMembers': {
    requests: [graph(`/v1.0/directory/administrativeUnits/{id}/members?$select=id&${TOP}`)],
    needs: ['graph.administrativeUnits', 'exchange.managementRoleAssignments'],
    permission: 'AdministrativeUnit.Read.All',
    cost: 'pages per object',
  },
  'graph.administrativeUnits': {
    requests: [
      graph(`/v1.0/directory/administrativeUnits?$select=id,displayName,membershipType,membershipRule&${TOP}`),
      graph('/v1.0/directory/administrativeUnits/$count'),
    ],
    needs: [],
    permission: 'AdministrativeUnit.Read.All',
    cost: 'pages',
  },
  'graph.directoryRoleAssignments': {
    requests: [graph(`/v1.0/roleManagement/directory/roleAssignments?$select=${ROLE}&${TOP}`)],
    needs: [],
    permission: 'RoleManagement.Read.Directory',
    cost: 'pages',
  },
  'graph.directoryRoleEligibilities': {
    requests: [graph(`/v1.0/roleManagement/directory/roleEligibilitySchedules?$select=${ROLE}&${TOP}`)],
    needs: [],
    permission: 'RoleEligibilitySchedule.Read.Directory',
    cost: 'pages',
  },
  'graph.signInActivities': {
    requests: [graph(`/beta/reports/servicePrincipalSignInActivities?${TOP}`)],
    needs: [],
    permission: 'AuditLog.Read.All',
    cost: 'pages',
  },
  'graph.credentialSignInActivities': {
    requests: [graph(`/beta/reports/appCredentialSignInActivities?${TOP}`)],
    needs: [],
    permission: 'AuditLog.Read.All',
    cost: 'pages',
  },
  // An application has twenty of them at most, as many as an expanded list shows: so the pages of the list are enough.
  // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations#general-federated-identity-credential-considerations
  'graph.federatedIdentityCredentials': {
    requests: [graph(`/v1.0/applications?$select=id&$expand=federatedIdentityCredentials&${TOP}`)],
    needs: [],
    permission: 'Application.Read.All',
    cost: 'pages',
  },
  'graph.appManagementPolicies': {
    requests: [
      graph(
        '/v1.0/policies/defaultAppManagementPolicy?$select=id,displayName,isEnabled,applicationRestrictions,servicePrincipalRestrictions',
      ),
      graph('/v1.0/policies/appManagementPolicies?$select=id,displayName,isEnabled,restrictions'),
      graph(`/v1.0/policies/appManagementPolicies/{id}/appliesTo?$select=id&${TOP}`),
    ],
    needs: [],
    permission: 'Policy.Read.All',
    cost: 'pages per object',
  },
  'graph.authorizationPolicy': {
    requests: [graph('/v1.0/policies/authorizationPolicy?$select=defaultUserRolePermissions')],
    needs: [],
    permission: 'Policy.Read.All',
    cost: 'one',
  },
  'exchange.servicePrincipals': { requests: [cmdlet('Get-ServicePrincipal')], needs: [], permission: CONFIGURATION, cost: 'one stream' },
  'exchange.managementRoleAssignments': {
    requests: [cmdlet('Get-ManagementRoleAssignment', { RoleAssigneeType: 'ServicePrincipal' })],
    needs: [],
    permission: CONFIGURATION,
    cost: 'one stream',
  },
  'exchange.managementScopes': { requests: [cmdlet('Get-ManagementScope')], needs: [], permission: CONFIGURATION, cost: 'one stream' },
  'exchange.applicationAccessPolicies': {
    requests: [cmdlet('Get-ApplicationAccessPolicy')],
    needs: [],
    permission: CONFIGURATION,
    cost: 'one stream',
  },
  'exchange.mailboxes': {
    requests: [
      cmdlet('Get-EXOMailbox', {
        PropertySets: ['Minimum', 'Delivery', 'Custom', 'AddressList'],
        Properties: ['WhenCreatedUTC', 'GrantSendOnBehalfTo', 'MessageCopyForSentAsEnabled', 'MessageCopyForSendOnBehalfEnabled'],
        ...ALL,
      }),
    ],
    needs: ['exchange.recipients'],
    permission: RECIPIENTS,
    cost: 'one stream',
  },
  'exchange.recipients': {
    requests: [
      cmdlet('Get-EXORecipient', { Properties: RECIPIENT_PROPERTIES, ...ALL }),
      cmdlet('Get-User', { RecipientTypeDetails: ['MailUser', 'GuestMailUser'], ...ALL }),
    ],
    needs: [],
    permission: RECIPIENTS,
    cost: 'one stream',
  },
  'exchange.mailboxPermissions': {
    // Not the EXO variant: it leaves out accounts that are deleted, whose entries are to be seen.
    // https://learn.microsoft.com/powershell/module/exchange/get-mailboxpermission#-includeunresolvedpermissions
    requests: [cmdlet('Get-MailboxPermission', { Identity: '{id}', IncludeUnresolvedPermissions: true, ...ALL })],
    needs: ['exchange.mailboxes'],
    permission: RECIPIENTS,
    cost: 'one call per object',
  },
  'exchange.mailboxFolderPermissions': { requests: [], needs: [], permission: RECIPIENTS, cost: 'on request' },
  'exchange.recipientPermissions': {
    requests: [cmdlet('Get-EXORecipientPermission', ALL)],
    needs: [],
    permission: RECIPIENTS,
    cost: 'one stream',
  },
  'exchange.groups': {
    requests: [cmdlet('Get-DistributionGroup', ALL), cmdlet('Get-UnifiedGroup', ALL)],
    needs: ['exchange.recipients'],
    permission: RECIPIENTS,
    cost: 'one stream',
  },
  'exchange.groupMembers': {
    requests: [
      cmdlet('Get-DistributionGroupMember', { Identity: '{id}', ...ALL }),
      cmdlet('Get-DynamicDistributionGroupMember', { Identity: '{id}', ...ALL }),
    ],
    needs: ['graph.groupMembers'],
    permission: RECIPIENTS,
    cost: 'one call per object',
  },
  'exchange.roleGroups': { requests: [cmdlet('Get-RoleGroup', ALL)], needs: [], permission: CONFIGURATION, cost: 'one stream' },
  'exchange.roleGroupMembers': {
    requests: [cmdlet('Get-RoleGroupMember', { Identity: '{id}', ...ALL })],
    needs: ['exchange.roleGroups'],
    permission: CONFIGURATION,
    cost: 'one call per object',
  },
  'exchange.managementRoles': { requests: [cmdlet('Get-ManagementRole')], needs: [], permission: CONFIGURATION, cost: 'one stream' },
  'exchange.casMailboxes': { requests: [cmdlet('Get-CASMailbox', ALL)], needs: [], permission: RECIPIENTS, cost: 'one stream' },
  'exchange.organizationConfig': { requests: [cmdlet('Get-OrganizationConfig')], needs: [], permission: CONFIGURATION, cost: 'one' },
  'exchange.transportConfig': { requests: [cmdlet('Get-TransportConfig')], needs: [], permission: CONFIGURATION, cost: 'one' },
};

/** Whose tenant it is: asked once, before anything else. */
export const TENANT_PATH = '/v1.0/organization?$select=id,displayName,verifiedDomains';

/** The address of a source's request, of an object where the request is about one. */
export function pathOf(source: SourcePath, index = 0, id = ''): string {
  const request = SOURCE_PLANS[source].requests[index];
  if (request?.api !== 'graph') throw new Error(`${source} has no request ${index} to Graph`);
  return request.path.replace('{id}', encodeURIComponent(id));
}

/** The cmdlet of a source, of an object where it is about one. */
export function commandOf(
  source: SourcePath,
  index = 0,
  id = '',
): { readonly cmdlet: string; readonly parameters: Readonly<Record<string, ParameterValue>> } {
  const request = SOURCE_PLANS[source].requests[index];
  if (request?.api !== 'exchange') throw new Error(`${source} has no request ${index} to Exchange Online`);
  const parameters = Object.entries(request.parameters).map(([name, value]) => [name, value === '{id}' ? id : value] as const);
  return { cmdlet: request.cmdlet, parameters: Object.fromEntries(parameters) };
}

function graph(path: string): SourceRequest {
  return { api: 'graph', path };
}

function cmdlet(name: string, parameters: Readonly<Record<string, ParameterValue>> = {}): SourceRequest {
  return { api: 'exchange', cmdlet: name, parameters };
}
