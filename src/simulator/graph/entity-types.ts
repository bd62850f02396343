import { MAIL_TYPES } from './mail-types';
import { ROLE_TYPES } from './role-types';

/**
 * The types of Microsoft Graph that the simulated tenant answers: their properties (`[]`: a collection), those that come
 * without `$select` where these are not all, and what `$filter` may do with them. One page per type under
 * https://learn.microsoft.com/graph/api/resources/, property by property ("Supports $filter (…)").
 */
export interface EntityType {
  /** As in `#microsoft.graph.user`. */
  readonly name: string;
  /** How `@odata.context` names a collection of them. */
  readonly set: string;
  readonly properties: ReadonlySet<string>;
  readonly collections: ReadonlySet<string>;
  /** Null: every property that has a value. */
  readonly defaults: readonly string[] | null;
  /** Property → operators; those with a star need the advanced query parameters. */
  readonly filters: ReadonlyMap<string, ReadonlySet<string>>;
  /** Relationships that `$expand` takes. */
  readonly expands: readonly string[];
  /** Directory objects take `$count` and some operators only with `ConsistencyLevel: eventual`. */
  readonly isDirectoryObject: boolean;
}

/** A type as it is written down. */
export interface EntityFacts {
  readonly properties: string;
  readonly defaults?: string;
  readonly filters?: Readonly<Record<string, string>>;
  readonly expands?: readonly string[];
  readonly directory?: boolean;
}

const TEXT = 'eq ne* not* ge le in startswith';
const MAIL_TEXT = 'eq ne* not* ge le in startswith endswith*';

/** https://learn.microsoft.com/graph/api/resources/user#properties — the default set: https://learn.microsoft.com/graph/api/user-list#optional-query-parameters */
const USER: EntityFacts = {
  properties:
    'id deletedDateTime aboutMe accountEnabled ageGroup assignedLicenses[] assignedPlans[] authorizationInfo birthday businessPhones[] city companyName consentProvidedForMinor country createdDateTime creationType customSecurityAttributes department deviceEnrollmentLimit displayName employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState externalUserStateChangeDateTime faxNumber givenName hireDate identities[] imAddresses[] interests[] isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates[] mail mailNickname mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime onPremisesProvisioningErrors[] onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName otherMails[] passwordPolicies passwordProfile pastProjects[] postalCode preferredDataLocation preferredLanguage preferredName provisionedPlans[] proxyAddresses[] responsibilities[] schools[] securityIdentifier serviceProvisioningErrors[] showInAddressList signInSessionsValidFromDateTime skills[] state streetAddress surname usageLocation userPrincipalName userType',
  defaults: 'businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName id',
  filters: {
    id: 'eq ne* not* in',
    userPrincipalName: MAIL_TEXT,
    mail: MAIL_TEXT,
    displayName: TEXT,
    accountEnabled: 'eq ne* not* in',
    userType: 'eq ne* not* in',
    department: TEXT,
    companyName: TEXT,
    jobTitle: TEXT,
    city: TEXT,
    country: TEXT,
    state: TEXT,
    usageLocation: TEXT,
    givenName: TEXT,
    surname: TEXT,
    mailNickname: TEXT,
    officeLocation: TEXT,
    createdDateTime: 'eq ne* not* ge le in',
  },
  expands: ['manager', 'memberOf'],
  directory: true,
};

/** https://learn.microsoft.com/graph/api/resources/application#properties */
const APPLICATION: EntityFacts = {
  properties:
    'id deletedDateTime addIns[] api appId applicationTemplateId appRoles[] authenticationBehaviors certification createdByAppId createdDateTime defaultRedirectUri description disabledByMicrosoftStatus displayName groupMembershipClaims identifierUris[] info isDeviceOnlyAuthSupported isDisabled isFallbackPublicClient keyCredentials[] logo nativeAuthenticationApisEnabled notes oauth2RequirePostResponse optionalClaims parentalControlSettings passwordCredentials[] publicClient publisherDomain requestSignatureVerification requiredResourceAccess[] samlMetadataUrl serviceManagementReference servicePrincipalLockConfiguration signInAudience spa tags[] tokenEncryptionKeyId uniqueName verifiedPublisher web',
  filters: {
    id: 'eq ne* not* in',
    appId: 'eq in',
    displayName: TEXT,
    createdDateTime: 'eq ne* not* ge le in',
    publisherDomain: 'eq ne* ge le startswith',
    signInAudience: 'eq ne* not*',
    tags: 'eq not* ge le startswith',
    identifierUris: 'eq ne* ge le startswith',
    uniqueName: 'eq',
  },
  expands: ['owners', 'federatedIdentityCredentials'],
  directory: true,
};

/** https://learn.microsoft.com/graph/api/resources/serviceprincipal#properties */
const SERVICE_PRINCIPAL: EntityFacts = {
  properties:
    'id deletedDateTime accountEnabled addIns[] alternativeNames[] appDescription appDisplayName appId applicationTemplateId appOwnerOrganizationId appRoleAssignmentRequired appRoles[] createdByAppId customSecurityAttributes description disabledByMicrosoftStatus displayName homepage info isDisabled keyCredentials[] loginUrl logoutUrl notes notificationEmailAddresses[] oauth2PermissionScopes[] passwordCredentials[] preferredSingleSignOnMode preferredTokenSigningKeyThumbprint replyUrls[] resourceSpecificApplicationPermissions[] samlSingleSignOnSettings servicePrincipalNames[] servicePrincipalType signInAudience tags[] tokenEncryptionKeyId verifiedPublisher',
  filters: {
    id: 'eq ne* not* in',
    appId: 'eq ne* not* in startswith',
    displayName: TEXT,
    accountEnabled: 'eq ne* not* in',
    servicePrincipalType: 'eq ne* not* in',
    appOwnerOrganizationId: 'eq ne* not* ge le',
    homepage: TEXT,
    tags: 'eq not* ge le startswith',
    servicePrincipalNames: 'eq not* ge le startswith',
  },
  expands: ['owners', 'appRoleAssignments', 'appRoleAssignedTo', 'oauth2PermissionGrants'],
  directory: true,
};

/** https://learn.microsoft.com/graph/api/resources/group#properties */
const GROUP: EntityFacts = {
  properties:
    'id deletedDateTime assignedLabels[] assignedLicenses[] classification createdDateTime description displayName expirationDateTime groupTypes[] isAssignableToRole isManagementRestricted licenseProcessingState mail mailEnabled mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesProvisioningErrors[] onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled preferredDataLocation preferredLanguage proxyAddresses[] renewedDateTime resourceBehaviorOptions[] resourceProvisioningOptions[] securityEnabled securityIdentifier serviceProvisioningErrors[] theme uniqueName visibility',
  filters: {
    id: 'eq ne* not* in',
    displayName: TEXT,
    mail: TEXT,
    mailNickname: TEXT,
    mailEnabled: 'eq ne* not*',
    securityEnabled: 'eq ne* not* in',
    groupTypes: 'eq not*',
    description: 'eq ne* not* ge le startswith',
    createdDateTime: 'eq ne* not* ge le in',
  },
  expands: ['owners', 'members', 'memberOf'],
  directory: true,
};

const TYPES: Readonly<Record<string, readonly [set: string, facts: EntityFacts]>> = {
  user: ['users', USER],
  application: ['applications', APPLICATION],
  servicePrincipal: ['servicePrincipals', SERVICE_PRINCIPAL],
  group: ['groups', GROUP],
  // https://learn.microsoft.com/graph/api/resources/orgcontact
  orgContact: [
    'contacts',
    {
      properties: 'id deletedDateTime displayName mail companyName department givenName jobTitle mailNickname surname proxyAddresses[]',
      directory: true,
    },
  ],
  administrativeUnit: [
    'directory/administrativeUnits',
    {
      properties:
        'id deletedDateTime description displayName isMemberManagementRestricted membershipRule membershipRuleProcessingState membershipType visibility',
      filters: { id: 'eq in', displayName: 'eq ne* not* ge le in startswith' },
      expands: ['members'],
      directory: true,
    },
  ],
  appRoleAssignment: [
    'appRoleAssignments',
    {
      properties:
        'id deletedDateTime appRoleId createdDateTime principalDisplayName principalId principalType resourceDisplayName resourceId',
      filters: { resourceId: 'eq', principalDisplayName: 'eq startswith' },
      directory: true,
    },
  ],
  oAuth2PermissionGrant: [
    'oauth2PermissionGrants',
    {
      properties: 'id clientId consentType principalId resourceId scope',
      filters: { clientId: 'eq', consentType: 'eq', principalId: 'eq', resourceId: 'eq' },
      directory: true,
    },
  ],
  ...ROLE_TYPES,
  federatedIdentityCredential: [
    'federatedIdentityCredentials',
    { properties: 'id audiences[] description issuer name subject', filters: { name: 'eq', issuer: 'eq', subject: 'eq' } },
  ],
  appManagementPolicy: [
    'policies/appManagementPolicies',
    { properties: 'id deletedDateTime description displayName isEnabled restrictions' },
  ],
  tenantAppManagementPolicy: [
    'policies/defaultAppManagementPolicy',
    { properties: 'id deletedDateTime description displayName applicationRestrictions isEnabled servicePrincipalRestrictions' },
  ],
  authorizationPolicy: [
    'policies/authorizationPolicy',
    {
      properties:
        'id deletedDateTime description displayName allowedToSignUpEmailBasedSubscriptions allowedToUseSSPR allowEmailVerifiedUsersToJoinOrganization allowInvitesFrom allowUserConsentForRiskyApps blockMsolPowerShell defaultUserRolePermissions guestUserRoleId',
    },
  ],
  organization: [
    'organization',
    {
      properties:
        'id deletedDateTime assignedPlans[] businessPhones[] city country countryLetterCode createdDateTime defaultUsageLocation displayName marketingNotificationEmails[] mobileDeviceManagementAuthority onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType postalCode preferredLanguage privacyProfile provisionedPlans[] securityComplianceNotificationMails[] securityComplianceNotificationPhones[] state street technicalNotificationMails[] tenantType verifiedDomains[]',
    },
  ],
  domain: [
    'domains',
    {
      properties:
        'id authenticationType availabilityStatus isAdminManaged isDefault isInitial isRoot isVerified manufacturer model passwordNotificationWindowInDays passwordValidityPeriodInDays state supportedServices[]',
    },
  ],
  subscribedSku: [
    'subscribedSkus',
    {
      properties:
        'id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans[] skuId skuPartNumber subscriptionIds[]',
    },
  ],
  servicePrincipalSignInActivity: [
    'reports/servicePrincipalSignInActivities',
    {
      properties:
        'id appId applicationAuthenticationClientSignInActivity applicationAuthenticationResourceSignInActivity delegatedClientSignInActivity delegatedResourceSignInActivity lastSignInActivity',
      filters: { appId: 'eq' },
    },
  ],
  appCredentialSignInActivity: [
    'reports/appCredentialSignInActivities',
    {
      properties:
        'id appId appObjectId createdDateTime credentialOrigin expirationDateTime keyId keyType keyUsage resourceId servicePrincipalObjectId signInActivity',
      filters: { appId: 'eq', keyId: 'eq' },
    },
  ],
  ...MAIL_TYPES,
};

/** The name of a type in this table. */
export type EntityName =
  | 'user'
  | 'application'
  | 'servicePrincipal'
  | 'group'
  | 'orgContact'
  | 'administrativeUnit'
  | 'appRoleAssignment'
  | 'oAuth2PermissionGrant'
  | 'unifiedRoleAssignment'
  | 'unifiedRoleEligibilitySchedule'
  | 'unifiedRoleEligibilityScheduleInstance'
  | 'unifiedRoleAssignmentScheduleInstance'
  | 'directoryRole'
  | 'federatedIdentityCredential'
  | 'appManagementPolicy'
  | 'tenantAppManagementPolicy'
  | 'authorizationPolicy'
  | 'organization'
  | 'domain'
  | 'subscribedSku'
  | 'servicePrincipalSignInActivity'
  | 'appCredentialSignInActivity'
  | 'message'
  | 'mailFolder'
  | 'event'
  | 'contact'
  | 'mailboxSettings';

const READ = new Map(Object.entries(TYPES).map(([name, [set, facts]]) => [name, readFacts(name, set, facts)]));

/** A type by its name. */
export function entityType(name: EntityName): EntityType {
  const type = READ.get(name);
  if (!type) throw new Error(`there is no type ${name}`);
  return type;
}

/** Every type, for tests. */
export const ENTITY_TYPES: readonly EntityType[] = [...READ.values()];

/** What `members`, `owners` and `appliesTo` hold: any directory object. */
export const DIRECTORY_OBJECT: EntityType = {
  name: 'directoryObject',
  set: 'directoryObjects',
  properties: new Set(
    ['user', 'group', 'servicePrincipal', 'orgContact', 'application', 'directoryRole'].flatMap((name) => [
      ...(READ.get(name)?.properties ?? []),
    ]),
  ),
  collections: new Set(),
  defaults: null,
  filters: new Map([
    ['id', new Set(['eq*', 'in*'])],
    ['displayName', new Set(['eq*', 'startswith*'])],
  ]),
  expands: [],
  isDirectoryObject: true,
};

function readFacts(name: string, set: string, facts: EntityFacts): EntityType {
  const words = facts.properties.split(' ');
  return {
    name,
    set,
    properties: new Set(words.map((word) => word.replace('[]', ''))),
    collections: new Set(words.filter((word) => word.endsWith('[]')).map((word) => word.slice(0, -2))),
    defaults: facts.defaults?.split(' ') ?? null,
    filters: new Map(Object.entries(facts.filters ?? {}).map(([property, operators]) => [property, new Set(operators.split(' '))])),
    expands: facts.expands ?? [],
    isDirectoryObject: facts.directory ?? false,
  };
}
