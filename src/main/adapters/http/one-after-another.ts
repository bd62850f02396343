import type { HttpOutcome } from '../../ports/http';

/** Sends one after another, each when the one before is done; who is cancelled while waiting has an answer at once. */
export class OneAfterAnother {
  private last: Promise<unknown> = Promise.resolve();

  /** Waits for its turn and sends. `send` never rejects. */
  run(send: () => Promise<HttpOutcome>, signal: AbortSignal): Promise<HttpOutcome> {
    const turn = this.last.then(() => (signal.aborted ? CANCELLED : send()));
    this.last = turn;
    return new Promise((resolve) => {
      const cancel = (): void => resolve(CANCELLED);
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      void turn.then((outcome) => {
        signal.removeEventListener('abort', cancel);
        resolve(outcome);
      });
    });
  }
}

const CANCELLED: HttpOutcome = { kind: 'cancelled' };
