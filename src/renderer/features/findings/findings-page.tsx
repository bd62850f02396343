import { useMemo } from 'react';
import { SEVERITIES } from '../../../shared/domain/findings/finding';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { ClearableEmpty } from '../../components/clearable-empty';
import { DataTable, type TableColumn } from '../../components/data-table';
import { FilterBar, type FilterChoice } from '../../components/filter-bar';
import { ListExport } from '../../components/list-export';
import { Page, PageHeader } from '../../components/page';
import { SeverityMark } from '../../components/severity-mark';
import { SplitView } from '../../components/split-view';
import { EmptyState } from '../../components/states';
import { useFilters } from '../../components/use-filters';
import { useSelection } from '../../components/use-selection';
import { useList } from '../../data/use-list';
import { formatDay, formatExact, formatNumber } from '../../format/format';
import { SEVERITY_WORDS } from '../../format/words';
import { readChoices, readSorting, writeSorting } from '../../routing/list-query';
import { useRouteQuery } from '../../routing/use-route-query';
import { useEscape } from '../../shell/escape-stack';
import type { SectionProps } from '../../shell/reading-gate';
import { FindingDetailView } from './finding-detail';
import { findingsStrings as strings } from './strings';

type Row = ListRow<'findings'>;

const FILTER_IDS = ['severity'] as const;
const SORTABLE = ['severity', 'title', 'subject', 'since'] as const;
const WORST_FIRST = { by: 'severity', direction: 'descending' } as const;

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: 'severity',
    header: strings.columnSeverity,
    width: 5.5,
    sortable: true,
    cell: (row) => <SeverityMark severity={row.severity} withWord />,
  },
  {
    id: 'title',
    header: strings.columnTitle,
    width: 22,
    grow: 2.2,
    sortable: true,
    cell: (row) => <span title={row.title}>{row.title}</span>,
  },
  {
    id: 'subject',
    header: strings.columnSubject,
    width: 10,
    grow: 1,
    rank: 1,
    sortable: true,
    cell: (row) => <span title={row.subject.name}>{row.subject.name}</span>,
  },
  {
    id: 'since',
    header: strings.columnSince,
    width: 7,
    rank: 2,
    sortable: true,
    cell: (row) =>
      row.since ? (
        <time dateTime={row.since} title={formatExact(row.since)}>
          {formatDay(row.since)}
        </time>
      ) : (
        '–'
      ),
  },
];

const rowId = (row: Row): string => row.key;

/** What is wrong, how bad, and what to do? */
export function FindingsPage({ readingId, rest }: SectionProps): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const filters = useFilters(FILTER_IDS);
  const sorting = readSorting(query['sort'], SORTABLE) ?? WORST_FIRST;
  const selection = useMemo(
    (): ListSelection<'findings'> => ({
      list: 'findings',
      readingId,
      filter: { text: query['q'] || undefined, severity: readChoices(query['severity'], SEVERITIES) },
      sort: readSorting(query['sort'], SORTABLE) ?? WORST_FIRST,
    }),
    [readingId, query],
  );
  const state = useList<'findings'>(selection);
  const { full, select, openFull, close } = useSelection(readingId, 'findings', rest);
  const [openKey] = rest;
  useEscape(openKey !== undefined, close);
  const { total, unfiltered, facets } = state.list;
  const counts = facets['severity'];
  const choices = useMemo(
    (): readonly FilterChoice[] => [
      {
        id: 'severity',
        label: strings.filterSeverity,
        options: SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value], count: counts?.[value] ?? 0 })),
      },
    ],
    [counts],
  );
  const chosen = filters.chosen['severity'];
  const groups = useMemo(() => {
    if (sorting.by !== 'severity') return [];
    const worstFirst = SEVERITIES.filter((severity) => !chosen?.length || chosen.includes(severity));
    const order = sorting.direction === 'descending' ? worstFirst : [...worstFirst].reverse();
    return order.map((severity) => ({ id: severity, label: SEVERITY_WORDS[severity], count: counts?.[severity] ?? 0 }));
  }, [sorting.by, sorting.direction, counts, chosen]);

  const detail =
    openKey === undefined ? null : <FindingDetailView key={openKey} readingId={readingId} findingKey={openKey} rest={rest} full={full} />;
  if (full && detail) return <Page>{detail}</Page>;
  const list = (
    <>
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
        selectedId={openKey ?? null}
        onSelect={(row) => select(row.key)}
        onOpen={(row) => openFull(row.key)}
        sorting={sorting}
        onSort={(next) => change({ sort: writeSorting(next) })}
        groups={groups}
        memoryKey={`${readingId}/findings`}
        empty={
          filters.active ? <ClearableEmpty onClear={filters.onClear} /> : <EmptyState title={strings.emptyTitle} text={strings.emptyText} />
        }
      />
    </>
  );
  return (
    <Page>
      <SplitView id="findings" list={list} detail={detail} />
    </Page>
  );
}
