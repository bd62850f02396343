import type { ExplainedCapabilities, ReachAnswer, WhoAnswer } from '../domain/answers/answer-shapes';
import { CAPABILITIES } from '../domain/reach/capability';
import { csvRow, type CsvCell } from './csv-cell';

/** The columns of the matrix, then the path: one row per principal, mailbox, capability and path. */
const COLUMNS = ['kind', 'id', 'name', 'enabled', 'mailboxId', 'mailbox', 'capability', 'verdict', 'path', 'detail', 'via'] as const;

/** The reach of one app as CSV. */
export function* reachCsv(answer: ReachAnswer): Generator<string> {
  yield csvRow(COLUMNS);
  const { app } = answer;
  for (const mailbox of answer.mailboxes) {
    yield pathRows(['app', app.appId, app.name, app.enabled, mailbox.id, mailbox.address], mailbox.capabilities);
  }
}

/** Who reaches one mailbox as CSV; a last column tells deleted accounts. */
export function* whoCsv(answer: WhoAnswer): Generator<string> {
  yield csvRow([...COLUMNS, 'deleted']);
  const { mailbox } = answer;
  for (const principal of answer.principals) {
    const start = [principal.kind, principal.id, principal.name, principal.enabled, mailbox.id, mailbox.address];
    yield pathRows(start, principal.capabilities, [principal.deleted]);
  }
}

function pathRows(start: readonly CsvCell[], capabilities: ExplainedCapabilities, end: readonly CsvCell[] = []): string {
  let rows = '';
  for (const capability of CAPABILITIES) {
    const explained = capabilities[capability];
    if (!explained) continue;
    const before = [...start, capability, explained.verdict];
    if (explained.paths.length === 0) rows += csvRow([...before, null, null, null, ...end]);
    for (const path of explained.paths) rows += csvRow([...before, path.kind, path.detail, path.via.join(' '), ...end]);
  }
  return rows;
}
