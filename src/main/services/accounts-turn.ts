/** One interactive sign-in at a time: a new one takes the place of the one that is still waited for. */
export class InteractiveTurn {
  private current: { readonly giveUp: AbortController; readonly ended: Promise<unknown> } | null = null;

  /** Ends what is going on, then does the work. The work's signal fires when the caller cancels or another one begins. */
  async run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.current;
    const giveUp = new AbortController();
    const stop = (): void => {
      giveUp.abort();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    before?.giveUp.abort();
    const ended = (async () => {
      await before?.ended.catch(() => undefined);
      return work(giveUp.signal);
    })();
    const own = { giveUp, ended };
    this.current = own;
    try {
      return await ended;
    } finally {
      signal.removeEventListener('abort', stop);
      if (this.current === own) this.current = null;
    }
  }
}
