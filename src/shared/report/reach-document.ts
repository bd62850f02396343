import type { ReachAnswer } from '../domain/answers/answer-shapes';
import { CAPABILITIES } from '../domain/reach/capability';
import { coverageBlocks, leftOutBlocks, unresolvedBlocks } from './coverage-blocks';
import { explainedPaths, pathSentence } from './explained-paths';
import { counted, grouped } from './numbers';
import { id, type Block, type Inline, type ReportDocument } from './report-model';
import { capabilityWords, enabledWords, withVerdict } from './words';

/** Where a reading comes from, for answers that do not say it themselves. */
export interface ReadingOrigin {
  readonly subtitle: string;
  readonly mailboxes: number;
}

/** The reach of one app as a report: the sentence, the capabilities, the ways, and the mailboxes. */
export function reachDocument(answer: ReachAnswer, origin: ReadingOrigin): ReportDocument {
  return {
    title: `What ${answer.app.name || answer.app.appId} can reach`,
    subtitle: origin.subtitle,
    blocks: blocks(answer, origin),
  };
}

function* blocks(answer: ReachAnswer, origin: ReadingOrigin): Generator<Block> {
  yield { kind: 'paragraph', text: reachSentence(answer, origin.mailboxes), tone: 'lead' };
  yield {
    kind: 'facts',
    facts: [
      { label: 'App', values: [answer.app.name || '(no name)'] },
      { label: 'App id', values: [id(answer.app.appId)] },
      { label: 'Enabled', values: [enabledWords(answer.app.enabled)] },
    ],
  };
  if (answer.mailboxes.length > 0) {
    yield* capabilityTable(answer);
    yield* wayBlocks(answer);
    yield* mailboxTable(answer);
  }
  const addresses = new Map(answer.mailboxes.map((mailbox) => [mailbox.id, mailbox.address]));
  yield* unresolvedBlocks(answer.unresolved, (mailboxId) => addresses.get(mailboxId) ?? mailboxId);
  yield* coverageBlocks(answer.coverage);
  yield* leftOutBlocks();
}

/** The reach of one app in one sentence. */
export function reachSentence(answer: ReachAnswer, mailboxCount: number): string {
  const name = answer.app.name || answer.app.appId;
  const certain = answer.mailboxes.filter((mailbox) => withVerdict(mailbox.capabilities, 'yes').length > 0).length;
  const uncertain = answer.mailboxes.length - certain;
  const all = certain === mailboxCount && mailboxCount > 0;
  const reach = all
    ? `${name} reaches every mailbox (${grouped(mailboxCount)})`
    : `${name} reaches ${certain === 0 ? 'no mailbox for certain' : counted(certain, 'mailbox', 'mailboxes')} of ${grouped(mailboxCount)}`;
  const doubt = uncertain > 0 ? `; for ${counted(uncertain, 'mailbox', 'mailboxes')} it is not certain` : '';
  const disabled = answer.app.enabled === false ? ' It is disabled: it keeps these rights but cannot use them now.' : '';
  return `${reach}${doubt}.${disabled}`;
}

function* capabilityTable(answer: ReachAnswer): Generator<Block> {
  const rows: Inline[][] = [];
  for (const capability of CAPABILITIES) {
    let certain = 0;
    let uncertain = 0;
    for (const mailbox of answer.mailboxes) {
      const verdict = mailbox.capabilities[capability]?.verdict;
      if (verdict === 'yes') certain += 1;
      else if (verdict === 'unknown') uncertain += 1;
    }
    if (certain + uncertain > 0) rows.push([capability, grouped(certain), grouped(uncertain)]);
  }
  yield { kind: 'section', title: 'Capabilities' };
  yield {
    kind: 'table',
    columns: [{ title: 'Capability' }, { title: 'Mailboxes', align: 'right' }, { title: 'Not certain', align: 'right' }],
    rows,
  };
}

/** Each way once, with the number of mailboxes it leads to: fifty thousand mailboxes usually share a handful of ways. */
function* wayBlocks(answer: ReachAnswer): Generator<Block> {
  const counts = new Map<string, number>();
  for (const mailbox of answer.mailboxes) {
    for (const way of new Set(explainedPaths(mailbox.capabilities).map(pathSentence))) counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  yield { kind: 'section', title: 'Why' };
  yield {
    kind: 'table',
    columns: [{ title: 'Mailboxes', align: 'right' }, { title: 'Way' }],
    rows: [...counts].sort((left, right) => right[1] - left[1]).map(([way, count]) => [grouped(count), way]),
  };
}

function* mailboxTable(answer: ReachAnswer): Generator<Block> {
  yield { kind: 'section', title: `Mailboxes (${grouped(answer.mailboxes.length)})` };
  yield {
    kind: 'table',
    columns: [{ title: 'Mailbox' }, { title: 'Id' }, { title: 'Capabilities' }],
    rows: answer.mailboxes.map((mailbox) => [mailbox.address, id(mailbox.id), capabilityWords(mailbox.capabilities)]),
  };
}
