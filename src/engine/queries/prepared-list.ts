import type { ListAnswer, ListName, ListRow, ListSelection } from '../../shared/ipc/list-shapes';
import { comparable, compareValues, holdsWords, wordsOf } from './text-order';

/** What a row is grouped under: the heading, and what decides its place. */
export interface Heading {
  readonly label: string;
  readonly order: string | number;
}

type Filter<Name extends ListName> = ListSelection<Name>['filter'];
type SortKey<Name extends ListName> = NonNullable<ListSelection<Name>['sort']>['by'];
type GroupKey<Name extends ListName> = Exclude<NonNullable<ListSelection<Name>['group']>, 'none'>;

/** How the rows of a list are searched, filtered, counted, sorted and grouped. Pure functions of one row. */
export interface ListRules<Name extends ListName> {
  readonly list: Name;
  /** What a search looks into. */
  readonly text: (row: ListRow<Name>) => string;
  /** Per filter whether a row passes; filters that choose the rows themselves (an app's id) are not among them. */
  readonly filters: {
    readonly [Key in Exclude<keyof Filter<Name>, 'text'>]?: (row: ListRow<Name>, value: NonNullable<Filter<Name>[Key]>) => boolean;
  };
  /** Per filter the values that a row counts for. */
  readonly facets: { readonly [Key in Exclude<keyof Filter<Name>, 'text'>]?: (row: ListRow<Name>) => readonly string[] };
  readonly sorts: { readonly [Key in SortKey<Name>]: (row: ListRow<Name>) => string | number | null };
  readonly groups: { readonly [Key in GroupKey<Name>]: (row: ListRow<Name>) => Heading };
  /** The order when none is asked for, and what decides among equals. */
  readonly usual: readonly { readonly by: SortKey<Name>; readonly direction: 'ascending' | 'descending' }[];
}

interface Ordered {
  readonly rows: readonly number[];
  /** Beside each row the number of its group; null in an ungrouped list. */
  readonly groupOf: readonly number[] | null;
  readonly labels: readonly string[];
}

type Choice<Name extends ListName> = Pick<ListSelection<Name>, 'filter' | 'sort' | 'group'>;

const ORDERS_KEPT = 12;
/** So many values of one facet are counted: a facet is for choosing, and nobody chooses among more. */
const FACET_VALUES = 60;

/** The rows of one list of one reading, with their search texts and the orders that were asked for. */
export class PreparedList<Name extends ListName> {
  private texts: readonly string[] | null = null;
  private readonly orders = new Map<string, Ordered>();

  constructor(
    readonly rules: ListRules<Name>,
    readonly rows: readonly ListRow<Name>[],
  ) {}

  /** The rows that pass, in order, with their headings. */
  select(selection: Choice<Name>): ListRow<Name>[] {
    const passing = this.passing(selection);
    return this.headed(passing, 0, passing.rows.length);
  }

  /** The answer to a query, without what the caller adds. */
  query(
    selection: Choice<Name>,
    range: { readonly start: number; readonly end: number },
  ): Pick<ListAnswer<Name>, 'total' | 'unfiltered' | 'facets' | 'groups'> & { readonly rows: ListRow<Name>[] } {
    const passing = this.passing(selection);
    return {
      rows: this.headed(passing, range.start, range.end),
      total: passing.rows.length,
      unfiltered: this.rows.length,
      facets: this.countFacets(selection.filter as Filter<Name>),
      groups: countGroups(passing),
    };
  }

  private passing(selection: Choice<Name>): Ordered {
    const passes = this.predicate(selection.filter as Filter<Name>, null);
    const ordered = this.order(selection);
    const rows: number[] = [];
    const groupOf: number[] | null = ordered.groupOf && [];
    ordered.rows.forEach((index, position) => {
      if (!passes(index)) return;
      rows.push(index);
      groupOf?.push(ordered.groupOf?.[position] ?? 0);
    });
    return { rows, groupOf, labels: ordered.labels };
  }

  private headed({ rows, groupOf, labels }: Ordered, start: number, end: number): ListRow<Name>[] {
    return rows.slice(start, end).flatMap((index, offset) => {
      const row = this.rows[index];
      if (row === undefined) return [];
      return [groupOf === null ? row : { ...row, group: labels[groupOf[start + offset] ?? 0] ?? null }];
    });
  }

  private predicate(filter: Filter<Name>, leftOut: string | null): (index: number) => boolean {
    const words = wordsOf((filter as { readonly text?: string }).text);
    const tests: ((row: ListRow<Name>) => boolean)[] = [];
    for (const [key, value] of Object.entries(filter) as [keyof ListRules<Name>['filters'], unknown][]) {
      const test = this.rules.filters[key] as ((row: ListRow<Name>, value: unknown) => boolean) | undefined;
      const empty = value === undefined || (Array.isArray(value) && value.length === 0);
      if (test && !empty && key !== leftOut) tests.push((row) => test(row, value));
    }
    const texts = words.length === 0 ? null : this.searchTexts();
    return (index) => {
      const row = this.rows[index];
      if (row === undefined) return false;
      if (texts && !holdsWords(texts[index] ?? '', words)) return false;
      return tests.every((test) => test(row));
    };
  }

  private countFacets(filter: Filter<Name>): Record<string, Record<string, number>> {
    const facets: Record<string, Record<string, number>> = {};
    for (const [key, valuesOf] of Object.entries(this.rules.facets) as [string, (row: ListRow<Name>) => readonly string[]][]) {
      const passes = this.predicate(filter, key);
      const counts = new Map<string, number>();
      this.rows.forEach((row, index) => {
        if (!passes(index)) return;
        for (const value of valuesOf(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
      });
      facets[key] = Object.fromEntries([...counts].sort((left, right) => right[1] - left[1]).slice(0, FACET_VALUES));
    }
    return facets;
  }

  private order(selection: Omit<Choice<Name>, 'filter'>): Ordered {
    const { sort, group } = selection;
    const key = `${sort?.by ?? ''} ${sort?.direction ?? ''} ${group ?? ''}`;
    const known = this.orders.get(key);
    if (known) return known;
    const oldest = this.orders.size >= ORDERS_KEPT ? this.orders.keys().next().value : undefined;
    if (oldest !== undefined) this.orders.delete(oldest);
    const headings = this.headings(group);
    // Sorted by what it is grouped by, a list keeps its groups together anyhow, and they follow the direction asked for.
    const leading = sort?.by === group ? null : headings;
    const keys = (sort ? [{ by: sort.by as SortKey<Name>, direction: sort.direction }, ...this.rules.usual] : this.rules.usual).map(
      ({ by, direction }) => ({
        values: this.rows.map(this.rules.sorts[by]).map((value) => (typeof value === 'string' ? comparable(value) : value)),
        sign: direction === 'ascending' ? 1 : -1,
      }),
    );
    const rows = this.rows.map((_row, index) => index);
    rows.sort((left, right) => {
      if (leading) {
        const order = compareValues(leading[left]?.order ?? null, leading[right]?.order ?? null, 1);
        if (order !== 0) return order;
      }
      for (const { values, sign } of keys) {
        const order = compareValues(values[left] ?? null, values[right] ?? null, sign);
        if (order !== 0) return order;
      }
      return left - right;
    });
    const ordered: Ordered = { rows, ...gather(rows, headings) };
    this.orders.set(key, ordered);
    return ordered;
  }

  private headings(group: ListSelection<Name>['group']): readonly Heading[] | null {
    if (group === undefined || group === 'none') return null;
    const headingOf = this.rules.groups[group as GroupKey<Name>];
    return this.rows.map((row) => {
      const heading = headingOf(row);
      return typeof heading.order === 'string' ? { ...heading, order: comparable(heading.order) } : heading;
    });
  }

  private searchTexts(): readonly string[] {
    this.texts ??= this.rows.map((row) => comparable(this.rules.text(row)));
    return this.texts;
  }
}

/** The groups of sorted rows. What compares as equal is one group under its first spelling. */
function gather(rows: readonly number[], headings: readonly Heading[] | null): Omit<Ordered, 'rows'> {
  const labels: string[] = [];
  if (headings === null) return { groupOf: null, labels };
  let last: Heading['order'] | null = null;
  const groupOf = rows.map((index) => {
    const { label, order } = headings[index] ?? { label: '', order: '' };
    if (order !== last) labels.push(label);
    last = order;
    return labels.length - 1;
  });
  return { groupOf, labels };
}

function countGroups<Name extends ListName>({ groupOf, labels }: Ordered): ListAnswer<Name>['groups'] {
  const counts = labels.map(() => 0);
  for (const group of groupOf ?? []) counts[group] = (counts[group] ?? 0) + 1;
  return labels.flatMap((label, group) => (counts[group] ? [{ label, count: counts[group] }] : []));
}
