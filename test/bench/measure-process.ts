import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** What one run of a process took. */
export interface ProcessRun {
  readonly milliseconds: number;
  readonly peakBytes: number;
}

/** Leaves the peak of the resident memory behind when the process ends; Node gives it in kilobytes everywhere. */
const PEAK_HOOK = `process.on('exit', () => require('node:fs').appendFileSync(process.env.MAILSCOPE_BENCH_PEAK, process.resourceUsage().maxRSS + '\\n'));`;

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs Node with arguments as a process of its own, its output thrown away, and measures it from start to exit. */
export async function measureProcess(commandArguments: readonly string[]): Promise<ProcessRun> {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-bench-'));
  const hook = join(folder, 'peak.cjs');
  const peaks = join(folder, 'peaks.txt');
  writeFileSync(hook, PEAK_HOOK);
  writeFileSync(peaks, '');
  try {
    const began = performance.now();
    const child = spawn(process.execPath, ['--require', hook, ...commandArguments], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, MAILSCOPE_BENCH_PEAK: peaks },
    });
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    const milliseconds = performance.now() - began;
    if (code !== 0) throw new Error(`${commandArguments.join(' ')} ended with ${String(code)}: ${complaints.slice(-500)}`);
    const kilobytes = readFileSync(peaks, 'utf8').split('\n').map(Number);
    return { milliseconds, peakBytes: Math.max(...kilobytes) * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run in the middle by time; the peak is the highest of all. */
function summaryOf(runs: readonly ProcessRun[]): ProcessRun {
  return { milliseconds: median(runs.map((run) => run.milliseconds)), peakBytes: Math.max(...runs.map((run) => run.peakBytes)) };
}

/** Runs two commands in turn, so that whatever else the machine does falls on both alike. */
export async function measureInTurn(
  first: readonly string[],
  second: readonly string[],
  times: number,
): Promise<{ readonly first: ProcessRun; readonly second: ProcessRun }> {
  const runs: { readonly first: ProcessRun[]; readonly second: ProcessRun[] } = { first: [], second: [] };
  for (let run = 0; run < times; run += 1) {
    runs.first.push(await measureProcess(first));
    runs.second.push(await measureProcess(second));
  }
  return { first: summaryOf(runs.first), second: summaryOf(runs.second) };
}
