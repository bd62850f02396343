import { runCli } from '../../src/cli/program';
import type { SimulatedTenants } from '../../src/cli/simulated-tenants';
import { readCollectionFile } from '../../src/engine/collection-file';
import { openReading } from '../../src/shared/domain/collection/reading';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';

/** What a run of the command line left behind. */
export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A terminal, or none, and what is in the environment. */
export interface RunOptions {
  readonly terminal?: { readonly columns: number };
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: Uint8Array;
  readonly simulatedTenants?: SimulatedTenants;
  /** Null: this copy has none. */
  readonly collectorScript?: string | null;
}

const NO_TENANTS: SimulatedTenants = { dump: () => [], serve: () => Promise.reject(new Error('no simulated tenant here')) };

/** Runs the command line within this process, on real files and with streams in memory. */
export async function runInMemory(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: options.terminal !== undefined,
    columns: options.terminal?.columns,
    write: (chunk: string, done?: (error?: Error | null) => void): boolean => {
      written[name] += chunk;
      done?.();
      return true;
    },
  });
  const code = await runCli(
    {
      version: '1.2.3',
      stdin: (async function* () {
        if (options.stdin) yield await Promise.resolve(options.stdin);
      })(),
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      environment: options.environment ?? {},
      now: () => '2026-11-21T07:00:00Z',
      readCollection: (path, onProgress) => readCollectionFile(path, { onProgress }),
      open: async (file) => {
        const reading = openReading(file.collection, file.warnings);
        return Promise.resolve({ reading, engine: createReachEngine(reading) });
      },
      collectorScript: () => Promise.resolve(options.collectorScript === undefined ? '# the script\n' : options.collectorScript),
      simulatedTenants: () => Promise.resolve(options.simulatedTenants ?? NO_TENANTS),
      untilStopped: () => Promise.resolve(),
    },
    args,
  );
  return { code, ...written };
}
