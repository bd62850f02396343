import type { CredentialRow } from '../answers/answer-shapes';
import { keyOf } from '../collection/text-key';
import type { CredentialsOfApp } from '../credentials/credential-rows';
import { days, instantOf } from '../credentials/instant';
import type { FindingId, Severity } from './finding';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, oneStepHigher, type FamilyResult } from './finding-family';
import { gapsOf } from './reach-judgement';
import { appSubject, countOf, evidence } from './wording';

const SOON_DAYS = 7;
/** 24 months. */
const LONG_DAYS = 731;
const MANY = 2;

const CREDENTIAL_FINDINGS = [
  'secret-expired',
  'secret-expiring',
  'secret-long-lived',
  'secret-many',
  'secret-instead-of-certificate',
] as const;

/** Credentials that ran out, soon will, live too long, are too many, or could be certificates. Certificates count as well as secrets. */
export function findCredentials(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  for (const app of context.credentials) judge(report, app, context);
  noteGaps(report, context);
  return report;
}

function judge(report: FamilyReport, app: CredentialsOfApp, context: FindingContext): void {
  const rows = app.rows.filter((row) => row.kind !== 'federated');
  const raise = (
    id: FindingId,
    base: Severity,
    concerned: readonly CredentialRow[],
    words: { title: string; risk: string; remedy: string; since?: string | null },
  ): void => {
    const stepped = id !== 'secret-instead-of-certificate' && context.reach.has(app.appId);
    report.add({
      id,
      severity: stepped ? oneStepHigher(base) : base,
      subject: appSubject(app),
      ...words,
      evidence: concerned.map(credentialEvidence),
      source: DOCUMENTS.appRegistrationPractices,
    });
  };
  const expired = rows.filter((row) => row.state === 'expired');
  if (expired.length > 0) {
    raise('secret-expired', 'high', expired, {
      title: `${countOf(expired.length, 'credential')} of ${app.name} ${expired.length === 1 ? 'has' : 'have'} expired`,
      risk: 'If the app still uses it, the app has stopped working; if not, it only hides which credential counts.',
      remedy: 'Find out whether the app has a newer credential in use; then remove the expired one.',
      since: expired.reduce<string | null>(
        (first, row) => (row.end !== null && (first === null || row.end < first) ? row.end : first),
        null,
      ),
    });
  }
  const expiring = rows.filter((row) => row.state === 'expiring');
  if (expiring.length > 0) {
    const left = Math.min(...expiring.map((row) => row.daysLeft ?? Number.POSITIVE_INFINITY));
    raise('secret-expiring', left <= SOON_DAYS ? 'high' : 'medium', expiring, {
      title: left < 1 ? `A credential of ${app.name} expires today` : `A credential of ${app.name} expires in ${countOf(left, 'day')}`,
      risk: 'The app stops working when its last valid credential has run out.',
      remedy: 'Add a new credential, hand it over, see it in use, then remove the old one.',
    });
  }
  const long = rows.filter((row) => row.state !== 'expired' && livesLong(row, context.now));
  if (long.length > 0) {
    raise('secret-long-lived', 'low', long, {
      title: `${countOf(long.length, 'credential')} of ${app.name} ${long.length === 1 ? 'lives' : 'live'} longer than 24 months`,
      risk: 'The longer a credential lives, the more places it has been copied to by the time it is stolen.',
      remedy: 'Replace it by one of at most 24 months, better 6, and put the next rotation into the calendar.',
    });
  }
  const valid = rows.filter((row) => row.state === 'valid' || row.state === 'expiring');
  if (valid.length > MANY) {
    raise('secret-many', 'info', valid, {
      title: `${app.name} has ${valid.length} valid credentials`,
      risk: 'Two are enough to rotate; each further one is a key that somebody may have forgotten.',
      remedy: 'Find out which are in use and remove the others.',
    });
  }
  const secrets = valid.filter((row) => row.kind === 'secret');
  if (secrets.length > 0 && !valid.some((row) => row.kind === 'certificate')) {
    raise('secret-instead-of-certificate', 'info', secrets, {
      title: `${app.name} signs in by a secret instead of a certificate`,
      risk: 'A secret travels with every sign-in and is easily copied; the key of a certificate stays where it is.',
      remedy: 'Give the app a certificate or a federated credential, and remove the secret.',
    });
  }
}

function livesLong(row: CredentialRow, now: number): boolean {
  const end = instantOf(row.end);
  // Without a start the life is at least as long as what is left of it.
  const start = instantOf(row.start) ?? now;
  return end !== null && end - start > days(LONG_DAYS);
}

function credentialEvidence(row: CredentialRow): ReturnType<typeof evidence> {
  const name = row.displayName ? ` "${row.displayName}"` : '';
  const where = row.objectKind === 'application' ? 'registration' : 'service principal';
  const life = [row.start ? `from ${row.start}` : null, row.end ? `to ${row.end}` : null].filter(Boolean).join(' ');
  return evidence(
    `The ${row.kind}${name} of its ${where} ${row.state === 'expired' ? 'was' : 'is'} valid${life === '' ? ' without a known time' : ` ${life}`}.`,
    [row.keyId, row.objectId],
  );
}

/** Credentials that may be on objects which were not read. */
function noteGaps(report: FamilyReport, context: FindingContext): void {
  const { reading } = context;
  const gap = gapsOf(reading, ['graph.applications', 'graph.servicePrincipals']);
  if (gap === null) return;
  const home = keyOf(reading.collection.tenant.id);
  let unseen = 0;
  if (!reading.isComplete('graph.applications')) {
    for (const [appId, item] of reading.servicePrincipalsByApp) {
      const owner = keyOf(item.appOwnerOrganizationId);
      if ((owner === '' || owner === home) && !reading.applicationsByApp.has(appId)) unseen += 1;
    }
  }
  for (const finding of CREDENTIAL_FINDINGS) report.skip(finding, gap, Math.max(1, unseen));
}
