import { err, ok, type Result } from '../../src/shared/domain/result';
import type { EngineInput, EngineOperation, EngineOutput, ReadingRecord } from '../../src/shared/ipc/engine-protocol';
import { failure, type Failure } from '../../src/shared/ipc/envelope';
import type { ClockPort } from '../../src/main/ports/clock';
import type { DesktopPort } from '../../src/main/ports/desktop';
import type { EnginePort } from '../../src/main/ports/engine';
import type { EventsPort } from '../../src/main/ports/events';
import type { LogFields, LogPort } from '../../src/main/ports/log';
import type { ReadingStore, StoredReading } from '../../src/main/ports/reading-store';

/** A log that keeps its lines in memory. */
export class FakeLog implements LogPort {
  readonly lines: { readonly level: string; readonly event: string; readonly fields: LogFields }[] = [];

  info(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', event, fields });
  }

  warn(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', event, fields });
  }

  error(event: string, fields: LogFields = {}): string {
    this.lines.push({ level: 'error', event, fields });
    return `log-${String(this.lines.length)}`;
  }
}

/** A clock that stands until it is moved. */
export class FakeClock implements ClockPort {
  constructor(private time = Date.parse('2026-11-21T12:00:00Z')) {}

  now(): string {
    return new Date(this.time).toISOString();
  }

  move(milliseconds: number): void {
    this.time += milliseconds;
  }

  sleep(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}

/** A clipboard in memory. */
export class FakeClipboard implements Pick<DesktopPort, 'copyText' | 'readCopiedText' | 'clearCopied'> {
  text = '';

  copyText(text: string): void {
    this.text = text;
  }

  readCopiedText(): Promise<string> {
    return Promise.resolve(this.text);
  }

  clearCopied(): void {
    this.text = '';
  }
}

/** Events that are kept instead of sent. */
export class FakeEvents implements EventsPort {
  readonly sent: { readonly name: string; readonly payload: unknown }[] = [];

  readonly send: EventsPort['send'] = (name, payload) => {
    this.sent.push({ name, payload });
  };
}

/** What a sidecar says of a reading. */
export function readingRecord(overrides: Partial<ReadingRecord> = {}): ReadingRecord {
  return {
    id: '0123456789abcdef0123456789abcdef',
    tenant: { id: '11111111-1111-4111-8111-111111111111', displayName: 'Contoso', defaultDomain: 'contoso.com', cloud: 'global' },
    collectedAt: '2026-11-20T07:00:00Z',
    bytes: 1000,
    unpackedBytes: 5000,
    hash: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    figures: {
      apps: 1,
      appsWithReach: 1,
      tenantWide: 0,
      scoped: 1,
      unknown: 0,
      mailboxes: 3,
      findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    },
    coverage: { complete: 30, partial: 1, missing: 4 },
    collector: null,
    ...overrides,
  };
}

/** An engine that knows files by path and answers from a table. */
export class FakeEngine implements EnginePort {
  life = 1;
  readonly calls: { readonly operation: EngineOperation; readonly input: unknown }[] = [];
  readonly files = new Map<string, ReadingRecord>();
  readonly open = new Set<string>();
  answer: (operation: EngineOperation, input: unknown) => Result<unknown, Failure> = () => ok(null);

  call<Name extends EngineOperation>(operation: Name, input: EngineInput<Name>): Promise<Result<EngineOutput<Name>, Failure>> {
    this.calls.push({ operation, input });
    return Promise.resolve(this.serve(operation, input) as Result<EngineOutput<Name>, Failure>);
  }

  private serve(operation: EngineOperation, input: unknown): Result<unknown, Failure> {
    if (operation === 'open') {
      const { path, readingId } = input as EngineInput<'open'>;
      const record = this.files.get(path);
      if (!record) return err(failure('file-not-found'));
      const id = readingId ?? record.id;
      this.open.add(id);
      return ok({ ...record, id });
    }
    if (operation === 'close') this.open.delete((input as EngineInput<'close'>).readingId);
    if (operation === 'pack') {
      const { from, to } = input as EngineInput<'pack'>;
      const record = this.files.get(from);
      // What is packed anew has another size and hash.
      if (record) this.files.set(to, { ...record, bytes: 10, hash: 'f'.repeat(64) });
      return ok({ bytes: 10 });
    }
    return this.answer(operation, input);
  }
}

/** Stored readings in memory. */
export class FakeStore implements ReadingStore {
  readonly stored = new Map<string, StoredReading>();
  writable = true;

  list(): Promise<{ readings: readonly StoredReading[]; notes: readonly string[] }> {
    return Promise.resolve({ readings: [...this.stored.values()], notes: [] });
  }

  find(readingId: string): Promise<StoredReading | null> {
    return Promise.resolve(this.stored.get(readingId) ?? null);
  }

  placeFor(record: Pick<ReadingRecord, 'id'>): Promise<Result<string, Failure>> {
    return Promise.resolve(this.writable ? ok(`/store/${record.id}.json.gz`) : err(failure('storage-not-writable')));
  }

  remember(stored: StoredReading): Promise<Result<void, Failure>> {
    this.stored.set(stored.record.id, stored);
    return Promise.resolve(ok(undefined));
  }

  copyTo(): Promise<Result<{ bytes: number }, Failure>> {
    return Promise.resolve(this.writable ? ok({ bytes: 10 }) : err(failure('file-not-writable')));
  }

  forget(readingId: string): Promise<Result<void, Failure>> {
    return Promise.resolve(this.stored.delete(readingId) ? ok(undefined) : err(failure('reading-unknown')));
  }
}
