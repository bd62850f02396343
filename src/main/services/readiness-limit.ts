import { notMeasured, type Measured } from '../../shared/domain/readiness/facts';
import type { ClockPort } from '../ports/clock';

/** How many requests are under way at once. */
const MOST_AT_ONCE = 6;

/** Measures with a time limit each, some at once, and counts what is done. A measure never rejects, and one that fails takes none along. */
export class Measures {
  private done = 0;
  private total = 0;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly clock: ClockPort,
    private readonly signal: AbortSignal,
    private readonly onDone: (what: string, done: number, total: number) => void,
  ) {}

  /** Measures something on its own. `what` is named while one waits. */
  async one<Value>(what: string, seconds: number, measure: (signal: AbortSignal) => Promise<Measured<Value>>): Promise<Measured<Value>> {
    this.total += 1;
    const fact = await this.within(seconds, measure);
    this.done += 1;
    this.onDone(what, this.done, this.total);
    return fact;
  }

  /** The same, when it is its turn: for requests to one service. */
  async queued<Value>(what: string, seconds: number, measure: (signal: AbortSignal) => Promise<Measured<Value>>): Promise<Measured<Value>> {
    this.total += 1;
    if (this.running >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    const fact = await this.within(seconds, measure);
    this.running -= 1;
    this.waiting.shift()?.();
    this.done += 1;
    this.onDone(what, this.done, this.total);
    return fact;
  }

  private async within<Value>(seconds: number, measure: (signal: AbortSignal) => Promise<Measured<Value>>): Promise<Measured<Value>> {
    if (this.signal.aborted) return notMeasured('it was cancelled');
    const controller = new AbortController();
    let stop: (fact: Measured<Value>) => void = () => undefined;
    const stopped = new Promise<Measured<Value>>((resolve) => {
      stop = resolve;
    });
    const cancel = (): void => {
      controller.abort();
      stop(notMeasured('it was cancelled'));
    };
    this.signal.addEventListener('abort', cancel, { once: true });
    void this.clock.sleep(seconds * 1000).then(() => {
      controller.abort();
      stop(notMeasured(`there was no answer within ${seconds} seconds`));
    });
    try {
      return await Promise.race([measure(controller.signal), stopped]);
    } finally {
      this.signal.removeEventListener('abort', cancel);
    }
  }
}
