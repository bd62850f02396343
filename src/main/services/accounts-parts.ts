import type { Account } from '../../shared/ipc/account-shapes';
import type { UserSettings } from '../../shared/ipc/contract';
import type { ErrorCode } from '../../shared/ipc/error-codes';
import type { ClockPort } from '../ports/clock';
import type { EventsPort } from '../ports/events';
import type { AccessToken, IdentityPort } from '../ports/identity';
import type { KeptValue } from '../ports/kept-value';
import type { LogPort } from '../ports/log';
import type { SecretVault } from '../ports/secret-vault';
import type { KeptAccount } from './accounts-kept';

/** What accounts are made of. */
export interface AccountsParts {
  readonly identity: IdentityPort;
  readonly vault: SecretVault;
  readonly kept: KeptValue<readonly KeptAccount[]>;
  readonly events: EventsPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly settings: () => UserSettings;
  /** SHA-256 of a text, in hexadecimal digits. */
  readonly hash: (text: string) => string;
  /** Why accounts of real clouds cannot sign in here; null where they can. */
  readonly refusesRealClouds: string | null;
  /** Somebody signed out: what is still connected for the account is ended. */
  readonly onSignedOut: (account: Account) => void;
  /** The name of the account's tenant, read with its token; null where it cannot be read. */
  readonly readTenantName: (account: Account, token: AccessToken, signal: AbortSignal) => Promise<string | null>;
}

/** A request of a page, as far as sign-in needs it. */
export interface SignInContext {
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/** What a caller of `token` may add. */
export interface TokenWish {
  /** A claims challenge of the API, as it came. */
  readonly claims?: string | null;
  /** Not the token that was just refused. */
  readonly fresh?: boolean;
}

/** After these only a person can help: the account is marked. */
export const NEEDS_PERSON: ReadonlySet<ErrorCode> = new Set([
  'sign-in-needed',
  'claims-challenge',
  'mfa-needed',
  'password-expired',
  'account-disabled',
  'conditional-access',
]);

/** After these nobody needs to be asked: whoever is to answer cannot be reached. */
export const OUT_OF_REACH: ReadonlySet<ErrorCode> = new Set([
  'cancelled',
  'network-down',
  'proxy-certificate',
  'proxy-refused',
  'service-unavailable',
]);
