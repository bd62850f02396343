import { createHash } from 'node:crypto';
import { readCertificate } from '../state/certificates';
import type { KeyCredential, ServicePrincipal } from '../state/directory-types';
import { isSignedWith, readSignedText, type SignedText } from '../state/signed-text';
import type { TenantState } from '../state/tenant-state';
import { ASSERTION_ERRORS } from './assertion-errors';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { isThisTenant } from './metadata';
import type { SignInStore } from './sign-in-store';

/** The only kind of assertion that Entra takes of a client. https://www.rfc-editor.org/rfc/rfc7523#section-2.2 */
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Microsoft recommends ten minutes at most; clients that ask for more are not let in here. */
const LIFETIME_SECONDS = 600;
/** Clocks differ. */
const LEEWAY_SECONDS = 300;

/** Hosts of the sign-in service that an assertion may name besides the one it is sent to. */
const HOSTS: readonly string[] = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'];

/** Where an assertion came in, and what remembers those that were used. */
export interface AssertionPlace {
  readonly state: TenantState;
  readonly store: SignInStore;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
}

/**
 * Whether a client proves itself with one of its certificates; null where it does.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function checkAssertion(place: AssertionPlace, principal: ServicePrincipal, form: ReadonlyMap<string, string>): EntraError | null {
  const type = form.get('client_assertion_type') ?? '';
  if (type === '') return ENTRA_ERRORS.missingParameter('client_assertion_type');
  if (type !== ASSERTION_TYPE) return ASSERTION_ERRORS.wrongType(type);
  const token = readSignedText(form.get('client_assertion') ?? '');
  if (!token) return ASSERTION_ERRORS.malformed('The token is not well formed.');
  return (
    headerProblem(token) ?? claimsProblem(place, principal, token) ?? keyProblem(place.state, principal, token) ?? useOnce(place, token)
  );
}

function headerProblem({ header }: SignedText): EntraError | null {
  const { alg } = header;
  if (alg !== 'RS256' && alg !== 'PS256') return ASSERTION_ERRORS.malformed(`The algorithm '${String(alg)}' is not supported.`);
  const thumbprint = header['x5t#S256'] ?? header['x5t'];
  return typeof thumbprint === 'string' && thumbprint !== ''
    ? null
    : ASSERTION_ERRORS.malformed('No certificate thumbprint specified in token header.');
}

function claimsProblem({ state, origin }: AssertionPlace, { appId }: ServicePrincipal, { claims }: SignedText): EntraError | null {
  const { iss, sub, aud, exp, nbf, iat, jti } = claims;
  if (typeof iss !== 'string' || iss !== sub) return ASSERTION_ERRORS.subjectNotIssuer();
  if (iss.toLowerCase() !== appId.toLowerCase()) return ASSERTION_ERRORS.otherClient();
  if (typeof aud !== 'string' || !isAudience(state, aud, origin)) return ASSERTION_ERRORS.wrongAudience();
  if (typeof jti !== 'string' || jti === '') return ASSERTION_ERRORS.malformed("The claim 'jti' is missing.");
  const now = state.clock.now() / 1000;
  const from = typeof nbf === 'number' ? nbf : typeof iat === 'number' ? iat : Math.floor(now);
  if (typeof exp !== 'number' || now > exp + LEEWAY_SECONDS || from > now + LEEWAY_SECONDS || exp <= from || exp - from > LIFETIME_SECONDS)
    return ASSERTION_ERRORS.notInTime(state.clock.nowText());
  return null;
}

/** The token endpoint of this tenant, by whichever name the client knows it. */
function isAudience(state: TenantState, audience: string, origin: string): boolean {
  try {
    const url = new URL(audience);
    if (url.origin !== new URL(origin).origin && !(url.protocol === 'https:' && HOSTS.includes(url.host))) return false;
    const [, tenant = ''] = /^\/([^/]+)\/(?:oauth2\/v2\.0\/token|v2\.0)$/.exec(url.pathname) ?? [];
    return isThisTenant(state, tenant);
  } catch {
    return false;
  }
}

function keyProblem(state: TenantState, principal: ServicePrincipal, token: SignedText): EntraError | null {
  const application = state.applicationsByAppId.first(principal.appId);
  const known = [...(application?.keyCredentials ?? []), ...principal.keyCredentials];
  const matching = known.filter(
    (credential) => hasThumbprint(credential, token) && state.replication.isVisible(credential.keyId, 'signIn'),
  );
  const given = thumbprintText(token);
  if (matching.length === 0) return ASSERTION_ERRORS.keyNotFound(given, principal.appId);
  const now = state.clock.now();
  const valid = matching.filter(({ startDateTime, endDateTime }) => Date.parse(startDateTime) <= now && now < Date.parse(endDateTime));
  if (valid.length === 0) return ASSERTION_ERRORS.keyExpired(given, principal.appId);
  const signed = valid.some((credential) => {
    const certificate = readCertificate(credential.key ?? '');
    return certificate !== null && isSignedWith(token, certificate.publicKey);
  });
  return signed ? null : ASSERTION_ERRORS.wrongSignature(given, principal.appId);
}

function hasThumbprint({ key }: KeyCredential, { header }: SignedText): boolean {
  if (key === null) return false;
  const der = Buffer.from(key, 'base64');
  const { 'x5t#S256': long, x5t: short } = header;
  const digest = (name: 'sha1' | 'sha256'): string => createHash(name).update(der).digest('base64url');
  return (long === undefined || long === digest('sha256')) && (short === undefined || short === digest('sha1'));
}

/** As Entra shows it: in hexadecimal. */
function thumbprintText({ header }: SignedText): string {
  return Buffer.from(String(header['x5t'] ?? header['x5t#S256']), 'base64url')
    .toString('hex')
    .toUpperCase();
}

/** Whoever listens in cannot send it again. */
function useOnce({ store }: AssertionPlace, { claims }: SignedText): EntraError | null {
  const { iss, jti, exp } = claims;
  const isNew = store.useAssertion(`${String(iss)} ${String(jti)}`, (Number(exp) + LEEWAY_SECONDS) * 1000);
  return isNew ? null : ASSERTION_ERRORS.malformed("The token was used before: its 'jti' is known.");
}
