import type { ClockPort } from '../ports/clock';

const PERIOD = 60_000;
const MOST_TRIES = 3;

/** Decides whether a page that died is loaded again: a few times a minute, then no more, for it would die again. */
export class PageRecovery {
  private readonly deaths: number[] = [];

  constructor(private readonly clock: Pick<ClockPort, 'now'>) {}

  /** Notes a death, and answers whether to load the page again. */
  mayTryAgain(): boolean {
    const now = Date.parse(this.clock.now());
    this.deaths.push(now);
    while (this.deaths[0] !== undefined && now - this.deaths[0] > PERIOD) this.deaths.shift();
    return this.deaths.length <= MOST_TRIES;
  }
}
