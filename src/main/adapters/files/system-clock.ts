import type { ClockPort } from '../../ports/clock';

/** The machine's own clock. */
export const systemClock: ClockPort = {
  now: () => new Date().toISOString(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
