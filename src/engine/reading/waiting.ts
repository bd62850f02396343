import type { ReadingClock } from './reading-clock';

/** A request is given up when the service has made it wait this long in all. */
export const PATIENCE = 15 * 60_000;

/** So often a request is sent again after a failure that says nothing about waiting. */
export const MOST_FAILURES = 6;

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A service that names no time after all, or one in the past. */
const LEAST_WAIT = 1_000;

/**
 * How long to wait by a `Retry-After` header: seconds, or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
 * A date is compared with the answer's own date, so that a wrong clock on this side changes nothing. Null: no usable header.
 */
export function retryAfter(value: string | null | undefined, answeredAt: string | null | undefined, now: number): number | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Math.max(LEAST_WAIT, Number(value) * 1000);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return null;
  const from = answeredAt ? Date.parse(answeredAt) : Number.NaN;
  return Math.max(LEAST_WAIT, until - (Number.isNaN(from) ? now : from));
}

/** How long to wait before the nth repetition (from 1) where the service does not say: doubling, with jitter so that clients part. */
export function backoff(attempt: number, random: () => number): number {
  const base = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  return Math.round(base * (0.5 + random() * 0.5));
}

/**
 * Lets so many in at once, and nobody while the service asks to wait. One queue for everything that goes to one service:
 * what one request learns about its limits holds for all.
 */
export class Gate {
  private inside = 0;
  private readonly queue: (() => void)[] = [];
  private closedUntil = 0;

  constructor(
    private readonly clock: ReadingClock,
    private places: number,
    private readonly onClosed: (until: number) => void = () => undefined,
  ) {}

  /** Until when the service asked everybody to wait; 0 if it did not. */
  get until(): number {
    return this.closedUntil;
  }

  /** Changes how many may be inside at once. */
  resize(places: number): void {
    this.places = Math.max(1, places);
    this.admit();
  }

  /** Nobody goes in before this time. */
  close(until: number): void {
    if (until <= this.closedUntil) return;
    this.closedUntil = until;
    this.onClosed(until);
  }

  /** Does something inside. What was cancelled while it waited is not begun: the answer is null then. */
  async pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
    await this.enter(signal);
    try {
      while (!signal.aborted) {
        const wait = this.closedUntil - this.clock.now();
        if (wait <= 0) return await work();
        await this.clock.sleep(wait, signal);
      }
      return null;
    } finally {
      this.inside -= 1;
      this.admit();
    }
  }

  private enter(signal: AbortSignal): Promise<void> {
    if (this.inside < this.places) {
      this.inside += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const admitted = (): void => {
        signal.removeEventListener('abort', leave);
        this.inside += 1;
        resolve();
      };
      // Whoever was cancelled goes through at once, and finds so inside.
      const leave = (): void => {
        const at = this.queue.indexOf(admitted);
        if (at >= 0) this.queue.splice(at, 1);
        admitted();
      };
      this.queue.push(admitted);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private admit(): void {
    while (this.inside < this.places) {
      const next = this.queue.shift();
      if (!next) return;
      next();
    }
  }
}
