import type { View } from '../views/graph-views';
import type { FilterNode } from './filter-syntax';
import { readFilter } from './filter-syntax';
import { checkFilter } from './filter-check';
import { matchesFilter } from './filter-match';
import { DIRECTORY_OBJECT } from './entity-types';
import { done, failed, GRAPH_ERRORS, type Outcome } from './graph-errors';
import type { PageMarks } from './page-marks';
import { checkExpand, checkSelect, type ExpandItem, type QueryOptions } from './query-options';
import { contextUrl, renderRow } from './render';
import { countRows, type ListSource } from './row-source';

/** Where a listing stands: for links in the answer, and for marks that fit no other query. */
export interface ListPlace {
  /** Scheme, host, port and version: `http://127.0.0.1:41234/v1.0`. */
  readonly base: string;
  /** The path after the version, as the client wrote it. */
  readonly path: string;
  /** The options as the client wrote them, without the mark. */
  readonly query: readonly (readonly [string, string])[];
  readonly marks: PageMarks;
}

interface CheckedQuery {
  readonly select: readonly string[] | null;
  readonly expand: readonly ExpandItem[];
  readonly filter: FilterNode | null;
  readonly pageSize: number;
  /** `ConsistencyLevel: eventual` with `$count`. */
  readonly advanced: boolean;
}

/** One page of a collection, with the link to the next one. */
export function answerList(source: ListSource, options: QueryOptions, place: ListPlace): Outcome<Record<string, unknown>> {
  const checked = checkQuery(source, options);
  if (!checked.ok) return checked;
  const { select, expand, filter, advanced } = checked.value;
  const queryText = `${place.path}?${place.query.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const start = startOf(options, place, queryText, checked.value.pageSize);
  if (!start.ok) return start;
  const picks = pickerOf(source, filter);
  const page = readPage(source, picks, start.value.position, start.value.pageSize);
  const body: Record<string, unknown> = { '@odata.context': contextUrl(place.base, source.type.set, select, expand, false) };
  // Directory objects leave the count out, without a word, where the header is missing.
  if (options.count && (advanced || !source.type.isDirectoryObject) && options.skiptoken === null)
    body['@odata.count'] = countRows(source, picks);
  if (page.next !== null) {
    const mark = place.marks.write({ position: page.next, pageSize: start.value.pageSize }, queryText);
    const query = [...place.query, ['$skiptoken', mark] as const].map(([name, value]) => `${encodeOption(name)}=${encodeOption(value)}`);
    body['@odata.nextLink'] = `${place.base}/${place.path}?${query.join('&')}`;
  }
  body['value'] = page.rows.map((row) => renderRow(source, row, select, expand));
  return done(body);
}

/** The number of objects of a collection, as text. */
export function answerCount(source: ListSource, options: QueryOptions): Outcome<string> {
  if (source.type.isDirectoryObject && !options.eventual) return failed(GRAPH_ERRORS.rawCountNeedsHeader());
  const filter = readChecked(source, options.filter, options.eventual);
  return filter.ok ? done(String(countRows(source, pickerOf(source, filter.value)))) : filter;
}

function checkQuery(source: ListSource, options: QueryOptions): Outcome<CheckedQuery> {
  const { type, pageSize } = source;
  const advanced = options.eventual && options.count;
  if (options.search !== null) return failed(GRAPH_ERRORS.searchNotSupported());
  if (options.orderby !== null) return failed(GRAPH_ERRORS.sortingNotSupported());
  if (options.skip > 0 && type.isDirectoryObject) return failed(GRAPH_ERRORS.unsupportedQuery("'$skip' is not supported by the service."));
  const select = checkSelect(options.select, type);
  if (!select.ok) return select;
  const expand = checkExpand(options.expand, type);
  if (!expand.ok) return expand;
  for (const item of expand.value) {
    const inner = checkSelect(item.select, DIRECTORY_OBJECT);
    if (!inner.ok) return inner;
  }
  if (expand.value.length > 0 && advanced && type.isDirectoryObject) return failed(GRAPH_ERRORS.expandNotAdvanced());
  const filter = readChecked(source, options.filter, advanced);
  if (!filter.ok) return filter;
  if (options.top !== null && (options.top < 1 || options.top > pageSize.most))
    return failed(GRAPH_ERRORS.pageSize(options.top, pageSize.most));
  return done({ select: select.value, expand: expand.value, filter: filter.value, pageSize: options.top ?? pageSize.usual, advanced });
}

function readChecked(source: ListSource, text: string | null, advanced: boolean): Outcome<FilterNode | null> {
  if (text === null) return done(null);
  const node = readFilter(text);
  return typeof node === 'string' ? failed(GRAPH_ERRORS.invalidFilter(node)) : checkFilter(node, source.type, advanced);
}

function startOf(
  options: QueryOptions,
  place: ListPlace,
  queryText: string,
  pageSize: number,
): Outcome<{ readonly position: number; readonly pageSize: number }> {
  if (options.skiptoken === null) return done({ position: options.skip, pageSize });
  const mark = place.marks.read(options.skiptoken, queryText);
  if (mark === 'expired') return failed(GRAPH_ERRORS.expiredPageToken());
  return mark === 'invalid' ? failed(GRAPH_ERRORS.invalidPageToken()) : done(mark);
}

function pickerOf(source: ListSource, filter: FilterNode | null): (row: unknown) => boolean {
  if (filter === null) return () => true;
  return (row) => matchesFilter(filter, asObject(row, source));
}

/** Most rows have the filtered properties themselves; making 110,000 views to find one object would take long. */
function asObject(row: unknown, source: ListSource): View {
  return source.typeOf === undefined && typeof row === 'object' && row !== null && 'id' in row ? (row as View) : source.view(row);
}

function readPage(
  source: ListSource,
  picks: (row: unknown) => boolean,
  from: number,
  size: number,
): { readonly rows: readonly unknown[]; readonly next: number | null } {
  const rows: unknown[] = [];
  let position = from;
  for (; position < source.rows.positionCount && rows.length < size; position += 1) {
    const row = source.rows.at(position);
    if (row !== undefined && picks(row)) rows.push(row);
  }
  for (; position < source.rows.positionCount; position += 1) {
    const row = source.rows.at(position);
    if (row !== undefined && picks(row)) return { rows, next: position };
  }
  return { rows, next: null };
}

function encodeOption(text: string): string {
  return encodeURIComponent(text).replace(/%24/g, '$').replace(/%2C/g, ',').replace(/%28/g, '(').replace(/%29/g, ')').replace(/%3D/g, '=');
}
