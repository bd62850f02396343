import type { ReadingClock } from './reading-clock';

export { backoff, retryAfter } from '../../shared/domain/retry/retry-after';

/** A request is given up when the service has made it wait this long in all. */
export const PATIENCE = 15 * 60_000;

/** So often a request is sent again after a failure that says nothing about waiting. */
export const MOST_FAILURES = 6;

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
