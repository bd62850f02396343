import type { Reading } from '../shared/domain/collection/reading';
import type { ReachEngine } from '../shared/domain/reach/reach-engine';
import type { SimulatedTenants } from './simulated-tenants';
import type { Result } from '../shared/domain/result';
import type { Collection } from '../shared/domain/collection/collection.schema';

/** A stream that results or messages go to. */
export interface CliStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(chunk: string, done?: (error?: Error | null) => void): boolean;
}

/** How far reading a file has come. */
export interface ReadProgress {
  readonly stage: 'read' | 'parse' | 'check';
  readonly done: number;
  readonly total: number;
}

/** A collection as it comes from a file. */
export interface ReadFile {
  readonly collection: Collection;
  readonly warnings: readonly string[];
  /** SHA-256 of the file, in hex. */
  readonly hash: string;
}

/** Everything the commands need from outside, so that tests run them in memory. */
export interface CliContext {
  readonly version: string;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: CliStream;
  readonly stderr: CliStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  now(): string;
  readCollection(path: string, onProgress: (progress: ReadProgress) => void): Promise<Result<ReadFile, { readonly message: string }>>;
  open(file: ReadFile): Promise<{ readonly reading: Reading; readonly engine: ReachEngine }>;
  /** The simulated tenant; loaded when it is asked for. */
  simulatedTenants(): Promise<SimulatedTenants>;
  /** The text of the collector script; null where this copy has none. */
  collectorScript(): Promise<string | null>;
  /** Settles when somebody tells the process to end, which then ends well. */
  untilStopped(): Promise<void>;
}
