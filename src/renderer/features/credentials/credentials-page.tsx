import { useMemo } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { ClearableEmpty } from '../../components/clearable-empty';
import { DataTable, type TableColumn } from '../../components/data-table';
import { FilterBar, type FilterChoice } from '../../components/filter-bar';
import { ListExport } from '../../components/list-export';
import { Page, PageHeader } from '../../components/page';
import { EmptyState } from '../../components/states';
import { useFilters } from '../../components/use-filters';
import { useList } from '../../data/use-list';
import { formatDay, formatNumber } from '../../format/format';
import { EXTENT_WORDS } from '../../format/words';
import { navigate } from '../../routing/hash-location';
import { readChoices, readSorting, writeSorting } from '../../routing/list-query';
import { sectionPath } from '../../routing/routes';
import { useRouteQuery } from '../../routing/use-route-query';
import type { SectionProps } from '../../shell/reading-gate';
import { CredentialEnd, CredentialState } from './credential-parts';
import { credentialsStrings as strings } from './strings';
import styles from './credentials.module.css';

type Row = ListRow<'credentials'>;

const FILTER_IDS = ['state', 'kind', 'reach'] as const;
const STATES = ['expired', 'expiring', 'valid', 'notYetValid'] as const;
const KINDS = ['secret', 'certificate', 'federated'] as const;
const EXTENTS = ['all', 'some', 'unknown', 'none'] as const;
const SORTABLE = ['end', 'name', 'kind', 'state', 'reach'] as const;

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'end', header: strings.columnEnd, width: 8, sortable: true, cell: (row) => <CredentialEnd credential={row} /> },
  { id: 'date', header: strings.columnDate, width: 7, rank: 3, cell: (row) => (row.end ? formatDay(row.end) : '–') },
  { id: 'state', header: strings.columnState, width: 7, sortable: true, cell: (row) => <CredentialState credential={row} /> },
  { id: 'name', header: strings.columnApp, width: 12, grow: 1.4, sortable: true, cell: (row) => <span title={row.appId}>{row.name}</span> },
  { id: 'kind', header: strings.columnKind, width: 7, rank: 2, sortable: true, cell: (row) => strings.kinds[row.kind] },
  {
    id: 'displayName',
    header: strings.columnName,
    width: 9,
    grow: 1,
    rank: 4,
    cell: (row) => row.displayName ?? <span className={styles.muted}>{strings.unnamed}</span>,
  },
  { id: 'reach', header: strings.columnReach, width: 8.5, rank: 1, sortable: true, cell: (row) => EXTENT_WORDS[row.reach] },
];

const rowId = (row: Row): string => row.key;

/** What expires when? Choosing a credential opens its app. */
export function CredentialsPage({ readingId }: SectionProps): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const filters = useFilters(FILTER_IDS);
  const selection = useMemo(
    (): ListSelection<'credentials'> => ({
      list: 'credentials',
      readingId,
      filter: {
        text: query['q'] || undefined,
        state: readChoices(query['state'], STATES),
        kind: readChoices(query['kind'], KINDS),
        reach: readChoices(query['reach'], EXTENTS),
      },
      sort: readSorting(query['sort'], SORTABLE) ?? { by: 'end', direction: 'ascending' },
    }),
    [readingId, query],
  );
  const state = useList<'credentials'>(selection);
  const { total, unfiltered, facets } = state.list;
  const chosenKey = query['d.key'] ?? null;
  const choices = useMemo((): readonly FilterChoice[] => {
    const options = <Value extends string>(id: string, values: readonly Value[], word: (value: Value) => string) =>
      values.map((value) => ({ value, label: word(value), count: facets[id]?.[value] ?? 0 }));
    return [
      { id: 'state', label: strings.filterState, options: options('state', STATES, (value) => strings.states[value]) },
      { id: 'kind', label: strings.columnKind, options: options('kind', KINDS, (value) => strings.kinds[value]) },
      { id: 'reach', label: strings.filterReach, options: options('reach', EXTENTS, (value) => EXTENT_WORDS[value]) },
    ];
  }, [facets]);
  return (
    <Page>
      <PageHeader
        title={strings.title}
        count={filters.active ? strings.of(formatNumber(total), formatNumber(unfiltered)) : formatNumber(total)}
        aside={<ListExport selection={selection} />}
      />
      <FilterBar
        searchLabel={strings.search}
        search={filters.search}
        onSearch={filters.onSearch}
        filters={choices}
        chosen={filters.chosen}
        onChoose={filters.onChoose}
        onClear={filters.onClear}
      />
      <DataTable<Row>
        label={strings.listLabel}
        columns={COLUMNS}
        state={state}
        rowId={rowId}
        selectedId={chosenKey}
        onSelect={(row) => change({ 'd.key': row.key })}
        onOpen={(row) => navigate(sectionPath(readingId, 'apps', [row.appId, 'credentials']))}
        sorting={selection.sort ?? null}
        onSort={(sorting) => change({ sort: writeSorting(sorting) })}
        memoryKey={`${readingId}/credentials`}
        empty={
          filters.active ? <ClearableEmpty onClear={filters.onClear} /> : <EmptyState title={strings.emptyTitle} text={strings.emptyText} />
        }
      />
    </Page>
  );
}
