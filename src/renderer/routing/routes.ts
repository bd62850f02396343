/** The sections of a reading. All but `people` stand in the rail. */
export const SECTIONS = ['overview', 'apps', 'who', 'findings', 'credentials', 'reading', 'people'] as const;

/** One section of a reading. */
export type Section = (typeof SECTIONS)[number];

/** Query parameters of a view; empty and undefined ones are left out of the address. */
export type RouteQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Half a surrogate pair, as a damaged name may hold, cannot be encoded: it becomes the replacement character. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** Writes a query: lists as comma-separated values, keys in a fixed order so that equal views have equal addresses. */
export function writeQuery(query: RouteQuery): string {
  const parts: string[] = [];
  for (const key of Object.keys(query).sort()) {
    const value = query[key];
    const text = typeof value === 'string' || value === undefined ? value : value.join(',');
    if (text) parts.push(`${encode(key)}=${encode(text)}`);
  }
  return parts.length ? `?${parts.join('&')}` : '';
}

/** Reads a query; of a key that stands twice the first counts. */
export function readQuery(search: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...new URLSearchParams(search)].reverse());
}

/** Values of a list parameter. */
export function readList(value: string | undefined): readonly string[] {
  return value ? value.split(',').filter(Boolean) : [];
}

/** The address of a section of a reading. `rest` are further path parts (an id, a tab). */
export function sectionPath(readingId: string, section: Section, rest: readonly string[] = [], query: RouteQuery = {}): string {
  const tail = rest.map((part) => `/${encode(part)}`).join('');
  return `/r/${encodeURIComponent(readingId)}/${section}${tail}${writeQuery(query)}`;
}

/** The address of the reading that runs. */
export const RUN_PATH = '/run';

/** The address of the history of readings. */
export const HISTORY_PATH = '/history';

/** What an address means. */
export type Place =
  | { readonly kind: 'start' }
  | { readonly kind: 'run' }
  | { readonly kind: 'history' }
  | { readonly kind: 'section'; readonly readingId: string; readonly section: Section; readonly rest: readonly string[] };

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads an address; one that means nothing is the start. A reading without a section is its overview. */
export function parsePlace(location: string): Place {
  const parts = (location.split('?')[0] ?? '').split('/').filter(Boolean).map(decode);
  const [prefix, readingId, sectionText = 'overview', ...rest] = parts;
  if (parts.length === 1 && prefix === 'run') return { kind: 'run' };
  if (parts.length === 1 && prefix === 'history') return { kind: 'history' };
  const section = SECTIONS.find((candidate) => candidate === sectionText);
  if (prefix !== 'r' || readingId === undefined || section === undefined) return { kind: 'start' };
  return { kind: 'section', readingId, section, rest };
}
