import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ReadingRecord } from '../../shared/ipc/engine-protocol';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import type { ClockPort } from '../ports/clock';
import type { CallOptions, EnginePort } from '../ports/engine';
import type { EventsPort } from '../ports/events';
import type { LogPort } from '../ports/log';
import type { ReadingNotes, ReadingStore } from '../ports/reading-store';

/** The id under which the demo reading is known. */
export const DEMO = 'demo';

/** What the library works with. */
export interface LibraryPorts {
  readonly engine: EnginePort;
  readonly store: ReadingStore;
  readonly clock: ClockPort;
  readonly events: EventsPort;
  readonly log: LogPort;
  /** Where the demo reading lies. */
  readonly samplePath: string;
}

/** A reading that is open, or was open in an earlier life of the engine and can be opened again. */
interface OpenReading extends ReadingNotes {
  readonly record: ReadingRecord;
  readonly path: string;
  readonly fileName: string;
  readonly openedAt: string;
  readonly life: number;
}

/** A reading that answers, with the time that its deadlines are counted from. */
export interface UsableReading {
  readonly summary: ReadingSummary;
  readonly now: string;
  readonly record: ReadingRecord;
  readonly unread: ReadingNotes['unread'];
}

/** Knows which readings are open and opens what is asked for: by path, the demo, or a stored one by its id. */
export class ReadingLibrary {
  private readonly open = new Map<string, OpenReading>();
  private readonly opening = new Map<string, Promise<Result<OpenReading, Failure>>>();
  private readonly collected: string[] = [];
  private revision = 0;

  constructor(private readonly ports: LibraryPorts) {}

  /** Sentences about what went wrong with storage since the start, for the user. */
  get notes(): readonly string[] {
    return this.collected;
  }

  /** Opens a file and keeps it as a reading. The same content a second time is the same reading. */
  async openPath(path: string, fileName: string, options: CallOptions, show: boolean): Promise<Result<ReadingSummary, Failure>> {
    const kept = await this.openFile(path, fileName, this.ports.clock.now(), {}, options);
    return kept.ok ? ok(this.announce(kept.value, show)) : kept;
  }

  /** Keeps what was read of a tenant just now. Its file may go once this has answered. */
  async keepReading(path: string, notes: ReadingNotes, options: CallOptions): Promise<Result<ReadingSummary, Failure>> {
    const kept = await this.openFile(path, '', null, notes, options);
    if (!kept.ok) return kept;
    // A reading that could not be kept lies in the run's own place alone, and must not vanish with it.
    if (kept.value.path === path)
      return err(failure('storage-not-writable', { detail: this.collected[this.collected.length - 1] ?? null }));
    return ok(this.announce(kept.value, false));
  }

  /** Opens the reading that comes with the app. Its clock stands at the time it was read. */
  async openSample(options: CallOptions, show: boolean): Promise<Result<ReadingSummary, Failure>> {
    const reading = await this.reopen(DEMO, options);
    return reading.ok ? ok(this.announce(reading.value, show)) : reading;
  }

  /** Makes sure that a reading answers, opening it if need be. */
  async use(readingId: string, options: CallOptions): Promise<Result<UsableReading, Failure>> {
    const held = this.open.get(readingId);
    const usable = held && held.life === this.ports.engine.life ? ok(held) : await this.reopen(readingId, options);
    if (!usable.ok) return usable;
    const { record, unread } = usable.value;
    return ok({ summary: this.summaryOf(usable.value), now: this.timeOf(record), record, unread });
  }

  /** Opens a stored reading (or the demo) because the user chose it. */
  async openStored(readingId: string, options: CallOptions): Promise<Result<ReadingSummary, Failure>> {
    const reading = await this.reopen(readingId, options);
    return reading.ok ? ok(this.announce(reading.value, false)) : reading;
  }

  /** Closes a reading; one that is not open is closed already. */
  async close(readingId: string, options: CallOptions): Promise<Result<{ done: true }, Failure>> {
    const held = this.open.get(readingId);
    this.open.delete(readingId);
    if (held?.life === this.ports.engine.life) {
      const closed = await this.ports.engine.call('close', { readingId }, options);
      if (!closed.ok) return closed;
    }
    this.ports.events.send('readingChanged', { kind: 'closed', readingId, reading: null, show: false });
    return ok({ done: true });
  }

  /** Removes a stored reading from this machine. The file it came from is not touched. */
  async forget(readingId: string, options: CallOptions): Promise<Result<{ done: true }, Failure>> {
    if (readingId === DEMO) return err(failure('reading-unknown'));
    const closed = await this.close(readingId, options);
    if (!closed.ok) return closed;
    const forgotten = await this.ports.store.forget(readingId);
    if (!forgotten.ok) return forgotten;
    this.ports.events.send('readingChanged', { kind: 'forgotten', readingId, reading: null, show: false });
    return ok({ done: true });
  }

  /** Every reading of this machine, latest first; the open ones that could not be stored too. */
  async list(): Promise<{ readings: ReadingSummary[]; notes: string[] }> {
    const { readings, notes } = await this.ports.store.list();
    const stored = readings.map((reading) => this.summaryOf({ ...reading, life: -1 }));
    const others = [...this.open.values()].filter((reading) => !stored.some((summary) => summary.id === reading.record.id));
    return {
      readings: [...stored, ...others.map((reading) => this.summaryOf(reading))].slice(0, 200),
      notes: [...notes, ...this.collected],
    };
  }

  /** Gives a reading a name; null or nothing takes it away. */
  async rename(readingId: string, name: string | null): Promise<Result<ReadingSummary, Failure>> {
    const stored = readingId === DEMO ? null : await this.ports.store.find(readingId);
    if (!stored) return err(failure('reading-unknown'));
    const named = { ...stored, name: name === null || name === '' ? null : name };
    const remembered = await this.ports.store.remember(named);
    if (!remembered.ok) return remembered;
    const held = this.open.get(readingId);
    if (held) this.open.set(readingId, { ...held, name: named.name });
    return ok(this.summaryOf(held ? { ...held, name: named.name } : { ...named, life: -1 }));
  }

  /** Where the file of a reading lies, for a copy of it. */
  async fileOf(readingId: string): Promise<Result<{ readonly path: string; readonly summary: ReadingSummary }, Failure>> {
    const stored = readingId === DEMO ? null : await this.ports.store.find(readingId);
    return stored ? ok({ path: stored.path, summary: this.summaryOf({ ...stored, life: -1 }) }) : err(failure('reading-unknown'));
  }

  private async openFile(
    path: string,
    fileName: string,
    now: string | null,
    notes: ReadingNotes,
    options: CallOptions,
  ): Promise<Result<OpenReading, Failure>> {
    const opened = await this.ports.engine.call('open', { path, readingId: null, revision: this.nextRevision(), now }, options);
    if (!opened.ok) return opened;
    const record = opened.value;
    const known = await this.ports.store.find(record.id);
    const reading: OpenReading = {
      ...notes,
      ...(known ? notesOf(known) : {}),
      record,
      path: known?.path ?? path,
      fileName: known?.fileName ?? fileName,
      openedAt: this.ports.clock.now(),
      life: this.ports.engine.life,
    };
    const kept = await this.keep(reading, known !== null, options);
    this.open.set(record.id, kept);
    return ok(kept);
  }

  private async reopen(readingId: string, options: CallOptions): Promise<Result<OpenReading, Failure>> {
    const running = this.opening.get(readingId);
    if (running) {
      const shared = await running;
      // Whoever began it has cancelled; that is no answer for others who wait for the same reading.
      const givenUp = !shared.ok && shared.error.code === 'cancelled' && options.signal?.aborted !== true;
      return givenUp ? this.reopen(readingId, options) : shared;
    }
    const opening = this.openById(readingId, options);
    this.opening.set(readingId, opening);
    try {
      return await opening;
    } finally {
      this.opening.delete(readingId);
    }
  }

  private async openById(readingId: string, options: CallOptions): Promise<Result<OpenReading, Failure>> {
    const held = this.open.get(readingId);
    const source: (ReadingNotes & { path: string; fileName: string; record: ReadingRecord | null }) | null =
      readingId === DEMO ? { path: this.ports.samplePath, fileName: '', record: null } : (held ?? (await this.ports.store.find(readingId)));
    if (!source) return err(failure('reading-unknown'));
    const demo = readingId === DEMO;
    const opened = await this.ports.engine.call(
      'open',
      { path: source.path, readingId, revision: this.nextRevision(), now: demo ? null : this.ports.clock.now() },
      options,
    );
    if (!opened.ok)
      return demo && opened.error.code === 'file-not-found' ? err(failure('sample-missing', { detail: opened.error.detail })) : opened;
    const openedAt = this.ports.clock.now();
    const reading: OpenReading = {
      ...notesOf(source),
      // What is stored is packed anew: a reading is identified by the file it was made from.
      record: source.record === null ? opened.value : { ...opened.value, hash: source.record.hash, bytes: source.record.bytes },
      path: source.path,
      fileName: source.fileName,
      openedAt,
      life: this.ports.engine.life,
    };
    this.open.set(readingId, reading);
    if (!demo) await this.keep(reading, true, options);
    return ok(reading);
  }

  /** Copies the file into the store and writes its sidecar. A reading that cannot be kept is still open: the user is told. */
  private async keep(reading: OpenReading, present: boolean, options: CallOptions): Promise<OpenReading> {
    const { record } = reading;
    const place = await this.ports.store.placeFor(record);
    if (!place.ok) return this.notKept(reading, place.error);
    if (!present) {
      const packed = await this.ports.engine.call('pack', { from: reading.path, to: place.value, hash: record.hash }, options);
      if (!packed.ok) return this.notKept(reading, packed.error);
    }
    const stored: OpenReading = { ...reading, path: place.value };
    const { life: _life, ...toRemember } = stored;
    const remembered = await this.ports.store.remember(toRemember);
    return remembered.ok ? stored : this.notKept(present ? stored : reading, remembered.error);
  }

  private notKept(reading: OpenReading, error: Failure): OpenReading {
    this.ports.log.warn('reading-not-kept', { code: error.code });
    const note = `The reading of ${reading.fileName || 'this file'} is open, but could not be kept: ${error.message}`;
    if (!this.collected.includes(note)) this.collected.push(note);
    return reading;
  }

  private announce(reading: OpenReading, show: boolean): ReadingSummary {
    const summary = this.summaryOf(reading);
    this.ports.events.send('readingChanged', { kind: 'opened', readingId: summary.id, reading: summary, show });
    return summary;
  }

  private summaryOf(reading: OpenReading): ReadingSummary {
    const { record } = reading;
    const held = this.open.get(record.id);
    return {
      id: record.id,
      tenant: record.tenant,
      collectedAt: record.collectedAt,
      openedAt: reading.openedAt,
      fileName: reading.fileName,
      // A simulated tenant stays one, whoever signed in to it.
      demo: record.id === DEMO || reading.target === 'demo' || (Boolean(reading.target) && record.collector?.mode === 'simulator'),
      open: held !== undefined && held.life === this.ports.engine.life,
      bytes: record.bytes,
      figures: record.figures,
      coverage: record.coverage,
      now: this.timeOf(record),
      name: reading.name ?? null,
      target: reading.target ?? null,
    };
  }

  private timeOf(record: ReadingRecord): string {
    // A simulated tenant has a clock of its own: what was about to end when it was read has not ended because a year has passed here.
    return record.id === DEMO || record.collector?.mode === 'simulator' ? record.collectedAt : this.ports.clock.now();
  }

  private nextRevision(): number {
    this.revision += 1;
    return this.revision;
  }
}

function notesOf({ name, target, unread }: ReadingNotes): ReadingNotes {
  return { name: name ?? null, target: target ?? null, unread: unread ?? null };
}
