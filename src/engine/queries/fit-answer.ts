import { ANSWER_LIMIT } from '../../shared/ipc/envelope';
import type { ListAnswer, ListName } from '../../shared/ipc/list-shapes';
import { clipTo } from './clip';

type Group = ListAnswer<ListName>['groups'][number];

/** What the heads of groups may weigh in one answer. */
const GROUPS_BUDGET = 100_000;

/** What the rows of one answer may weigh; the rest is for counts and facets. */
const ROWS_BUDGET = ANSWER_LIMIT - 100_000 - GROUPS_BUDGET;

/** Lengths that texts are cut to, one after the other, until the rows fit. */
const LENGTHS = [200, 100, 50, 25];

/** Without these a row cannot be opened: they are never cut. */
const KEYS = new Set(['id', 'key', 'appId', 'source']);

const encoder = new TextEncoder();

/** The weight of a value in an answer: bytes of its JSON. */
export function weightOf(value: unknown): number {
  return encoder.encode(JSON.stringify(value) ?? '').length;
}

/** As many items, in order, as fit into a number of bytes. */
export function withinBytes<T>(items: readonly T[], bytes: number): T[] {
  const kept: T[] = [];
  let left = bytes;
  for (const item of items) {
    left -= weightOf(item) + 1;
    if (left < 0) break;
    kept.push(item);
  }
  return kept;
}

/** The rows of a page so that they fit into an answer: all of them, with shorter texts where names are absurdly long. */
export function fitRows<T>(rows: T[]): T[] {
  let fitting = rows;
  for (const length of LENGTHS) {
    if (weightOf(fitting) <= ROWS_BUDGET) break;
    fitting = rows.map((row) => shortened(row, length));
  }
  return fitting;
}

/** The heads of groups so that they fit into an answer: of more than anybody reads through, the last ones stand under one head. */
export function fitGroups(groups: readonly Group[]): Group[] {
  const fitting = withinBytes(groups, GROUPS_BUDGET);
  const rest = groups.slice(fitting.length);
  if (rest.length === 0) return fitting;
  return [...fitting, { label: `${rest.length} more groups`, count: rest.reduce((sum, group) => sum + group.count, 0) }];
}

function shortened<T>(value: T, length: number): T {
  if (typeof value === 'string') return clipTo(value, length) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => shortened(item, length)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, property]: [string, unknown]) => [
    name,
    KEYS.has(name) ? property : shortened(property, length),
  ]);
  return Object.fromEntries(entries) as T;
}
