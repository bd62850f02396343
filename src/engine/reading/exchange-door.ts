import { EXCHANGE_NEEDS, shownBy } from '../../shared/domain/readiness/source-needs';
import { err, ok, type Result } from '../../shared/domain/result';
import type { ExchangeAnswer, ExchangeCommand, ExchangePort } from '../../shared/ipc/tenant-access';
import { CANCELLED, type ReadFailure } from './read-failure';
import type { ReadingClock } from './reading-clock';
import { backoff, Gate, MOST_FAILURES, PATIENCE, retryAfter } from './waiting';

/** Exchange Online lets an account have three connections at once. https://learn.microsoft.com/powershell/exchange/connect-to-exchange-online-powershell */
export const MOST_CONNECTIONS = 3;

/** What the door works with. */
export interface ExchangeDoorParts {
  readonly port: ExchangePort;
  readonly clock: ReadingClock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  readonly onWaiting?: (until: number) => void;
}

/** Takes some objects of an answer. */
export type TakeRows = (objects: readonly unknown[]) => Promise<void> | void;

/** The one way to Exchange Online: at most three at once, patient where the service is busy, and clear about what is forbidden. */
export class ExchangeDoor {
  /** Cmdlets sent so far, repeated ones included. */
  requests = 0;
  /** How often the service asked to slow down. */
  busy = 0;
  private readonly gate: Gate;
  private commands: ReadonlySet<string> | null = null;

  constructor(private readonly parts: ExchangeDoorParts) {
    this.gate = new Gate(parts.clock, MOST_CONNECTIONS, parts.onWaiting);
  }

  /**
   * Asks which cmdlets the reader's roles show, so that what they do not show is told at once and never tried. Where that
   * cannot be told, every cmdlet is tried.
   */
  async learnCommands(): Promise<void> {
    const answer = await this.parts.port.commands(this.parts.signal);
    if (answer.kind === 'commands' && answer.names !== null) this.commands = new Set(answer.names.map((name) => name.toLowerCase()));
  }

  /** Changes how many cmdlets run at once. */
  useConnections(count: number): void {
    this.gate.resize(Math.min(MOST_CONNECTIONS, count));
  }

  /** Runs a cmdlet. Objects that came before a failure are taken back by `restart`, and come again with the repetition. */
  async run(command: ExchangeCommand, take: TakeRows, restart: () => Promise<void> | void): Promise<Result<null, ReadFailure>> {
    const { signal, clock, port } = this.parts;
    if (!this.isShown(command.cmdlet)) return err({ kind: 'forbidden', reason: notShown(command.cmdlet) });
    let failures = 0;
    let waited = 0;
    for (;;) {
      let taken = 0;
      let broken = false;
      const answer = await this.gate.pass(signal, () => {
        this.requests += 1;
        return port.run(command, signal, async (json) => {
          const objects = parseObjects(json);
          if (objects === null) broken = true;
          else {
            taken += objects.length;
            await take(objects);
          }
        });
      });
      if (answer === null || signal.aborted) return err(CANCELLED);
      if (answer.kind === 'done' && !broken) return ok(null);
      const judged = broken ? again(null, { kind: 'unreadable', reason: 'the answer was cut off' }) : judgeExchange(answer, clock.now());
      if (judged.kind === 'failure') return err(judged.failure);
      if (judged.failure.kind === 'throttled') this.busy += 1;
      if (judged.wait === null) failures += 1;
      const pause = judged.wait ?? backoff(failures, this.parts.random ?? Math.random);
      waited += pause;
      if (failures > MOST_FAILURES || waited > PATIENCE) return err(judged.failure);
      if (taken > 0) await restart();
      if (judged.wait === null) await clock.sleep(pause, signal);
      else this.gate.close(clock.now() + pause);
    }
  }

  /** The module has its Get-EXO… cmdlets whatever one's roles: those they stand for tell. */
  private isShown(cmdlet: string): boolean {
    const { commands } = this;
    return commands === null || [cmdlet, shownBy(cmdlet)].every((name) => commands.has(name.toLowerCase()));
  }
}

function notShown(cmdlet: string): string {
  const need = Object.values(EXCHANGE_NEEDS).find(({ cmdlets }) => cmdlets.includes(cmdlet));
  return `no role of the account shows ${cmdlet}${need ? `, as ${need.role} would` : ''}`;
}

type Judgement =
  | { readonly kind: 'failure'; readonly failure: ReadFailure }
  | { readonly kind: 'again'; readonly wait: number | null; readonly failure: ReadFailure };

function judgeExchange(answer: ExchangeAnswer, now: number): Judgement {
  switch (answer.kind) {
    case 'cancelled':
      return { kind: 'failure', failure: CANCELLED };
    case 'notSignedIn':
      return { kind: 'failure', failure: { kind: 'notSignedIn', reason: answer.message } };
    case 'unreachable':
      return again(null, { kind: 'unreachable', reason: answer.message });
    case 'busy':
      return again(retryAfter(answer.retryAfter, answer.date, now), {
        kind: 'throttled',
        reason: `throttled: ${answer.status} from Exchange Online`,
      });
    case 'error':
      return judgeError(answer);
    case 'done':
      return again(null, { kind: 'unreadable', reason: 'the answer was cut off' });
  }
}

function judgeError({ category, id, message }: Extract<ExchangeAnswer, { kind: 'error' }>): Judgement {
  const text = firstLine(message);
  // A role that an account lacks looks like a command, or a parameter, that does not exist.
  if (/^The term '.*' is not recognized/i.test(text) || /^A parameter cannot be found/i.test(text)) {
    return { kind: 'failure', failure: { kind: 'forbidden', reason: `no role allows it: ${text}` } };
  }
  if (/access ?denied|unauthorized|isn't within your current (read|write) scope/i.test(`${category} ${id} ${text}`)) {
    return { kind: 'failure', failure: { kind: 'forbidden', reason: text } };
  }
  // https://learn.microsoft.com/powershell/exchange — "micro delay", "throttling policy", "server is busy".
  if (/throttl|micro ?delay|server (is )?(too )?busy/i.test(`${category} ${id} ${text}`)) {
    return again(null, { kind: 'throttled', reason: `throttled: ${text}` });
  }
  if (/couldn't be found|could ?not be found|ObjectNotFound/i.test(`${category} ${id} ${text}`)) {
    return { kind: 'failure', failure: { kind: 'notFound', reason: text } };
  }
  if (/server side error|temporar|try again/i.test(text)) return again(null, { kind: 'unreachable', reason: text });
  return { kind: 'failure', failure: { kind: 'refused', reason: text } };
}

function again(wait: number | null, failure: ReadFailure): Judgement {
  return { kind: 'again', wait, failure };
}

function parseObjects(json: string): readonly unknown[] | null {
  try {
    const value = JSON.parse(json) as unknown;
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split(/[\r\n]/);
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
