/** `2026-11-21T07:00:00Z` as `2026-11-21 07:00 UTC`; a text that is no date stays as it is, nothing becomes a dash. */
export function dateTimeUtc(iso: string | null | undefined): string {
  const normal = isoUtc(iso);
  return normal === null ? (iso ?? '–') : `${normal.slice(0, 10)} ${normal.slice(11, 16)} UTC`;
}

/** The day of an ISO date in UTC, `2026-11-21`; a text that is no date stays as it is, nothing becomes a dash. */
export function dateUtc(iso: string | null | undefined): string {
  const normal = isoUtc(iso);
  return normal === null ? (iso ?? '–') : normal.slice(0, 10);
}

function isoUtc(iso: string | null | undefined): string | null {
  if (iso === null || iso === undefined) return null;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
