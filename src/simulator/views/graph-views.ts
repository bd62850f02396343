import type {
  AppRoleAssignment,
  Application,
  AdministrativeUnit,
  CredentialActivity,
  DirectoryRole,
  FederatedCredential,
  Group,
  KeyCredential,
  OrgContact,
  Organization,
  PasswordCredential,
  PermissionGrant,
  ServicePrincipal,
  SignInActivity,
  User,
} from '../state/directory-types';
import type { AppManagementPolicy, AuthorizationPolicy, DefaultAppManagementPolicy } from '../state/policy-types';

/**
 * Rows as Microsoft Graph answers them, every property that the tenant holds, before `$select`.
 * https://learn.microsoft.com/graph/api/overview — one page per entity under /graph/api/resources/.
 */
export type View = Readonly<Record<string, unknown>>;

/** A secret: its text is null in every answer but the one that creates it. */
export function viewPasswordCredential(row: PasswordCredential): View {
  return {
    customKeyIdentifier: row.customKeyIdentifier,
    displayName: row.displayName,
    endDateTime: row.endDateTime,
    hint: row.hint,
    keyId: row.keyId,
    secretText: null,
    startDateTime: row.startDateTime,
  };
}

/** A certificate. `key` is null unless keyCredentials was asked for by `$select` on one object. */
export function viewKeyCredential(row: KeyCredential, withKey = false): View {
  return {
    customKeyIdentifier: row.customKeyIdentifier,
    displayName: row.displayName,
    endDateTime: row.endDateTime,
    key: withKey ? row.key : null,
    keyId: row.keyId,
    startDateTime: row.startDateTime,
    type: row.type,
    usage: row.usage,
  };
}

/** An application registration. */
export function viewApplication(row: Application, withKey = false): View {
  return {
    id: row.id,
    deletedDateTime: null,
    appId: row.appId,
    createdDateTime: row.createdDateTime,
    displayName: row.displayName,
    identifierUris: [],
    publisherDomain: row.publisherDomain,
    signInAudience: row.signInAudience,
    tags: row.tags,
    uniqueName: row.uniqueName,
    notes: row.notes,
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    appRoles: [],
    keyCredentials: row.keyCredentials.map((credential) => viewKeyCredential(credential, withKey)),
    passwordCredentials: row.passwordCredentials.map(viewPasswordCredential),
    isFallbackPublicClient: row.isFallbackPublicClient ?? null,
    publicClient: row.publicClient,
    requiredResourceAccess: row.requiredResourceAccess,
    spa: row.spa,
    web: row.web,
  };
}

/** A service principal. */
export function viewServicePrincipal(row: ServicePrincipal, withKey = false): View {
  return {
    id: row.id,
    deletedDateTime: null,
    accountEnabled: row.accountEnabled,
    alternativeNames: [],
    appDisplayName: row.displayName,
    appId: row.appId,
    appOwnerOrganizationId: row.appOwnerOrganizationId,
    appRoleAssignmentRequired: row.appRoleAssignmentRequired,
    displayName: row.displayName,
    homepage: row.homepage,
    replyUrls: row.replyUrls,
    servicePrincipalNames: row.servicePrincipalNames,
    servicePrincipalType: row.servicePrincipalType,
    signInAudience: row.signInAudience,
    tags: row.tags,
    verifiedPublisher: row.verifiedPublisher,
    appRoles: row.appRoles.map((role) => ({ ...role, description: role.displayName, origin: 'Application' })),
    keyCredentials: row.keyCredentials.map((credential) => viewKeyCredential(credential, withKey)),
    oauth2PermissionScopes: row.oauth2PermissionScopes,
    passwordCredentials: row.passwordCredentials.map(viewPasswordCredential),
  };
}

/** A granted application permission. */
export function viewAppRoleAssignment(row: AppRoleAssignment): View {
  return { ...row, deletedDateTime: null };
}

/** Granted delegated permissions. */
export function viewPermissionGrant(row: PermissionGrant): View {
  return { ...row };
}

/** An account. */
export function viewUser(row: User): View {
  const { licenses, ...properties } = row;
  return {
    ...properties,
    deletedDateTime: null,
    businessPhones: [],
    mobilePhone: null,
    preferredLanguage: null,
    assignedLicenses: licenses.map((skuId) => ({ disabledPlans: [], skuId })),
  };
}

/** A group. */
export function viewGroup(row: Group): View {
  return { ...row, deletedDateTime: null, membershipRuleProcessingState: row.membershipRule === null ? null : 'On' };
}

/** A mail contact. */
export function viewContact(row: OrgContact): View {
  return { ...row, deletedDateTime: null };
}

/** An administrative unit. */
export function viewAdministrativeUnit(row: AdministrativeUnit): View {
  return { ...row, deletedDateTime: null, membershipRuleProcessingState: row.membershipRule === null ? null : 'On', visibility: null };
}

/** A directory role assignment (unifiedRoleAssignment). */
export function viewDirectoryRole(row: DirectoryRole): View {
  return { ...row, appScopeId: null, condition: null };
}

/** A directory role that somebody may activate (unifiedRoleEligibilitySchedule). */
export function viewRoleEligibility(row: DirectoryRole): View {
  return { ...row, appScopeId: null, createdUsing: null, memberType: 'Direct', status: 'Provisioned' };
}

/** An eligibility as it holds now (unifiedRoleEligibilityScheduleInstance). */
export function viewEligibilityInstance({ id, principalId, roleDefinitionId, directoryScopeId }: DirectoryRole): View {
  const times = { startDateTime: null, endDateTime: null };
  const instance = { id: `instance-${id}`, roleEligibilityScheduleId: id, memberType: 'Direct', appScopeId: null };
  return { ...instance, principalId, roleDefinitionId, directoryScopeId, ...times };
}

/** An assignment as it holds now (unifiedRoleAssignmentScheduleInstance). */
export function viewAssignmentInstance({ id, principalId, roleDefinitionId, directoryScopeId }: DirectoryRole): View {
  const times = { startDateTime: null, endDateTime: null };
  const origin = { roleAssignmentOriginId: id, roleAssignmentScheduleId: id, assignmentType: 'Assigned' };
  return {
    id: `instance-${id}`,
    ...origin,
    memberType: 'Direct',
    appScopeId: null,
    principalId,
    roleDefinitionId,
    directoryScopeId,
    ...times,
  };
}

/** When an app was last seen. The newest of the four ways is also its last sign-in. */
export function viewSignInActivity(row: SignInActivity): View {
  const ways = [row.delegatedClient, row.delegatedResource, row.applicationClient, row.applicationResource];
  const newest = ways.reduce((latest, time) => (time !== null && (latest === null || time > latest) ? time : latest), null);
  return {
    id: Buffer.from(row.appId).toString('base64'),
    appId: row.appId,
    lastSignInActivity: viewActivity(newest),
    delegatedClientSignInActivity: viewActivity(row.delegatedClient),
    delegatedResourceSignInActivity: viewActivity(row.delegatedResource),
    applicationAuthenticationClientSignInActivity: viewActivity(row.applicationClient),
    applicationAuthenticationResourceSignInActivity: viewActivity(row.applicationResource),
  };
}

/** When a credential was last used (beta). */
export function viewCredentialActivity(row: CredentialActivity): View {
  return {
    id: row.id,
    appId: row.appId,
    appObjectId: row.appObjectId,
    servicePrincipalObjectId: row.servicePrincipalObjectId,
    keyId: row.keyId,
    keyType: row.keyType,
    keyUsage: row.keyType === 'certificate' ? 'verify' : 'sign',
    credentialOrigin: row.credentialOrigin,
    expirationDateTime: row.expirationDateTime,
    signInActivity: viewActivity(row.lastSignInDateTime),
  };
}

/** A federated credential. */
export function viewFederatedCredential(row: FederatedCredential): View {
  const { applicationId: _holder, ...properties } = row;
  return properties;
}

/** The tenant's app management policy. */
export function viewDefaultAppManagementPolicy(row: DefaultAppManagementPolicy): View {
  return { ...row, deletedDateTime: null };
}

/** An app management policy of some apps; what it applies to is read by a path of its own. */
export function viewAppManagementPolicy(row: AppManagementPolicy): View {
  const { appliesTo: _objects, ...properties } = row;
  return { ...properties, deletedDateTime: null };
}

/** What users may do by themselves. */
export function viewAuthorizationPolicy(row: AuthorizationPolicy): View {
  return { ...row, deletedDateTime: null };
}

/** The tenant. */
export function viewOrganization(row: Organization): View {
  return { ...row, deletedDateTime: null };
}

function viewActivity(time: string | null): View | null {
  return time === null ? null : { lastSignInDateTime: time };
}
