import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { SpoolState } from '../../shared/ipc/reading-run-shapes';

/** Where a reading that is under way keeps what it has. */
export interface RunPlace {
  readonly folder: string;
  /** Where the finished reading is written before it is kept among the others. */
  readonly target: string;
}

/** A reading that was interrupted. */
export interface StoredRun extends RunPlace {
  readonly state: SpoolState;
}

/** The readings under way of this machine. */
export interface RunStore {
  /** The place of a run; the folders above it are there afterwards. */
  placeFor(tenantId: string, runId: string): Promise<Result<RunPlace, Failure>>;
  /** Latest first. */
  list(): Promise<readonly StoredRun[]>;
  /** Removes everything a run has left. */
  discard(place: RunPlace): Promise<void>;
}
