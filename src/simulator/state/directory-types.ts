/**
 * What the simulated directory holds, in the property names of Microsoft Graph v1.0
 * (https://learn.microsoft.com/graph/api/resources/application and its siblings). Times are ISO 8601 UTC in whole seconds.
 * What is not listed here is not held: a front answers `null` or an empty collection for it, as Graph does for what was never set.
 */

/** A secret of an application or service principal. The text exists only in the answer that creates it; what stays is its hash. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The first three characters, as Graph shows them. */
  readonly hint: string | null;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly customKeyIdentifier: string | null;
  /** Never leaves the simulator: see secrets.ts. Empty where nobody knows the text. */
  readonly secretHash: string;
}

/** A certificate of an application or service principal. */
export interface KeyCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The thumbprint, base64. */
  readonly customKeyIdentifier: string | null;
  readonly type: 'AsymmetricX509Cert';
  readonly usage: 'Verify' | 'Sign';
  readonly startDateTime: string;
  readonly endDateTime: string;
  /** The public certificate, base64 DER; null where the tenant only pretends to have one. */
  readonly key: string | null;
}

/** A permission that an application asks for in its registration. */
export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

/** An application registration of this tenant. */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly signInAudience: 'AzureADMyOrg' | 'AzureADMultipleOrgs' | 'AzureADandPersonalMicrosoftAccount' | 'PersonalMicrosoftAccount';
  readonly publisherDomain: string | null;
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly web: { readonly redirectUris: readonly string[] };
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly publicClient: { readonly redirectUris: readonly string[] };
  /** "Allow public client flows". */
  readonly isFallbackPublicClient?: boolean;
  readonly tags: readonly string[];
  readonly uniqueName: string | null;
  readonly notes: string | null;
}

/** An application permission that a resource defines. */
export interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
  readonly allowedMemberTypes: readonly ('Application' | 'User')[];
  readonly isEnabled: boolean;
}

/** A delegated permission that a resource defines. */
export interface PermissionScope {
  readonly id: string;
  readonly value: string;
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
}

/** This tenant's instance of an application. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity' | 'Legacy' | 'SocialIdp';
  readonly appOwnerOrganizationId: string | null;
  readonly verifiedPublisher: {
    readonly displayName: string | null;
    readonly verifiedPublisherId: string | null;
    readonly addedDateTime: string | null;
  };
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly tags: readonly string[];
  readonly homepage: string | null;
  readonly replyUrls: readonly string[];
  readonly servicePrincipalNames: readonly string[];
  readonly signInAudience: string | null;
  readonly appRoleAssignmentRequired: boolean;
  /** Empty for everything but the resources that define permissions. */
  readonly appRoles: readonly AppRole[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
}

/** An application permission that was granted. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly principalType: 'ServicePrincipal' | 'User' | 'Group';
  readonly principalDisplayName: string;
  readonly resourceId: string;
  readonly resourceDisplayName: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
}

/** Delegated permissions that were granted. */
export interface PermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  /** Values with spaces between them; Graph keeps a leading space that the portal writes. */
  readonly scope: string;
}

/** An account. */
export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly mailNickname: string;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly usageLocation: string | null;
  readonly department: string | null;
  readonly companyName: string | null;
  readonly jobTitle: string | null;
  readonly officeLocation: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly createdDateTime: string;
  /** The SKU ids of its licences. */
  readonly licenses: readonly string[];
  readonly securityIdentifier: string;
}

/** A group of the directory: security, mail-enabled security, distribution or Microsoft 365, dynamic or not. */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly mail: string | null;
  readonly mailNickname: string;
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  /** `Unified` for Microsoft 365, `DynamicMembership` where a rule decides. */
  readonly groupTypes: readonly ('Unified' | 'DynamicMembership')[];
  readonly membershipRule: string | null;
  readonly visibility: 'Public' | 'Private' | 'HiddenMembership' | null;
  readonly securityIdentifier: string;
  readonly createdDateTime: string;
}

/** A mail contact: in Graph an orgContact, which can be a member of groups and is no person who signs in. */
export interface OrgContact {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string;
}

/** An administrative unit. */
export interface AdministrativeUnit {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly membershipType: 'Assigned' | 'Dynamic';
  readonly membershipRule: string | null;
}

/** A directory role that somebody has (assignment) or may activate (eligibility). */
export interface DirectoryRole {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/`, or `/administrativeUnits/<id>`. */
  readonly directoryScopeId: string;
}

/** When an app was last seen, by the ways there are (beta and v1.0 servicePrincipalSignInActivity). Null: never by this way. */
export interface SignInActivity {
  readonly appId: string;
  readonly delegatedClient: string | null;
  readonly delegatedResource: string | null;
  readonly applicationClient: string | null;
  readonly applicationResource: string | null;
}

/** When a credential was last used (beta appCredentialSignInActivity). */
export interface CredentialActivity {
  readonly id: string;
  readonly appId: string;
  readonly appObjectId: string;
  readonly servicePrincipalObjectId: string;
  readonly keyId: string;
  readonly keyType: 'clientSecret' | 'certificate';
  readonly credentialOrigin: 'application' | 'servicePrincipal';
  readonly expirationDateTime: string;
  readonly lastSignInDateTime: string | null;
}

/** A token of somebody else that an application accepts as its own credential. */
export interface FederatedCredential {
  readonly id: string;
  /** The object id of the application. */
  readonly applicationId: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly description: string | null;
}

/** The tenant. */
export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly countryLetterCode: string;
  readonly city: string;
  readonly verifiedDomains: readonly {
    readonly name: string;
    readonly isDefault: boolean;
    readonly isInitial: boolean;
    readonly type: 'Managed';
  }[];
}
