import type { HttpOutcome } from '../../ports/http';
import { unreachable } from './net-problems';

/** The largest answer that is taken, in bytes. */
export const LARGEST_BODY = 200_000_000;

/** So long may nothing come: Graph itself gives up after less. */
export const SILENCE = 100_000;

/** How an exchange is bounded. */
export interface ExchangeLimits {
  readonly silence: number;
  readonly largestBody: number;
}

/** The limits that hold unless a test sets others. */
export const USUAL_LIMITS: ExchangeLimits = { silence: SILENCE, largestBody: LARGEST_BODY };

/**
 * One exchange on its way to one outcome: the first one counts, whatever events come after it. Watches the silence, the size and
 * the caller's signal; `abort` ends what carries the exchange.
 */
export class Exchange {
  readonly outcome: Promise<HttpOutcome>;
  private settle!: (outcome: HttpOutcome) => void;
  private settled = false;
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly limits: ExchangeLimits,
    private readonly signal: AbortSignal,
    private readonly abort: () => void,
  ) {
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
    signal.addEventListener('abort', this.cancel, { once: true });
    this.heard();
    if (signal.aborted) this.cancel();
  }

  /** Something came: the silence begins anew. */
  heard(): void {
    clearTimeout(this.timer);
    if (!this.settled) this.timer = setTimeout(() => this.stop(unreachable('timeout')), this.limits.silence);
  }

  /** Takes a piece of the body. */
  take(chunk: Buffer): void {
    if (this.settled) return;
    this.heard();
    this.size += chunk.length;
    if (this.size > this.limits.largestBody) {
      this.stop({
        kind: 'unreachable',
        problem: 'cut',
        message: `the answer is larger than ${Math.round(this.limits.largestBody / 1e6)} MB`,
      });
    } else this.chunks.push(chunk);
  }

  /** The body is whole. */
  answer(status: number, headers: Readonly<Record<string, string>>): void {
    // A proxy's own answer: the service never saw the request.
    if (status === 407) this.end(unreachable('proxy', '407'));
    else this.end({ kind: 'answer', status, headers, body: Buffer.concat(this.chunks).toString('utf8') });
  }

  /** Ends with an outcome; nothing that comes later changes it. */
  end(outcome: HttpOutcome): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.cancel);
    this.chunks.length = 0;
    this.settle(outcome);
  }

  private readonly cancel = (): void => this.stop({ kind: 'cancelled' });

  private stop(outcome: HttpOutcome): void {
    if (this.settled) return;
    this.end(outcome);
    this.abort();
  }
}

/** Headers with their names in lower case; several of one name become one, as RFC 9110 allows. */
export function lowerCased(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    lower[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return lower;
}
