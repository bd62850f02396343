import { z } from 'zod';
import type { DemoClockPort } from '../../ports/demo-tenant';
import type { HttpPort } from '../../ports/http';

const clockSchema = z.object({ now: z.iso.datetime() });

/** How often one who waits looks whether somebody else has moved the clock. */
const LOOK_EVERY = 1_000;
/** The simulator tells whole seconds; a request takes its time. What differs by more was moved. */
const MOVED = 5_000;

/** The demo tenant's clock, which runs, and can be moved forward. Who sleeps by it wakes when it is moved. */
export class SimulatorClock implements DemoClockPort {
  private ahead = 0;
  private readonly sleepers = new Set<() => void>();

  constructor(
    private readonly http: HttpPort,
    /** Where the simulator listens; null where it does not run. */
    private readonly address: () => Promise<string | null>,
    private readonly lookEvery = LOOK_EVERY,
  ) {}

  /** See the port: as it was when it was last looked at. */
  now(): string {
    return new Date(this.time()).toISOString();
  }

  /** See the port. Ends early when the clock is moved, by whomever. */
  async sleep(milliseconds: number): Promise<void> {
    const end = this.time() + milliseconds;
    let moved = false;
    let wake: () => void = () => undefined;
    const woken = (): void => {
      moved = true;
      wake();
    };
    this.sleepers.add(woken);
    try {
      for (let left = milliseconds; left > 0 && !moved; left = end - this.time()) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(left, this.lookEvery));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        if (!moved && end > this.time()) await this.look();
      }
    } finally {
      this.sleepers.delete(woken);
    }
  }

  /** See the port. */
  async look(): Promise<string | null> {
    return this.ask('GET', null);
  }

  /** See the port. */
  async advance(minutes: number): Promise<string | null> {
    return this.ask('POST', { advanceSeconds: minutes * 60 });
  }

  private time(): number {
    return Date.now() + this.ahead;
  }

  private async ask(method: 'GET' | 'POST', body: object | null): Promise<string | null> {
    const address = await this.address();
    if (address === null) return null;
    const headers: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
    const request = { method, url: `${address}/_simulator/clock`, headers, body: body === null ? null : JSON.stringify(body) };
    const outcome = await this.http.send(request, new AbortController().signal);
    const told = outcome.kind === 'answer' && outcome.status === 200 ? readClock(outcome.body) : null;
    if (told === null) return null;
    const ahead = Date.parse(told) - Date.now();
    if (Math.abs(ahead - this.ahead) > MOVED) {
      this.ahead = ahead;
      for (const wake of [...this.sleepers]) wake();
    }
    return this.now();
  }
}

function readClock(text: string): string | null {
  try {
    return clockSchema.parse(JSON.parse(text)).now;
  } catch {
    return null;
  }
}
