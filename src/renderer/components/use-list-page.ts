import { useMemo } from 'react';
import type { ListName, ListRow, ListSelection } from '../../shared/ipc/list-shapes';
import { useList, type ListState } from '../data/use-list';
import type { Section } from '../routing/routes';
import { useRouteQuery } from '../routing/use-route-query';
import { useEscape } from '../shell/escape-stack';
import type { SectionProps } from '../shell/section-props';
import { useFilters, type FilterState } from './use-filters';
import { useSelection } from './use-selection';

/** A list of a section: what the address asks for, and what came of it. */
export interface ListPageState<Name extends ListName> {
  readonly readingId: string;
  readonly section: Section;
  readonly query: Readonly<Record<string, string>>;
  /** Changes parameters of the address. */
  readonly change: (patch: Readonly<Record<string, string | undefined>>) => void;
  readonly filters: FilterState;
  readonly selection: ListSelection<Name>;
  readonly state: ListState<ListRow<Name>>;
}

interface ListPageOptions<Name extends ListName> {
  readonly readingId: string;
  readonly section: Section;
  readonly filterIds: readonly string[];
  /** What an address asks for; the same function at every call. */
  readonly selectionOf: (readingId: string, query: Readonly<Record<string, string>>) => ListSelection<Name>;
}

/** Binds the list of a section to the address. */
export function useListPage<Name extends ListName>(options: ListPageOptions<Name>): ListPageState<Name> {
  const { readingId, section, filterIds, selectionOf } = options;
  const { query, change } = useRouteQuery();
  const filters = useFilters(filterIds);
  const selection = useMemo(() => selectionOf(readingId, query), [selectionOf, readingId, query]);
  const state = useList<Name>(selection);
  return { readingId, section, query, change, filters, selection, state };
}

/** Which row of a list is chosen, and what choosing and opening one do. */
export interface RowChoice<Row> {
  readonly selectedId: string | null;
  readonly onSelect: (row: Row) => void;
  readonly onOpen: (row: Row) => void;
  /** The detail of the chosen row takes the whole page. */
  readonly full: boolean;
}

/** Rows that open a detail beside the list or as the whole page. Escape closes it. */
export function useRowDetail<Row>({ readingId, rest }: SectionProps, section: Section, rowId: (row: Row) => string): RowChoice<Row> {
  const { full, select, openFull, close } = useSelection(readingId, section, rest);
  const [openId] = rest;
  useEscape(openId !== undefined, close);
  return {
    full,
    selectedId: openId ?? null,
    onSelect: (row) => select(rowId(row)),
    onOpen: (row) => openFull(rowId(row)),
  };
}
