/** One rule of an app management policy for secrets. Lifetimes are ISO 8601 durations. */
export interface PasswordRestriction {
  readonly restrictionType:
    'passwordAddition' | 'passwordLifetime' | 'symmetricKeyAddition' | 'symmetricKeyLifetime' | 'customPasswordAddition';
  readonly state: 'enabled' | 'disabled';
  readonly maxLifetime: string | null;
  readonly restrictForAppsCreatedAfterDateTime: string | null;
}

/** One rule of an app management policy for certificates. */
export interface KeyRestriction {
  readonly restrictionType: 'asymmetricKeyLifetime';
  readonly state: 'enabled' | 'disabled';
  readonly maxLifetime: string | null;
  readonly restrictForAppsCreatedAfterDateTime: string | null;
}

/** What an app management policy forbids. */
export interface CredentialRestrictions {
  readonly passwordCredentials: readonly PasswordRestriction[];
  readonly keyCredentials: readonly KeyRestriction[];
}

/** The tenant's own app management policy (`/policies/defaultAppManagementPolicy`). */
export interface DefaultAppManagementPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly isEnabled: boolean;
  readonly applicationRestrictions: CredentialRestrictions;
  readonly servicePrincipalRestrictions: CredentialRestrictions;
}

/** An app management policy for some applications or service principals. */
export interface AppManagementPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly isEnabled: boolean;
  readonly restrictions: CredentialRestrictions;
  /** Object ids. */
  readonly appliesTo: readonly string[];
}

/** What users may do by themselves. */
export interface AuthorizationPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly allowInvitesFrom: string;
  readonly guestUserRoleId: string;
  readonly blockMsolPowerShell: boolean;
  readonly defaultUserRolePermissions: {
    readonly allowedToCreateApps: boolean;
    readonly allowedToCreateSecurityGroups: boolean;
    readonly allowedToCreateTenants: boolean;
    readonly allowedToReadBitlockerKeysForOwnedDevice: boolean;
    readonly allowedToReadOtherUsers: boolean;
    readonly permissionGrantPoliciesAssigned: readonly string[];
  };
}
