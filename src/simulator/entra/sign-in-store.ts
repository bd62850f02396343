import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { SimulatedClock } from '../state/clock';
import type { AuthorizeRequest } from './authorize-request';
import type { AdminConsentRequest } from './admin-consent';
import type { EntraError } from './entra-errors';
import type { ClaimsRequest } from './claims-request';
import type { ScopeRequest } from './scope-request';

/** A sign-in that happened: who, when, and how it was proven. */
export interface Authentication {
  readonly userId: string;
  readonly at: number;
  readonly methods: readonly ('pwd' | 'mfa')[];
}

/** A browser, known by its cookie, with everybody who is signed in there. */
export interface BrowserSession {
  readonly id: string;
  readonly signedIn: Map<string, Authentication>;
}

/** A device that waits for somebody to enter its code. */
export interface DeviceRequest {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly scopes: ScopeRequest;
  readonly claims: ClaimsRequest;
  readonly tenantName: string;
  readonly expiresAt: number;
  outcome:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'signedIn'; readonly authentication: Authentication }
    | { readonly kind: 'refused'; readonly error: EntraError }
    | { readonly kind: 'used' };
}

/** What a sign-in is for. */
export type Purpose =
  | { readonly kind: 'authorize'; readonly request: AuthorizeRequest }
  | { readonly kind: 'device'; readonly request: DeviceRequest }
  | { readonly kind: 'adminConsent'; readonly request: AdminConsentRequest };

/** A sign-in on its way through the pages. It lives here, not in the page. */
export interface Transaction {
  readonly id: string;
  /** Stands in the pages, so that no other page can post into this sign-in. */
  readonly proof: string;
  readonly browserId: string;
  readonly tenantName: string;
  readonly purpose: Purpose;
  readonly expiresAt: number;
  userId: string | null;
  authentication: Authentication | null;
  confirmed: boolean;
  accepted: boolean;
}

/** An authorization code, before it is redeemed and after. */
export interface AuthorizationCode {
  readonly request: AuthorizeRequest;
  readonly authentication: Authentication;
  readonly expiresAt: number;
  redeemed: boolean;
}

/** A refresh token: whose it is. It lives on when a newer one is given. */
export interface RefreshToken {
  readonly clientId: string;
  readonly authentication: Authentication;
  readonly issuedAt: number;
}

const MINUTE = 60_000;
/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code: "typically expire after about 10 minutes" */
const CODE_LIFETIME = 10 * MINUTE;
const TRANSACTION_LIFETIME = 60 * MINUTE;
/** https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime */
export const REFRESH_LIFETIME = 90 * 24 * 60 * MINUTE;

/** What the sign-in service remembers between requests. */
export class SignInStore {
  private readonly browsers = new Map<string, BrowserSession>();
  private readonly transactions = new Map<string, Transaction>();
  private readonly codes = new Map<string, AuthorizationCode>();
  private readonly refreshTokens = new Map<string, RefreshToken>();
  private readonly devices = new Map<string, DeviceRequest>();
  private readonly assertions = new Map<string, number>();

  constructor(private readonly clock: SimulatedClock) {}

  /** The browser of a cookie, or a new one. */
  browser(cookie: string | undefined): BrowserSession {
    const there = cookie === undefined ? undefined : this.browsers.get(cookie);
    if (there) return there;
    const made = { id: secretText(), signedIn: new Map<string, Authentication>() };
    this.browsers.set(made.id, made);
    return made;
  }

  /** Begins a sign-in. */
  begin(browser: BrowserSession, tenantName: string, purpose: Purpose): Transaction {
    const transaction: Transaction = {
      id: secretText(),
      proof: secretText(),
      browserId: browser.id,
      tenantName,
      purpose,
      expiresAt: this.clock.now() + TRANSACTION_LIFETIME,
      userId: null,
      authentication: null,
      confirmed: false,
      accepted: false,
    };
    this.transactions.set(transaction.id, transaction);
    return transaction;
  }

  /** The sign-in that a page posts to. Another browser, another page or another day: null. */
  resume(id: string, proof: string, browser: BrowserSession): Transaction | null {
    const transaction = this.transactions.get(id);
    if (!transaction || transaction.browserId !== browser.id || transaction.expiresAt <= this.clock.now()) return null;
    return isSame(transaction.proof, proof) ? transaction : null;
  }

  /** Ends a sign-in: its pages lead nowhere any more. */
  finish(transaction: Transaction): void {
    this.transactions.delete(transaction.id);
  }

  /** Makes a code for a sign-in that is complete. */
  addCode(request: AuthorizeRequest, authentication: Authentication): string {
    const text = `1.${secretText(96)}`;
    this.codes.set(text, { request, authentication, expiresAt: this.clock.now() + CODE_LIFETIME, redeemed: false });
    return text;
  }

  /** A code, redeemed or not. */
  code(text: string): AuthorizationCode | undefined {
    return this.codes.get(text);
  }

  /** Makes a refresh token. */
  addRefreshToken(clientId: string, authentication: Authentication): string {
    const text = `1.${secretText(128)}`;
    this.refreshTokens.set(text, { clientId, authentication, issuedAt: this.clock.now() });
    return text;
  }

  /** A refresh token. */
  refreshToken(text: string): RefreshToken | undefined {
    return this.refreshTokens.get(text);
  }

  /** Notes that a client's assertion was used, until it ends (milliseconds). False where it was used before. */
  useAssertion(id: string, until: number): boolean {
    const now = this.clock.now();
    for (const [known, end] of this.assertions) if (end <= now) this.assertions.delete(known);
    if (this.assertions.has(id)) return false;
    this.assertions.set(id, until);
    return true;
  }

  /** Keeps the request of a device. */
  addDevice(request: DeviceRequest): void {
    this.devices.set(request.deviceCode, request);
  }

  /** The request of a device by its secret code. */
  device(deviceCode: string): DeviceRequest | undefined {
    return this.devices.get(deviceCode);
  }

  /** The request of a device that still waits, by the code that a person types. */
  waitingDevice(userCode: string): DeviceRequest | undefined {
    const wanted = userCode.replaceAll(/[\s-]/g, '').toUpperCase();
    return [...this.devices.values()].find(
      (device) => device.userCode === wanted && device.outcome.kind === 'waiting' && device.expiresAt > this.clock.now(),
    );
  }
}

/** A text that nobody guesses. */
export function secretText(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}

function isSame(held: string, given: string): boolean {
  const left = Buffer.from(held);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
