import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import { exportScript } from '../../../src/shared/domain/plan/script/export-script';
import { singleQuoted } from '../../../src/shared/domain/powershell/single-quoted';
import { dumpCollection } from '../../../src/simulator/dump/dump-collection';
import type { LoggedRequest } from '../../../src/simulator/server/request-log';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { createStandIn } from '../../powershell/support/generate-stand-in';
import { startPowerShell, type RunningCollector } from '../collector/run-collector';
import { EXCHANGE, GRAPH, personToken } from '../simulator-client';

/** A script of a plan, on disk, with the tenant that it is for. */
export interface PlacedScript {
  readonly simulator: RunningSimulator;
  readonly folder: string;
  readonly plan: Plan;
  readonly path: string;
  readonly evidence: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What a run gets besides, by the environment. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What a run wrote down. */
export interface Evidence {
  readonly format: string;
  readonly steps: Readonly<
    Record<string, { readonly state: string; readonly changed: boolean; readonly seen: readonly string[]; readonly secretFile: string }>
  >;
}

/** Writes the script of a plan, and the stand-in of Microsoft's module, into a folder. */
export function placeScript(
  simulator: RunningSimulator,
  folder: string,
  plan: Plan,
  text = exportScript({ plan, productVersion: '0.1.0' }),
): PlacedScript {
  const path = join(folder, `${plan.id}.ps1`);
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  const { environment } = createStandIn(folder, simulator.url);
  return { simulator, folder, plan, path, evidence: join(folder, `${plan.id}.evidence.json`), environment };
}

/** Runs a script with these parameters, one run after the other in one PowerShell; as the tenant's administrator with all that plans need. */
export async function runScripts(script: PlacedScript, ...parameters: readonly string[]): Promise<ScriptRuns> {
  const { simulator } = script;
  const { log } = simulator;
  const begin = log.all().length;
  const ends: { readonly requests: number; readonly rows: ReadonlySet<string> }[] = [];
  // Between two runs PowerShell asks here, and is answered when what the run left behind has been looked at.
  const between = await serve(() => ends.push({ requests: log.all().length, rows: rowsOf(simulator) }));
  const { output, errors } = await startScript(script, parameters, between.url).ended;
  await between.stop();
  const codes = [...output.matchAll(/^#(\d+)#\r?$/gm)].map(([, code]) => Number(code));
  const outputs = output.split(/^#\d+#\r?$/m);
  const said = errors.split(/^#\r?$/m);
  return parameters.map((_, index) => ({
    code: codes[index] ?? null,
    output: outputs[index] ?? '',
    errors: (said[index] ?? 'it never came to this run').trim(),
    changes: changesIn(log.all().slice(ends[index - 1]?.requests ?? begin, ends[index]?.requests)),
    rows: ends[index]?.rows ?? new Set<string>(),
  }));
}

/** Starts a script; `between`: an address that is asked after each run. */
export function startScript(script: PlacedScript, parameters: readonly string[], between: string | null = null): RunningCollector {
  const { simulator, folder, path, evidence, environment, plan } = script;
  const administrator = [...simulator.state().users].find(
    ({ userPrincipalName }) => userPrincipalName === simulator.operator?.userPrincipalName,
  );
  if (!administrator) throw new Error('the tenant has no administrator');
  const scopes = [...new Set([...plan.steps.flatMap(({ requires }) => requires.scopes), ...MORE_SCOPES])];
  const runs = parameters.flatMap((more) => [
    [
      `& ${singleQuoted(path)} -GraphEndpoint ${simulator.url} -LoginEndpoint ${simulator.url}`,
      `-GraphAccessToken (secure GRAPH_TOKEN) -ExchangeAccessToken (secure EXCHANGE_TOKEN)`,
      more.includes('-EvidenceFile') ? '' : `-EvidenceFile ${singleQuoted(evidence)}`,
      more.includes('-WaitMinutes') ? '' : '-WaitMinutes 0.5',
      more,
    ].join(' '),
    'Write-Host "#$LASTEXITCODE#"; [Console]::Error.WriteLine("#"); $code = $LASTEXITCODE',
    ...(between === null ? [] : [`Invoke-WebRequest -UseBasicParsing -Uri ${between} | Out-Null`]),
  ]);
  const secure = 'function secure($name) { ConvertTo-SecureString ([Environment]::GetEnvironmentVariable($name)) -AsPlainText -Force }';
  const tokens = {
    GRAPH_TOKEN: personToken(simulator, administrator.id, scopes, GRAPH),
    EXCHANGE_TOKEN: personToken(simulator, administrator.id, ['Exchange.Manage'], EXCHANGE),
  };
  return startPowerShell([secure, ...runs, 'exit $code'].join('\n'), { ...environment, ...tokens, ...script.secrets }, folder);
}

/** What each run came to: what it said, the requests that changed something, and what the tenant held after it. */
export type ScriptRuns = readonly {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  readonly changes: readonly string[];
  readonly rows: ReadonlySet<string>;
}[];

async function serve(onRequest: () => void): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    onRequest();
    response.end('');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/`, stop };
}

/** Taking back may need more than doing, and looking needs what reads. */
const MORE_SCOPES = ['Application.Read.All', 'Directory.Read.All', 'AppRoleAssignment.ReadWrite.All'];

/** Every step of a plan as a parameter: so that nothing is asked. */
export function confirmAll(plan: Plan): string {
  return `-Confirmed ${plan.steps.map(({ id }) => singleQuoted(id)).join(', ')}`;
}

/** What a run wrote down. */
export function evidenceOf({ evidence }: PlacedScript): Evidence | null {
  return existsSync(evidence) ? (JSON.parse(readFileSync(evidence, 'utf8')) as Evidence) : null;
}

/** Changes of Graph, and cmdlets that are none of reading. */
function changesIn(requests: readonly LoggedRequest[]): readonly string[] {
  return requests.flatMap(({ front, method, path, cmdlet, status }) => {
    if (front === 'graph' && method !== 'GET') return [`${method} ${path} ${status}`];
    return front === 'exchange' && cmdlet !== undefined && !/^(Get|Test)-/.test(cmdlet) ? [`${cmdlet} ${status}`] : [];
  });
}

/** What the tenant holds, row by row, without what a thing has anew that is made anew. */
export function rowsOf(simulator: RunningSimulator): ReadonlySet<string> {
  const collection = JSON.parse([...dumpCollection(simulator.state())].join('')) as {
    readonly graph: Readonly<Record<string, unknown>>;
    readonly exchange: Readonly<Record<string, unknown>>;
  };
  const rowsIn = (section: 'graph' | 'exchange'): readonly string[] =>
    Object.entries(collection[section]).flatMap(([source, rows]) =>
      [rows].flat().map((row) => `${section}.${source} ${withoutNew(`${section}.${source}`, row)}`),
    );
  return new Set([...rowsIn('graph'), ...rowsIn('exchange')]);
}

/** What was taken from a tenant and what came to it; of what is new, ids and times are those that its maker happened to give. */
export function changedRows(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] {
  const known = [...before].join(' ');
  const named = (row: string): string =>
    row.replace(HINT, (hint) => (known.includes(hint) ? hint : '')).replace(ID_OR_TIME, (id) => (known.includes(id) ? id : '<new>'));
  return [
    ...[...before].filter((row) => !after.has(row)).map((row) => `- ${named(row)}`),
    ...[...after].filter((row) => !before.has(row)).map((row) => `+ ${named(row)}`),
  ].sort();
}

/** The first characters of a secret. */
const HINT = /hint\\*":\\*"[^"\\]+/g;
const ID_OR_TIME = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|S-1-[0-9-]+|\d{4}-\d\d-\d\dT[\d:.]+Z|[A-Za-z0-9_-]{43}/gi;

const ANEW: Readonly<Record<string, readonly string[]>> = {
  'graph.appRoleAssignments': ['id', 'createdDateTime'],
  'graph.oauth2PermissionGrants': ['id'],
  'exchange.mailboxPermissions': ['readAt'],
  // Microsoft makes both from ids of its own.
  'exchange.servicePrincipals': ['Guid'],
  'exchange.applicationAccessPolicies': ['Identity', 'ScopeIdentityRaw'],
};

function withoutNew(source: string, row: unknown): string {
  if (typeof row !== 'object' || row === null) return JSON.stringify(row);
  const dropped = ANEW[source] ?? [];
  return JSON.stringify(inOrder(Object.fromEntries(Object.entries(row).filter(([name]) => !dropped.includes(name)))));
}

/** Lists of a tenant are sets: what is given back to one comes last. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(inOrder(item)));
    return texts.sort((left, right) => comparable(left).localeCompare(comparable(right)) || left.localeCompare(right));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inOrder(item)]));
}

function comparable(text: string): string {
  return text.replace(HINT, '').replace(ID_OR_TIME, '');
}
