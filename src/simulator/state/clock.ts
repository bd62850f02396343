/** The one source of time of a simulated tenant. Nothing else in the simulator asks what time it is. */
export interface SimulatedClock {
  /** In milliseconds since 1970, UTC. */
  now(): number;
  /** The same as ISO 8601 in whole seconds, as Microsoft Graph writes times: `2026-11-21T07:00:00Z`. */
  nowText(): string;
  /** Moves the clock to a later time. An earlier one is refused: tokens and page marks would come back to life. */
  moveTo(time: number): boolean;
  /** Moves the clock forward by so many milliseconds. */
  advance(milliseconds: number): boolean;
}

/** Where the clock of a simulated tenant stands unless somebody says otherwise. */
export const DEFAULT_START = Date.UTC(2026, 10, 21, 7, 0, 0);

/** ISO 8601 in whole seconds. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/**
 * A clock that stands at `start` until it is moved. With `elapsed` (milliseconds since some fixed moment, such as
 * `performance.now`) it also runs: a served tenant lives, a tested one holds still.
 */
export function createSimulatedClock(start: number = DEFAULT_START, elapsed: () => number = () => 0): SimulatedClock {
  const begun = elapsed();
  let base = start;
  const now = (): number => base + (elapsed() - begun);
  const advance = (milliseconds: number): boolean => {
    if (!(milliseconds >= 0)) return false;
    base += milliseconds;
    return true;
  };
  return { now, nowText: () => timeText(now()), advance, moveTo: (time) => advance(time - now()) };
}
