import type { WhoAnswer, WhoPrincipal } from '../domain/answers/answer-shapes';
import { coverageBlocks, leftOutBlocks, unresolvedBlocks } from './coverage-blocks';
import { explanationLines } from './explained-paths';
import { counted, grouped } from './numbers';
import { id, type Block, type Inline, type ReportDocument } from './report-model';
import { capabilityWords, enabledWords } from './words';

/** Who reaches one mailbox as a report: the sentence, then people and apps with what they can do and why. */
export function whoDocument(answer: WhoAnswer, subtitle: string): ReportDocument {
  return { title: `Who can reach ${answer.mailbox.address || answer.mailbox.id}`, subtitle, blocks: blocks(answer) };
}

/** Who reaches one mailbox, in one sentence. */
export function whoSentence(answer: WhoAnswer): string {
  const people = answer.principals.filter((principal) => principal.kind === 'person').length;
  const apps = answer.principals.length - people;
  const address = answer.mailbox.address || answer.mailbox.id;
  const open =
    answer.unresolved.length > 0
      ? ` ${counted(answer.unresolved.length, 'right')} could not be attributed to anyone: see "Not resolved".`
      : '';
  return `${counted(people, 'person', 'people')} and ${counted(apps, 'app')} can reach ${address}, or may be able to.${open}`;
}

function* blocks(answer: WhoAnswer): Generator<Block> {
  yield { kind: 'paragraph', text: whoSentence(answer), tone: 'lead' };
  yield {
    kind: 'facts',
    facts: [
      { label: 'Mailbox', values: [id(answer.mailbox.address)] },
      { label: 'Mailbox id', values: [id(answer.mailbox.id)] },
    ],
  };
  yield* principalBlocks(
    'People',
    answer.principals.filter((principal) => principal.kind === 'person'),
  );
  yield* principalBlocks(
    'Apps',
    answer.principals.filter((principal) => principal.kind === 'app'),
  );
  yield* unresolvedBlocks(answer.unresolved, (mailboxId) => (mailboxId === answer.mailbox.id ? answer.mailbox.address : mailboxId));
  yield* coverageBlocks(answer.coverage);
  yield* leftOutBlocks();
}

function* principalBlocks(title: string, principals: readonly WhoPrincipal[]): Generator<Block> {
  yield { kind: 'section', title: `${title} (${grouped(principals.length)})` };
  if (principals.length === 0) {
    yield { kind: 'paragraph', text: `None that this reading shows.` };
    return;
  }
  yield {
    kind: 'table',
    columns: [{ title: 'Name' }, { title: 'Id' }, { title: 'Enabled' }, { title: 'Can' }],
    rows: principals.map((principal) => [
      nameOf(principal),
      id(principal.id),
      enabledWords(principal.enabled),
      capabilityWords(principal.capabilities),
    ]),
  };
  yield { kind: 'section', title: `Why: ${title.toLowerCase()}` };
  yield {
    kind: 'facts',
    facts: principals.map((principal) => ({
      label: labelOf(principal),
      values: explanationLines(principal.capabilities) satisfies Inline[],
    })),
  };
}

function nameOf(principal: WhoPrincipal): string {
  return `${principal.name || '(no name)'}${principal.deleted ? ' (deleted account)' : ''}`;
}

function labelOf(principal: WhoPrincipal): string {
  return principal.name || principal.id;
}
