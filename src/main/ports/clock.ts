/** The time, and waiting: the only way a service comes to either. */
export interface ClockPort {
  /** ISO 8601, UTC. */
  now(): string;
  sleep(milliseconds: number): Promise<void>;
}
