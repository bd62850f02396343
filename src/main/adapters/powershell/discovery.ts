import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { bestFirst } from '../../../shared/domain/powershell/powershell-problems';
import type { PowerShellHost } from '../../ports/powershell';
import { candidates, type Candidate, type Environment } from './candidates';
import { childEnvironment } from './child-environment';
import { probe } from './probe';

/** More PowerShells than this are not asked. */
const MOST = 20;
const AT_ONCE = 2;

/** What a search is given. */
export interface SearchOptions {
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  readonly limit: number;
  /** What a PowerShell is given besides; for tests. */
  readonly additional?: Readonly<Record<string, string>> | undefined;
}

/** The PowerShells of this machine, the chosen one first, then the best. */
export async function discover(chosen: string | null, options: SearchOptions, signal: AbortSignal): Promise<readonly PowerShellHost[]> {
  const paths = await existing(candidates(options.platform, options.environment, chosen));
  const found = await inTurn(paths.slice(0, MOST), (path) => probeWith(path, options, signal));
  const hosts = found.filter((host) => host !== null);
  const first = hosts.filter(({ path }) => path === chosen);
  return [...first, ...bestFirst(hosts.filter(({ path }) => path !== chosen))];
}

async function probeWith(path: string, options: SearchOptions, signal: AbortSignal): Promise<PowerShellHost | null> {
  if (signal.aborted) return null;
  // Which edition it is, and so which modules it may find, is known for Windows PowerShell by its name.
  const edition = /[\\/]powershell\.exe$/i.test(path) ? 'Desktop' : 'Core';
  const environment = { ...childEnvironment(options.environment, edition), ...options.additional };
  return probe(path, { environment, limit: options.limit }, signal);
}

/** The files that are there, each program once. */
async function existing(places: readonly Candidate[]): Promise<readonly string[]> {
  const byTarget = new Map<string, string>();
  for (const place of places) {
    const paths = place.kind === 'file' ? [place.path] : await inFolders(place);
    for (const path of paths) {
      // The Store's alias is a link that can be neither opened nor resolved, only started.
      if (!(await lstat(path).catch(() => null))) continue;
      const target = await realpath(path).catch(() => path);
      if (!byTarget.has(target)) byTarget.set(target, path);
    }
  }
  return [...byTarget.values()];
}

async function inFolders({ folder, begins, file }: Extract<Candidate, { kind: 'each' }>): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.toLowerCase().startsWith(begins))
    .sort()
    .reverse()
    .map((name) => join(folder, name, file));
}

async function inTurn<Item, Outcome>(items: readonly Item[], ask: (item: Item) => Promise<Outcome>): Promise<readonly Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) outcomes.set(index, await ask(item));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return [...outcomes].sort(([left], [right]) => left - right).map(([, outcome]) => outcome);
}
