/** What the product can do with a tenant, by what each part needs. */
export const FEATURE_IDS = [
  'sign-in',
  'apps',
  'people',
  'administrative-units',
  'role-holders',
  'sign-in-activity',
  'policies',
  'exchange',
] as const;

/** One feature. */
export type FeatureId = (typeof FEATURE_IDS)[number];

/** What a feature needs of a tenant, and why it asks. */
export interface Feature {
  readonly id: FeatureId;
  readonly label: string;
  /** One sentence for the person who is asked to consent. */
  readonly why: string;
  /** Delegated permissions of Microsoft Graph. */
  readonly graphScopes: readonly string[];
  /** Delegated permissions of Office 365 Exchange Online. */
  readonly exchangeScopes: readonly string[];
  /** The sources of a reading that it fills (paths as in a collection). */
  readonly sources: readonly string[];
}

/** Every feature, in the order in which one comes to need them. */
export const FEATURES: Readonly<Record<FeatureId, Feature>> = {
  'sign-in': {
    id: 'sign-in',
    label: 'Sign in',
    why: 'Mailscope shows whose account is used.',
    graphScopes: ['User.Read'],
    exchangeScopes: [],
    sources: [],
  },
  apps: {
    id: 'apps',
    label: 'Apps and what they were granted',
    why: 'Which apps exist, what they were granted, and when their credentials end.',
    graphScopes: ['Application.Read.All', 'Directory.Read.All'],
    exchangeScopes: [],
    sources: [
      'graph.resources',
      'graph.servicePrincipals',
      'graph.applications',
      'graph.appRoleAssignments',
      'graph.oauth2PermissionGrants',
      'graph.owners',
      'graph.federatedIdentityCredentials',
    ],
  },
  people: {
    id: 'people',
    label: 'People and groups',
    why: 'Who stands behind a delegated permission, a group or a delegate.',
    graphScopes: ['User.Read.All', 'GroupMember.Read.All'],
    exchangeScopes: [],
    sources: ['graph.users', 'graph.groups', 'graph.groupMembers'],
  },
  'administrative-units': {
    id: 'administrative-units',
    label: 'Administrative units',
    why: 'Which mailboxes a scope by administrative unit holds.',
    graphScopes: ['AdministrativeUnit.Read.All'],
    exchangeScopes: [],
    sources: ['graph.administrativeUnits', 'graph.administrativeUnitMembers'],
  },
  'role-holders': {
    id: 'role-holders',
    label: 'Holders of directory roles',
    why: 'Who could widen the reach of an app.',
    graphScopes: ['RoleManagement.Read.Directory', 'RoleEligibilitySchedule.Read.Directory'],
    exchangeScopes: [],
    sources: ['graph.directoryRoleAssignments', 'graph.directoryRoleEligibilities'],
  },
  'sign-in-activity': {
    id: 'sign-in-activity',
    label: 'Last sign-ins of apps',
    why: 'Which apps and credentials are in use.',
    graphScopes: ['AuditLog.Read.All'],
    exchangeScopes: [],
    sources: ['graph.signInActivities', 'graph.credentialSignInActivities'],
  },
  policies: {
    id: 'policies',
    label: 'Consent and app management policies',
    why: 'Who may consent, and what kinds of credentials apps may have.',
    graphScopes: ['Policy.Read.All'],
    exchangeScopes: [],
    sources: ['graph.appManagementPolicies', 'graph.authorizationPolicy'],
  },
  exchange: {
    id: 'exchange',
    label: 'Exchange Online',
    why: 'Mailboxes, delegates, scopes and access policies, which only Exchange Online tells.',
    graphScopes: [],
    exchangeScopes: ['Exchange.Manage'],
    sources: [],
  },
};
