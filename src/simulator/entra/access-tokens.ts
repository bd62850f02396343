import { randomUUID } from 'node:crypto';
import type { SimulatedClock } from '../state/clock';
import type { SigningKey } from './signing-key';
import { audiencesOf } from './resources';

/** What an access token says. Names as in https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference. */
export interface AccessTokenClaims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly tid: string;
  readonly oid: string;
  readonly sub: string;
  readonly appid: string;
  readonly app_displayname: string;
  /** `1`: a secret, `2`: a certificate, `0`: none. */
  readonly appidacr: '0' | '1' | '2';
  readonly idtyp: 'app' | 'user';
  /** Application permissions; only in a token of an app that acts by itself. */
  readonly roles?: readonly string[];
  /** Delegated permissions with spaces between them; only in a token of a person. */
  readonly scp?: string;
  readonly upn?: string;
  readonly unique_name?: string;
  readonly name?: string;
  /** The template ids of the person's directory roles. */
  readonly wids?: readonly string[];
  /** `0`: a member of the tenant, `1`: a guest. */
  readonly acct?: 0 | 1;
  /** Where a guest comes from. */
  readonly idp?: string;
  /** How the person signed in. */
  readonly amr?: readonly string[];
  /** Authentication contexts that the sign-in satisfied. */
  readonly acrs?: readonly string[];
  /** What the client said it can handle: `cp1`, claims challenges. */
  readonly xms_cc?: readonly string[];
  readonly uti: string;
  readonly ver: '1.0';
}

/** Why a token is not taken. */
export type TokenRefusal = 'empty' | 'malformed' | 'signature' | 'issuer' | 'tenant' | 'audience' | 'notYetValid' | 'expired';

/** A token that was read: its claims, or why it is not taken. */
export type CheckedToken =
  { readonly ok: true; readonly claims: AccessTokenClaims } | { readonly ok: false; readonly refusal: TokenRefusal };

/** What is different from one token to the next. */
export type TokenSubject = Pick<AccessTokenClaims, 'aud' | 'oid' | 'appid' | 'app_displayname' | 'appidacr' | 'idtyp'> &
  Partial<Omit<AccessTokenClaims, 'iss' | 'iat' | 'nbf' | 'exp' | 'tid' | 'uti' | 'ver'>>;

/** Tokens are valid 60 to 90 minutes. https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime */
const LIFETIME_SECONDS = { least: 3600, spread: 1800 };
/** A token that was issued by a clock a little ahead is taken; one that has ended is not. */
const LEEWAY_SECONDS = 300;

/** Issues and checks the access tokens of a tenant, by its clock. */
export class AccessTokens {
  private issued = 0;
  /** The tokens that were asked for with the claims of a challenge. */
  private readonly challenged = new Set<string>();

  constructor(
    private readonly clock: SimulatedClock,
    private readonly tenantId: () => string,
    readonly key: SigningKey,
  ) {}

  /** The issuer that stands in every token. */
  get issuer(): string {
    return `https://sts.windows.net/${this.tenantId()}/`;
  }

  /** Issues a token. Seconds until it ends are spread, so that not every token of a tenant ends at once. */
  issue(subject: TokenSubject, answersChallenge = false): { readonly token: string; readonly expiresIn: number } {
    const now = Math.floor(this.clock.now() / 1000);
    const expiresIn = LIFETIME_SECONDS.least + ((this.issued * 613) % LIFETIME_SECONDS.spread);
    this.issued += 1;
    const claims: AccessTokenClaims = {
      iss: this.issuer,
      iat: now,
      nbf: now,
      exp: now + expiresIn,
      tid: this.tenantId(),
      sub: subject.oid,
      uti: randomUUID().replaceAll('-', '').slice(0, 22),
      ver: '1.0',
      ...subject,
    };
    if (answersChallenge) this.challenged.add(claims.uti);
    return { token: this.sign(claims), expiresIn };
  }

  /** Whether a token was asked for with the claims of a challenge. */
  answersChallenge(claims: AccessTokenClaims): boolean {
    return this.challenged.has(claims.uti);
  }

  /** Signs claims as they are: how tests make tokens that are wrong in one thing. */
  sign(claims: AccessTokenClaims): string {
    return this.signText(claims);
  }

  /** Signs any claims: those of an id token. */
  signText(claims: object): string {
    const header = { typ: 'JWT', alg: 'RS256', x5t: this.key.keyId, kid: this.key.keyId };
    const text = `${encode(header)}.${encode(claims)}`;
    return `${text}.${this.key.sign(text)}`;
  }

  /** Whom a token of ours was issued to, whether it has ended or not; null for any other text. */
  readAudience(token: string): string | null {
    const [header = '', payload = '', signature = ''] = token.split('.');
    if (signature === '' || !this.key.verify(`${header}.${payload}`, signature)) return null;
    const audience = decode(payload)?.['aud'];
    return typeof audience === 'string' ? audience : null;
  }

  /** Reads a token that is to open an API. `skewSeconds`: how far the API's clock is off. */
  check(token: string, resourceAppId: string, skewSeconds = 0): CheckedToken {
    if (token === '') return { ok: false, refusal: 'empty' };
    const [header, payload, signature, ...rest] = token.split('.');
    if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
      return { ok: false, refusal: 'malformed' };
    const head = decode(header);
    const claims = decode(payload);
    if (head === null || claims === null) return { ok: false, refusal: 'malformed' };
    if (head['alg'] !== 'RS256' || head['kid'] !== this.key.keyId || !this.key.verify(`${header}.${payload}`, signature)) {
      return { ok: false, refusal: 'signature' };
    }
    // What carries our signature has our claims.
    const own = claims as unknown as AccessTokenClaims;
    if (own.iss !== this.issuer) return { ok: false, refusal: 'issuer' };
    if (own.tid !== this.tenantId()) return { ok: false, refusal: 'tenant' };
    if (!audiencesOf(resourceAppId).includes(own.aud)) return { ok: false, refusal: 'audience' };
    const now = Math.floor(this.clock.now() / 1000) + skewSeconds;
    if (now + LEEWAY_SECONDS < own.nbf) return { ok: false, refusal: 'notYetValid' };
    return now >= own.exp ? { ok: false, refusal: 'expired' } : { ok: true, claims: own };
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
