import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createAwkwardModule } from '../powershell/support/awkward-module';
import { BridgeShell } from '../support/bridge-shell';
import { powershellPath } from '../support/find-powershell';
import { megabytes, type Figure } from './figures';

const CALLS = 200;
const MAILBOXES = 50_000;
/** A second one shows whether memory grows with the number of objects. */
const FEW = 1_000;

/** The bridge on a real PowerShell, against the same PowerShell with nothing but a pipe. Nothing where there is none. */
export async function powershellFigures(): Promise<Figure[]> {
  if (powershellPath === null) return [];
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-bench-'));
  try {
    const began = performance.now();
    const shell = await BridgeShell.open(createAwkwardModule(folder).environment);
    const opened = performance.now() - began;
    const connected = await time(() =>
      shell.call('Connect-MailscopeExchange', { mode: 'token', organization: 'contoso.example' }, 'token'),
    );
    const bare = await times(() => shell.say('1'));
    // The first calls are those that PowerShell compiles.
    await times(() => shell.cmdlet('Get-EXOMailbox', { Identity: 'nothing' }));
    const calls = await times(() => shell.cmdlet('Get-EXOMailbox', { Identity: 'nothing' }));
    await shell.cmdlet('Get-EXOMailbox', { Identity: 'many', ResultSize: FEW });
    const before = peakOf(shell.pid);
    const stream = await time(() => shell.cmdlet('Get-EXOMailbox', { Identity: 'many', ResultSize: MAILBOXES }));
    const after = peakOf(shell.pid);
    await shell.close();
    const count = MAILBOXES.toLocaleString('en');
    return [
      { name: 'PowerShell: start with the bridge', value: opened, unit: 'ms' },
      { name: 'PowerShell: connect to a module that does nothing', value: connected, unit: 'ms' },
      { name: 'PowerShell: bare pipe, p50', value: part(bare, 0.5), unit: 'ms' },
      { name: 'PowerShell: bare pipe, p95', value: part(bare, 0.95), unit: 'ms' },
      { name: 'PowerShell: round trip of the bridge, p50', value: part(calls, 0.5), unit: 'ms', goal: 20 },
      { name: 'PowerShell: round trip of the bridge, p95', value: part(calls, 0.95), unit: 'ms' },
      { name: `PowerShell: ${count} mailboxes`, value: stream, unit: 'ms' },
      { name: `PowerShell: peak memory after ${FEW.toLocaleString('en')} mailboxes`, value: megabytes(before), unit: 'MB' },
      { name: `PowerShell: peak memory after ${count} mailboxes`, value: megabytes(after), unit: 'MB' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

async function times(run: () => Promise<unknown>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let index = 0; index < CALLS; index += 1) taken.push(await time(run));
  return taken.sort((left, right) => left - right);
}

function part(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** Linux alone tells it of another process. */
function peakOf(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
