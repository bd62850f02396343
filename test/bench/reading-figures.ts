import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import { readTenant } from '../../src/engine/reading/read-tenant';
import { clockFrom } from '../../src/engine/reading/reading-clock';
import { connectSimulatedTenant } from '../../src/main/adapters/tenant/simulated-tenant';
import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { requestFloor } from '../support/reading/request-floor';
import { megabytes, type Figure } from './figures';

/** Every reading has this many requests at most above the pages of what it holds, and a twentieth. */
const allowed = (floor: number): number => 1.05 * floor + 20;

interface Announcement {
  readonly url: string;
  readonly tenantId: string;
  readonly apps: readonly { readonly appId: string; readonly displayName: string; readonly secret: string }[];
}

interface ChildTask {
  readonly url: string;
  readonly credentials: { readonly tenantId: string; readonly appId: string; readonly secret: string };
  readonly mailboxPermissions: 'shared' | 'all';
  readonly folder: string;
  readonly target: string;
}

interface ChildResult {
  readonly milliseconds: number;
  readonly peakBytes: number;
  readonly requests: number;
}

/** The command line by which the benchmark runs a reading in a process of its own. */
export const READ_CHILD = '--read';

/** Reads a served tenant, and says on standard output how it went. */
export async function readAsChild(text: string): Promise<void> {
  const { url, credentials, mailboxPermissions, folder, target } = JSON.parse(text) as ChildTask;
  const tenant = connectSimulatedTenant(url, credentials);
  const began = performance.now();
  const outcome = await readTenant({
    ...{ directory: tenant.directory, exchange: tenant.exchange, clock: clockFrom(Date.parse('2026-11-21T07:00:00Z')) },
    ...{ signal: new AbortController().signal, folder, target, runId: 'bench', resume: false, version: 'bench' },
    wishes: { target: 'demo', tenantId: credentials.tenantId, cloud: 'global', mode: 'simulator', mailboxPermissions },
  });
  tenant.close();
  if (!outcome.ok) throw new Error(outcome.error.reason);
  const result: ChildResult = {
    milliseconds: performance.now() - began,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    requests: outcome.value.requests,
  };
  process.stdout.write(JSON.stringify(result));
}

/** Starts `mailscope simulate --serve`; the second value is how long it took until it served. */
async function serve(size: 'M' | 'L'): Promise<{ child: ChildProcess; announcement: Announcement; milliseconds: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--max-old-space-size=6144', 'bin/mailscope.mjs', 'simulate', '--size', size, '--serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.includes('\n')) break;
  }
  const [line = ''] = text.split('\n');
  return { child, announcement: JSON.parse(line) as Announcement, milliseconds: performance.now() - began };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function readerOf({ tenantId, apps }: Announcement): ChildTask['credentials'] {
  const app = apps.find((candidate) => candidate.displayName === 'Tenant Reader');
  if (!app) throw new Error('the simulated tenant has no app that may read it');
  return { tenantId, appId: app.appId, secret: app.secret };
}

async function readInChild(task: ChildTask): Promise<ChildResult> {
  const child = spawn(process.execPath, [process.argv[1] ?? '', READ_CHILD, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  return JSON.parse(text) as ChildResult;
}

/** A client that asks Graph about each service principal: who granted it what, what was consented to it, who owns it. */
async function readByApp(announcement: Announcement, collection: Collection): Promise<{ requests: number; milliseconds: number }> {
  const tenant = connectSimulatedTenant(announcement.url, readerOf(announcement));
  const signal = new AbortController().signal;
  const began = performance.now();
  let requests = 0;
  const queue = (collection.graph.servicePrincipals ?? []).flatMap(({ id }) =>
    ['appRoleAssignments', 'oauth2PermissionGrants', 'owners'].map((what) => `/v1.0/servicePrincipals/${id}/${what}`),
  );
  const work = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      requests += 1;
      const answer = await tenant.directory.send({ method: 'GET', path, headers: {}, body: null }, signal);
      if (answer.kind !== 'answer') throw new Error(answer.kind);
      if (answer.status !== 429) continue;
      queue.push(path);
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers['retry-after'] ?? 1)));
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  tenant.close();
  return { requests, milliseconds: performance.now() - began };
}

/** What the simulator itself has seen of requests to Graph. */
async function graphRequests({ url }: Announcement): Promise<number> {
  const { requests } = (await (await fetch(`${url}/_simulator/log`)).json()) as {
    readonly requests: readonly { readonly front: string }[];
  };
  return requests.filter(({ front }) => front === 'graph').length;
}

async function figuresOf(folder: string, size: 'M' | 'L'): Promise<Figure[]> {
  const { child, announcement, milliseconds } = await serve(size);
  try {
    const target = join(folder, `reading-${size}.json.gz`);
    rmSync(target, { force: true });
    const task: ChildTask = {
      url: announcement.url,
      credentials: readerOf(announcement),
      mailboxPermissions: size === 'M' ? 'all' : 'shared',
      folder: join(folder, `run-${size}`),
      target,
    };
    const result = await readInChild(task);
    // Too large for one string: what the floor needs is parsed from the bytes.
    const collection = JSON.parse(gunzipSync(readFileSync(target)).toString('latin1')) as Collection;
    const floor = requestFloor(collection);
    const pages = floor.graph + floor.exchange;
    const figures: Figure[] = [
      { name: `${size}: made and served`, value: milliseconds, unit: 'ms', ...(size === 'L' ? { goal: 30_000 } : {}) },
      { name: `${size}: requests of a reading (pages: ${pages})`, value: result.requests, unit: 'requests', goal: allowed(pages) },
      { name: `${size}: time of a reading`, value: result.milliseconds, unit: 'ms' },
      { name: `${size}: peak memory of a reading`, value: megabytes(result.peakBytes), unit: 'MB' },
      { name: `${size}: the packed reading`, value: megabytes(statSync(target).size), unit: 'MB' },
    ];
    if (size === 'M') {
      const toGraph = await graphRequests(announcement);
      const byApp = await readByApp(announcement, collection);
      figures.push(
        {
          name: `${size}: requests to Graph of a reading (pages: ${floor.graph})`,
          value: toGraph,
          unit: 'requests',
          goal: allowed(floor.graph),
        },
        { name: `${size}: requests to Graph when asked app by app`, value: byApp.requests, unit: 'requests' },
        { name: `${size}: asked app by app against a reading`, value: byApp.requests / toGraph, unit: '×' },
        { name: `${size}: time of asking app by app`, value: byApp.milliseconds, unit: 'ms' },
      );
    }
    rmSync(task.folder, { recursive: true, force: true });
    return figures;
  } finally {
    await stop(child);
  }
}

/** Readings of the simulated tenants M and L, served by a process of their own. */
export async function readingFigures(folder: string): Promise<Figure[]> {
  mkdirSync(folder, { recursive: true });
  return [...(await figuresOf(folder, 'M')), ...(await figuresOf(folder, 'L'))];
}
