/**
 * Makes changes one after another. Who is cancelled while waiting is told at once, and nothing was done. A change that has begun is
 * never left: how it ended has to be known.
 */
export class ChangeTurns {
  private last: Promise<unknown> = Promise.resolve();

  /** Waits for its turn and makes the change. `begun` is called by the change when it can no longer be taken back. */
  run<T>(signal: AbortSignal, cancelled: T, change: (begun: () => void) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        resolve(cancelled);
      };
      const begun = (): void => {
        signal.removeEventListener('abort', cancel);
      };
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      const turn = this.last.then(() => (signal.aborted ? cancelled : change(begun)));
      this.last = turn.catch(() => undefined);
      turn.finally(begun).then(resolve, reject);
    });
  }
}

/** The signal of what nobody may cancel any more. */
export const NEVER: AbortSignal = new AbortController().signal;
