import type { Collection, CoverageEntry, ExchangeItem, GraphItem } from '../../src/shared/domain/collection/collection.schema';
import { guid } from './guid';
import { EXCHANGE_APP_ID, EXCHANGE_ROLE_IDS, GRAPH_APP_ID, GRAPH_ROLE_IDS } from './permission-ids';
import type { ExchangePermission, GraphPermission } from './permission-ids';

export { guid, sid } from './guid';
export { EXCHANGE_APP_ID, EXCHANGE_ROLE_IDS, GRAPH_APP_ID, GRAPH_ROLE_IDS } from './permission-ids';

type ServicePrincipal = GraphItem<'servicePrincipals'>;
type Mailbox = ExchangeItem<'mailboxes'>;
type Pointer = ExchangeItem<'servicePrincipals'>;
/** Whatever has a Graph object id. */
type DirectoryObject = { readonly id: string };

/** The tenant id of every built collection. */
export const TENANT_ID = guid('tenant');

/** The domain of every built address. */
export const DOMAIN = 'contoso.com';

/** What a built collection may override: whole sources, coverage entries, and sources to leave out (`'graph.users'`). */
export interface CollectionParts {
  readonly collectedAt?: string;
  readonly coverage?: Readonly<Record<string, CoverageEntry>>;
  readonly graph?: Collection['graph'];
  readonly exchange?: Collection['exchange'];
  readonly without?: readonly string[];
}

/** The two resource service principals, without roles of their own: the product's table knows the ids. */
export const RESOURCES: readonly GraphItem<'resources'>[] = [
  { id: guid('resource graph'), appId: GRAPH_APP_ID, displayName: 'Microsoft Graph', appRoles: [], oauth2PermissionScopes: [] },
  {
    id: guid('resource exchange'),
    appId: EXCHANGE_APP_ID,
    displayName: 'Office 365 Exchange Online',
    appRoles: [],
    oauth2PermissionScopes: [],
  },
];

const EMPTY_GRAPH: Collection['graph'] = {
  resources: RESOURCES,
  servicePrincipals: [],
  applications: [],
  appRoleAssignments: [],
  oauth2PermissionGrants: [],
  owners: [],
  users: [],
  groups: [],
  groupMembers: [],
  administrativeUnitMembers: [],
  administrativeUnits: [],
  directoryRoleAssignments: [],
  directoryRoleEligibilities: [],
  signInActivities: [],
  credentialSignInActivities: [],
  federatedIdentityCredentials: [],
  appManagementPolicies: [],
  authorizationPolicy: {},
};

const EMPTY_EXCHANGE: Collection['exchange'] = {
  servicePrincipals: [],
  managementRoleAssignments: [],
  managementScopes: [],
  applicationAccessPolicies: [],
  mailboxes: [],
  recipients: [],
  mailboxPermissions: [],
  mailboxPermissionsRead: 'all',
  mailboxFolderPermissions: [],
  recipientPermissions: [],
  groups: [],
  groupMembers: [],
  roleGroups: [],
  roleGroupMembers: [],
  managementRoles: [],
  organizationConfig: { EwsEnabled: false },
  transportConfig: { SmtpClientAuthenticationDisabled: true, MessageCopyForSentAsEnabled: true },
  casMailboxes: [],
};

function leaveOut<T extends object>(section: string, source: T, without: readonly string[]): T {
  const kept = Object.entries(source).filter(([name]) => !without.includes(`${section}.${name}`));
  return Object.fromEntries(kept) as T;
}

/** A complete reading: every source is there and empty unless given, or left out (which makes it missing). */
export function collection(parts: CollectionParts = {}): Collection {
  const without = parts.without ?? [];
  return {
    format: 'mailscope-collection/1',
    collectedAt: parts.collectedAt ?? '2026-11-21T07:00:00Z',
    collector: { name: 'mailscope', version: '0.1.0', mode: 'simulator' },
    tenant: { id: TENANT_ID, displayName: 'Contoso', defaultDomain: DOMAIN, cloud: 'global' },
    coverage: parts.coverage ?? {},
    graph: leaveOut('graph', { ...EMPTY_GRAPH, ...parts.graph }, without),
    exchange: leaveOut('exchange', { ...EMPTY_EXCHANGE, ...parts.exchange }, without),
  };
}

/** A service principal of the tenant's own app; object id and app id follow from the name and differ. */
export function servicePrincipal(name: string, overrides: Partial<ServicePrincipal> = {}): ServicePrincipal {
  return {
    id: guid(`service principal ${name}`),
    appId: guid(`app ${name}`),
    displayName: name,
    accountEnabled: true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: TENANT_ID,
    passwordCredentials: [],
    keyCredentials: [],
    tags: [],
    ...overrides,
  };
}

/** The application behind a service principal, with an object id of its own. */
export function application(principal: ServicePrincipal, overrides: Partial<GraphItem<'applications'>> = {}): GraphItem<'applications'> {
  return {
    id: guid(`application ${principal.appId}`),
    appId: principal.appId,
    displayName: principal.displayName,
    signInAudience: 'AzureADMyOrg',
    passwordCredentials: [],
    keyCredentials: [],
    ...overrides,
  };
}

/** A Graph application permission granted to a service principal. */
export function graphGrant(principal: ServicePrincipal, permission: GraphPermission): GraphItem<'appRoleAssignments'> {
  return roleGrant(principal, guid('resource graph'), GRAPH_ROLE_IDS[permission]);
}

/** An Exchange Online application permission granted to a service principal. */
export function exchangeGrant(principal: ServicePrincipal, permission: ExchangePermission): GraphItem<'appRoleAssignments'> {
  return roleGrant(principal, guid('resource exchange'), EXCHANGE_ROLE_IDS[permission]);
}

/** Any app role of any resource granted to a service principal. */
export function roleGrant(principal: ServicePrincipal, resourceId: string, appRoleId: string): GraphItem<'appRoleAssignments'> {
  return {
    id: guid(`grant ${principal.id} ${resourceId} ${appRoleId}`),
    principalId: principal.id,
    principalType: 'ServicePrincipal',
    principalDisplayName: principal.displayName,
    resourceId,
    appRoleId,
  };
}

/** A delegated grant on Microsoft Graph: for everybody, or for one user. */
export function delegatedGrant(principal: ServicePrincipal, scope: string, user?: DirectoryObject): GraphItem<'oauth2PermissionGrants'> {
  return {
    id: guid(`delegated ${principal.id} ${scope} ${user?.id ?? 'all'}`),
    clientId: principal.id,
    consentType: user ? 'Principal' : 'AllPrincipals',
    principalId: user?.id ?? null,
    resourceId: guid('resource graph'),
    scope,
  };
}

/** An enabled member account whose mailbox, if any, is the one built from the same name. */
export function user(name: string, overrides: Partial<GraphItem<'users'>> = {}): GraphItem<'users'> {
  const address = `${name.toLowerCase()}@${DOMAIN}`;
  return {
    id: guid(`user ${name}`),
    userPrincipalName: address,
    mail: address,
    displayName: name,
    accountEnabled: true,
    userType: 'Member',
    ...overrides,
  };
}

/** A user mailbox whose id is that of the user built from the same name. */
export function mailbox(name: string, overrides: Partial<Mailbox> = {}): Mailbox {
  const address = `${name.toLowerCase()}@${DOMAIN}`;
  return {
    ExternalDirectoryObjectId: guid(`user ${name}`),
    Guid: guid(`mailbox ${name}`),
    PrimarySmtpAddress: address,
    UserPrincipalName: address,
    DisplayName: name,
    Alias: name.toLowerCase(),
    Name: name,
    DistinguishedName: `CN=${name},OU=${DOMAIN},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`,
    RecipientTypeDetails: 'UserMailbox',
    EmailAddresses: [`SMTP:${address}`],
    GrantSendOnBehalfTo: [],
    MessageCopyForSentAsEnabled: true,
    ...overrides,
  };
}

/** A shared mailbox. */
export function sharedMailbox(name: string, overrides: Partial<Mailbox> = {}): Mailbox {
  return mailbox(name, { RecipientTypeDetails: 'SharedMailbox', ...overrides });
}

/** A group as Microsoft Graph has it: mail-enabled security unless overridden. */
export function group(name: string, overrides: Partial<GraphItem<'groups'>> = {}): GraphItem<'groups'> {
  return {
    id: guid(`group ${name}`),
    displayName: name,
    mail: `${name.toLowerCase()}@${DOMAIN}`,
    mailEnabled: true,
    securityEnabled: true,
    groupTypes: [],
    ...overrides,
  };
}

/** The same group as Exchange has it. */
export function exchangeGroup(name: string, overrides: Partial<ExchangeItem<'groups'>> = {}): ExchangeItem<'groups'> {
  return {
    ExternalDirectoryObjectId: guid(`group ${name}`),
    Guid: guid(`exchange group ${name}`),
    DistinguishedName: `CN=${name},OU=${DOMAIN},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`,
    PrimarySmtpAddress: `${name.toLowerCase()}@${DOMAIN}`,
    DisplayName: name,
    Name: name,
    RecipientTypeDetails: 'MailUniversalSecurityGroup',
    ...overrides,
  };
}

/** One direct membership as Graph has it. */
export function member(
  groupName: string,
  memberId: string,
  memberType: 'user' | 'group' | 'servicePrincipal' = 'user',
): GraphItem<'groupMembers'> {
  return { groupId: guid(`group ${groupName}`), memberId, memberType };
}

/** The Exchange pointer of a service principal. */
export function pointer(principal: ServicePrincipal, overrides: Partial<Pointer> = {}): Pointer {
  return {
    AppId: principal.appId,
    ObjectId: principal.id,
    DisplayName: principal.displayName,
    Identity: principal.id,
    Guid: guid(`pointer ${principal.id}`),
    ...overrides,
  };
}

/** An RBAC assignment of an application role to a pointer: organisation-wide unless overridden. */
export function roleAssignment(
  target: Pointer,
  role: string,
  overrides: Partial<ExchangeItem<'managementRoleAssignments'>> = {},
): ExchangeItem<'managementRoleAssignments'> {
  const name = `${role}-${target.ObjectId ?? target.AppId ?? 'nobody'}`;
  return {
    Name: name,
    Identity: name,
    Role: role,
    RoleAssignee: target.Identity,
    RoleAssigneeName: target.ObjectId,
    RoleAssigneeType: 'ServicePrincipal',
    RecipientWriteScope: 'Organization',
    App: target.AppId,
    Enabled: true,
    ...overrides,
  };
}

/** A management scope by filter. */
export function managementScope(
  name: string,
  filter: string,
  overrides: Partial<ExchangeItem<'managementScopes'>> = {},
): ExchangeItem<'managementScopes'> {
  return {
    Name: name,
    Identity: name,
    RecipientFilter: filter,
    RecipientRoot: '',
    Exclusive: false,
    ScopeRestrictionType: 'RecipientScope',
    ...overrides,
  };
}

/** An application access policy of an app id (or `*`) over the object with the given id. */
export function accessPolicy(
  appId: string,
  accessRight: 'RestrictAccess' | 'DenyAccess',
  scope: { readonly id: string; readonly name: string },
  overrides: Partial<ExchangeItem<'applicationAccessPolicies'>> = {},
): ExchangeItem<'applicationAccessPolicies'> {
  return {
    Identity: `${TENANT_ID}\\${appId}:S-1-5-21-1-2-3-4;${scope.id}`,
    AppId: appId,
    AccessRight: accessRight,
    ScopeName: scope.name,
    ScopeIdentity: scope.name,
    IsValid: true,
    ...overrides,
  };
}

/** What a mailbox is known by: its directory object, or its own id where it has none. */
export function mailboxKey(target: Mailbox): string {
  const id = target.ExternalDirectoryObjectId ?? '';
  return id === '' ? (target.Guid ?? '') : id;
}

/** FullAccess of a trustee (as the source names it) on a mailbox. */
export function fullAccess(
  target: Mailbox,
  trustee: string,
  overrides: Partial<ExchangeItem<'mailboxPermissions'>> = {},
): ExchangeItem<'mailboxPermissions'> {
  return {
    Identity: mailboxKey(target),
    User: trustee,
    AccessRights: ['FullAccess'],
    IsInherited: false,
    Deny: false,
    ...overrides,
  };
}

/** SendAs of a trustee (as the source names it) on a mailbox. */
export function sendAs(
  target: Mailbox,
  trustee: string,
  overrides: Partial<ExchangeItem<'recipientPermissions'>> = {},
): ExchangeItem<'recipientPermissions'> {
  return {
    Identity: mailboxKey(target),
    Trustee: trustee,
    AccessRights: ['SendAs'],
    AccessControlType: 'Allow',
    IsInherited: false,
    ...overrides,
  };
}
