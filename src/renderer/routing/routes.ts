/** The sections of a reading that stand in the rail. */
export const RAIL_SECTIONS = ['overview', 'apps', 'who', 'findings', 'credentials', 'policies', 'reading'] as const;

/** One section of the rail. */
export type RailSection = (typeof RAIL_SECTIONS)[number];

/** The sections of a reading: those of the rail, a person, the questions of a plan, a live test. */
export const SECTIONS = [...RAIL_SECTIONS, 'people', 'change', 'test'] as const;

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

/** The address of the page that says how tenants are read without Mailscope. */
export const OFFLINE_PATH = '/offline';

/** The address of the list of plans. */
export const PLANS_PATH = '/plans';

/** The address of one plan: its preview, and how far it is. */
export function planPath(planId: string, query: RouteQuery = {}): string {
  return `/plan/${encode(planId)}${writeQuery(query)}`;
}

/** The address of the questions of a kind of plan, about something of a reading or about what its first question asks for. */
export function newPlanPath(readingId: string, family: string, subjectId: string | null): string {
  return sectionPath(readingId, 'change', subjectId === null ? [family] : [family, subjectId]);
}

/** The address of the live test of an app. */
export function liveTestPath(readingId: string, appId: string): string {
  return sectionPath(readingId, 'test', [appId]);
}

/** Pages that stand by themselves, outside of a reading. */
export const SINGLE_PAGES = ['run', 'history', 'settings', 'readiness', 'registration', 'offline', 'plans'] as const;

/** One page that stands by itself. */
export type SinglePage = (typeof SINGLE_PAGES)[number];

/** The sections of the settings, in their order. */
export const SETTINGS_SECTIONS = ['general', 'accounts', 'powershell', 'privacy', 'about'] as const;

/** One section of the settings. */
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/** The address of a section of the settings; the first one has none of its own. */
export function settingsPath(section: SettingsSection = 'general'): string {
  return `/settings${writeQuery({ section: section === 'general' ? undefined : section })}`;
}

/** The address of what can be done here: with an account, or with this machine alone. */
export function readinessPath(accountId: string | null): string {
  return `/readiness${writeQuery({ account: accountId ?? undefined })}`;
}

/** The address of what to register as the organisation's own client. */
export function registrationPath(cloud: string): string {
  return `/registration${writeQuery({ cloud })}`;
}

/** What an address means. */
export type Place =
  | { readonly kind: 'start' }
  | { readonly kind: SinglePage }
  | { readonly kind: 'plan'; readonly planId: string }
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
  const single = SINGLE_PAGES.find((page) => page === prefix);
  if (parts.length === 1 && single !== undefined) return { kind: single };
  if (prefix === 'plan' && parts.length === 2 && readingId !== undefined) return { kind: 'plan', planId: readingId };
  const section = SECTIONS.find((candidate) => candidate === sectionText);
  if (prefix !== 'r' || readingId === undefined || section === undefined) return { kind: 'start' };
  return { kind: 'section', readingId, section, rest };
}
