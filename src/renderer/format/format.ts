/** The one place where dates and numbers become text. */

const DAY = 86_400_000;

/** How texts are written: the reader's locale, and (in tests) a fixed zone. */
export interface FormatOptions {
  readonly locale?: string;
  readonly timeZone?: string;
}

/** A number with the locale's grouping. */
export function formatNumber(value: number, options: FormatOptions = {}): string {
  return new Intl.NumberFormat(options.locale).format(value);
}

/** A share between 0 and 1 as a percentage; a small share that is not nothing never reads 0 %. */
export function formatShare(part: number, whole: number, options: FormatOptions = {}): string {
  if (whole <= 0) return '–';
  const share = part / whole;
  if (share > 0 && share < 0.01) return '< 1 %';
  if (share < 1 && share > 0.99) return '> 99 %';
  return `${new Intl.NumberFormat(options.locale, { maximumFractionDigits: 0 }).format(share * 100)} %`;
}

/** Bytes in the unit one would say. */
export function formatBytes(bytes: number, options: FormatOptions = {}): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(options.locale, { maximumFractionDigits: digits }).format(value)} ${units[unit] ?? ''}`;
}

/** A date as a short local day: "21 Nov 2026". Text that is no date is shown as it stands. */
export function formatDay(iso: string, options: FormatOptions = {}): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(options.locale, { dateStyle: 'medium', timeZone: options.timeZone }).format(date);
}

/** A moment as local day and time. */
export function formatMoment(iso: string, options: FormatOptions = {}): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(options.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: options.timeZone }).format(date);
}

/** A moment of today as local time, to the second. */
export function formatTime(iso: string, options: FormatOptions = {}): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(options.locale, { timeStyle: 'medium', timeZone: options.timeZone }).format(date);
}

/** A length of time as one would say it: "40 seconds", "3 minutes", "2 hours". Less than a second is a second. */
export function formatDuration(seconds: number, options: FormatOptions = {}): string {
  const unit = seconds < 60 ? 'second' : seconds < 90 * 60 ? 'minute' : 'hour';
  const size = unit === 'second' ? 1 : unit === 'minute' ? 60 : 3600;
  return new Intl.NumberFormat(options.locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: unit === 'hour' ? 1 : 0,
  }).format(Math.max(1, seconds / size));
}

/** A moment for a tooltip or an export: ISO 8601 in UTC, to the second. */
export function formatExact(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toISOString().replace('.000Z', 'Z');
}

/** Whole days from `now` to a moment; negative once it has passed. Not a number for text that is no date. */
export function daysUntil(iso: string, now: number): number {
  return Math.floor((Date.parse(iso) - now) / DAY);
}

/** Days as one would say them: "in 12 days", "yesterday", "3 months ago". */
export function formatDays(days: number, options: FormatOptions = {}): string {
  const relative = new Intl.RelativeTimeFormat(options.locale, { numeric: 'auto' });
  const size = Math.abs(days);
  if (size < 60) return relative.format(days, 'day');
  if (size < 730) return relative.format(Math.round(days / 30.44), 'month');
  return relative.format(Math.round(days / 365.25), 'year');
}

/** A moment relative to now, down to minutes for the recent past: "5 minutes ago", "in 12 days". */
export function formatRelative(iso: string, now: number, options: FormatOptions = {}): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const minutes = Math.round((at - now) / 60_000);
  const relative = new Intl.RelativeTimeFormat(options.locale, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), 'hour');
  return formatDays(daysUntil(iso, now), options);
}

/** "1 app", "17 apps": the noun in the right number behind a grouped figure. */
export function formatCount(value: number, one: string, many: string, options: FormatOptions = {}): string {
  return `${formatNumber(value, options)} ${value === 1 ? one : many}`;
}
