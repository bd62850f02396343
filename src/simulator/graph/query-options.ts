import type { EntityType } from './entity-types';
import { done, failed, GRAPH_ERRORS, type Outcome } from './graph-errors';

/** One relationship of `$expand`, with the properties wanted of it. */
export interface ExpandItem {
  readonly relationship: string;
  readonly select: readonly string[] | null;
}

/** The query options of a request, read but not yet checked against a type. */
export interface QueryOptions {
  readonly select: readonly string[] | null;
  readonly expand: readonly ExpandItem[];
  readonly filter: string | null;
  readonly top: number | null;
  readonly skip: number;
  readonly count: boolean;
  readonly orderby: string | null;
  readonly search: string | null;
  readonly skiptoken: string | null;
  /** `ConsistencyLevel: eventual` was given. https://learn.microsoft.com/graph/aad-advanced-queries */
  readonly eventual: boolean;
}

/** https://learn.microsoft.com/graph/query-parameters */
const OPTIONS = ['$select', '$expand', '$filter', '$top', '$skip', '$count', '$orderby', '$search', '$skiptoken', '$format'];

/** Reads the query options. A name without its dollar sign means the same. */
export function readQueryOptions(
  query: readonly (readonly [string, string])[],
  consistencyLevel: string | undefined,
): Outcome<QueryOptions> {
  const values = new Map<string, string>();
  for (const [written, value] of query) {
    const name = written.trim();
    const lower = name.toLowerCase();
    const option = lower.startsWith('$') ? lower : `$${lower}`;
    if (!OPTIONS.includes(option)) return failed(GRAPH_ERRORS.unknownOption(name));
    if (values.has(option)) return failed(GRAPH_ERRORS.repeatedOption(option));
    values.set(option, value);
  }
  const top = readNumber(values, '$top');
  if (!top.ok) return top;
  const skip = readNumber(values, '$skip');
  if (!skip.ok) return skip;
  const count = values.get('$count')?.toLowerCase();
  if (count !== undefined && count !== 'true' && count !== 'false') return failed(GRAPH_ERRORS.invalidOption('$count', count));
  const expand = readExpand(values.get('$expand'));
  if (!expand.ok) return expand;
  return done({
    select: readNames(values.get('$select')),
    expand: expand.value,
    filter: values.get('$filter') ?? null,
    top: top.value,
    skip: skip.value ?? 0,
    count: count === 'true',
    orderby: values.get('$orderby') ?? null,
    search: values.get('$search') ?? null,
    skiptoken: values.get('$skiptoken') ?? null,
    eventual: consistencyLevel?.toLowerCase() === 'eventual',
  });
}

/** Checks selected names against a type. Graph compares them without case and answers in its own. */
export function checkSelect(select: readonly string[] | null, type: EntityType): Outcome<readonly string[] | null> {
  if (select === null || select.includes('*')) return done(null);
  const names: string[] = [];
  for (const wanted of select) {
    const name = type.properties.has(wanted) ? wanted : [...type.properties].find((known) => known.toLowerCase() === wanted.toLowerCase());
    if (name === undefined) return failed(GRAPH_ERRORS.unknownProperty(wanted, type.name));
    if (!names.includes(name)) names.push(name);
  }
  return done(names);
}

/** Checks expanded relationships against a type. */
export function checkExpand(items: readonly ExpandItem[], type: EntityType): Outcome<readonly ExpandItem[]> {
  const checked: ExpandItem[] = [];
  for (const item of items) {
    const relationship = type.expands.find((known) => known.toLowerCase() === item.relationship.toLowerCase());
    if (relationship === undefined) return failed(GRAPH_ERRORS.unknownProperty(item.relationship, type.name));
    checked.push({ ...item, relationship });
  }
  // https://learn.microsoft.com/graph/known-issues — directory objects expand one relationship at a time.
  return checked.length > 1 && type.isDirectoryObject
    ? failed(GRAPH_ERRORS.unsupportedQuery('Multiple expand clauses are not supported for directory objects.'))
    : done(checked);
}

function readNames(text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function readNumber(values: ReadonlyMap<string, string>, option: string): Outcome<number | null> {
  const text = values.get(option);
  if (text === undefined) return done(null);
  return /^\d{1,9}$/.test(text) ? done(Number(text)) : failed(GRAPH_ERRORS.invalidOption(option, text));
}

/** `owners($select=id),memberOf` — of the options inside, `$select` alone is served for directory objects. */
function readExpand(text: string | undefined): Outcome<readonly ExpandItem[]> {
  if (text === undefined || text.trim() === '') return done([]);
  const items: ExpandItem[] = [];
  for (const part of text.match(/[^,(]+(?:\([^)]*\))?/g) ?? []) {
    const match = /^\s*([A-Za-z0-9]+)\s*(?:\(([^)]*)\))?\s*$/.exec(part);
    const [, relationship, inner] = match ?? [];
    if (relationship === undefined) return failed(GRAPH_ERRORS.invalidOption('$expand', text));
    const options = (inner ?? '').split(';').filter((option) => option.trim() !== '');
    const select = options.map((option) => /^\s*\$select=(.*)$/i.exec(option)?.[1]);
    if (select.some((value) => value === undefined))
      return failed(GRAPH_ERRORS.unsupportedQuery('Only $select is supported inside $expand.'));
    items.push({ relationship, select: readNames(select[0]) });
  }
  return done(items);
}
