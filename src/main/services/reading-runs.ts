import { err, ok, type Result } from '../../shared/domain/result';
import { SOURCE_PATHS } from '../../shared/domain/collection/sources';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ReadingSnapshot, ReadingStart, ReadingStarted, UnfinishedRun } from '../../shared/ipc/reading-run-shapes';
import { sourceLabel } from '../../shared/report/source-facts';
import type { ReadableTenant } from '../ports/demo-tenant';
import type { CallOptions, EnginePort } from '../ports/engine';
import type { EventsPort } from '../ports/events';
import type { RunPlace, RunStore, StoredRun } from '../ports/run-store';
import type { TenantsPort } from '../ports/tenants';
import type { ReadingLibrary } from './reading-library';

/** What the readings of tenants work with. */
export interface RunParts {
  readonly engine: EnginePort;
  readonly library: ReadingLibrary;
  readonly tenants: TenantsPort;
  readonly runs: RunStore;
  readonly events: EventsPort;
  readonly newRunId: () => string;
  readonly version: string;
}

/** How a reading was asked for. */
export interface RunOptions extends CallOptions {
  readonly requestId: string;
}

/** A reading that came as the whole run, or as what was kept of it. */
type Place = RunPlace & { readonly runId: string; readonly resume: boolean };

/** Reads tenants: starts what is to be read, tells how far it is, keeps what came, and knows what was interrupted. */
export class ReadingRuns {
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly parts: RunParts) {}

  /** Reads a tenant and keeps the reading. One at a time: two would only make each other wait. */
  async start(wish: ReadingStart, options: RunOptions): Promise<Result<ReadingStarted, Failure>> {
    if (this.running.size > 0) return err(failure('reading-running'));
    const controller = new AbortController();
    const resumed = wish.resume === null ? null : await this.find(wish.resume);
    if (wish.resume !== null && resumed === null) return err(failure('run-unknown'));
    const runId = resumed?.state.runId ?? this.parts.newRunId();
    if (this.running.size > 0) return err(failure('reading-running'));
    this.running.set(runId, controller);
    const stop = (): void => controller.abort();
    options.signal?.addEventListener('abort', stop, { once: true });
    if (options.signal?.aborted) stop();
    try {
      const tenant = await this.parts.tenants.connect(wish.target, controller.signal);
      if (!tenant.ok) return tenant;
      const place = await this.placeOf(tenant.value, runId, resumed);
      return place.ok ? await this.read(wish, tenant.value, place.value, controller.signal, options) : place;
    } finally {
      options.signal?.removeEventListener('abort', stop);
      this.running.delete(runId);
    }
  }

  /** Stops a reading; one that is over is stopped already. */
  stop(runId: string): Result<{ done: true }, Failure> {
    this.running.get(runId)?.abort();
    return ok({ done: true });
  }

  /** The readings that were interrupted. */
  async unfinished(): Promise<{ runs: UnfinishedRun[] }> {
    const runs = await this.parts.runs.list();
    return { runs: runs.filter(({ state }) => !this.running.has(state.runId)).map(describe) };
  }

  /** Removes an interrupted reading. */
  async discard(runId: string): Promise<Result<{ done: true }, Failure>> {
    if (this.running.has(runId)) return err(failure('reading-running'));
    const run = await this.find(runId);
    if (!run) return err(failure('run-unknown'));
    await this.parts.runs.discard(run);
    return ok({ done: true });
  }

  private async find(runId: string): Promise<StoredRun | null> {
    const runs = await this.parts.runs.list();
    return runs.find(({ state }) => state.runId === runId) ?? null;
  }

  private async placeOf(tenant: ReadableTenant, runId: string, resumed: StoredRun | null): Promise<Result<Place, Failure>> {
    // What another tenant began stays where it is, and can be discarded.
    if (resumed && resumed.state.wishes.tenantId.toLowerCase() !== tenant.tenantId.toLowerCase()) return err(failure('run-unknown'));
    if (resumed) return ok({ ...resumed, runId, resume: true });
    const place = await this.parts.runs.placeFor(tenant.tenantId, runId);
    return place.ok ? ok({ ...place.value, runId, resume: false }) : place;
  }

  private async read(
    wish: ReadingStart,
    tenant: ReadableTenant,
    place: Place,
    signal: AbortSignal,
    { requestId, onProgress, signal: left }: RunOptions,
  ): Promise<Result<ReadingStarted, Failure>> {
    const { engine, library, version } = this.parts;
    const { target } = wish;
    let last: ReadingSnapshot | null = null;
    const tell = (snapshot: ReadingSnapshot): void => {
      last = snapshot;
      this.tell(snapshot, { requestId, runId: place.runId, target });
    };
    const outcome = await engine.call(
      'read',
      {
        runId: place.runId,
        folder: place.folder,
        target: place.target,
        wishes: { target, tenantId: tenant.tenantId, cloud: tenant.cloud, mode: tenant.mode, mailboxPermissions: wish.mailboxPermissions },
        resume: place.resume,
        version,
        now: tenant.now,
      },
      { signal, tenant, onReading: tell },
    );
    if (!outcome.ok) {
      // What was read so far lies in the run's folder and can go on from there; only a cancellation says that there is nothing.
      if (outcome.error.code === 'cancelled' && !left?.aborted && !place.resume) await this.parts.runs.discard(place);
      return outcome;
    }
    // The window closed, or the request was cancelled: nobody is there to look at a part of it. It waits to be continued.
    if (left?.aborted) return err(failure('cancelled'));
    if (last !== null) tell({ ...(last as ReadingSnapshot), phase: 'open', waitingUntil: null, secondsLeft: null });
    const { stopped, unread } = outcome.value;
    const kept = await library.keepReading(place.target, { target, unread }, onProgress ? { onProgress } : {});
    if (!kept.ok) return kept;
    await this.parts.runs.discard(place);
    return ok({ reading: kept.value, stopped, unread });
  }

  private tell(
    snapshot: ReadingSnapshot,
    run: { readonly requestId: string; readonly runId: string; readonly target: ReadingStart['target'] },
  ): void {
    const sources = snapshot.sources.map((source) => ({ ...source, label: sourceLabel(source.source) }));
    this.parts.events.send('readingProgress', { ...snapshot, ...run, sources });
  }
}

function describe({ state }: StoredRun): UnfinishedRun {
  const sources = new Map<string, boolean>();
  for (const [name, part] of Object.entries(state.parts)) {
    const [source = ''] = name.split('/');
    sources.set(source, (sources.get(source) ?? true) && part.state === 'complete');
  }
  const read = state.parts['mailboxPermissionsRead'];
  return {
    runId: state.runId,
    target: state.wishes.target,
    tenantName: state.tenant?.displayName ?? null,
    startedAt: state.startedAt,
    updatedAt: state.updatedAt,
    sourcesDone: SOURCE_PATHS.filter((source) => sources.get(source) === true).length,
    sourcesTotal: SOURCE_PATHS.length,
    mailboxesRead: read?.count ?? 0,
    mailboxesWanted: read?.total ?? 0,
  };
}
