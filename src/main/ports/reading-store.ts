import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingRecord } from '../../shared/ipc/engine-protocol';
import type { ReadingInfo, ReadingSummary } from '../../shared/ipc/reading-shapes';
import type { Result } from '../../shared/domain/result';

/** What is known of a reading besides its content. */
export interface ReadingNotes {
  /** The name that the user gave it. */
  readonly name?: ReadingSummary['name'];
  /** Where it was read, and can be read again. */
  readonly target?: ReadingSummary['target'];
  readonly unread?: ReadingInfo['unread'];
}

/** A stored reading: what its sidecar says, and where its file lies. */
export interface StoredReading extends ReadingNotes {
  readonly record: ReadingRecord;
  readonly openedAt: string;
  readonly fileName: string;
  readonly path: string;
}

/** The readings kept on this machine, with sidecars so that a list needs no unpacking. */
export interface ReadingStore {
  /** Latest first, with one sentence for everything that could not be read. */
  list(): Promise<{ readonly readings: readonly StoredReading[]; readonly notes: readonly string[] }>;
  find(readingId: string): Promise<StoredReading | null>;
  /** Where the file of a reading belongs; its folder is there afterwards. */
  placeFor(record: Pick<ReadingRecord, 'id' | 'tenant'>): Promise<Result<string, Failure>>;
  /** Writes the sidecar of a reading whose file is in its place. */
  remember(stored: StoredReading): Promise<Result<void, Failure>>;
  /** Copies the file of a reading to a place that the user chose. */
  copyTo(path: string, target: string): Promise<Result<{ readonly bytes: number }, Failure>>;
  forget(readingId: string): Promise<Result<void, Failure>>;
}
