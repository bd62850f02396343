import type { MatrixAnswer } from '../../../src/shared/domain/answers/answer-shapes';
import { buildMatrix } from '../../../src/shared/domain/answers/matrix-answer';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import { forEachBit } from '../../../src/shared/domain/reach/bit-set';
import { CAPABILITIES, type Capability } from '../../../src/shared/domain/reach/capability';

/** A row of a matrix: an app or a person. */
export type MatrixRow = MatrixAnswer['apps'][number] | MatrixAnswer['people'][number];

/** What the product says of one cell. */
export type CellVerdict = 'yes' | 'no' | 'unknown';

/** A matrix with what it leaves out: what apps reach through their users. */
export interface ReachTable {
  readonly matrix: MatrixAnswer;
  /** Lines: app, capability, mailbox. */
  readonly delegated: ReadonlySet<string>;
}

/** Everything that a reading says about reach. */
export function reachTableOf({ reading, engine }: Pick<PlanContext, 'reading' | 'engine'>): ReachTable {
  const delegated = new Set<string>();
  for (const app of engine.apps) {
    for (const [capability, bits] of engine.delegatedMailboxes(app)) {
      forEachBit(bits, (index) => delegated.add(`${app.appId} ${capability} ${reading.mailboxes.all[index]?.id ?? ''}`));
    }
  }
  return { matrix: buildMatrix(reading, engine), delegated };
}

/** What a row says of a capability in a mailbox. */
export function verdictIn(row: MatrixRow | undefined, capability: Capability, mailboxId: string): CellVerdict {
  const cell = row?.capabilities[capability];
  if (cell === undefined) return 'no';
  if (cell.yes === 'all' || cell.yes.includes(mailboxId)) return 'yes';
  return cell.unknown === 'all' || cell.unknown.includes(mailboxId) ? 'unknown' : 'no';
}

/** Every cell in which two tables differ, as lines to read. */
export function tableDifferences(expected: ReachTable, found: ReachTable, mailboxIds: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const compareRows = (one: readonly MatrixRow[], other: readonly MatrixRow[], idOf: (row: MatrixRow) => string): void => {
    const [left, right] = [new Map(one.map((row) => [idOf(row), row])), new Map(other.map((row) => [idOf(row), row]))];
    for (const id of new Set([...left.keys(), ...right.keys()])) {
      const [earlier, later] = [left.get(id), right.get(id)];
      const name = (earlier ?? later)?.name ?? id;
      if (earlier && later && earlier.enabled !== later.enabled)
        lines.push(`${name}: enabled ${String(earlier.enabled)} <> ${String(later.enabled)}`);
      for (const capability of CAPABILITIES) {
        for (const mailbox of mailboxIds) {
          const [wanted, is] = [verdictIn(earlier, capability, mailbox), verdictIn(later, capability, mailbox)];
          if (wanted !== is) lines.push(`${name} · ${mailbox} · ${capability}: ${wanted} <> ${is}`);
        }
      }
    }
  };
  compareRows(expected.matrix.apps, found.matrix.apps, rowId);
  compareRows(expected.matrix.people, found.matrix.people, rowId);
  for (const line of expected.delegated) if (!found.delegated.has(line)) lines.push(`through users: ${line}: yes <> no`);
  for (const line of found.delegated) if (!expected.delegated.has(line)) lines.push(`through users: ${line}: no <> yes`);
  const keysOf = ({ matrix }: ReachTable): ReadonlySet<string> => new Set(matrix.unresolved.map(unresolvedKey));
  const [unresolved, others] = [keysOf(expected), keysOf(found)];
  for (const line of unresolved) if (!others.has(line)) lines.push(`unresolved, only expected: ${line}`);
  for (const line of others) if (!unresolved.has(line)) lines.push(`unresolved, only found: ${line}`);
  if (expected.matrix.mailboxes !== found.matrix.mailboxes)
    lines.push(`mailboxes: ${expected.matrix.mailboxes} <> ${found.matrix.mailboxes}`);
  return lines;
}

/** Whoever cannot be told is called something else in every list, once the object is gone. */
function unresolvedKey({ mailboxes, principals, right }: MatrixAnswer['unresolved'][number]): string {
  return JSON.stringify({ mailboxes, principals, right });
}

function rowId(row: MatrixRow): string {
  return 'appId' in row ? row.appId : row.id;
}
