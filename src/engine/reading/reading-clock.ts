/** The time as the tenant has it, and waiting: the only way the reading comes to either. */
export interface ReadingClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Ends early when the signal is given; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** A clock that differs from the machine's own by a constant: the simulated tenant has a time of its own. */
export function clockFrom(startsAt: number): ReadingClock {
  const began = performance.now();
  return {
    now: () => startsAt + Math.round(performance.now() - began),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal.addEventListener('abort', end, { once: true });
      }),
  };
}
