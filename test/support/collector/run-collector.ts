import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Collection } from '../../../src/shared/domain/collection/collection.schema';
import { parseCollection } from '../../../src/shared/domain/collection/parse-collection';
import { singleQuoted } from '../../../src/shared/domain/powershell/single-quoted';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { createStandIn } from '../../powershell/support/generate-stand-in';
import { POWERSHELL_ENVIRONMENT, powershellPath } from '../find-powershell';

/** The script as it ships. */
export const COLLECTOR = join(import.meta.dirname, '../../../resources/powershell/Collect-MailscopeTenant.ps1');

/** How a run of the collector script ended. */
export interface CollectorRun {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A run that is under way. */
export interface RunningCollector {
  readonly child: ChildProcess;
  readonly ended: Promise<CollectorRun>;
  /** What it has said so far. */
  readonly said: () => string;
}

/** Who signs in: an app with its secret, a person whose tokens are handed in, or a person by a code. */
export type CollectorSignIn =
  | { readonly kind: 'app'; readonly appId: string; readonly secret: string }
  | { readonly kind: 'tokens'; readonly graph: string; readonly exchange: string }
  | { readonly kind: 'device'; readonly clientId: string };

/** Who runs the script, and how. */
export interface CollectorWish {
  readonly folder: string;
  readonly signIn: CollectorSignIn;
  /** More parameters, as they stand on a command line. */
  readonly parameters?: string;
  readonly fileName?: string;
  /** No module for Exchange Online is installed. */
  readonly withoutModule?: boolean;
}

/** Where a run puts its file. */
export function targetOf({ folder, fileName = 'collection.json' }: CollectorWish): string {
  return join(folder, fileName);
}

/** Starts the script against a simulated tenant. Secrets travel by the environment, never by an argument. */
export function startCollector(simulator: RunningSimulator, wish: CollectorWish): RunningCollector {
  if (powershellPath === null) throw new Error('there is no PowerShell here');
  const { signIn } = wish;
  const { secrets, parameters } = signInOf(signIn);
  const all = [
    `-OutFile ${singleQuoted(targetOf(wish))} -TenantId ${simulator.tenantId}`,
    `-GraphEndpoint ${simulator.url} -LoginEndpoint ${simulator.url}`,
    parameters,
    wish.parameters ?? '',
  ];
  return startPowerShell(
    [
      'function secure($name) { ConvertTo-SecureString ([Environment]::GetEnvironmentVariable($name)) -AsPlainText -Force }',
      `& ${singleQuoted(COLLECTOR)} ${all.join(' ')}`,
      'exit $LASTEXITCODE',
    ].join('\n'),
    { ...environmentOf(simulator, wish), ...secrets },
    wish.folder,
  );
}

function signInOf(signIn: CollectorSignIn): { readonly secrets: Readonly<Record<string, string>>; readonly parameters: string } {
  switch (signIn.kind) {
    case 'app':
      return { secrets: { SECRET: signIn.secret }, parameters: `-ClientId ${signIn.appId} -ClientSecret (secure SECRET)` };
    case 'tokens':
      return {
        secrets: { GRAPH_TOKEN: signIn.graph, EXCHANGE_TOKEN: signIn.exchange },
        parameters: '-GraphAccessToken (secure GRAPH_TOKEN) -ExchangeAccessToken (secure EXCHANGE_TOKEN)',
      };
    case 'device':
      return { secrets: {}, parameters: `-ClientId ${signIn.clientId} -ExchangeSignIn Token` };
  }
}

function environmentOf(simulator: RunningSimulator, { folder, withoutModule }: CollectorWish): Readonly<Record<string, string>> {
  const { environment } = createStandIn(folder, simulator.url);
  return withoutModule === true ? { ...environment, PSModulePath: join(folder, 'none') } : environment;
}

/** Starts PowerShell with a command and an environment of its own. */
export function startPowerShell(command: string, environment: Readonly<Record<string, string>>, home: string): RunningCollector {
  const child = spawn(powershellPath ?? 'pwsh', ['-NoProfile', '-NonInteractive', '-Command', command], {
    env: { PATH: process.env['PATH'], HOME: home, ...POWERSHELL_ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.errors += text));
  const ended = new Promise<CollectorRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...texts });
    });
  });
  return { child, ended, said: () => `${texts.output}${texts.errors}` };
}

/** Runs the script to its end. */
export function runCollector(simulator: RunningSimulator, wish: CollectorWish): Promise<CollectorRun> {
  return startCollector(simulator, wish).ended;
}

/** The collection that a run wrote, read as the app reads it. */
export function collectionOf(path: string): Collection {
  if (!existsSync(path)) throw new Error(`${path} was not written`);
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  const parsed = parseCollection(JSON.parse(text));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  return parsed.value.collection;
}

/** The script names the right that a source lacks; the app says it elsewhere. Without that, both say the same. */
export function withoutRights(collection: Collection): Collection {
  const text = JSON.stringify(collection.coverage).replace(/ \(needs [^)]*\)/g, '');
  return { ...collection, coverage: JSON.parse(text) as Collection['coverage'] };
}
