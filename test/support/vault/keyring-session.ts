import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { VaultReport, VaultStep } from './vault-in-child';

const BUS = 'org.freedesktop.DBus';
const SERVICE = '/org/freedesktop/secrets';
const COLLECTION = `${SERVICE}/collection/login`;
const root = resolve(import.meta.dirname, '../../..');

/** Bundles the child as the app is bundled: CommonJS, with the native package left outside. */
export async function bundleChild(folder: string): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['keytar'] },
    build: {
      ssr: join(root, 'test/support/vault/vault-in-child.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node18',
      minify: false,
      reportCompressedSize: false,
      rollupOptions: {
        external: ['keytar'],
        output: { format: 'cjs', entryFileNames: 'child.cjs', codeSplitting: false, dynamicImportInCjs: false },
      },
    },
  });
  return join(folder, 'child.cjs');
}

/** How a child ended. */
export interface ChildEnd {
  readonly reports: readonly VaultReport[];
  readonly code: number | null;
  readonly signal: string | null;
  readonly milliseconds: number;
}

/** A child that runs. */
export interface RunningChild {
  readonly id: number;
  /** Waits until so many steps are done. */
  reached(count: number): Promise<void>;
  /** Ends a step `wait`. */
  goOn(): void;
  readonly ended: Promise<ChildEnd>;
}

/** Starts a child with its steps. Its task goes in by standard input. */
export function startChild(
  script: string,
  task: { readonly folder: string; readonly timeLimit: number; readonly steps: readonly VaultStep[] },
  environment: Readonly<Record<string, string>>,
): RunningChild {
  const start = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', NODE_PATH: join(root, 'node_modules'), ...environment },
  });
  const reports: VaultReport[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    reports.push(...parts.map((line) => JSON.parse(line) as VaultReport));
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${JSON.stringify(task)}\n`);
  const ended = new Promise<ChildEnd>((resolveEnd) => {
    child.on('close', (code, signal) => resolveEnd({ reports, code, signal, milliseconds: performance.now() - start }));
  });
  return {
    id: child.pid ?? 0,
    reached: async (count) => {
      while (reports.length < count && child.exitCode === null) await pause(10);
    },
    goOn: () => child.stdin.write('\n'),
    ended,
  };
}

/** A Secret Service of its own: its own bus, home and password. */
export class KeyringSession {
  private constructor(
    readonly home: string,
    private readonly bus: ChildProcessWithoutNullStreams,
    private readonly keyring: ChildProcessWithoutNullStreams,
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Starts bus and keyring, unlocked. */
  static async start(): Promise<KeyringSession> {
    const home = mkdtempSync(join(tmpdir(), 'mailscope-keyring-'));
    const folders = ['data', 'cache', 'config', 'run'].map((name) => join(home, name));
    for (const folder of folders) mkdirSync(folder, { mode: 0o700 });
    const [data = '', cache = '', config = '', run = ''] = folders;
    // No display: whatever would ask for a password cannot open its window.
    const base = { HOME: home, XDG_DATA_HOME: data, XDG_CACHE_HOME: cache, XDG_CONFIG_HOME: config, XDG_RUNTIME_DIR: run };
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
      env: { PATH: process.env['PATH'] ?? '', ...base },
    });
    const address = await firstLine(bus);
    const environment = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
    });
    // An empty password would make a keyring that is not encrypted.
    keyring.stdin.end('test\n');
    const session = new KeyringSession(home, bus, keyring, environment);
    // Asked for the name first: any other question would start a second keyring that nobody unlocks.
    await session.until(() =>
      session.ask(BUS, '/org/freedesktop/DBus', `${BUS}.NameHasOwner`, 'string:org.freedesktop.secrets').includes('boolean true'),
    );
    await session.until(() =>
      session.ask('org.freedesktop.secrets', SERVICE, 'org.freedesktop.Secret.Service.ReadAlias', 'string:default').includes(COLLECTION),
    );
    return session;
  }

  /** Locks the keyring, as a screen that locks may do. */
  async lock(): Promise<void> {
    this.ask('org.freedesktop.secrets', SERVICE, 'org.freedesktop.Secret.Service.Lock', `array:objpath:${COLLECTION}`);
    await this.until(() =>
      this.ask(
        'org.freedesktop.secrets',
        COLLECTION,
        'org.freedesktop.DBus.Properties.Get',
        'string:org.freedesktop.Secret.Collection',
        'string:Locked',
      ).includes('boolean true'),
    );
  }

  /** Makes the keyring say nothing at all any more, as one does that waits for somebody. */
  silence(): void {
    this.keyring.kill('SIGSTOP');
  }

  /** Lets it answer again. */
  wake(): void {
    this.keyring.kill('SIGCONT');
  }

  /** Ends keyring and bus, and removes their folder. */
  async stop(): Promise<void> {
    for (const child of [this.keyring, this.bus]) {
      const gone = new Promise((resolveGone) => child.once('close', resolveGone));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await gone;
      }
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 3 });
  }

  private ask(destination: string, path: string, method: string, ...values: readonly string[]): string {
    const { stdout } = spawnSync('dbus-send', ['--session', '--print-reply', `--dest=${destination}`, path, method, ...values], {
      env: { PATH: process.env['PATH'] ?? '', ...this.environment },
      encoding: 'utf8',
      timeout: 5000,
    });
    return stdout;
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.bus.exitCode !== null || this.keyring.exitCode !== null) throw new Error('the Secret Service of the test has ended');
      await pause(50);
    }
  }
}

function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolveLine, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end >= 0) resolveLine(text.slice(0, end));
    });
    child.once('close', () => reject(new Error('the bus of the test did not start')));
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolvePause) => setTimeout(resolvePause, milliseconds));
}
