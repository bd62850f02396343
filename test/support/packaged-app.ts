import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

const executables: Readonly<Record<string, readonly string[]>> = {
  linux: ['dist/linux-unpacked/mailscope'],
  win32: ['dist/win-unpacked/Mailscope.exe', 'dist/win-arm64-unpacked/Mailscope.exe'],
  darwin: ['dist/mac-arm64/Mailscope.app/Contents/MacOS/Mailscope', 'dist/mac/Mailscope.app/Contents/MacOS/Mailscope'],
};

/** Packs the app into a folder, as `npm run package -- --dir` does, and gives the path of its program. */
export function packApp(): string {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'scripts', 'package.mjs'), '--dir'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Packing failed.\n${stdout}${stderr}`);
  const found = (executables[process.platform] ?? []).map((path) => join(root, path)).find((path) => existsSync(path));
  if (found === undefined) throw new Error('Packing left no program in dist/.');
  return found;
}

/** A packed app that runs, reached by the DevTools protocol alone: Playwright cannot attach to one whose fuses are off. */
export interface PackagedApp {
  /** Evaluates an expression in the first window. */
  evaluate(expression: string): Promise<unknown>;
  /** What the app wrote to its standard output and error so far. */
  readonly output: () => string;
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, limit = 20_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

async function connect(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address);
  await new Promise<void>((done, fail) => {
    socket.addEventListener('open', () => {
      done();
    });
    socket.addEventListener('error', () => {
      fail(new Error(`No connection to ${address}.`));
    });
  });
  return socket;
}

/** Sends one `Runtime.evaluate` on a connection of its own. */
async function evaluateIn(target: Target, expression: string): Promise<unknown> {
  const socket = await connect(target.webSocketDebuggerUrl);
  try {
    return await new Promise((done, fail) => {
      socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const answer = JSON.parse(data) as {
          id?: number;
          result?: { result: { value?: unknown }; exceptionDetails?: { text: string } };
          error?: { message: string };
        };
        if (answer.id !== 1) return;
        const failure = answer.error?.message ?? answer.result?.exceptionDetails?.text;
        if (failure === undefined) done(answer.result?.result.value);
        else fail(new Error(failure));
      });
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true, awaitPromise: true } }));
    });
  } finally {
    socket.close();
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once('exit', (code) => {
      done(code);
    });
  });
}

/** Starts the packed app, in a user-data folder of its own unless one is given, which is kept. */
export function startPackaged(
  executable: string,
  options: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly userData?: string } = {},
): PackagedApp {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'mailscope-packaged-'));
  const switches = process.platform === 'linux' ? ['--no-sandbox', '--disable-gpu'] : [];
  const child = spawn(executable, [...switches, '--remote-debugging-port=0', `--user-data-dir=${userData}`, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const exited = exitOf(child);

  async function firstWindow(): Promise<Target> {
    const port = await until('the DevTools port', () => /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1]);
    return until('the first window', async () => {
      const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly Target[];
      return targets.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
    });
  }

  return {
    evaluate: async (expression) => evaluateIn(await firstWindow(), expression),
    output: () => output,
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill();
        const gone = await Promise.race([exited.then(() => true), new Promise<false>((done) => setTimeout(done, 5_000, false))]);
        if (!gone) {
          child.kill('SIGKILL');
          await exited;
        }
      }
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
