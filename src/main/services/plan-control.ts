import type { ClockPort } from '../ports/clock';

/** How a running plan is stopped and hurried from outside. */
export class RunControl {
  private readonly controller = new AbortController();
  private wakeUp: () => void = () => undefined;

  /** Aborted when it shall stop: reads and waits end then; a change that is under way is finished. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether it shall stop. */
  get stopped(): boolean {
    return this.controller.signal.aborted;
  }

  /** It stops after the change that is under way. */
  stop(): void {
    this.controller.abort();
    this.wakeUp();
  }

  /** Whatever is waited for is looked at now. */
  wake(): void {
    this.wakeUp();
  }

  /** Waits by a tenant's clock; less where somebody wants to look now, or to stop. */
  async wait(clock: ClockPort, milliseconds: number): Promise<void> {
    if (this.stopped) return;
    const woken = new Promise<void>((resolve) => {
      this.wakeUp = resolve;
    });
    await Promise.race([clock.sleep(milliseconds), woken]);
    this.wakeUp = () => undefined;
  }
}
