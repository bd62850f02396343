import { openReading, type Reading } from '../shared/domain/collection/reading';
import { createReachEngine, type ReachEngine } from '../shared/domain/reach/reach-engine';
import { err, ok, type Result } from '../shared/domain/result';
import { failure, type Failure } from '../shared/ipc/envelope';
import type { EngineInput, ReadingRecord } from '../shared/ipc/engine-protocol';
import { readCollectionFile } from './collection-file';
import { clipNullable } from './queries/clip';
import { coverageCounts, figuresOf } from './queries/overview';
import { collectorOf } from './queries/reading-info';
import { createReadingModel, type ReadingModel } from './queries/reading-model';
import type { WorkOptions } from './files';

/** A reading in memory. */
export interface HeldReading {
  readonly reading: Reading;
  readonly engine: ReachEngine;
  readonly revision: number;
  readonly hash: string;
  readonly unpackedBytes: number;
  /** The model of the hour: what depends on the time is computed anew when the hour changes. */
  model: ReadingModel | null;
}

/** So many readings stay in memory: the one on show and the one before it. A large tenant needs about a gigabyte. */
const KEPT = 2;
const ID_LENGTH = 32;

/** The readings in memory, the one used last at the end. */
export class OpenReadings {
  private readonly held = new Map<string, HeldReading>();

  /** Reads a file, builds its indexes and its audit, and keeps it. */
  async open(input: EngineInput<'open'>, options: WorkOptions): Promise<Result<ReadingRecord, Failure>> {
    const file = await readCollectionFile(input.path, {
      signal: options.signal,
      onProgress: ({ stage, done, total }) => options.onProgress(stage, done, total),
    });
    if (!file.ok) return err(failure(file.error.code, { message: file.error.message }));
    const { collection, warnings, hash, bytes, unpackedBytes } = file.value;
    options.onProgress('index', 0, 0);
    await turn(options.signal);
    const reading = openReading(collection, warnings);
    const engine = createReachEngine(reading);
    options.onProgress('audit', 0, 0);
    await turn(options.signal);
    const id = input.readingId ?? hash.slice(0, ID_LENGTH);
    const held: HeldReading = { reading, engine, revision: input.revision, hash, unpackedBytes, model: null };
    const model = this.modelOf(held, input.now ?? collection.collectedAt);
    const { tenant } = collection;
    const record: ReadingRecord = {
      id,
      tenant: {
        id: tenant.id.slice(0, 200),
        displayName: clipNullable(tenant.displayName),
        defaultDomain: clipNullable(tenant.defaultDomain),
        cloud: clipNullable(tenant.cloud),
      },
      collectedAt: collection.collectedAt,
      bytes,
      unpackedBytes,
      hash,
      figures: figuresOf(model),
      coverage: coverageCounts(model),
      collector: collectorOf(model),
    };
    await turn(options.signal);
    if (options.signal.aborted) return err(failure('cancelled'));
    this.held.delete(id);
    this.held.set(id, held);
    for (const oldest of this.held.keys()) {
      if (this.held.size <= KEPT) break;
      this.held.delete(oldest);
    }
    return ok(record);
  }

  /** Forgets a reading. */
  close(readingId: string): void {
    this.held.delete(readingId);
  }

  /** A reading that is in memory, with the model of a time. */
  use(readingId: string, now: string): Result<{ readonly held: HeldReading; readonly model: ReadingModel }, Failure> {
    const held = this.held.get(readingId);
    if (!held) return err(failure('reading-unknown'));
    this.held.delete(readingId);
    this.held.set(readingId, held);
    return ok({ held, model: this.modelOf(held, now) });
  }

  private modelOf(held: HeldReading, now: string): ReadingModel {
    if (held.model === null || hourOf(held.model.now) !== hourOf(now)) held.model = createReadingModel(held.reading, held.engine, now);
    return held.model;
  }
}

function hourOf(now: string): number {
  return Math.floor(Date.parse(now) / 3_600_000);
}

/** Lets messages in: a cancellation arrives as one. */
async function turn(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
}
