import type { Links } from './links';
import type { Table } from './table';
import type { LinkRows, Rows } from './rights-view';

/** Whether changes are kept, now, and what time it is. */
export interface Recorder {
  isRecording(): boolean;
  now(): number;
  /** Nobody asks about anything older than this (milliseconds). */
  readonly depth: number;
}

/** The changes of a table, so that it can be seen as it was. */
export class TableHistory<Row extends object> {
  private changes: { readonly at: number; readonly id: string; readonly before: Row | undefined }[] = [];

  constructor(
    private readonly table: Table<Row>,
    recorder: Recorder,
  ) {
    table.watch((before, after) => {
      const row = after ?? before;
      if (row === undefined || !recorder.isRecording()) return;
      const at = recorder.now();
      this.changes = withoutOld(this.changes, at - recorder.depth);
      this.changes.push({ at, id: table.idOf(row).toLowerCase(), before });
    });
  }

  /** The rows as they were at a time. */
  asOf(time: number): Rows<Row> {
    const was = new Map<string, Row | undefined>();
    for (const { at, id, before } of this.changes) if (at > time && !was.has(id)) was.set(id, before);
    return was.size === 0 ? this.table : new EarlierRows(this.table, was);
  }
}

/** A table with some of its rows as they were; undefined: was not there. */
class EarlierRows<Row extends object> implements Rows<Row> {
  constructor(
    private readonly table: Table<Row>,
    private readonly was: ReadonlyMap<string, Row | undefined>,
  ) {}

  get(id: string): Row | undefined {
    const key = id.toLowerCase();
    return this.was.has(key) ? this.was.get(key) : this.table.get(key);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (const row of this.table) if (!this.was.has(this.table.idOf(row).toLowerCase())) yield row;
    for (const row of this.was.values()) if (row !== undefined) yield row;
  }
}

/** The changes of links, so that they can be seen as they were. */
export class LinkHistory {
  private changes: { readonly at: number; readonly holder: string; readonly member: string; readonly isThere: boolean }[] = [];

  constructor(
    private readonly links: Links,
    recorder: Recorder,
  ) {
    links.watch((holder, member, isThere) => {
      if (!recorder.isRecording()) return;
      const at = recorder.now();
      this.changes = withoutOld(this.changes, at - recorder.depth);
      this.changes.push({ at, holder, member, isThere });
    });
  }

  /** The links as they were at a time. */
  asOf(time: number): LinkRows {
    const was = new Map<string, Map<string, boolean>>();
    for (const { at, holder, member, isThere } of this.changes) {
      if (at <= time) continue;
      const holders = was.get(member) ?? new Map<string, boolean>();
      was.set(member, holders);
      if (!holders.has(holder)) holders.set(holder, !isThere);
    }
    return was.size === 0 ? this.links : new EarlierLinks(this.links, was);
  }
}

/** Links with some of them as they were: member → holder → whether it was there. */
class EarlierLinks implements LinkRows {
  constructor(
    private readonly links: Links,
    private readonly was: ReadonlyMap<string, ReadonlyMap<string, boolean>>,
  ) {}

  has(holder: string, member: string): boolean {
    return this.was.get(member.toLowerCase())?.get(holder.toLowerCase()) ?? this.links.has(holder, member);
  }

  holdersOf(member: string): readonly string[] {
    const now = this.links.holdersOf(member);
    const was = this.was.get(member.toLowerCase());
    if (!was) return now;
    const added = [...was].filter(([, isThere]) => isThere).map(([holder]) => holder);
    return [...now.filter((holder) => !was.has(holder)), ...added];
  }
}

function withoutOld<Change extends { readonly at: number }>(changes: Change[], before: number): Change[] {
  const [oldest] = changes;
  return oldest === undefined || oldest.at >= before ? changes : changes.filter((change) => change.at >= before);
}
