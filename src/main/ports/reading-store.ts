import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingRecord } from '../../shared/ipc/engine-protocol';
import type { Result } from '../../shared/domain/result';

/** A stored reading: what its sidecar says, and where its file lies. */
export interface StoredReading {
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
  forget(readingId: string): Promise<Result<void, Failure>>;
}
