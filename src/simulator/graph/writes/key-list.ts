import { randomUUID } from 'node:crypto';
import { readCertificate } from '../../state/certificates';
import { timeText } from '../../state/clock';
import type { KeyCredential } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { done, failed, type Outcome } from '../graph-errors';
import { policyProblem, type CredentialHolder } from './credential-policy';
import { WRITE_ERRORS } from './write-errors';

/** A certificate as it comes in a body. */
export interface GivenKey {
  readonly keyId?: string | null;
  readonly displayName?: string | null;
  readonly customKeyIdentifier?: string | null;
  readonly key?: string | null;
  readonly type?: string | null;
  readonly usage?: 'Verify' | 'Sign' | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
}

/**
 * The list of certificates that takes the place of the one that is there. Whoever wants to keep one has to send it along, known by its
 * `keyId`, without `key` or with the same; it cannot be changed on the way.
 * https://learn.microsoft.com/graph/api/application-update#request-body, https://learn.microsoft.com/graph/applications-how-to-add-certificate
 */
export function replacedKeys(
  state: TenantState,
  holder: CredentialHolder,
  there: readonly KeyCredential[],
  given: readonly GivenKey[],
): Outcome<readonly KeyCredential[]> {
  const list: KeyCredential[] = [];
  for (const item of given) {
    const old = there.find((credential) => same(credential.keyId, item.keyId));
    const next = old ? kept(old, item) : madeKey(state, holder, item);
    if (!next.ok) return next;
    if (list.some((other) => collides(other, next.value))) return failed(WRITE_ERRORS.keyThere());
    list.push(next.value);
  }
  return done(list);
}

/** A new certificate, with what the directory reads from it. */
export function madeKey(state: TenantState, holder: CredentialHolder, given: GivenKey): Outcome<KeyCredential> {
  if (given.type === undefined || given.type === null) return failed(WRITE_ERRORS.required('type', 'keyCredential'));
  if (given.usage === undefined || given.usage === null) return failed(WRITE_ERRORS.required('usage', 'keyCredential'));
  const { key } = given;
  if (key === undefined || key === null || key === '') return failed(WRITE_ERRORS.required('key', 'keyCredential'));
  const certificate = readCertificate(key);
  if (certificate?.publicKey.asymmetricKeyType !== 'rsa') return failed(WRITE_ERRORS.keyInvalid());
  const start = timeOf(given.startDateTime) ?? certificate.validFrom;
  const end = timeOf(given.endDateTime) ?? certificate.validTo;
  // The directory compares whole seconds, as certificates have them.
  if (seconds(start) < seconds(certificate.validFrom) || start > certificate.validTo) return failed(WRITE_ERRORS.keyStart());
  if (seconds(end) > seconds(certificate.validTo) || end <= start || end <= state.clock.now()) return failed(WRITE_ERRORS.keyEnd());
  const forbidden = policyProblem(state, holder, { kind: 'key', start, end });
  if (forbidden) return failed(forbidden);
  const keyId = given.keyId ?? randomUUID();
  state.replication.noteCreated(keyId);
  return done({
    keyId,
    displayName: given.displayName ?? certificate.subject,
    customKeyIdentifier: given.customKeyIdentifier ?? certificate.thumbprint,
    type: 'AsymmetricX509Cert',
    usage: given.usage,
    startDateTime: timeText(start),
    endDateTime: timeText(end),
    key: certificate.der,
  });
}

function kept(old: KeyCredential, given: GivenKey): Outcome<KeyCredential> {
  const sameTime = (text: string | null | undefined, held: string): boolean => {
    const time = timeOf(text);
    return time === null || seconds(time) === seconds(Date.parse(held));
  };
  const unchanged =
    (given.key === undefined ||
      given.key === null ||
      old.key === null ||
      Buffer.from(given.key, 'base64').equals(Buffer.from(old.key, 'base64'))) &&
    sameTime(given.startDateTime, old.startDateTime) &&
    sameTime(given.endDateTime, old.endDateTime) &&
    (given.usage === undefined || given.usage === null || given.usage === old.usage) &&
    (given.customKeyIdentifier === undefined || given.customKeyIdentifier === old.customKeyIdentifier) &&
    (given.displayName === undefined || given.displayName === old.displayName);
  return unchanged ? done(old) : failed(WRITE_ERRORS.keyChanged());
}

function collides(left: KeyCredential, right: KeyCredential): boolean {
  return same(left.keyId, right.keyId) || (left.key !== null && left.key === right.key && left.usage === right.usage);
}

function same(left: string, right: string | null | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}

function timeOf(text: string | null | undefined): number | null {
  return text === undefined || text === null ? null : Date.parse(text);
}

function seconds(time: number): number {
  return Math.floor(time / 1000);
}
