import { useMemo } from 'react';
import type { PersonDetail } from '../../../shared/ipc/detail-shapes';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { ClearableEmpty } from '../../components/clearable-empty';
import { DataTable, type TableColumn } from '../../components/data-table';
import { Detail } from '../../components/detail';
import { Copyable } from '../../components/copyable';
import { Explanation } from '../../components/explanation';
import { FilterBar } from '../../components/filter-bar';
import { Facts, Page, PageHeader } from '../../components/page';
import { SplitView } from '../../components/split-view';
import { EmptyState, ErrorState, LoadingState } from '../../components/states';
import { StatusPill } from '../../components/status-pill';
import { useFilters } from '../../components/use-filters';
import { VerdictList } from '../../components/verdict-list';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { useList } from '../../data/use-list';
import { formatNumber } from '../../format/format';
import { mailboxKindWord } from '../../format/words';
import { readSorting, writeSorting } from '../../routing/list-query';
import { useRouteQuery } from '../../routing/use-route-query';
import { useEscape } from '../../shell/escape-stack';
import type { SectionProps } from '../../shell/section-props';
import { whoStrings as strings } from './strings';
import detailStyles from '../../components/detail.module.css';
import styles from './who.module.css';

type Row = ListRow<'personMailboxes'>;

const NO_FILTERS: readonly string[] = [];
const SORTABLE = ['name', 'address', 'kind', 'strongest'] as const;

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'name', header: strings.columnName, width: 10, grow: 1, sortable: true, cell: (row) => row.name || row.address },
  { id: 'address', header: strings.columnAddress, width: 14, grow: 1, rank: 2, sortable: true, cell: (row) => row.address },
  { id: 'kind', header: strings.columnKind, width: 6, rank: 3, sortable: true, cell: (row) => mailboxKindWord(row.kind) },
  {
    id: 'strongest',
    header: strings.columnWhat,
    width: 12,
    grow: 1.6,
    rank: 1,
    sortable: true,
    cell: (row) => <VerdictList verdicts={row.capabilities} />,
  },
];

/** What can this person reach, and why? */
export function PersonPage({ readingId, rest }: SectionProps): React.JSX.Element {
  const personId = rest[0] ?? '';
  const { state, retry } = useAnswer(`person:${readingId}:${personId}`, (signal) =>
    request(window.mailscope.people.get, { readingId, personId }, { signal }),
  );
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} />;
  return <PersonView key={personId} readingId={readingId} person={state.value} />;
}

function PersonView({ readingId, person }: { readonly readingId: string; readonly person: PersonDetail }): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const filters = useFilters(NO_FILTERS, 'd.');
  const mailboxId = query['d.mailbox'] ?? null;
  useEscape(mailboxId !== null, () => change({ 'd.mailbox': undefined }));
  const selection = useMemo(
    (): ListSelection<'personMailboxes'> => ({
      list: 'personMailboxes',
      readingId,
      filter: { personId: person.id, text: filters.search || undefined },
      sort: readSorting(query['d.sort'], SORTABLE) ?? { by: 'name', direction: 'ascending' },
    }),
    [readingId, person.id, filters.search, query],
  );
  const state = useList<'personMailboxes'>(selection);
  const list = (
    <>
      <DataTable<Row>
        label={strings.personListLabel}
        columns={COLUMNS}
        state={state}
        rowId={(row) => row.id}
        selectedId={mailboxId}
        onSelect={(row) => change({ 'd.mailbox': row.id })}
        sorting={selection.sort ?? null}
        onSort={(sorting) => change({ 'd.sort': writeSorting(sorting) })}
        memoryKey={`${readingId}/people/${person.id}`}
        empty={
          filters.active ? (
            <ClearableEmpty onClear={filters.onClear} />
          ) : (
            <EmptyState compact title={strings.personNothing} text={strings.personNothingText} />
          )
        }
      />
    </>
  );
  const detail =
    mailboxId === null ? null : (
      <div className={detailStyles.body} role="region" aria-label={strings.why(person.name)} tabIndex={0}>
        <Explanation key={mailboxId} readingId={readingId} principal={{ kind: 'person', id: person.id }} mailboxId={mailboxId} />
      </div>
    );
  return (
    <Page>
      <PageHeader title={person.name} count={strings.mailboxes(formatNumber(person.mailboxes))} />
      <Detail label={person.name}>
        <div className={detailStyles.head}>
          <div className={detailStyles.pills}>
            {person.deleted && <StatusPill tone="warning">{strings.deleted}</StatusPill>}
            {person.enabled === false && !person.deleted && <StatusPill>{strings.disabled}</StatusPill>}
          </div>
          <p className={detailStyles.sentence}>{person.sentence}</p>
          <div className={styles.note}>
            <Facts
              facts={[
                [strings.personId, <Copyable key="id" text={person.id} what={strings.personId} />],
                ...(person.address
                  ? ([[strings.address, <Copyable key="address" text={person.address} what={strings.address} code={false} />]] as const)
                  : []),
              ]}
            />
          </div>
        </div>
        <FilterBar
          searchLabel={strings.search}
          search={filters.search}
          onSearch={filters.onSearch}
          filters={[]}
          chosen={{}}
          onChoose={filters.onChoose}
          onClear={filters.onClear}
        />
        <SplitView id="person" list={list} detail={detail} />
      </Detail>
    </Page>
  );
}
