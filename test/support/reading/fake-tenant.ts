import type {
  CommandsAnswer,
  DirectoryAnswer,
  DirectoryPort,
  DirectoryRequest,
  ExchangeAnswer,
  ExchangeCommand,
  ExchangePort,
} from '../../../src/shared/ipc/tenant-access';
import type { ReadingClock } from '../../../src/engine/reading/reading-clock';

/** A clock that stands; waiting moves it, and is written down. */
export class StandingClock implements ReadingClock {
  readonly waits: number[] = [];

  constructor(public time = Date.parse('2026-11-21T07:00:00Z')) {}

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.waits.push(milliseconds);
    this.time += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** An answer of Graph. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): DirectoryAnswer {
  return { kind: 'answer', status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** An error of Graph in the form of https://learn.microsoft.com/graph/errors */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): DirectoryAnswer {
  return answer(status, { error: { code, message: `${code} it is.`, innerError: { date: '2026-11-21T07:00:00' } } }, headers);
}

/** Graph that answers by a function, and remembers what it was asked, when, and how many at once. */
export class FakeDirectory implements DirectoryPort {
  readonly asked: { readonly path: string; readonly at: number; readonly request: DirectoryRequest }[] = [];
  most = 0;
  private inside = 0;

  constructor(
    private readonly clock: ReadingClock,
    private readonly serve: (path: string, times: number, request: DirectoryRequest) => DirectoryAnswer,
  ) {}

  async send(request: DirectoryRequest): Promise<DirectoryAnswer> {
    const times = this.asked.filter((asked) => asked.path === request.path).length;
    this.asked.push({ path: request.path, at: this.clock.now(), request });
    this.inside += 1;
    this.most = Math.max(this.most, this.inside);
    await new Promise((resolve) => setImmediate(resolve));
    this.inside -= 1;
    return this.serve(request.path, times, request);
  }
}

/** What a cmdlet puts out, or how it fails. */
export type CmdletResult = readonly unknown[] | ExchangeAnswer;

/** Exchange Online that answers by a function. */
export class FakeExchange implements ExchangePort {
  readonly asked: { readonly cmdlet: string; readonly at: number; readonly command: ExchangeCommand }[] = [];
  most = 0;
  private inside = 0;

  constructor(
    private readonly clock: ReadingClock,
    private readonly serve: (cmdlet: string, times: number, command: ExchangeCommand) => CmdletResult,
  ) {}

  /** The cmdlets that there are; null: that cannot be told. */
  names: readonly string[] | null = null;

  commands(): Promise<CommandsAnswer> {
    return Promise.resolve({ kind: 'commands', names: this.names });
  }

  async run(command: ExchangeCommand, _signal: AbortSignal, take: (json: string) => Promise<void> | void): Promise<ExchangeAnswer> {
    const times = this.asked.filter((asked) => JSON.stringify(asked.command) === JSON.stringify(command)).length;
    this.asked.push({ cmdlet: command.cmdlet, at: this.clock.now(), command });
    this.inside += 1;
    this.most = Math.max(this.most, this.inside);
    await new Promise((resolve) => setImmediate(resolve));
    this.inside -= 1;
    const result = this.serve(command.cmdlet, times, command);
    if (!isObjects(result)) return result;
    if (result.length > 0) await take(JSON.stringify(result));
    return { kind: 'done', warnings: [] };
  }
}

function isObjects(result: CmdletResult): result is readonly unknown[] {
  return Array.isArray(result);
}
