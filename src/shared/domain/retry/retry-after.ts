const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A service that names no time after all, or one in the past. */
const LEAST_WAIT = 1_000;

/**
 * How long to wait by a `Retry-After` header: seconds, or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
 * A date is compared with the answer's own date, so that a wrong clock on this side changes nothing. Null: no usable header.
 */
export function retryAfter(value: string | null | undefined, answeredAt: string | null | undefined, now: number): number | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Math.max(LEAST_WAIT, Number(value) * 1000);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return null;
  const from = answeredAt ? Date.parse(answeredAt) : Number.NaN;
  return Math.max(LEAST_WAIT, until - (Number.isNaN(from) ? now : from));
}

/** How long to wait before the nth repetition (from 1) where the service does not say: doubling, with jitter so that clients part. */
export function backoff(attempt: number, random: () => number): number {
  const base = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  return Math.round(base * (0.5 + random() * 0.5));
}
