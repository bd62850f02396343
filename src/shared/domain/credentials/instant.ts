const DAY = 86_400_000;

/** Offsets such as `-8:00`, which the sign-in reports of Microsoft Graph contain, are no valid ISO 8601. */
const SHORT_OFFSET = /([+-])(\d):(\d\d)$/;

/** The time of an ISO 8601 text in milliseconds, or null where there is none or it cannot be read. */
export function instantOf(text: string | null | undefined): number | null {
  if (!text) return null;
  // Nearly all times end in Z, and a large tenant has hundreds of thousands of them.
  const time = text.endsWith('Z') ? Date.parse(text) : Date.parse(text.trim().replace(SHORT_OFFSET, '$10$2:$3'));
  return Number.isNaN(time) ? null : time;
}

/** Whole days from one time to another, rounded down: negative as soon as the later one has passed. */
export function wholeDaysBetween(from: number, to: number): number {
  return Math.floor((to - from) / DAY);
}

/** A number of days in milliseconds. */
export function days(count: number): number {
  return count * DAY;
}
