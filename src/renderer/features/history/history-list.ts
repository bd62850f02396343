import type { RowGroup } from '../../components/grouped-rows';
import { PAGE_SIZE, withPage, emptyPages, type ListPages } from '../../data/list-pages';
import type { Sorting } from '../../routing/list-query';
import { tenantName } from '../../shell/tenant-name';
import type { StoredReading } from '../reading-run/run-api';

/** The columns that the history can be sorted by. */
export const HISTORY_SORTS = ['name', 'collectedAt', 'bytes', 'missing', 'from'] as const;

/** A column that the history can be sorted by. */
export type HistorySort = (typeof HISTORY_SORTS)[number];

/** How the words of a row are made; the texts belong to the view. */
export interface HistoryWords {
  readonly name: (reading: StoredReading) => string;
  readonly from: (reading: StoredReading) => string;
}

/** Sources of a reading that are not there in full. */
export function missingSources(reading: StoredReading): number {
  return reading.coverage.missing + reading.coverage.partial;
}

/** Readings that carry the text in their name, tenant or origin. */
export function findReadings(readings: readonly StoredReading[], text: string, words: HistoryWords): readonly StoredReading[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return readings;
  return readings.filter(({ tenant, ...rest }) => {
    const reading = { tenant, ...rest };
    const texts = [words.name(reading), words.from(reading), tenantName(tenant), tenant.defaultDomain ?? '', tenant.id];
    return texts.some((candidate) => candidate.toLowerCase().includes(wanted));
  });
}

function compare(left: StoredReading, right: StoredReading, by: HistorySort, words: HistoryWords): number {
  switch (by) {
    case 'collectedAt':
      return Date.parse(left.collectedAt) - Date.parse(right.collectedAt);
    case 'bytes':
      return left.bytes - right.bytes;
    case 'missing':
      return missingSources(left) - missingSources(right);
    case 'name':
      return words.name(left).localeCompare(words.name(right));
    case 'from':
      return words.from(left).localeCompare(words.from(right));
  }
}

/** Readings under their tenants, tenants by name; the heads say whose readings follow. */
export function groupByTenant(
  readings: readonly StoredReading[],
  sorting: Sorting<HistorySort>,
  words: HistoryWords,
): { readonly rows: readonly StoredReading[]; readonly groups: readonly RowGroup[] } {
  const tenants = new Map<string, StoredReading[]>();
  for (const reading of readings) {
    const known = tenants.get(reading.tenant.id);
    if (known) known.push(reading);
    else tenants.set(reading.tenant.id, [reading]);
  }
  const sign = sorting.direction === 'descending' ? -1 : 1;
  const named = [...tenants].map(([id, own]) => {
    const rows = [...own].sort(
      (left, right) => sign * compare(left, right, sorting.by, words) || Date.parse(right.collectedAt) - Date.parse(left.collectedAt),
    );
    const [latest] = [...own].sort((left, right) => Date.parse(right.collectedAt) - Date.parse(left.collectedAt));
    return { id, rows, label: latest ? tenantName(latest.tenant) : id };
  });
  named.sort((left, right) => left.label.localeCompare(right.label) || left.id.localeCompare(right.id));
  return {
    rows: named.flatMap(({ rows }) => rows),
    groups: named.map(({ id, rows, label }) => ({ id, label, count: rows.length })),
  };
}

/** Rows that are all at hand, as a list that the table takes. */
export function pagesOf<Row>(rows: readonly Row[], unfiltered: number, revision: number): ListPages<Row> {
  let list = emptyPages<Row>();
  for (let page = 0; page * PAGE_SIZE < rows.length; page += 1) {
    list = withPage(list, page, {
      rows: rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
      total: rows.length,
      unfiltered,
      facets: {},
      revision,
    });
  }
  return list;
}
