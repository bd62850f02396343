import type { CoverageMap, Unresolved } from '../domain/answers/answer-shapes';
import { counted, grouped, sentenceList } from './numbers';
import type { Block } from './report-model';
import { sourceLabel, whatFollows } from './source-facts';

const SOURCE_LIMIT = 3;

/** What no reading of a tenant can show, and every report therefore says. */
export const LEFT_OUT: readonly string[] = [
  'eDiscovery and content search',
  'journal rules and transport rules',
  'forwarding and inbox rules',
  'on-premises mailboxes and inactive mailboxes',
  'backup operators of Microsoft itself',
];

/** The paths of the sources that were not read in full. */
export function gapsIn(coverage: CoverageMap): readonly string[] {
  return Object.entries(coverage)
    .filter(([, entry]) => entry.state !== 'complete')
    .map(([path]) => path);
}

/** One sentence about what was and was not read. */
export function coverageSentence(coverage: CoverageMap): string {
  const entries = Object.entries(coverage);
  const gaps = gapsIn(coverage).map(sourceLabel);
  if (gaps.length === 0) return `All ${counted(entries.length, 'source')} were read in full.`;
  const named = gaps.slice(0, SOURCE_LIMIT);
  const rest = gaps.length - named.length;
  const list = sentenceList(rest > 0 ? [...named, `${grouped(rest)} more`] : named);
  return `${grouped(gaps.length)} of ${counted(entries.length, 'source')} could not be read in full: ${list}.`;
}

/** The section that says what was and was not read, and what follows. */
export function* coverageBlocks(coverage: CoverageMap): Generator<Block> {
  const entries = Object.entries(coverage);
  const gaps = entries.filter(([, entry]) => entry.state !== 'complete');
  yield { kind: 'section', title: 'What was and was not read, and what follows' };
  yield { kind: 'paragraph', text: coverageSentence(coverage), ...(gaps.length > 0 ? { tone: 'warning' as const } : {}) };
  if (gaps.length > 0) {
    yield {
      kind: 'table',
      columns: [{ title: 'Source' }, { title: 'State' }, { title: 'Read', align: 'right' }, { title: 'Reason' }, { title: 'What follows' }],
      rows: gaps.map(([path, entry]) => [
        sourceLabel(path),
        entry.state === 'partial' ? 'cut short' : 'not read',
        grouped(entry.count ?? 0),
        entry.reason ?? 'no reason given',
        whatFollows(path),
      ]),
    };
  }
  const complete = entries.filter(([, entry]) => entry.state === 'complete');
  if (complete.length > 0) {
    const labels = complete.map(
      ([path, entry]) => `${sourceLabel(path)}${typeof entry.count === 'number' ? ` (${grouped(entry.count)})` : ''}`,
    );
    yield { kind: 'paragraph', text: `Read in full: ${sentenceList(labels)}.` };
  }
}

/** The section that says what no answer of this kind contains. */
export function* leftOutBlocks(): Generator<Block> {
  yield { kind: 'section', title: 'What this answer leaves out' };
  yield { kind: 'paragraph', text: 'A reading of grants, policies and permissions does not show who reaches mail by other ways:' };
  yield { kind: 'list', items: LEFT_OUT };
}

/** The section of rights that could not be attributed to a principal; nothing where there are none. */
export function* unresolvedBlocks(unresolved: readonly Unresolved[], addressOf: (id: string) => string = (id) => id): Generator<Block> {
  if (unresolved.length === 0) return;
  yield { kind: 'section', title: 'Not resolved' };
  yield {
    kind: 'paragraph',
    text: 'These rights could not be attributed to an app or a person. The answer is incomplete there.',
    tone: 'warning',
  };
  yield {
    kind: 'table',
    columns: [{ title: 'Right' }, { title: 'Of' }, { title: 'Trustee' }, { title: 'Mailboxes' }, { title: 'Reason' }],
    rows: unresolved.map((entry) => [
      entry.right,
      entry.principals,
      entry.trustee ?? '–',
      mailboxesText(entry.mailboxes, addressOf),
      entry.reason,
    ]),
  };
}

function mailboxesText(mailboxes: Unresolved['mailboxes'], addressOf: (id: string) => string): string {
  if (mailboxes === 'all') return 'every mailbox';
  const named = mailboxes.slice(0, SOURCE_LIMIT).map(addressOf);
  const rest = mailboxes.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${grouped(rest)} more` : named.join(', ');
}
