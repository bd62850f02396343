import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { BridgeAnswer, BridgeCall, BridgeFunction, PowerShellHost, PowerShellSession } from '../../ports/powershell';
import { base64, callLine } from './bridge-commands';
import { FrameLines, type BridgeLine } from './frame-lines';
import type { ShellProcess } from './shell-process';

const progressSchema = z.object({ text: z.string() });
const errorSchema = z.object({ category: z.string(), id: z.string(), message: z.string() });
const doneSchema = z.object({ value: z.unknown(), warnings: z.array(z.string()) });

type Gone = Extract<BridgeAnswer, { kind: 'gone' }>;

/** The call that the shell works on. */
interface Current {
  readonly call: string;
  readonly options: BridgeCall;
  readonly settle: (answer: BridgeAnswer) => void;
  timer: NodeJS.Timeout | null;
  secretAsked: boolean;
}

/** A shell with the bridge in it. Calls wait for each other; what ends badly ends the shell. */
export class BridgeSession implements PowerShellSession {
  private readonly lines: FrameLines;
  /** Lines that were read and not yet looked at: the consumer is busy. */
  private readonly waiting: BridgeLine[] = [];
  private pumping = false;
  private current: Current | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | null = null;
  private ended = false;

  constructor(
    readonly host: PowerShellHost,
    private readonly shell: ShellProcess,
    longestLine?: number,
  ) {
    this.lines = new FrameLines(longestLine);
    shell.onOutput((text) => {
      this.waiting.push(...this.lines.push(text));
      void this.pump();
    });
    void shell.ended.then(() => {
      this.ended = true;
      void this.pump();
    });
  }

  /** Whether it can still be used. */
  get alive(): boolean {
    return this.closing === null && !this.ended && this.shell.alive;
  }

  /** Characters that came from elsewhere than the bridge. */
  get noise(): number {
    return this.lines.noise;
  }

  /** See the port. */
  call(name: BridgeFunction, argument: unknown, options: BridgeCall): Promise<BridgeAnswer> {
    return this.run((call) => callLine(name, call, argument), options);
  }

  /** Sends a line of our own making when it is its turn; `makeLine` gets the call's id. */
  run(makeLine: (call: string) => string, options: BridgeCall): Promise<BridgeAnswer> {
    const { signal } = options;
    return new Promise((resolve) => {
      const cancelled = (): void => {
        resolve({ kind: 'cancelled' });
      };
      signal.addEventListener('abort', cancelled, { once: true });
      this.turn = this.turn.then(async () => {
        const answer = await this.send(makeLine, options);
        signal.removeEventListener('abort', cancelled);
        resolve(answer);
      });
    });
  }

  /** Ends the shell and everything it started. */
  close(): Promise<void> {
    this.closing ??= this.shell.end();
    this.current?.settle(this.gone('exited', 'the shell was closed'));
    return this.closing;
  }

  private send(makeLine: (call: string) => string, options: BridgeCall): Promise<BridgeAnswer> {
    if (options.signal.aborted) return Promise.resolve({ kind: 'cancelled' });
    if (!this.alive) return Promise.resolve(this.gone('exited', 'the shell has ended'));
    return new Promise((resolve) => {
      const cancel = (): void => {
        this.finish({ kind: 'cancelled' });
      };
      const call = randomBytes(8).toString('hex');
      const current: Current = {
        call,
        options,
        timer: null,
        secretAsked: false,
        settle: (answer) => {
          if (this.current !== current) return;
          this.current = null;
          if (current.timer) clearTimeout(current.timer);
          options.signal.removeEventListener('abort', cancel);
          resolve(answer);
        },
      };
      this.current = current;
      options.signal.addEventListener('abort', cancel, { once: true });
      this.listen(current);
      this.shell.write(makeLine(call));
    });
  }

  /** From now on the shell has to give a sign of life within the limit. */
  private listen(current: Current): void {
    if (current.timer) clearTimeout(current.timer);
    current.timer = setTimeout(() => {
      if (this.current === current)
        this.finish(this.gone('timeout', `no answer within ${String(Math.round(current.options.silence / 1000))} s`));
    }, current.options.silence);
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    for (let line = this.waiting.shift(); line !== undefined; line = this.waiting.shift()) {
      const busy = this.take(line);
      if (busy === null) continue;
      this.shell.hold(true);
      try {
        await busy;
      } catch {
        this.finish(this.gone('garbled', 'what the shell answered could not be used'));
      }
      if (this.current) this.listen(this.current);
      this.shell.hold(false);
    }
    this.pumping = false;
    if (this.ended) this.current?.settle(this.gone('exited', this.shell.lastErrors));
  }

  /** Deals with a line. Answers a promise where the consumer needs time. */
  private take(line: BridgeLine): Promise<void> | null {
    const { current } = this;
    if (current === null) return null;
    if (line.kind === 'tooLong') return this.give(this.gone('tooMuch', 'one answer is larger than it may be'));
    if (line.kind === 'broken') return line.start.includes(current.call) ? this.give(this.garbled()) : null;
    if (line.call !== current.call) return null;
    this.listen(current);
    try {
      return this.answer(current, line.name, line.encoded);
    } catch {
      return this.give(this.garbled());
    }
  }

  private answer(current: Current, name: string, encoded: string): Promise<void> | null {
    const { options } = current;
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const value: unknown = JSON.parse(text);
    if (name === 'objects') {
      if (!Array.isArray(value)) return this.give(this.garbled());
      const taken = options.take?.(text);
      if (!(taken instanceof Promise)) return null;
      // While the consumer works, the shell has no chance to give a sign of life.
      if (current.timer) clearTimeout(current.timer);
      return taken;
    }
    if (name === 'progress') options.onProgress?.(progressSchema.parse(value).text);
    else if (name === 'need-secret') this.giveSecret(current);
    else if (name === 'error') current.settle({ kind: 'error', ...errorSchema.parse(value) });
    else if (name === 'done') {
      const { value: outcome, warnings } = doneSchema.parse(value);
      current.settle({ kind: 'done', value: outcome, warnings });
    } else if (name === 'end') this.finish(this.gone('garbled', this.shell.lastErrors || 'the call ended without an answer'));
    return null;
  }

  /** One line of standard input, once: a second question gets an empty one. */
  private giveSecret(current: Current): void {
    const { secret } = current.options;
    this.shell.write(secret === undefined || current.secretAsked ? '' : base64(secret));
    current.secretAsked = true;
  }

  private give(answer: BridgeAnswer): null {
    this.finish(answer);
    return null;
  }

  /** Ends the call, and the shell: what it would still write belongs to no call. */
  private finish(answer: BridgeAnswer): void {
    this.current?.settle(answer);
    void this.close();
  }

  private garbled(): Gone {
    return this.gone('garbled', 'an answer of the bridge is damaged');
  }

  private gone(reason: Gone['reason'], message: string): Gone {
    return { kind: 'gone', reason, message };
  }
}
