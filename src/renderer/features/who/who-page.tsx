import { useMemo } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import type { TableColumn } from '../../components/data-table';
import type { FilterChoice } from '../../components/filter-bar';
import { filterOptions } from '../../components/filter-options';
import { ListPage } from '../../components/list-page';
import { VerdictDot } from '../../components/verdict-dot';
import { useListPage, useRowDetail } from '../../components/use-list-page';
import { formatNumber } from '../../format/format';
import { mailboxKindWord } from '../../format/words';
import { readSorting } from '../../routing/list-query';
import { readList } from '../../routing/routes';
import type { SectionProps } from '../../shell/section-props';
import { MailboxDetailView } from './mailbox-detail';
import { whoStrings as strings } from './strings';
import styles from './who.module.css';

type Row = ListRow<'mailboxes'>;

const FILTER_IDS = ['kind'] as const;
const SORTABLE = ['name', 'address', 'kind', 'apps', 'people', 'signIn'] as const;

interface ReachedProps {
  readonly known: number;
  readonly unknown: number;
  /** Why there may be others. */
  readonly gap: string | null;
}

function Reached({ known, unknown, gap }: ReachedProps): React.JSX.Element {
  return (
    <span className={styles.some}>
      {formatNumber(known)}
      {unknown > 0 && (
        <span className={styles.muted} title={strings.unknownMore(formatNumber(unknown))}>
          {' '}
          + {formatNumber(unknown)}?
        </span>
      )}
      {gap !== null && (
        <>
          {' '}
          <VerdictDot verdict="unknown" reason={strings.maybeMore(gap)} />
        </>
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
    cell: (row) => <Reached known={row.apps} unknown={row.unknownApps} gap={row.appsGap} />,
  },
  {
    id: 'people',
    header: strings.columnPeople,
    width: 5.5,
    alignEnd: true,
    sortable: true,
    cell: (row) => <Reached known={row.people} unknown={row.unknownPeople} gap={row.peopleGap} />,
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

function whoSelection(readingId: string, query: Readonly<Record<string, string>>): ListSelection<'mailboxes'> {
  const kinds = readList(query['kind']);
  return {
    list: 'mailboxes',
    readingId,
    filter: { text: query['q'] || undefined, kind: kinds.length ? [...kinds] : undefined },
    sort: readSorting(query['sort'], SORTABLE) ?? { by: 'name', direction: 'ascending' },
  };
}

/** Who and what reaches a mailbox? First the mailboxes, then one of them. */
export function WhoPage(props: SectionProps): React.JSX.Element {
  const { readingId, rest } = props;
  const page = useListPage<'mailboxes'>({ readingId, section: 'who', filterIds: FILTER_IDS, selectionOf: whoSelection });
  const rows = useRowDetail(props, 'who', rowId);
  const kinds = page.state.list.facets['kind'];
  const filters = useMemo(
    (): readonly FilterChoice[] => [
      { id: 'kind', label: strings.filterKind, options: filterOptions(Object.keys(kinds ?? {}), mailboxKindWord, kinds) },
    ],
    [kinds],
  );
  const [openId] = rest;
  return (
    <ListPage<'mailboxes'>
      page={page}
      texts={strings}
      countText={strings.mailboxes}
      filters={filters}
      columns={COLUMNS}
      rowId={rowId}
      rows={rows}
      detail={
        openId === undefined ? null : (
          <MailboxDetailView key={openId} readingId={readingId} mailboxId={openId} rest={rest} full={rows.full} />
        )
      }
    />
  );
}
