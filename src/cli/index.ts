import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CliContext } from './cli-context';
import { EXIT } from './exit-code';
import { isoUtc } from './option-values';
import { runCli } from './program';
import type { SimulatedTenants, TenantWishes } from './simulated-tenants';
import { removeTemporaries } from './temporary-files';

/** Whoever wants to end in order when the process is told to; otherwise it ends at once. */
let stopping: (() => void) | null = null;

/** The composition root of the command line: the one place that knows the real streams, clock and files. */
function createContext(): CliContext {
  return {
    version: packageVersion(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    now: () => isoUtc(new Date()),
    readCollection: async (path, onProgress) => {
      const { readCollectionFile } = await import('../engine/collection-file');
      return readCollectionFile(path, { onProgress });
    },
    open: async (file) => {
      const { openReading } = await import('../shared/domain/collection/reading');
      const { createReachEngine } = await import('../shared/domain/reach/reach-engine');
      const reading = openReading(file.collection, file.warnings);
      return { reading, engine: createReachEngine(reading) };
    },
    simulatedTenants,
    collectorScript: async () => {
      const { readFile } = await import('node:fs/promises');
      return readFile(join(packageFolder(), 'resources', 'powershell', 'Collect-MailscopeTenant.ps1'), 'utf8').catch(() => null);
    },
    untilStopped: () =>
      new Promise((resolve) => {
        stopping = resolve;
      }),
  };
}

async function simulatedTenants(): Promise<SimulatedTenants> {
  const { createSimulatedClock, createSimulatedTenant, dumpCollection, startSimulator } = await import('../simulator/index');
  const seedOf = ({ seed }: TenantWishes): { seed?: number } => (seed === undefined ? {} : { seed });
  const startOf = ({ clock }: TenantWishes): number | undefined => (clock === undefined ? undefined : Date.parse(clock));
  return {
    dump: (wishes) =>
      dumpCollection(createSimulatedTenant({ size: wishes.size, ...seedOf(wishes), clock: createSimulatedClock(startOf(wishes)) }).state),
    serve: async (wishes) => {
      const { size, port, faults, tls } = wishes;
      const start = startOf(wishes);
      const simulator = await startSimulator({
        size,
        port,
        faults,
        replication: 'real',
        ...seedOf(wishes),
        ...(start === undefined ? {} : { start }),
        ...(tls === undefined ? {} : { tls }),
      });
      const { url, tenantId, users, apps, clients, operator } = simulator;
      return { announcement: { url, tenantId, users, apps, clients, operator }, stop: () => simulator.stop() };
    },
  };
}

/** The package stands two folders above this file, in the sources as well as when built. */
function packageFolder(): string {
  return fileURLToPath(new URL('../..', import.meta.url));
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}

function endOnSignal(signal: NodeJS.Signals, code: number): void {
  process.once(signal, () => {
    removeTemporaries();
    if (stopping === null) process.exit(code);
    stopping();
  });
}

async function main(): Promise<void> {
  endOnSignal('SIGINT', EXIT.interrupted);
  endOnSignal('SIGTERM', EXIT.terminated);
  // A reader that stops early (`| head`) closes the pipe; the write's own callback sees it, this keeps it from being an uncaught error.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    process.exitCode = await runCli(createContext(), process.argv.slice(2));
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`mailscope: this is a fault of Mailscope itself. Please report it with these lines.\n${details}\n`);
    process.exitCode = EXIT.failed;
  } finally {
    removeTemporaries();
  }
}

void main();
