import type { Result } from '../../shared/domain/result';
import type { CloudId } from '../../shared/domain/clouds/clouds';
import type { Failure } from '../../shared/ipc/envelope';
import type { SignInProgress } from '../../shared/ipc/account-shapes';

/** The API a token is for. */
export type TokenResource = 'graph' | 'exchange';

/** An application as a person signs in to it. */
export interface IdentityClient {
  readonly cloud: CloudId;
  readonly clientId: string;
}

/** A signed-in account as the identity library knows it. `homeAccountId` is opaque. */
export interface IdentityAccount {
  readonly homeAccountId: string;
  /** The tenant it is signed in to. */
  readonly tenantId: string;
  /** The tenant the account belongs to. */
  readonly homeTenantId: string;
  readonly username: string;
  readonly displayName: string | null;
}

/** A token, and what it lets one do. It never leaves main. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly scopes: readonly string[];
}

/** An interactive sign-in, or a consent, which is one too. */
export interface InteractiveWish {
  readonly client: IdentityClient;
  /** Id or domain; null for the account's own tenant. */
  readonly tenant: string | null;
  readonly loginHint: string | null;
  readonly resource: TokenResource;
  /** Permissions by their short names (`User.Read`). */
  readonly scopes: readonly string[];
  readonly method: 'browser' | 'deviceCode';
  /** `select_account`: the account picker; `consent`: ask again; null: whatever is needed. */
  readonly prompt: 'select_account' | 'consent' | null;
  /** A claims challenge to be met, as it came. */
  readonly claims: string | null;
}

/** A token without anybody being asked. */
export interface SilentWish {
  readonly client: IdentityClient;
  readonly account: IdentityAccount;
  readonly resource: TokenResource;
  /** Empty: everything that was granted. */
  readonly scopes: readonly string[];
  readonly claims: string | null;
  /** Do not take a token out of the cache. */
  readonly fresh: boolean;
}

/** Sign-in. Every expected failure is a value with its own code, sentence and next step, and the correlation id in its detail. */
export interface IdentityPort {
  signIn(
    wish: InteractiveWish,
    signal: AbortSignal,
    onProgress: (progress: Omit<SignInProgress, 'requestId'>) => void,
  ): Promise<Result<{ readonly account: IdentityAccount; readonly token: AccessToken }, Failure>>;
  token(wish: SilentWish, signal: AbortSignal): Promise<Result<AccessToken, Failure>>;
  /** Forgets an account: its tokens are gone from memory and from the vault. */
  forget(client: IdentityClient, account: IdentityAccount): Promise<void>;
}
