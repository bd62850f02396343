import type { Finding, NotJudged } from '../../src/shared/domain/answers/answer-shapes';
import { openReading } from '../../src/shared/domain/collection/reading';
import { findAll } from '../../src/shared/domain/findings/find-all';
import type { FindingId } from '../../src/shared/domain/findings/finding';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { collection, type CollectionParts } from './collection-builder';

/** The time of every judgement in tests: the day of the built collections. */
export const NOW = '2026-11-21T07:00:00Z';

/** What the families say about a built collection. */
export function judge(
  parts: CollectionParts,
  now = NOW,
): { readonly findings: readonly Finding[]; readonly notJudged: readonly NotJudged[] } {
  const reading = openReading(collection(parts));
  return findAll(reading, createReachEngine(reading), now);
}

/** The findings of some kinds as `severity id name`, in their order. */
export function raised(parts: CollectionParts, ids: readonly FindingId[], now = NOW): readonly string[] {
  return judge(parts, now)
    .findings.filter((finding) => ids.includes(finding.id))
    .map((finding) => `${finding.severity} ${finding.id} ${finding.subject.name}`);
}

/** The one finding of a kind; a test that expects it fails where there is none or more. */
export function theFinding(parts: CollectionParts, id: FindingId, now = NOW): Finding {
  const found = judge(parts, now).findings.filter((finding) => finding.id === id);
  if (found.length !== 1 || !found[0]) throw new Error(`expected one ${id}, found ${found.length}`);
  return found[0];
}

/** Everything a finding says, for looking for words in it. */
export function textOf(finding: Finding): string {
  return [finding.title, finding.risk, ...finding.evidence.map((item) => item.detail), finding.remedy].join('\n');
}

/** What could not be judged about some kinds, as `id × subjects: reason`. */
export function unjudged(parts: CollectionParts, ids: readonly FindingId[], now = NOW): readonly string[] {
  return judge(parts, now)
    .notJudged.filter((item) => ids.includes(item.finding))
    .map((item) => `${item.finding} × ${item.subjects}: ${item.reason}`);
}

/** One row of a table of findings. */
export interface FindingCase {
  readonly when: string;
  readonly parts: CollectionParts;
  readonly finds: readonly string[];
}
