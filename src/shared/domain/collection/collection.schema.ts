import { z } from 'zod';

// No code generation: the app's content security policy forbids eval, and one way of validating everywhere is one way to test.
z.config({ jitless: true });

const text = z.string().nullish();
const flag = z.boolean().nullish();
/** PowerShell writes an empty list as `[null]` where a single nothing was wrapped: such items are left out. */
const list = z.array(z.string().nullable()).transform((items) => items.filter((item) => item !== null));
const texts = list.nullish();
/** Windows PowerShell unrolls single items, and some cmdlets answer one text for several values: both forms are read. */
const textOrTexts = z.union([z.string(), list]).nullish();
const anything = z.unknown().optional();
/** An id or reference that objects of this kind have; a reading that lacks it is read all the same, and empty text refers to nothing. */
const key = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const requiredText = z.string().min(1);

const passwordCredential = z.object({ keyId: text, displayName: text, hint: text, startDateTime: text, endDateTime: text });
const keyCredential = z.object({
  keyId: text,
  displayName: text,
  customKeyIdentifier: text,
  type: text,
  usage: text,
  startDateTime: text,
  endDateTime: text,
});
const passwordCredentials = z.array(passwordCredential).nullish();
const keyCredentials = z.array(keyCredential).nullish();
const redirects = z.object({ redirectUris: texts }).nullish();
const activity = z.object({ lastSignInDateTime: text }).nullish();

/** The item schema of every array of a collection, by section. Property names are those of the source: Graph camelCase, Exchange PascalCase. */
export const ITEM_SCHEMAS = {
  graph: {
    resources: z.object({
      id: key,
      appId: key,
      displayName: text,
      appRoles: z.array(z.object({ id: key, value: text, allowedMemberTypes: texts, isEnabled: flag })).nullish(),
      oauth2PermissionScopes: z.array(z.object({ id: text, value: text, type: text })).nullish(),
    }),
    servicePrincipals: z.object({
      id: key,
      appId: key,
      displayName: text,
      accountEnabled: flag,
      servicePrincipalType: text,
      appOwnerOrganizationId: text,
      verifiedPublisher: z.object({ displayName: text, verifiedPublisherId: text, addedDateTime: text }).nullish(),
      passwordCredentials,
      keyCredentials,
      tags: texts,
      homepage: text,
      servicePrincipalNames: texts,
    }),
    applications: z.object({
      id: key,
      appId: key,
      displayName: text,
      signInAudience: text,
      createdDateTime: text,
      passwordCredentials,
      keyCredentials,
      requiredResourceAccess: z
        .array(z.object({ resourceAppId: text, resourceAccess: z.array(z.object({ id: text, type: text })).nullish() }))
        .nullish(),
      web: redirects,
      spa: redirects,
      publicClient: redirects,
      publisherDomain: text,
    }),
    appRoleAssignments: z.object({
      id: text,
      principalId: key,
      principalType: text,
      principalDisplayName: text,
      resourceId: key,
      appRoleId: key,
      createdDateTime: text,
    }),
    oauth2PermissionGrants: z.object({
      id: text,
      clientId: key,
      consentType: text,
      principalId: text,
      resourceId: key,
      scope: text,
    }),
    owners: z.object({ objectId: key, ownerIds: texts }),
    users: z.object({ id: key, userPrincipalName: text, mail: text, displayName: text, accountEnabled: flag, userType: text }),
    groups: z.object({
      id: key,
      displayName: text,
      mail: text,
      mailEnabled: flag,
      securityEnabled: flag,
      groupTypes: texts,
      membershipRule: text,
      visibility: text,
      securityIdentifier: text,
    }),
    groupMembers: z.object({ groupId: key, memberId: key, memberType: text }),
    administrativeUnitMembers: z.object({ administrativeUnitId: key, memberId: key }),
    administrativeUnits: z.object({ id: key, displayName: text, membershipType: text, membershipRule: text }),
    directoryRoleAssignments: z.object({ principalId: key, roleDefinitionId: key, directoryScopeId: text }),
    directoryRoleEligibilities: z.object({ principalId: key, roleDefinitionId: key, directoryScopeId: text }),
    signInActivities: z.object({
      appId: key,
      lastSignInActivity: activity,
      delegatedClientSignInActivity: activity,
      delegatedResourceSignInActivity: activity,
      applicationAuthenticationClientSignInActivity: activity,
      applicationAuthenticationResourceSignInActivity: activity,
    }),
    credentialSignInActivities: z.object({ appId: text, keyId: text, signInActivity: activity }),
    federatedIdentityCredentials: z.object({
      applicationId: key,
      id: text,
      name: text,
      issuer: text,
      subject: text,
      audiences: texts,
    }),
    appManagementPolicies: z.object({
      id: text,
      displayName: text,
      isEnabled: flag,
      isDefault: flag,
      applicationRestrictions: anything,
      servicePrincipalRestrictions: anything,
      restrictions: anything,
      appliesTo: texts,
    }),
  },
  exchange: {
    servicePrincipals: z.object({ AppId: text, ObjectId: text, DisplayName: text, Identity: text, Guid: text }),
    managementRoleAssignments: z.object({
      Name: text,
      Identity: text,
      Role: text,
      RoleAssignee: text,
      RoleAssigneeName: text,
      RoleAssigneeType: text,
      RecipientWriteScope: text,
      CustomRecipientWriteScope: text,
      CustomResourceScope: text,
      RecipientAdministrativeUnitScope: text,
      App: text,
      Enabled: flag,
    }),
    managementScopes: z.object({
      Name: text,
      Identity: text,
      RecipientFilter: text,
      RecipientRoot: text,
      Exclusive: flag,
      ScopeRestrictionType: text,
    }),
    applicationAccessPolicies: z.object({
      Identity: text,
      AppId: textOrTexts,
      AccessRight: z.union([z.string(), z.number()]).nullish(),
      ScopeName: text,
      ScopeIdentity: text,
      ScopeIdentityRaw: text,
      Description: text,
      IsValid: flag,
    }),
    mailboxes: z.object({
      ExternalDirectoryObjectId: text,
      Guid: text,
      PrimarySmtpAddress: text,
      UserPrincipalName: text,
      DisplayName: text,
      Alias: text,
      Name: text,
      DistinguishedName: text,
      RecipientTypeDetails: text,
      EmailAddresses: textOrTexts,
      GrantSendOnBehalfTo: textOrTexts,
      MessageCopyForSentAsEnabled: flag,
      MessageCopyForSendOnBehalfEnabled: flag,
      ForwardingSmtpAddress: text,
      HiddenFromAddressListsEnabled: flag,
      WhenCreatedUTC: text,
      CustomAttribute1: text,
      CustomAttribute2: text,
      CustomAttribute3: text,
      CustomAttribute4: text,
      CustomAttribute5: text,
      CustomAttribute6: text,
      CustomAttribute7: text,
      CustomAttribute8: text,
      CustomAttribute9: text,
      CustomAttribute10: text,
      CustomAttribute11: text,
      CustomAttribute12: text,
      CustomAttribute13: text,
      CustomAttribute14: text,
      CustomAttribute15: text,
      Department: text,
      Company: text,
      Office: text,
      City: text,
      StateOrProvince: text,
      CountryOrRegion: text,
    }),
    recipients: z.object({
      ExternalDirectoryObjectId: text,
      Guid: text,
      Name: text,
      DisplayName: text,
      Alias: text,
      DistinguishedName: text,
      PrimarySmtpAddress: text,
      UserPrincipalName: text,
      EmailAddresses: textOrTexts,
      RecipientTypeDetails: text,
      Sid: text,
    }),
    mailboxPermissions: z.object({
      Identity: key,
      User: key,
      AccessRights: textOrTexts,
      IsInherited: flag,
      Deny: flag,
      readAt: text,
    }),
    mailboxFolderPermissions: z.object({ Identity: key, User: text, AccessRights: textOrTexts }),
    recipientPermissions: z.object({
      Identity: key,
      Trustee: key,
      AccessRights: textOrTexts,
      AccessControlType: text,
      IsInherited: flag,
    }),
    groups: z.object({
      ExternalDirectoryObjectId: text,
      Guid: text,
      DistinguishedName: text,
      PrimarySmtpAddress: text,
      EmailAddresses: textOrTexts,
      DisplayName: text,
      Name: text,
      Alias: text,
      RecipientTypeDetails: text,
      MemberJoinRestriction: text,
      ManagedBy: textOrTexts,
    }),
    groupMembers: z.object({
      GroupExternalDirectoryObjectId: key,
      MemberExternalDirectoryObjectId: text,
      MemberRecipientTypeDetails: text,
    }),
    roleGroups: z.object({ Name: text, Identity: text, Guid: text, Roles: textOrTexts }),
    roleGroupMembers: z.object({ RoleGroup: text, Name: text, ExternalDirectoryObjectId: text, RecipientTypeDetails: text }),
    managementRoles: z.object({ Name: text, IsServicePrincipalRole: flag }),
    casMailboxes: z.object({
      ExternalDirectoryObjectId: text,
      EwsEnabled: flag,
      ImapEnabled: flag,
      PopEnabled: flag,
      SmtpClientAuthenticationDisabled: flag,
    }),
  },
} as const;

/** The sources that are one object rather than a list. */
export const OBJECT_SCHEMAS = {
  graph: {
    authorizationPolicy: z.object({
      permissionGrantPolicyIdsAssignedToDefaultUserRole: texts,
      defaultUserRolePermissions: z.object({ permissionGrantPoliciesAssigned: texts }).nullish(),
    }),
  },
  exchange: {
    organizationConfig: z.object({
      EwsEnabled: flag,
      EwsApplicationAccessPolicy: text,
      EwsAllowedAppIDs: textOrTexts,
      OAuth2ClientProfileEnabled: flag,
    }),
    transportConfig: z.object({ SmtpClientAuthenticationDisabled: flag, MessageCopyForSentAsEnabled: flag }),
  },
} as const;

/** `"all"`, or the ids of the mailboxes whose permissions were read. */
export const mailboxPermissionsReadSchema = z.union([z.literal('all'), z.array(z.string())]);

/** The state of one source of a reading. */
export const coverageEntrySchema = z.object({
  state: z.enum(['complete', 'partial', 'missing']),
  count: z.number().nullish(),
  reason: z.string().nullish(),
});

/** Everything of a collection but its lists. */
export const headerSchema = z.object({
  format: z.literal('mailscope-collection/1'),
  collectedAt: z.iso.datetime({ offset: true }),
  collector: z.object({ name: text, version: text, mode: text }).nullish(),
  tenant: z.object({ id: requiredText, displayName: text, defaultDomain: text, cloud: text }),
  coverage: z.record(z.string(), coverageEntrySchema.nullish()),
});

/** The state of one source of a reading: complete, partial or missing; the last two carry a reason. */
export type CoverageEntry = z.infer<typeof coverageEntrySchema>;

/** The tenant a reading is of. */
export type TenantInfo = z.infer<typeof headerSchema>['tenant'];

type GraphItems = { readonly [K in keyof (typeof ITEM_SCHEMAS)['graph']]?: readonly z.infer<(typeof ITEM_SCHEMAS)['graph'][K]>[] };
type ExchangeItems = { readonly [K in keyof (typeof ITEM_SCHEMAS)['exchange']]?: readonly z.infer<(typeof ITEM_SCHEMAS)['exchange'][K]>[] };

/** One reading of one tenant, validated: `mailscope-collection/1`. An absent array is a source that was not read. */
export interface Collection extends z.infer<typeof headerSchema> {
  readonly graph: GraphItems & { readonly authorizationPolicy?: z.infer<typeof OBJECT_SCHEMAS.graph.authorizationPolicy> };
  readonly exchange: ExchangeItems & {
    readonly organizationConfig?: z.infer<typeof OBJECT_SCHEMAS.exchange.organizationConfig>;
    readonly transportConfig?: z.infer<typeof OBJECT_SCHEMAS.exchange.transportConfig>;
    readonly mailboxPermissionsRead?: z.infer<typeof mailboxPermissionsReadSchema>;
  };
}

/** One item of a Graph source. */
export type GraphItem<K extends keyof (typeof ITEM_SCHEMAS)['graph']> = z.infer<(typeof ITEM_SCHEMAS)['graph'][K]>;

/** One item of an Exchange source. */
export type ExchangeItem<K extends keyof (typeof ITEM_SCHEMAS)['exchange']> = z.infer<(typeof ITEM_SCHEMAS)['exchange'][K]>;
