import type { MailboxList } from '../domain/answers/answer-shapes';
import { CAPABILITIES } from '../domain/reach/capability';
import { csvCell, csvRow } from './csv-cell';
import type { MailboxName, MatrixSource } from './matrix-source';

const ROWS_PER_CHUNK = 2_000;

/**
 * The matrix as CSV, one row per principal, mailbox and capability, in chunks. Fifty thousand mailboxes times three hundred apps
 * are tens of millions of rows, so the cells of each mailbox and each principal are encoded once and then only joined.
 */
export function* matrixCsv(matrix: MatrixSource, mailboxes: readonly MailboxName[]): Generator<string> {
  const cells = new Map(mailboxes.map((mailbox) => [mailbox.id, `${csvCell(mailbox.id)},${csvCell(mailbox.address)},`]));
  const all = [...cells.values()];
  yield csvRow(['kind', 'id', 'name', 'enabled', 'mailboxId', 'mailbox', 'capability', 'verdict']);
  for (const app of matrix.apps) yield* principalRows(csvStart('app', app.appId, app), app, cells, all);
  for (const person of matrix.people) yield* principalRows(csvStart('person', person.id, person), person, cells, all);
}

type Principal = MatrixSource['people'] extends Iterable<infer Item> ? Omit<Item, 'id'> : never;

function csvStart(kind: string, id: string, principal: Principal): string {
  return [kind, id, principal.name, principal.enabled].map(csvCell).join(',') + ',';
}

function* principalRows(
  start: string,
  principal: Principal,
  cells: ReadonlyMap<string, string>,
  all: readonly string[],
): Generator<string> {
  for (const capability of CAPABILITIES) {
    const lists = principal.capabilities[capability];
    if (!lists) continue;
    yield* verdictRows(start, lists.yes, `${capability},yes\r\n`, cells, all);
    yield* verdictRows(start, lists.unknown, `${capability},unknown\r\n`, cells, all);
  }
}

function* verdictRows(
  start: string,
  list: MailboxList,
  end: string,
  cells: ReadonlyMap<string, string>,
  all: readonly string[],
): Generator<string> {
  const length = list === 'all' ? all.length : list.length;
  for (let from = 0; from < length; from += ROWS_PER_CHUNK) {
    let chunk = '';
    const to = Math.min(from + ROWS_PER_CHUNK, length);
    for (let index = from; index < to; index += 1) {
      chunk += start + (list === 'all' ? (all[index] ?? '') : mailboxCells(list[index] ?? '', cells)) + end;
    }
    yield chunk;
  }
}

function mailboxCells(id: string, cells: ReadonlyMap<string, string>): string {
  return cells.get(id) ?? `${csvCell(id)},,`;
}
