/** Rows of one query as far as they were fetched, by page. Pure: a new value for every change. */
export interface ListPages<Row> {
  readonly total: number;
  readonly unfiltered: number;
  readonly facets: Facets;
  readonly groups: readonly GroupSize[];
  readonly revision: number;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
}

/** Per filter the number of rows by value. */
export type Facets = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The head of a group of consecutive rows, and how many stand under it. */
export interface GroupSize {
  readonly label: string;
  readonly count: number;
}

/** One fetched page, as the engine answers it. */
export interface FetchedPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly unfiltered: number;
  readonly facets: Facets;
  /** Absent or empty where the list is not grouped. */
  readonly groups?: readonly GroupSize[];
  readonly revision: number;
}

/** How many rows one request asks for; the contract allows 200. */
export const PAGE_SIZE = 100;

/** A list of which nothing was fetched yet. */
export function emptyPages<Row>(): ListPages<Row> {
  return { total: 0, unfiltered: 0, facets: {}, groups: [], revision: -1, pages: new Map() };
}

/** The row at an index, or null where its page was not fetched yet. */
export function rowAt<Row>(list: ListPages<Row>, index: number): Row | null {
  return list.pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE] ?? null;
}

/** Adds a fetched page. Pages of another revision or another total do not belong together: then the new page stands alone. */
export function withPage<Row>(list: ListPages<Row>, page: number, fetched: FetchedPage<Row>): ListPages<Row> {
  const fits = list.revision === fetched.revision && list.total === fetched.total;
  const pages = new Map(fits ? list.pages : []);
  pages.set(page, fetched.rows);
  const { total, unfiltered, facets, groups = [], revision } = fetched;
  return { total, unfiltered, facets, groups, revision, pages };
}

/** Pages that a range of rows (end excluded) touches and that were not fetched yet. */
export function missingPages<Row>(list: ListPages<Row>, start: number, end: number): number[] {
  const missing: number[] = [];
  const last = Math.min(end, list.total);
  for (let page = Math.floor(Math.max(0, start) / PAGE_SIZE); page * PAGE_SIZE < last; page += 1) {
    if (!list.pages.has(page)) missing.push(page);
  }
  return missing;
}

/** The index of a row among those fetched, or -1. */
export function indexOfRow<Row>(list: ListPages<Row>, matches: (row: Row) => boolean): number {
  for (const [page, rows] of list.pages) {
    const within = rows.findIndex(matches);
    if (within >= 0) return page * PAGE_SIZE + within;
  }
  return -1;
}
