import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import { exportScript } from '../../../src/shared/domain/plan/script/export-script';
import { singleQuoted } from '../../../src/shared/domain/powershell/single-quoted';
import { dumpCollection } from '../../../src/simulator/dump/dump-collection';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { createStandIn } from '../../powershell/support/generate-stand-in';
import { startPowerShell, type CollectorRun } from '../collector/run-collector';
import { EXCHANGE, GRAPH, personToken } from '../simulator-client';

/** A script of a plan, on disk, with the tenant that it is for. */
export interface PlacedScript {
  readonly simulator: RunningSimulator;
  readonly folder: string;
  readonly plan: Plan;
  readonly path: string;
  readonly evidence: string;
  readonly environment: Readonly<Record<string, string>>;
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
export function runScripts(script: PlacedScript, ...parameters: readonly string[]): Promise<CollectorRun> {
  const { simulator, folder, path, evidence, environment, plan } = script;
  const administrator = [...simulator.state().users].find(
    ({ userPrincipalName }) => userPrincipalName === simulator.operator?.userPrincipalName,
  );
  if (!administrator) throw new Error('the tenant has no administrator');
  const scopes = [...new Set([...plan.steps.flatMap(({ requires }) => requires.scopes), ...MORE_SCOPES])];
  const runs = parameters.map((more) =>
    [
      `& ${singleQuoted(path)} -EvidenceFile ${singleQuoted(evidence)} -GraphEndpoint ${simulator.url} -LoginEndpoint ${simulator.url}`,
      `-GraphAccessToken (secure GRAPH_TOKEN) -ExchangeAccessToken (secure EXCHANGE_TOKEN) ${more}`,
    ].join(' '),
  );
  const secure = 'function secure($name) { ConvertTo-SecureString ([Environment]::GetEnvironmentVariable($name)) -AsPlainText -Force }';
  // A request that nothing answers tells in the log where the next run begins.
  const mark = `try { Invoke-WebRequest -UseBasicParsing -Uri ${simulator.url}${MARK} | Out-Null } catch { }`;
  const command = [secure, ...runs.flatMap((run) => [mark, run, 'Write-Host "#$LASTEXITCODE#"']), 'exit $LASTEXITCODE'].join('\n');
  const tokens = {
    GRAPH_TOKEN: personToken(simulator, administrator.id, scopes, GRAPH),
    EXCHANGE_TOKEN: personToken(simulator, administrator.id, ['Exchange.Manage'], EXCHANGE),
  };
  return startPowerShell(command, { ...environment, ...tokens }, folder).ended;
}

const MARK = '/the-next-run';

/** Taking back may need more than doing, and looking needs what reads. */
const MORE_SCOPES = ['Application.Read.All', 'Directory.Read.All', 'AppRoleAssignment.ReadWrite.All'];

/** The exit codes of the runs of one PowerShell. */
export function codesOf({ output }: CollectorRun): readonly number[] {
  return [...output.matchAll(/^#(\d+)#\r?$/gm)].map(([, code]) => Number(code));
}

/** Every step of a plan as a parameter: so that nothing is asked. */
export function confirmAll(plan: Plan): string {
  return `-Confirmed ${plan.steps.map(({ id }) => singleQuoted(id)).join(', ')}`;
}

/** What a run wrote down. */
export function evidenceOf({ evidence }: PlacedScript): Evidence | null {
  return existsSync(evidence) ? (JSON.parse(readFileSync(evidence, 'utf8')) as Evidence) : null;
}

/** The requests that changed something, run by run: changes of Graph, and cmdlets that are none of reading. */
export function changesByRun(simulator: RunningSimulator): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const { front, method, path, cmdlet, status } of simulator.log.all()) {
    if (path === MARK) runs.push([]);
    else if (front === 'graph' && method !== 'GET') runs.at(-1)?.push(`${method} ${path} ${status}`);
    else if (front === 'exchange' && cmdlet !== undefined && !/^(Get|Test)-/.test(cmdlet)) runs.at(-1)?.push(`${cmdlet} ${status}`);
  }
  return runs;
}

/** What the tenant holds, row by row, without what a thing has anew that is made anew. */
export function rowsOf(simulator: RunningSimulator): ReadonlySet<string> {
  const collection = JSON.parse([...dumpCollection(simulator.state())].join('')) as {
    readonly graph: Readonly<Record<string, unknown>>;
    readonly exchange: Readonly<Record<string, unknown>>;
  };
  const sources = { ...collection.graph, ...collection.exchange };
  return new Set(Object.entries(sources).flatMap(([source, rows]) => [rows].flat().map((row) => `${source} ${withoutNew(source, row)}`)));
}

/** What was taken from a tenant and what came to it; of what is new, ids and times are those that its maker happened to give. */
export function changedRows(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] {
  const known = [...before].join(' ');
  const named = (row: string): string => row.replace(ID_OR_TIME, (id) => (known.includes(id) ? id : '<new>'));
  return [
    ...[...before].filter((row) => !after.has(row)).map((row) => `- ${named(row)}`),
    ...[...after].filter((row) => !before.has(row)).map((row) => `+ ${named(row)}`),
  ].sort();
}

const ID_OR_TIME = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|S-1-[0-9-]+|\d{4}-\d\d-\d\dT[\d:.]+Z|[A-Za-z0-9_-]{43}/gi;

const ANEW: Readonly<Record<string, readonly string[]>> = {
  appRoleAssignments: ['id', 'createdDateTime'],
  oauth2PermissionGrants: ['id'],
  mailboxPermissions: ['readAt'],
  // Microsoft makes both from ids of its own.
  applicationAccessPolicies: ['Identity', 'ScopeIdentityRaw'],
};

function withoutNew(source: string, row: unknown): string {
  if (typeof row !== 'object' || row === null) return JSON.stringify(row);
  const dropped = ANEW[source] ?? [];
  return JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !dropped.includes(name))));
}
