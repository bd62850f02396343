import { bytes, choice, flag, guid, listOf, maybe, object, text, time } from './body-shapes';
import type { BodyFacts } from './read-body';

/** https://learn.microsoft.com/graph/api/resources/keycredential#properties */
const KEY_CREDENTIAL = object('keyCredential', {
  customKeyIdentifier: maybe(bytes()),
  displayName: maybe(text(90)),
  endDateTime: maybe(time()),
  key: maybe(bytes()),
  keyId: maybe(guid()),
  startDateTime: maybe(time()),
  type: maybe(choice('AsymmetricX509Cert')),
  usage: maybe(choice('Verify', 'Sign')),
});

/** https://learn.microsoft.com/graph/api/resources/passwordcredential#properties — what may be asked for; the rest is made by the directory. */
const PASSWORD_CREDENTIAL = maybe(
  object('passwordCredential', { displayName: maybe(text(120)), startDateTime: maybe(time()), endDateTime: maybe(time()) }),
);

const REDIRECTS = (type: string): ReturnType<typeof object> => object(type, { redirectUris: listOf(text(256)) });

/** https://learn.microsoft.com/graph/api/application-post-applications#request-body, https://learn.microsoft.com/graph/api/application-update#request-body */
export const APPLICATION_BODY: BodyFacts = {
  type: 'application',
  entity: 'application',
  properties: {
    displayName: text(256),
    web: REDIRECTS('webApplication'),
    spa: REDIRECTS('spaApplication'),
    publicClient: REDIRECTS('publicClientApplication'),
    keyCredentials: listOf(KEY_CREDENTIAL),
    requiredResourceAccess: listOf(
      object('requiredResourceAccess', {
        resourceAppId: text(36),
        resourceAccess: listOf(object('resourceAccess', { id: guid(), type: choice('Role', 'Scope') })),
      }),
    ),
    notes: maybe(text(1024)),
    tags: listOf(text(256)),
    isFallbackPublicClient: maybe(flag()),
    signInAudience: choice('AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'),
    uniqueName: maybe(text(120)),
  },
  onlyAtCreation: ['uniqueName'],
  readOnly: [
    'id',
    'appId',
    'createdDateTime',
    'createdByAppId',
    'deletedDateTime',
    'publisherDomain',
    'passwordCredentials',
    'verifiedPublisher',
    'certification',
    'applicationTemplateId',
    'disabledByMicrosoftStatus',
  ],
  required: ['displayName'],
};

/** https://learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals#request-body, https://learn.microsoft.com/graph/api/serviceprincipal-update#request-body */
export const SERVICE_PRINCIPAL_BODY: BodyFacts = {
  type: 'servicePrincipal',
  entity: 'servicePrincipal',
  properties: {
    appId: guid(),
    accountEnabled: flag(),
    appRoleAssignmentRequired: flag(),
    displayName: text(256),
    homepage: maybe(text(2048)),
    tags: listOf(text(256)),
    replyUrls: listOf(text(256)),
    keyCredentials: listOf(KEY_CREDENTIAL),
  },
  onlyAtCreation: ['appId'],
  readOnly: [
    'id',
    'appDisplayName',
    'appOwnerOrganizationId',
    'deletedDateTime',
    'passwordCredentials',
    'servicePrincipalType',
    'signInAudience',
    'verifiedPublisher',
    'createdByAppId',
    'disabledByMicrosoftStatus',
    'applicationTemplateId',
  ],
  required: ['appId'],
};

/** https://learn.microsoft.com/graph/api/application-addpassword#request-body */
export const ADD_PASSWORD_BODY: BodyFacts = {
  type: 'addPasswordRequestBody',
  entity: null,
  properties: { passwordCredential: PASSWORD_CREDENTIAL },
};

/** https://learn.microsoft.com/graph/api/application-removepassword#request-body */
export const REMOVE_PASSWORD_BODY: BodyFacts = {
  type: 'removePasswordRequestBody',
  entity: null,
  properties: { keyId: guid() },
  required: ['keyId'],
};

/** https://learn.microsoft.com/graph/api/application-addkey#request-body */
export const ADD_KEY_BODY: BodyFacts = {
  type: 'addKeyRequestBody',
  entity: null,
  properties: { keyCredential: KEY_CREDENTIAL, passwordCredential: PASSWORD_CREDENTIAL, proof: text(20_000) },
  required: ['keyCredential', 'proof'],
};

/** https://learn.microsoft.com/graph/api/application-removekey#request-body */
export const REMOVE_KEY_BODY: BodyFacts = {
  type: 'removeKeyRequestBody',
  entity: null,
  properties: { keyId: guid(), proof: text(20_000) },
  required: ['keyId', 'proof'],
};

/** https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto#request-body */
export const ASSIGNMENT_BODY: BodyFacts = {
  type: 'appRoleAssignment',
  entity: 'appRoleAssignment',
  properties: { principalId: guid(), resourceId: guid(), appRoleId: guid() },
  readOnly: ['id', 'createdDateTime', 'deletedDateTime', 'principalDisplayName', 'principalType', 'resourceDisplayName'],
  required: ['principalId', 'resourceId', 'appRoleId'],
};

/** https://learn.microsoft.com/graph/api/oauth2permissiongrant-post#request-body, https://learn.microsoft.com/graph/api/oauth2permissiongrant-update#request-body */
export const GRANT_BODY: BodyFacts = {
  type: 'oAuth2PermissionGrant',
  entity: 'oAuth2PermissionGrant',
  properties: {
    clientId: guid(),
    consentType: choice('AllPrincipals', 'Principal'),
    principalId: maybe(guid()),
    resourceId: guid(),
    scope: text(3850),
  },
  onlyAtCreation: ['clientId', 'consentType', 'principalId', 'resourceId'],
  readOnly: ['id'],
  required: ['clientId', 'consentType', 'resourceId', 'scope'],
};

/** https://learn.microsoft.com/graph/api/group-post-groups#request-body, https://learn.microsoft.com/graph/api/group-update#request-body */
export const GROUP_BODY: BodyFacts = {
  type: 'group',
  entity: 'group',
  properties: {
    displayName: text(256),
    description: maybe(text(1024)),
    mailEnabled: flag(),
    mailNickname: text(64),
    securityEnabled: flag(),
    groupTypes: listOf(choice('Unified', 'DynamicMembership')),
    membershipRule: maybe(text(3072)),
    visibility: maybe(choice('Public', 'Private', 'HiddenMembership')),
    'owners@odata.bind': listOf(text(2048)),
    'members@odata.bind': listOf(text(2048)),
  },
  onlyAtCreation: ['mailEnabled', 'groupTypes', 'owners@odata.bind', 'members@odata.bind'],
  readOnly: ['id', 'mail', 'createdDateTime', 'deletedDateTime', 'securityIdentifier', 'proxyAddresses', 'renewedDateTime'],
  required: ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'],
};

/** https://learn.microsoft.com/graph/api/user-update#request-body */
export const USER_BODY: BodyFacts = {
  type: 'user',
  entity: 'user',
  properties: {
    accountEnabled: flag(),
    displayName: text(256),
    givenName: maybe(text(64)),
    surname: maybe(text(64)),
    department: maybe(text(64)),
    companyName: maybe(text(64)),
    jobTitle: maybe(text(128)),
    officeLocation: maybe(text(128)),
    city: maybe(text(128)),
    state: maybe(text(128)),
    country: maybe(text(128)),
    usageLocation: maybe(text(2)),
  },
  readOnly: ['id', 'createdDateTime', 'deletedDateTime', 'assignedLicenses', 'securityIdentifier', 'mail', 'proxyAddresses'],
};

/** https://learn.microsoft.com/graph/api/directory-post-administrativeunits#request-body */
export const UNIT_BODY: BodyFacts = {
  type: 'administrativeUnit',
  entity: 'administrativeUnit',
  properties: {
    displayName: text(256),
    description: maybe(text(1024)),
    membershipType: choice('Assigned', 'Dynamic'),
    membershipRule: maybe(text(3072)),
  },
  readOnly: ['id', 'deletedDateTime'],
  required: ['displayName'],
};

const RECIPIENT = object('recipient', { emailAddress: object('emailAddress', { address: text(320), name: maybe(text(512)) }) });

/** https://learn.microsoft.com/graph/api/user-sendmail#request-body */
export const SEND_MAIL_BODY: BodyFacts = {
  type: 'sendMailRequestBody',
  entity: null,
  properties: {
    message: object('message', {
      subject: maybe(text(255)),
      body: maybe(object('itemBody', { contentType: choice('text', 'html', 'Text', 'HTML'), content: maybe(text(1_000_000)) })),
      toRecipients: listOf(RECIPIENT),
      ccRecipients: listOf(RECIPIENT),
      bccRecipients: listOf(RECIPIENT),
      replyTo: listOf(RECIPIENT),
      from: maybe(RECIPIENT),
      importance: choice('low', 'normal', 'high'),
    }),
    saveToSentItems: maybe(flag()),
  },
  required: ['message'],
};

/** Every body there is, for tests. */
export const BODIES: readonly BodyFacts[] = [
  APPLICATION_BODY,
  SERVICE_PRINCIPAL_BODY,
  ASSIGNMENT_BODY,
  GRANT_BODY,
  GROUP_BODY,
  USER_BODY,
  UNIT_BODY,
];
