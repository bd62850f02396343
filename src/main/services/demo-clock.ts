import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { DemoClockPort } from '../ports/demo-tenant';

/** The demo tenant's clock, as somebody who does not want to wait two hours moves it. */
export class DemoClock {
  constructor(
    private readonly clock: DemoClockPort,
    /** Whether the demo tenant runs: moving the clock does not start it. */
    private readonly running: () => boolean,
  ) {}

  /** Moves it forward; plans that wait look again at once. */
  async advance(minutes: number): Promise<Result<{ readonly now: string }, Failure>> {
    const now = this.running() ? await this.clock.advance(minutes) : null;
    return now === null ? err(failure('demo-unavailable', { message: 'The demo tenant is not running.' })) : ok({ now });
  }
}
