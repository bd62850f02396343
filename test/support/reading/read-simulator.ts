import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTenant, type ReadingTask } from '../../../src/engine/reading/read-tenant';
import type { ReadFailure } from '../../../src/engine/reading/read-failure';
import { clockFrom, type ReadingClock } from '../../../src/engine/reading/reading-clock';
import { connectSimulatedTenant } from '../../../src/main/adapters/tenant/simulated-tenant';
import { parseCollection } from '../../../src/shared/domain/collection/parse-collection';
import type { Collection } from '../../../src/shared/domain/collection/collection.schema';
import type { ReadOutcome } from '../../../src/shared/ipc/engine-protocol';
import type { ReadingSnapshot } from '../../../src/shared/ipc/reading-run-shapes';
import type { Result } from '../../../src/shared/domain/result';
import { dumpCollection } from '../../../src/simulator/dump/dump-collection';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';

/** A folder of a test's own. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'mailscope-reading-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a test wants otherwise. */
export interface ReadingWish {
  readonly folder: string;
  readonly mailboxPermissions?: 'shared' | 'all';
  readonly signal?: AbortSignal;
  readonly resume?: boolean;
  readonly clock?: ReadingClock;
  readonly onProgress?: (snapshot: ReadingSnapshot) => void;
  readonly change?: (task: ReadingTask) => ReadingTask;
}

/** What was read, as a file and as its parsed content. */
export interface ReadSimulator {
  readonly result: Result<ReadOutcome, ReadFailure>;
  readonly collection: Collection;
  /** How long the reading itself took. */
  readonly milliseconds: number;
}

/** The app of a simulated tenant that may read it. */
export function readerOf(simulator: Pick<RunningSimulator, 'apps' | 'tenantId'>): { tenantId: string; appId: string; secret: string } {
  const app = simulator.apps.find((candidate) => candidate.displayName === 'Tenant Reader')!;
  return { tenantId: simulator.tenantId, appId: app.appId, secret: app.secret };
}

/** A clock on which waiting takes no time: the simulator's own is moved instead. */
export function leapingClock(simulator: RunningSimulator): ReadingClock {
  return {
    now: () => simulator.clock().now(),
    sleep: async (milliseconds) => {
      simulator.clock().advance(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** Reads a simulated tenant as the app does, in this process. */
export async function readSimulator(simulator: RunningSimulator, wish: ReadingWish): Promise<ReadSimulator> {
  const tenant = connectSimulatedTenant(simulator.url, readerOf(simulator));
  const target = join(wish.folder, 'reading.json.gz');
  const task: ReadingTask = {
    directory: tenant.directory,
    exchange: tenant.exchange,
    clock: wish.clock ?? clockFrom(simulator.clock().now()),
    signal: wish.signal ?? new AbortController().signal,
    folder: join(wish.folder, 'run'),
    target,
    runId: 'run',
    wishes: {
      target: 'demo',
      tenantId: simulator.tenantId,
      cloud: 'global',
      mode: 'simulator',
      mailboxPermissions: wish.mailboxPermissions ?? 'all',
    },
    resume: wish.resume ?? false,
    version: 'simulator',
    random: () => 0.5,
    ...(wish.onProgress ? { onProgress: wish.onProgress } : {}),
  };
  try {
    const began = performance.now();
    const result = await readTenant(wish.change ? wish.change(task) : task);
    const milliseconds = performance.now() - began;
    return { result, collection: result.ok ? collectionIn(readFileSync(target)) : emptyCollection, milliseconds };
  } finally {
    tenant.close();
  }
}

const emptyCollection: Collection = {
  format: 'mailscope-collection/1',
  collectedAt: '2026-11-21T07:00:00Z',
  tenant: { id: 'none' },
  coverage: {},
  graph: {},
  exchange: {},
};

/** The collection in a packed file. */
export function collectionIn(packed: Buffer): Collection {
  return parsed(JSON.parse(gunzipSync(packed).toString('utf8')));
}

/** What the simulator itself says that a complete reading holds. */
export function dumpOf(simulator: RunningSimulator, mailboxPermissions: 'shared' | 'all' = 'all'): Collection {
  return parsed(JSON.parse([...dumpCollection(simulator.state(), { mailboxPermissions })].join('')));
}

function parsed(value: unknown): Collection {
  const result = parseCollection(value);
  if (!result.ok) throw new Error(`${result.error.place}: ${result.error.message}`);
  return result.value.collection;
}
