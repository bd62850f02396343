import { ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import { PowerShell } from 'node-powershell';
import { descendants, killAll, killTreeOnWindows, type RunningProcess } from './process-tree';

/** How long a shell may take to end by itself. */
const GRACE = 1_000;

/** Characters of standard error that are kept, for whoever looks into a problem. */
const KEPT_ERRORS = 2_000;

/** The library takes its program from NODE_POWERSHELL before anything else; here only the path counts. */
class FixedPowerShell extends PowerShell {
  protected override setExecutable({ executable }: { executable?: string }): string {
    if (executable === undefined) throw new Error('A PowerShell without a path');
    return executable;
  }
}

/**
 * A shell that runs. The library starts it and keeps its life; its `invoke` is not used: that keeps every command with its
 * whole output in memory, cannot be slowed down, and takes any line of ours apart by a mark on standard output.
 */
export class ShellProcess {
  /** Settles when the shell is gone and everything it wrote was read. */
  readonly ended: Promise<void>;
  private readonly process: ChildProcess;
  private readonly shell: PowerShell;
  private over = false;
  private errors = '';

  /** Starts a program that was found and asked before: one that is not there ends at once. */
  constructor(path: string, environment: Readonly<Record<string, string>>) {
    this.shell = new FixedPowerShell({
      executable: path,
      executableOptions: { '-NoProfile': true, '-NonInteractive': true },
      spawnOptions: { env: { ...environment }, cwd: homedir(), windowsHide: true },
      // Frames are ASCII: byte for byte, nothing that comes before one can swallow its beginning.
      outputEncoding: 'latin1',
    });
    // A program that cannot be started rejects a promise that nobody can reach otherwise.
    const exit: unknown = Reflect.get(this.shell, 'exitPromise');
    if (exit instanceof Promise) exit.catch(() => undefined);
    const child: unknown = Reflect.get(this.shell, 'process');
    if (!(child instanceof ChildProcess)) throw new Error('The library holds no process');
    this.process = child;
    this.keepErrors();
    this.ended = this.watch();
  }

  /** Whether it has not ended. */
  get alive(): boolean {
    return !this.over;
  }

  /** The last of what it wrote to standard error. */
  get lastErrors(): string {
    return this.errors.trim();
  }

  /** The id of the process; null where it could not be started. */
  get id(): number | null {
    return this.process.pid ?? null;
  }

  /** Hands on what it writes. */
  onOutput(take: (text: string) => void): void {
    this.shell.streams.stdout.on('data', take);
  }

  /** Lets it write on, or makes it wait. */
  hold(wait: boolean): void {
    if (wait) this.shell.streams.stdout.pause();
    else this.shell.streams.stdout.resume();
  }

  /** Writes one line to its standard input. */
  write(line: string): void {
    if (this.shell.streams.stdin.writable) this.shell.streams.stdin.write(`${line}\n`);
  }

  /** Ends it and everything it started: by itself at first, then by force. */
  async end(): Promise<void> {
    const { id } = this;
    if (id === null) return;
    if (process.platform === 'win32') {
      if (this.process.exitCode === null) await killTreeOnWindows(id);
    } else {
      // Before it ends: what it leaves behind has no parent that would tell.
      const started = await descendants(id);
      this.shell.streams.stdin.end();
      if (this.process.exitCode === null) this.process.kill('SIGTERM');
      await Promise.race([this.exited(), wait(GRACE)]);
      await this.force(id, started);
    }
    this.hold(false);
    await Promise.race([this.ended, wait(GRACE)]);
    this.shell.streams.stdout.destroy();
    this.shell.streams.stderr.destroy();
  }

  private async force(id: number, started: readonly RunningProcess[]): Promise<void> {
    const gone = this.process.exitCode !== null || this.process.signalCode !== null;
    const later = gone ? [] : await descendants(id);
    if (!gone) this.process.kill('SIGKILL');
    await killAll([...started, ...later]);
    await Promise.race([this.exited(), wait(GRACE)]);
  }

  private exited(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      this.process.once('exit', () => {
        resolve();
      });
    });
  }

  private keepErrors(): void {
    const { stdin, stdout, stderr } = this.shell.streams;
    // The library listens once each; a second error would be nobody's.
    for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined);
    this.process.on('error', () => undefined);
    // It reads three pieces of standard error and then stops reading, which would hold up a shell that says more.
    stderr.unpipe();
    stderr.on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-KEPT_ERRORS);
    });
    stderr.resume();
  }

  private watch(): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        this.over = true;
        resolve();
      };
      this.process.once('close', finish);
      this.process.once('error', finish);
      this.process.once('exit', () => {
        // Something that it started may hold the other end of the pipe for ever.
        const check = (): void => {
          if (this.over) return;
          if (this.shell.streams.stdout.isPaused()) setTimeout(check, GRACE);
          else finish();
        };
        setTimeout(check, GRACE);
      });
    });
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
