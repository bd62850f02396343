import { InvalidArgumentError } from 'commander';

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A point in time as ISO 8601 in UTC. A date alone is its midnight in UTC; a time without an offset is refused, it would mean another moment on another machine. */
export function parseNow(text: string): string {
  const time = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || !isRealDay(text)) {
    throw new InvalidArgumentError('Give a date and time with an offset, such as 2026-11-21T07:00:00Z, or a date.');
  }
  return text.endsWith('Z') && /T\d{2}:\d{2}:\d{2}/.test(text) ? text : isoUtc(new Date(time));
}

/** The time as the answers carry it: ISO 8601 in UTC, whole seconds without a fraction. */
export function isoUtc(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

/** A number of days, from 0 up. */
export function parseDays(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('Give a whole number of days, such as 30.');
  return Number(text);
}

/** Text that is more than spaces. */
export function parseNotEmpty(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new InvalidArgumentError('It is empty.');
  return trimmed;
}

/** `Date.parse` takes 31 February for 3 March. */
function isRealDay(text: string): boolean {
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
}

/** A whole number from 0 up to a limit. */
export function parseWhole(most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,15}$/.test(text) || Number(text) > most) throw new InvalidArgumentError(`Give a whole number from 0 to ${most}.`);
    return Number(text);
  };
}
