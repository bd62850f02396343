/** Rows found by something other than their id; kept up to date by their table. */
export interface RowIndex<Row> {
  /** Every row with this key, in the order in which they came. Keys are compared without case. */
  all(key: string): readonly Row[];
  /** The first row with this key. */
  first(key: string): Row | undefined;
}

/** What is told of a change: a row that is new has no before, one that is gone no after. The position is the same all the while. */
export type RowChange<Row> = (before: Row | undefined, after: Row | undefined, position: number) => void;

/**
 * Rows in the order in which they were added, found by id without regard to case. A removed row leaves a hole, so that
 * the position of every other row stays what it was: a page mark that was handed out still points at the same place.
 */
export class Table<Row extends object> {
  private readonly rows: (Row | undefined)[] = [];
  private readonly positions = new Map<string, number>();
  private readonly watchers: RowChange<Row>[] = [];
  private live = 0;

  constructor(readonly idOf: (row: Row) => string) {}

  /** How many rows there are. */
  get size(): number {
    return this.live;
  }

  /** How many positions there are, holes included: the bound for `at`. */
  get positionCount(): number {
    return this.rows.length;
  }

  /** The row at a position; undefined where one was removed. */
  at(position: number): Row | undefined {
    return this.rows[position];
  }

  /** The row with an id, in any case. */
  get(id: string): Row | undefined {
    const position = this.positions.get(id.toLowerCase());
    return position === undefined ? undefined : this.rows[position];
  }

  /** Whether there is a row with an id. */
  has(id: string): boolean {
    return this.positions.has(id.toLowerCase());
  }

  /** Adds a row. A second row with one id is a mistake of the caller. */
  add(row: Row): Row {
    const id = this.idOf(row).toLowerCase();
    if (this.positions.has(id)) throw new Error(`there is a row with the id ${id} already`);
    this.positions.set(id, this.rows.length);
    this.rows.push(row);
    this.live += 1;
    this.tell(undefined, row, this.rows.length - 1);
    return row;
  }

  /** Puts a changed row in the place of the one with its id. False where there is none. */
  replace(row: Row): boolean {
    const position = this.positions.get(this.idOf(row).toLowerCase());
    if (position === undefined) return false;
    const before = this.rows[position];
    this.rows[position] = row;
    this.tell(before, row, position);
    return true;
  }

  /** Removes the row with an id. False where there is none. */
  remove(id: string): boolean {
    const key = id.toLowerCase();
    const position = this.positions.get(key);
    if (position === undefined) return false;
    const before = this.rows[position];
    this.positions.delete(key);
    this.rows[position] = undefined;
    this.live -= 1;
    this.tell(before, undefined, position);
    return true;
  }

  /** The rows, oldest first. */
  *values(): IterableIterator<Row> {
    for (const row of this.rows) if (row !== undefined) yield row;
  }

  [Symbol.iterator](): IterableIterator<Row> {
    return this.values();
  }

  /** An index by another key than the id. Rows whose key is null stand in no list. */
  indexBy(keyOf: (row: Row) => string | null): RowIndex<Row> {
    const index = new KeyIndex<Row>();
    const change = (before: Row | undefined, after: Row | undefined): void => {
      const from = before === undefined ? null : keyOf(before);
      const to = after === undefined ? null : keyOf(after);
      index.move(before, from, after, to);
    };
    for (const row of this.values()) change(undefined, row);
    this.watchers.push(change);
    return index;
  }

  /** Tells of every change from now on. */
  watch(change: RowChange<Row>): void {
    this.watchers.push(change);
  }

  private tell(before: Row | undefined, after: Row | undefined, position: number): void {
    for (const watcher of this.watchers) watcher(before, after, position);
  }
}

/** Most keys have one row: it stands there by itself, without a list around it. */
class KeyIndex<Row extends object> implements RowIndex<Row> {
  private readonly single = new Map<string, Row>();
  private readonly several = new Map<string, Row[]>();

  all(key: string): readonly Row[] {
    const text = key.toLowerCase();
    const list = this.several.get(text);
    if (list) return list;
    const row = this.single.get(text);
    return row === undefined ? [] : [row];
  }

  first(key: string): Row | undefined {
    const text = key.toLowerCase();
    return this.single.get(text) ?? this.several.get(text)?.[0];
  }

  move(before: Row | undefined, from: string | null, after: Row | undefined, to: string | null): void {
    if (before !== undefined && after !== undefined && from !== null && to !== null && from.toLowerCase() === to.toLowerCase()) {
      this.put(to.toLowerCase(), before, after);
      return;
    }
    if (before !== undefined && from !== null) this.take(from.toLowerCase(), before);
    if (after !== undefined && to !== null) this.give(to.toLowerCase(), after);
  }

  private put(key: string, before: Row, after: Row): void {
    const list = this.several.get(key);
    if (!list) this.single.set(key, after);
    else list[list.indexOf(before)] = after;
  }

  private give(key: string, row: Row): void {
    const list = this.several.get(key);
    const lone = this.single.get(key);
    if (list) list.push(row);
    else if (lone === undefined) this.single.set(key, row);
    else {
      this.single.delete(key);
      this.several.set(key, [lone, row]);
    }
  }

  private take(key: string, row: Row): void {
    const list = this.several.get(key);
    if (!list) {
      this.single.delete(key);
      return;
    }
    list.splice(list.indexOf(row), 1);
    if (list.length === 0) this.several.delete(key);
  }
}
