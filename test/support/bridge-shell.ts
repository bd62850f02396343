import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { BridgeFunction } from '../../src/main/ports/powershell';
import { POWERSHELL_ENVIRONMENT, powershellPath } from './find-powershell';

/** The module under test. Tests and benchmarks run in the project's folder; a benchmark's own code lies elsewhere. */
export const BRIDGE_MODULE = resolve('resources/powershell/Mailscope.Bridge.psd1');

/** One line of the bridge. */
export interface BridgeFrame {
  readonly kind: string;
  readonly value: unknown;
  /** Length of its JSON. */
  readonly size: number;
}

/** Everything that a call said. */
export interface BridgeCallResult {
  readonly frames: readonly BridgeFrame[];
  /** The frame that ended it. */
  readonly end: BridgeFrame;
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  /** Lines that are no frames of the call. */
  readonly noise: readonly string[];
}

/** A secret, or the very line that is written where one is asked for. */
export type Secret = string | { readonly line: string };

const PREFIX = '#mailscope#';

/** A real PowerShell with the bridge loaded, spoken to line by line, with nothing of the product in between. */
export class BridgeShell {
  /** All that ever came out, on both streams. */
  output = '';
  private waiting: ((line: string) => void) | null = null;
  private readonly lines: string[] = [];
  private rest = '';
  private ended = false;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.take(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.on('exit', () => {
      this.ended = true;
      this.waiting?.('');
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  static async open(environment: Readonly<Record<string, string>>): Promise<BridgeShell> {
    if (powershellPath === null) throw new Error('there is no PowerShell');
    const child = spawn(powershellPath, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '-'], {
      env: { ...process.env, ...POWERSHELL_ENVIRONMENT, ...environment },
    });
    const shell = new BridgeShell(child);
    await shell.say(`Import-Module '${BRIDGE_MODULE.replaceAll("'", "''")}'`);
    return shell;
  }

  /** Runs a command of the test's own; answers the lines that it wrote. `input` is a line that the command reads. */
  async say(command: string, input?: string): Promise<readonly string[]> {
    const mark = `end-${randomBytes(6).toString('hex')}`;
    this.write(`${command}; [Console]::Out.WriteLine('${mark}')\n${input === undefined ? '' : `${input}\n`}`);
    const lines: string[] = [];
    for (;;) {
      const line = await this.nextLine();
      if (line === mark) return lines;
      lines.push(line);
    }
  }

  /** Calls the bridge with a value, as Mailscope does. */
  call(name: BridgeFunction, argument: unknown, secret?: Secret): Promise<BridgeCallResult> {
    const call = randomBytes(8).toString('hex');
    return this.callWith(name, Buffer.from(JSON.stringify({ call, argument })).toString('base64'), call, secret);
  }

  /** Calls the bridge with any text in the place of the argument. */
  async callWith(name: BridgeFunction, encoded: string, call: string, secret?: Secret): Promise<BridgeCallResult> {
    this.write(`${name} '${encoded}'\n`);
    const frames: BridgeFrame[] = [];
    const noise: string[] = [];
    for (;;) {
      const line = await this.nextLine();
      const frame = frameOf(line, call);
      if (frame === null) {
        if (line !== '') noise.push(line);
        continue;
      }
      frames.push(frame);
      if (frame.kind === 'need-secret') this.write(`${lineOf(secret)}\n`);
      if (frame.kind === 'done' || frame.kind === 'error') {
        const objects = frames.filter(({ kind }) => kind === 'objects').flatMap(({ value }) => value as Record<string, unknown>[]);
        return { frames, end: frame, objects, noise };
      }
    }
  }

  async cmdlet(cmdlet: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<BridgeCallResult> {
    return this.call('Invoke-MailscopeCmdlet', { cmdlet, parameters });
  }

  async close(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await gone;
  }

  private write(text: string): void {
    this.child.stdin.write(text);
  }

  private take(text: string): void {
    this.output += text.length > 100_000 ? '' : text;
    const lines = (this.rest + text).split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    this.lines.push(...lines);
    if (this.lines.length > 0) this.waiting?.('');
  }

  private async nextLine(): Promise<string> {
    while (this.lines.length === 0) {
      if (this.ended) throw new Error(`PowerShell ended: ${this.output.slice(-2000)}`);
      await new Promise<string>((resolve) => (this.waiting = resolve));
      this.waiting = null;
    }
    return this.lines.shift()!;
  }
}

function lineOf(secret: Secret = ''): string {
  return typeof secret === 'string' ? Buffer.from(secret).toString('base64') : secret.line;
}

function frameOf(line: string, call: string): BridgeFrame | null {
  if (!line.startsWith(`${PREFIX}${call}#`) || !line.endsWith('#')) return null;
  const [kind = '', encoded = ''] = line.slice(PREFIX.length + call.length + 1, -1).split('#');
  const json = Buffer.from(encoded, 'base64').toString('utf8');
  return { kind, value: JSON.parse(json) as unknown, size: json.length };
}
