import type { Finding, NotJudged } from '../answers/answer-shapes';
import type { Reading } from '../collection/reading';
import type { ReachEngine } from '../reach/reach-engine';
import { findAccessPolicies } from './access-policies';
import { findCredentials } from './credentials';
import { findDeadGrants } from './dead-grants';
import { findDelegates } from './delegates';
import { findDisabled } from './disabled';
import { findEws } from './ews';
import { findExchangePointers } from './exchange-pointers';
import { FINDING_IDS, SEVERITIES } from './finding';
import { FindingContext } from './finding-context';
import type { FamilyResult, FindingFamily } from './finding-family';
import { fixOf } from './fixes';
import { findIndirectReach } from './indirect-reach';
import { findOwnership } from './ownership';
import { findProtocolApps } from './protocol-apps';
import { findPublisher } from './publisher';
import { findRedirects } from './redirects';
import { findSendAsCopies } from './send-as-copies';
import { findSharedMailboxes } from './shared-mailboxes';
import { findSmtp } from './smtp';
import { findTenantWide } from './tenant-wide';
import { findUnseen } from './unseen';
import { findUsage } from './usage';
import { findUserConsent } from './user-consent';
import { findWidenableScopes } from './widenable-scopes';

/** Every family of findings. */
export const FINDING_FAMILIES: readonly FindingFamily[] = [
  findTenantWide,
  findAccessPolicies,
  findExchangePointers,
  findEws,
  findSmtp,
  findDeadGrants,
  findProtocolApps,
  findIndirectReach,
  findWidenableScopes,
  findUsage,
  findOwnership,
  findPublisher,
  findDisabled,
  findCredentials,
  findRedirects,
  findUserConsent,
  findSharedMailboxes,
  findDelegates,
  findSendAsCopies,
  findUnseen,
];

/** Everything that is wrong in a reading, worst first, then by id and name; and what could not be judged. `now` is ISO 8601. */
export function findAll(reading: Reading, engine: ReachEngine, now: string): FamilyResult {
  const context = new FindingContext(reading, engine, now);
  const findings: Finding[] = [];
  const notJudged: NotJudged[] = [];
  for (const family of FINDING_FAMILIES) {
    const result = family(context);
    findings.push(...result.findings);
    notJudged.push(...result.notJudged);
  }
  const merged = mergeReasons(notJudged);
  const keys = new Map(findings.map((finding) => [finding, sortKeyOf(finding)]));
  findings.sort((left, right) => compare(keys.get(left) ?? '', keys.get(right) ?? ''));
  notJudged.sort(
    (left, right) => FINDING_IDS.indexOf(left.finding) - FINDING_IDS.indexOf(right.finding) || compare(left.reason, right.reason),
  );
  return { findings: findings.map((finding) => ({ ...finding, fix: fixOf(context, finding) })), notJudged: merged };
}

/** Families may name the same gap for a finding; the subjects they mean overlap, so the larger number stands. */
function mergeReasons(entries: readonly NotJudged[]): NotJudged[] {
  const merged = new Map<string, NotJudged>();
  for (const entry of entries) {
    const key = `${entry.finding} ${entry.reason}`;
    const known = merged.get(key);
    if (!known || known.subjects < entry.subjects) merged.set(key, entry);
  }
  return [...merged.values()];
}

function sortKeyOf({ severity, id, subject }: Finding): string {
  return [SEVERITIES.indexOf(severity), id, subject.name.toLowerCase(), subject.kind, subject.id].join('\u0000');
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
