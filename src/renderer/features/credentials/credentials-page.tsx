import { useMemo } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import type { TableColumn } from '../../components/data-table';
import type { FilterChoice } from '../../components/filter-bar';
import { filterOptions } from '../../components/filter-options';
import { ListPage } from '../../components/list-page';
import { useListPage } from '../../components/use-list-page';
import { indexOfRow, rowAt, type ListPages } from '../../data/list-pages';
import { formatDay } from '../../format/format';
import { EXTENT_WORDS } from '../../format/words';
import { navigate } from '../../routing/hash-location';
import { readChoices, readSorting } from '../../routing/list-query';
import { sectionPath } from '../../routing/routes';
import type { SectionProps } from '../../shell/section-props';
import { CredentialDetail } from './credential-detail';
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

/** The credential of a key among those fetched. */
function credentialOf(list: ListPages<Row>, key: string): Row | null {
  const index = indexOfRow(list, (row) => row.key === key);
  return index < 0 ? null : rowAt(list, index);
}

const rowId = (row: Row): string => row.key;

function credentialsSelection(readingId: string, query: Readonly<Record<string, string>>): ListSelection<'credentials'> {
  return {
    list: 'credentials',
    readingId,
    filter: {
      text: query['q'] || undefined,
      state: readChoices(query['state'], STATES),
      kind: readChoices(query['kind'], KINDS),
      reach: readChoices(query['reach'], EXTENTS),
    },
    sort: readSorting(query['sort'], SORTABLE) ?? { by: 'end', direction: 'ascending' },
  };
}

/** What expires when, and how is it replaced? */
export function CredentialsPage({ readingId }: SectionProps): React.JSX.Element {
  const page = useListPage<'credentials'>({ readingId, section: 'credentials', filterIds: FILTER_IDS, selectionOf: credentialsSelection });
  const { facets } = page.state.list;
  const filters = useMemo(
    (): readonly FilterChoice[] => [
      { id: 'state', label: strings.filterState, options: filterOptions(STATES, (value) => strings.states[value], facets['state']) },
      { id: 'kind', label: strings.columnKind, options: filterOptions(KINDS, (value) => strings.kinds[value], facets['kind']) },
      { id: 'reach', label: strings.filterReach, options: filterOptions(EXTENTS, (value) => EXTENT_WORDS[value], facets['reach']) },
    ],
    [facets],
  );
  const openKey = page.query['d.key'];
  const open = openKey === undefined ? null : credentialOf(page.state.list, openKey);
  return (
    <ListPage<'credentials'>
      page={page}
      texts={strings}
      filters={filters}
      columns={COLUMNS}
      rowId={rowId}
      rows={{
        full: false,
        selectedId: page.query['d.key'] ?? null,
        onSelect: (row) => page.change({ 'd.key': row.key }),
        onOpen: (row) => navigate(sectionPath(readingId, 'apps', [row.appId, 'credentials'])),
      }}
      detail={
        openKey === undefined ? null : (
          <CredentialDetail readingId={readingId} credential={open} onClose={() => page.change({ 'd.key': undefined })} />
        )
      }
    />
  );
}
