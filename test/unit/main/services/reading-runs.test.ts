import { describe, expect, it } from 'vitest';
import { ReadingLibrary } from '../../../../src/main/services/reading-library';
import { ReadingRuns } from '../../../../src/main/services/reading-runs';
import type { ReadableTenant } from '../../../../src/main/ports/demo-tenant';
import type { EnginePort, ReadOptions } from '../../../../src/main/ports/engine';
import type { RunPlace, RunStore, StoredRun } from '../../../../src/main/ports/run-store';
import { err, ok, type Result } from '../../../../src/shared/domain/result';
import type { EngineInput, EngineOperation, EngineOutput } from '../../../../src/shared/ipc/engine-protocol';
import { failure, type Failure } from '../../../../src/shared/ipc/envelope';
import type { ReadingSnapshot } from '../../../../src/shared/ipc/reading-run-shapes';
import { FakeClock, FakeEngine, FakeEvents, FakeLog, FakeStore, readingRecord } from '../../../support/fakes';

const RUN = '0123456789abcdef';
const TENANT: ReadableTenant = {
  tenantId: 'tenant',
  cloud: 'global',
  mode: 'simulator',
  now: 0,
  directory: { send: () => Promise.resolve({ kind: 'cancelled' }) },
  exchange: { run: () => Promise.resolve({ kind: 'cancelled' }), commands: () => Promise.resolve({ kind: 'commands', names: null }) },
};
const WISH = { target: 'demo', mailboxPermissions: 'shared', resume: null } as const;
const SNAPSHOT: ReadingSnapshot = {
  phase: 'read',
  tenantName: 'Contoso',
  startedAt: '2026-11-21T07:00:00Z',
  requests: 3,
  waitingUntil: null,
  secondsLeft: 9,
  sources: [{ source: 'graph.users', state: 'reading', count: 1, total: 2, reason: null }],
};

type ReadAnswer = Result<EngineOutput<'read'>, Failure>;

/** An engine that reads as it is told and opens what it read. */
class ReadingEngine implements EnginePort {
  readonly life = 1;
  readonly read: { input: EngineInput<'read'>; options: ReadOptions }[] = [];
  private readonly files = new FakeEngine();

  constructor(private readonly serve: (options: ReadOptions) => Promise<ReadAnswer>) {
    this.files.files.set(`/runs/${RUN}.json.gz`, readingRecord({ collector: { name: 'mailscope', version: '1', mode: 'simulator' } }));
  }

  call<Name extends EngineOperation>(
    operation: Name,
    input: EngineInput<Name>,
    options: ReadOptions = {},
  ): Promise<Result<EngineOutput<Name>, Failure>> {
    if (operation !== 'read') return this.files.call(operation, input);
    this.read.push({ input: input as EngineInput<'read'>, options });
    return this.serve(options) as Promise<Result<EngineOutput<Name>, Failure>>;
  }
}

class FakeRuns implements RunStore {
  readonly stored: StoredRun[] = [];
  readonly discarded: string[] = [];

  placeFor(_tenantId: string, runId: string): Promise<Result<RunPlace, Failure>> {
    return Promise.resolve(ok({ folder: `/runs/${runId}`, target: `/runs/${runId}.json.gz` }));
  }

  list(): Promise<readonly StoredRun[]> {
    return Promise.resolve(this.stored);
  }

  discard({ folder }: RunPlace): Promise<void> {
    this.discarded.push(folder);
    return Promise.resolve();
  }
}

const done: ReadAnswer = ok({ stopped: false, requests: 3, unread: { mailboxes: 5, seconds: 2 } });

function runs(
  serve: (options: ReadOptions) => Promise<ReadAnswer> = () => Promise.resolve(done),
  tenant: Result<ReadableTenant, Failure> = ok(TENANT),
): {
  runs: ReadingRuns;
  engine: ReadingEngine;
  store: FakeStore;
  folders: FakeRuns;
  events: FakeEvents;
} {
  const engine = new ReadingEngine(serve);
  const store = new FakeStore();
  const folders = new FakeRuns();
  const events = new FakeEvents();
  const library = new ReadingLibrary({ engine, store, events, clock: new FakeClock(), log: new FakeLog(), samplePath: '/sample' });
  const tenants = { connect: () => Promise.resolve(tenant) };
  return {
    runs: new ReadingRuns({ engine, library, tenants, runs: folders, events, newRunId: () => RUN, version: '1' }),
    engine,
    store,
    folders,
    events,
  };
}

function interrupted(tenantId = 'tenant'): StoredRun {
  return {
    folder: `/runs/${RUN}`,
    target: `/runs/${RUN}.json.gz`,
    state: {
      schemaVersion: 1,
      runId: RUN,
      startedAt: '2026-11-21T07:00:00Z',
      updatedAt: '2026-11-21T07:01:00Z',
      wishes: { target: 'demo', tenantId, cloud: 'global', mode: 'simulator', mailboxPermissions: 'all' },
      tenant: { displayName: 'Contoso', defaultDomain: null },
      parts: {
        'graph.users': { state: 'complete', count: 3, bytes: 9, start: 0, cursor: null, reason: null, total: 3 },
        'exchange.groups/unified': { state: 'complete', count: 1, bytes: 9, start: 0, cursor: null, reason: null, total: null },
        'exchange.groups/distribution': { state: 'open', count: 1, bytes: 9, start: 0, cursor: null, reason: null, total: null },
        mailboxPermissionsRead: { state: 'open', count: 190, bytes: 9, start: 0, cursor: null, reason: null, total: 412 },
      },
    },
  };
}

describe('reading a tenant', () => {
  it('keeps the reading among the others, says where it can be read again, and leaves nothing behind', async () => {
    const { runs: readings, store, folders, engine } = runs();
    const started = await readings.start(WISH, { requestId: 'r' });
    expect(started).toMatchObject({
      ok: true,
      value: { stopped: false, unread: { mailboxes: 5, seconds: 2 }, reading: { target: 'demo', demo: true } },
    });
    expect([...store.stored.values()]).toMatchObject([{ target: 'demo', unread: { mailboxes: 5, seconds: 2 } }]);
    expect(folders.discarded).toEqual([`/runs/${RUN}`]);
    expect(engine.read[0]?.input).toMatchObject({ resume: false, wishes: { mailboxPermissions: 'shared', mode: 'simulator' } });
  });

  it('counts ages from the time of the tenant, not of this machine', async () => {
    const started = await runs().runs.start(WISH, { requestId: 'r' });
    expect(started.ok && started.value.reading.now).toBe(readingRecord().collectedAt);
  });

  it('tells how far it is, with the names of sources', async () => {
    const { runs: readings, events } = runs((options) => {
      options.onReading?.(SNAPSHOT);
      return Promise.resolve(done);
    });
    await readings.start(WISH, { requestId: 'r' });
    const told = events.sent.filter(({ name }) => name === 'readingProgress').map(({ payload }) => payload);
    expect(told[0]).toMatchObject({ requestId: 'r', runId: RUN, target: 'demo', sources: [{ source: 'graph.users', label: 'Users' }] });
    expect(told[told.length - 1]).toMatchObject({ phase: 'open', secondsLeft: null });
  });

  it('goes one at a time', async () => {
    const { runs: readings } = runs(() => new Promise((resolve) => setTimeout(() => resolve(done), 20)));
    const first = readings.start(WISH, { requestId: 'r' });
    expect(await readings.start(WISH, { requestId: 's' })).toMatchObject({ ok: false, error: { code: 'reading-running' } });
    expect(await readings.discard(RUN)).toMatchObject({ ok: false, error: { code: 'reading-running' } });
    expect(await first).toMatchObject({ ok: true });
    expect(await readings.start(WISH, { requestId: 't' })).toMatchObject({ ok: true });
  });

  it('says when the demo tenant cannot be started', async () => {
    const { runs: readings } = runs(undefined, err(failure('demo-unavailable')));
    expect(await readings.start(WISH, { requestId: 'r' })).toMatchObject({ ok: false, error: { code: 'demo-unavailable' } });
  });

  it('that failed stays where it is, to be continued', async () => {
    const { runs: readings, folders } = runs(() => Promise.resolve(err(failure('engine-stopped'))));
    expect(await readings.start(WISH, { requestId: 'r' })).toMatchObject({ ok: false, error: { code: 'engine-stopped' } });
    expect(folders.discarded).toEqual([]);
  });
});

describe('stopping', () => {
  const whenAborted =
    (answer: ReadAnswer) =>
    (options: ReadOptions): Promise<ReadAnswer> =>
      new Promise((resolve) => options.signal?.addEventListener('abort', () => resolve(answer), { once: true }));

  it('keeps what was read', async () => {
    const { runs: readings } = runs(whenAborted(ok({ stopped: true, requests: 1, unread: null })));
    const started = readings.start(WISH, { requestId: 'r' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(readings.stop(RUN)).toMatchObject({ ok: true });
    expect(await started).toMatchObject({ ok: true, value: { stopped: true } });
    expect(readings.stop('none')).toMatchObject({ ok: true });
  });

  it('before anything came keeps nothing', async () => {
    const { runs: readings, folders } = runs(whenAborted(err(failure('cancelled'))));
    const started = readings.start(WISH, { requestId: 'r' });
    await new Promise((resolve) => setImmediate(resolve));
    readings.stop(RUN);
    expect(await started).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(folders.discarded).toHaveLength(1);
  });

  it('by closing the window leaves the run to be continued', async () => {
    const { runs: readings, folders, store } = runs(whenAborted(ok({ stopped: true, requests: 1, unread: null })));
    const controller = new AbortController();
    const started = readings.start(WISH, { requestId: 'r', signal: controller.signal });
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect(await started).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect([folders.discarded, store.stored.size]).toEqual([[], 0]);
  });
});

describe('a reading that was interrupted', () => {
  it('is listed with how far it came', async () => {
    const { runs: readings, folders } = runs();
    folders.stored.push(interrupted());
    const { runs: unfinished } = await readings.unfinished();
    expect(unfinished).toMatchObject([{ runId: RUN, tenantName: 'Contoso', sourcesDone: 1, mailboxesRead: 190, mailboxesWanted: 412 }]);
  });

  it('goes on where it was, and is not listed meanwhile', async () => {
    const { runs: readings, folders, engine } = runs(() => new Promise((resolve) => setTimeout(() => resolve(done), 10)));
    folders.stored.push(interrupted());
    const started = readings.start({ ...WISH, resume: RUN }, { requestId: 'r' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await readings.unfinished()).toEqual({ runs: [] });
    expect(await started).toMatchObject({ ok: true });
    expect(engine.read[0]?.input).toMatchObject({ resume: true, folder: `/runs/${RUN}` });
  });

  it.each([
    ['that is not there', []],
    ['of another tenant', [interrupted('other')]],
  ])('%s cannot be continued', async (_what, stored) => {
    const { runs: readings, folders } = runs();
    folders.stored.push(...stored);
    expect(await readings.start({ ...WISH, resume: RUN }, { requestId: 'r' })).toMatchObject({ ok: false, error: { code: 'run-unknown' } });
  });

  it('can be removed', async () => {
    const { runs: readings, folders } = runs();
    expect(await readings.discard(RUN)).toMatchObject({ ok: false, error: { code: 'run-unknown' } });
    folders.stored.push(interrupted());
    expect(await readings.discard(RUN)).toMatchObject({ ok: true });
    expect(folders.discarded).toEqual([`/runs/${RUN}`]);
  });
});
