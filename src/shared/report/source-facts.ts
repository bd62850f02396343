import type { SourcePath } from '../domain/collection/sources';

/** What a source is called, and what an answer lacks without it. */
export interface SourceFact {
  readonly label: string;
  readonly without: string;
}

/** Every source of a reading in words, with what follows where it was not read in full. */
export const SOURCE_FACTS: Readonly<Record<SourcePath, SourceFact>> = {
  'graph.resources': {
    label: 'Permissions that Microsoft Graph and Exchange Online define',
    without: 'grants of permissions that are not in the built-in tables stay uncertain',
  },
  'graph.servicePrincipals': { label: 'Service principals', without: 'apps may be missing, or stand without a name and state' },
  'graph.applications': { label: 'App registrations', without: 'credentials and redirect addresses of registrations are not judged' },
  'graph.appRoleAssignments': { label: 'Application permissions granted', without: 'any app may hold a permission that is not shown' },
  'graph.oauth2PermissionGrants': { label: 'Delegated permissions granted', without: 'reach through signed-in users may be missing' },
  'graph.owners': { label: 'Owners of apps', without: 'apps without an owner, and owners who can widen a scope, are not judged' },
  'graph.users': { label: 'Users', without: 'people may stand without a name and state, and some trustees stay unresolved' },
  'graph.groups': { label: 'Entra groups', without: 'policies, scopes and rights that rest on a group stay uncertain' },
  'graph.groupMembers': {
    label: 'Members of Entra groups',
    without: 'who is reached through a group is known from Exchange alone, or uncertain',
  },
  'graph.administrativeUnitMembers': {
    label: 'Members of administrative units',
    without: 'reach through a scope that is an administrative unit stays uncertain',
  },
  'graph.administrativeUnits': {
    label: 'Administrative units',
    without: 'reach through a scope that is an administrative unit stays uncertain',
  },
  'graph.directoryRoleAssignments': {
    label: 'Entra role assignments',
    without: 'apps that can grant themselves reach by a directory role are not judged',
  },
  'graph.directoryRoleEligibilities': {
    label: 'Entra roles that can be activated',
    without: 'roles that can be activated on demand are not seen',
  },
  'graph.signInActivities': { label: 'Last sign-ins of apps', without: 'apps that are no longer used are not judged' },
  'graph.credentialSignInActivities': { label: 'Last use of credentials', without: 'whether a credential is in use is not known' },
  'graph.federatedIdentityCredentials': { label: 'Federated credentials', without: 'sign-in by workload federation is not shown' },
  'graph.appManagementPolicies': { label: 'App management policies', without: 'what the tenant allows for secrets is not known' },
  'graph.authorizationPolicy': { label: 'Authorization policy', without: 'whether users may consent to apps is not known' },
  'exchange.servicePrincipals': {
    label: 'Service principals in Exchange',
    without: 'role assignments and mailbox permissions of apps may belong to nobody',
  },
  'exchange.managementRoleAssignments': { label: 'Exchange role assignments', without: 'reach by RBAC for Applications stays uncertain' },
  'exchange.managementScopes': { label: 'Management scopes', without: 'reach by a role assignment with a scope stays uncertain' },
  'exchange.applicationAccessPolicies': {
    label: 'Application access policies',
    without: 'whether a policy confines an app stays uncertain',
  },
  'exchange.mailboxes': { label: 'Mailboxes', without: 'mailboxes that were not read are not in the answer' },
  'exchange.recipients': { label: 'Other recipients', without: 'trustees that are guests, contacts or mail users may stay unresolved' },
  'exchange.mailboxPermissions': {
    label: 'Full Access to mailboxes',
    without: 'who has Full Access to the mailboxes that were not read is not known',
  },
  'exchange.mailboxFolderPermissions': { label: 'Folder permissions', without: 'delegated reach through shared folders is a lower bound' },
  'exchange.recipientPermissions': { label: 'Send As', without: 'who may send as a mailbox is not known' },
  'exchange.groups': { label: 'Exchange groups', without: 'policies, scopes and rights that rest on a group stay uncertain' },
  'exchange.groupMembers': {
    label: 'Members of Exchange groups',
    without: 'who is reached through a group is known from Entra alone, or uncertain',
  },
  'exchange.roleGroups': {
    label: 'Exchange role groups',
    without: 'apps that can grant themselves reach by an Exchange role are not judged',
  },
  'exchange.roleGroupMembers': {
    label: 'Members of Exchange role groups',
    without: 'apps that can grant themselves reach by an Exchange role are not judged',
  },
  'exchange.managementRoles': { label: 'Exchange management roles', without: 'custom roles are not told apart' },
  'exchange.casMailboxes': {
    label: 'Protocol settings of mailboxes',
    without: 'mailboxes that allow EWS or SMTP sign-in with a password are not judged',
  },
  'exchange.organizationConfig': { label: 'Exchange organisation settings', without: 'whether EWS is still allowed is not known' },
  'exchange.transportConfig': { label: 'Transport settings', without: 'whether SMTP sign-in with a password is off is not known' },
};

/** The label of a source; one that this version does not know keeps its path. */
export function sourceLabel(path: string): string {
  return factOf(path)?.label ?? path;
}

/** What an answer lacks where a source was not read in full. */
export function whatFollows(path: string): string {
  return factOf(path)?.without ?? 'not known';
}

function factOf(path: string): SourceFact | undefined {
  return Object.hasOwn(SOURCE_FACTS, path) ? SOURCE_FACTS[path as SourcePath] : undefined;
}
