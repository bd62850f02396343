import { useMemo } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { ClearableEmpty } from '../../components/clearable-empty';
import { DataTable, type TableColumn } from '../../components/data-table';
import { FilterBar, type FilterChoice } from '../../components/filter-bar';
import { ListExport } from '../../components/list-export';
import { Page, PageHeader } from '../../components/page';
import { SplitView } from '../../components/split-view';
import { EmptyState } from '../../components/states';
import { useFilters } from '../../components/use-filters';
import { useSelection } from '../../components/use-selection';
import { useList } from '../../data/use-list';
import { formatNumber } from '../../format/format';
import { mailboxKindWord } from '../../format/words';
import { readSorting, writeSorting } from '../../routing/list-query';
import { readList } from '../../routing/routes';
import { useRouteQuery } from '../../routing/use-route-query';
import { useEscape } from '../../shell/escape-stack';
import type { SectionProps } from '../../shell/reading-gate';
import { MailboxDetailView } from './mailbox-detail';
import { whoStrings as strings } from './strings';
import styles from './who.module.css';

type Row = ListRow<'mailboxes'>;

const FILTER_IDS = ['kind'] as const;
const SORTABLE = ['name', 'address', 'kind', 'apps', 'people', 'signIn'] as const;

function Reached({ known, unknown }: { readonly known: number; readonly unknown: number }): React.JSX.Element {
  return (
    <span className={styles.some}>
      {formatNumber(known)}
      {unknown > 0 && (
        <span className={styles.muted} title={strings.unknownMore(formatNumber(unknown))}>
          {' '}
          + {formatNumber(unknown)}?
        </span>
      )}
    </span>
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: 'name',
    header: strings.columnName,
    width: 10,
    grow: 1.4,
    sortable: true,
    cell: (row) => <span title={row.address}>{row.name || row.address}</span>,
  },
  { id: 'address', header: strings.columnAddress, width: 14, grow: 1.4, rank: 2, sortable: true, cell: (row) => row.address },
  { id: 'kind', header: strings.columnKind, width: 7, rank: 1, sortable: true, cell: (row) => mailboxKindWord(row.kind) },
  {
    id: 'apps',
    header: strings.columnApps,
    width: 5,
    alignEnd: true,
    sortable: true,
    cell: (row) => <Reached known={row.apps} unknown={row.unknownApps} />,
  },
  {
    id: 'people',
    header: strings.columnPeople,
    width: 5,
    alignEnd: true,
    sortable: true,
    cell: (row) => <Reached known={row.people} unknown={row.unknownPeople} />,
  },
  {
    id: 'signIn',
    header: strings.columnSignIn,
    width: 7.5,
    rank: 3,
    sortable: true,
    cell: (row) =>
      row.signIn === null ? <span className={styles.muted}>{strings.notKnown}</span> : row.signIn ? strings.signInOn : strings.signInOff,
  },
];

const rowId = (row: Row): string => row.id;

/** Who and what reaches a mailbox? First the mailboxes, then one of them. */
export function WhoPage({ readingId, rest }: SectionProps): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const filters = useFilters(FILTER_IDS);
  const selection = useMemo((): ListSelection<'mailboxes'> => {
    const kinds = readList(query['kind']);
    return {
      list: 'mailboxes',
      readingId,
      filter: { text: query['q'] || undefined, kind: kinds.length ? [...kinds] : undefined },
      sort: readSorting(query['sort'], SORTABLE) ?? { by: 'name', direction: 'ascending' },
    };
  }, [readingId, query]);
  const state = useList<'mailboxes'>(selection);
  const { full, select, openFull, close } = useSelection(readingId, 'who', rest);
  const [openId] = rest;
  useEscape(openId !== undefined, close);
  const { total, unfiltered, facets } = state.list;
  const kinds = facets['kind'];
  const choices = useMemo(
    (): readonly FilterChoice[] => [
      {
        id: 'kind',
        label: strings.filterKind,
        options: Object.entries(kinds ?? {}).map(([value, count]) => ({ value, label: mailboxKindWord(value), count })),
      },
    ],
    [kinds],
  );
  const detail =
    openId === undefined ? null : <MailboxDetailView key={openId} readingId={readingId} mailboxId={openId} rest={rest} full={full} />;
  if (full && detail) return <Page>{detail}</Page>;
  const list = (
    <>
      <PageHeader
        title={strings.title}
        count={filters.active ? strings.of(formatNumber(total), formatNumber(unfiltered)) : strings.mailboxes(formatNumber(total))}
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
        selectedId={openId ?? null}
        onSelect={(row) => select(row.id)}
        onOpen={(row) => openFull(row.id)}
        sorting={selection.sort ?? null}
        onSort={(sorting) => change({ sort: writeSorting(sorting) })}
        memoryKey={`${readingId}/who`}
        empty={
          filters.active ? <ClearableEmpty onClear={filters.onClear} /> : <EmptyState title={strings.emptyTitle} text={strings.emptyText} />
        }
      />
    </>
  );
  return (
    <Page>
      <SplitView id="who" list={list} detail={detail} />
    </Page>
  );
}
