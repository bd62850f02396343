import type { SimulatedClock } from './clock';
import type { Replica, Replication, WriteOrigin } from './replication';
import type { RowIndex, Table } from './table';

interface Change<Row> {
  readonly id: string;
  readonly position: number;
  readonly before: Row | undefined;
  readonly at: number;
  readonly origin: WriteOrigin;
}

const NOTHING: ReadonlyMap<number, never> = new Map<number, never>();

/** Rows by position: those of a table, or as somebody still sees them. */
export interface SeenRows<Row> {
  readonly positionCount: number;
  at(position: number): Row | undefined;
}

/**
 * A table as its readers see it, who learn of a change only later: until then what is new is not there, what is changed is as it
 * was, and what is gone still stands in its place. Without replication it is the table itself.
 */
export class LaggingTable<Row extends object> {
  private changes: Change<Row>[] = [];

  constructor(
    private readonly table: Table<Row>,
    private readonly replication: Replication,
    private readonly clock: SimulatedClock,
  ) {
    table.watch((before, after, position) => {
      if (replication.mode === 'none') return;
      const row = after ?? before;
      if (row === undefined) return;
      const id = table.idOf(row).toLowerCase();
      this.changes.push({ id, position, before, at: clock.now(), origin: replication.origin });
      if (before === undefined) replication.noteCreated(id);
    });
  }

  /** The rows as a reader sees them by now. */
  rows(replica: Replica): SeenRows<Row> {
    const older = this.olderRows(replica);
    if (older.size === 0) return this.table;
    const { table } = this;
    return {
      positionCount: table.positionCount,
      at: (position) => {
        const change = older.get(position);
        return change === undefined ? table.at(position) : change.before;
      },
    };
  }

  /** The row with an id as a reader sees it by now. */
  get(id: string, replica: Replica = 'objects'): Row | undefined {
    const wanted = id.toLowerCase();
    for (const change of this.olderRows(replica).values()) if (change.id === wanted) return change.before;
    return this.table.get(id);
  }

  /** The first row with a key of an index, as a reader sees it by now. */
  first(index: RowIndex<Row>, key: string, keyOf: (row: Row) => string | null, replica: Replica = 'objects'): Row | undefined {
    const wanted = key.toLowerCase();
    return this.among(index.all(key), (row) => keyOf(row)?.toLowerCase() === wanted, replica)[0];
  }

  /** Of the rows that an index finds: what a reader sees of them by now, and what else would be among them still. */
  among(found: readonly Row[], belongs: (row: Row) => boolean, replica: Replica): readonly Row[] {
    const older = this.olderRows(replica);
    if (older.size === 0) return found;
    const changed = new Set([...older.keys()].map((position) => this.table.at(position)));
    const before = [...older.values()].flatMap((change) => (change.before !== undefined && belongs(change.before) ? [change.before] : []));
    return [...found.filter((row) => !changed.has(row)), ...before];
  }

  /** By position, the oldest change that a reader does not know of yet. */
  private olderRows(replica: Replica): ReadonlyMap<number, Change<Row>> {
    if (this.changes.length === 0) return NOTHING;
    const older = new Map<number, Change<Row>>();
    const now = this.clock.now();
    const longest = (origin: WriteOrigin): number =>
      Math.max(this.replication.delay('objects', origin), this.replication.delay('lists', origin));
    this.changes = this.changes.filter((change) => change.at + longest(change.origin) > now);
    for (const change of this.changes)
      if (change.at + this.replication.delay(replica, change.origin) > now && !older.has(change.position))
        older.set(change.position, change);
    return older;
  }
}
