import type { SourcePath } from '../../shared/domain/collection/sources';
import type { Result } from '../../shared/domain/result';
import type { ExchangeDoor } from './exchange-door';
import type { GraphDoor } from './graph-door';
import type { GroupNeeds } from './group-needs';
import type { MailboxList } from './mailbox-list';
import { CANCELLED, type ReadFailure } from './read-failure';
import type { ReadingClock } from './reading-clock';
import { rowReaderOf, type Row, type RowReader } from './row-reader';
import type { PartMark, Spool } from './spool';

/** A run that is killed loses no more than this, in milliseconds. */
const SAVE_EVERY = 1_000;

/** What the steps of a reading share. */
export interface ReadingParts {
  readonly graph: GraphDoor;
  readonly exchange: ExchangeDoor;
  readonly spool: Spool;
  readonly needs: GroupNeeds;
  readonly mailboxes: MailboxList;
  readonly clock: ReadingClock;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
}

/** A part of a source: `graph.users`, or `graph.owners/graph.groups` where a source comes from several places. */
export function partName(source: SourcePath, piece = ''): string {
  return piece === '' ? source : `${source}/${piece}`;
}

/** The source that a part belongs to. */
export function sourceOfPart(part: string): SourcePath {
  const [source = ''] = part.split('/');
  return source as SourcePath;
}

/** Where rows go: checked, looked at, written, and counted. */
export class ReadingContext {
  private readonly readers = new Map<SourcePath, RowReader>();
  private readonly odd = new Map<string, string>();
  private savedAt: number;

  constructor(readonly parts: ReadingParts) {
    this.savedAt = parts.clock.now();
  }

  /** Whether a part needs no more reading. */
  isDone(part: string): boolean {
    return this.parts.spool.part(part).state === 'complete';
  }

  /** Adds what a source answered to a part. A row that is none is left out, and makes the part partial. */
  async add(part: string, raw: readonly unknown[], mark: PartMark = {}): Promise<void> {
    const source = sourceOfPart(part);
    const read = this.readerOf(source);
    const rows: Row[] = [];
    for (const item of raw) {
      const row = read(item);
      if (!row.ok) {
        if (!this.odd.has(part)) this.odd.set(part, row.error);
        continue;
      }
      this.observe(source, row.value);
      rows.push(row.value);
    }
    await this.parts.spool.append(part, rows, mark);
    await this.moved();
  }

  /** Looks at a row: what else has to be read follows from some of them. */
  observe(source: SourcePath, row: Row): void {
    this.parts.needs.observe(source, row);
    if (source === 'exchange.mailboxes') this.parts.mailboxes.add(row);
  }

  /** Says how a part ended. `doubt` makes a part that came in full a partial one. */
  async end(part: string, outcome: Result<unknown, ReadFailure>, doubt: string | null = null): Promise<void> {
    const odd = this.odd.get(part);
    const doubts = [doubt, odd === undefined ? null : `an answer could not be understood (${odd})`].filter((text) => text !== null);
    if (!outcome.ok) this.parts.spool.mark(part, { state: 'failed', reason: this.reasonOf(part, outcome.error) });
    else if (doubts.length > 0) this.parts.spool.mark(part, { state: 'failed', reason: doubts.join('; ') });
    else this.parts.spool.mark(part, { state: 'complete', cursor: null, reason: null });
    await this.parts.spool.save();
    this.savedAt = this.parts.clock.now();
    this.parts.onChange();
  }

  /** Begins a part anew. */
  async restart(part: string): Promise<void> {
    this.odd.delete(part);
    await this.parts.spool.restart(part);
  }

  /** Something went forward: tells it, and makes it last now and then. */
  async moved(): Promise<void> {
    this.parts.onChange();
    const now = this.parts.clock.now();
    if (now - this.savedAt < SAVE_EVERY) return;
    this.savedAt = now;
    await this.parts.spool.save();
  }

  private reasonOf(part: string, failure: ReadFailure): string {
    if (failure !== CANCELLED) return failure.reason;
    const { count, total } = this.parts.spool.part(part);
    if (count === 0) return `${CANCELLED.reason} before it was read`;
    return total === null ? `${CANCELLED.reason} after ${count}` : `${CANCELLED.reason} after ${count} of ${total}`;
  }

  private readerOf(source: SourcePath): RowReader {
    let reader = this.readers.get(source);
    if (!reader) {
      reader = rowReaderOf(source);
      this.readers.set(source, reader);
    }
    return reader;
  }
}
