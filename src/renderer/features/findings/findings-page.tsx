import { useMemo } from 'react';
import { SEVERITIES } from '../../../shared/domain/findings/finding';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import type { TableColumn } from '../../components/data-table';
import type { FilterChoice } from '../../components/filter-bar';
import { filterOptions } from '../../components/filter-options';
import { ListPage } from '../../components/list-page';
import { SeverityMark } from '../../components/severity-mark';
import { useListPage, useRowDetail } from '../../components/use-list-page';
import { formatDay, formatExact } from '../../format/format';
import { SEVERITY_WORDS } from '../../format/words';
import { readChoices, readSorting } from '../../routing/list-query';
import type { SectionProps } from '../../shell/section-props';
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

function findingsSelection(readingId: string, query: Readonly<Record<string, string>>): ListSelection<'findings'> {
  const sort = readSorting(query['sort'], SORTABLE) ?? WORST_FIRST;
  return {
    list: 'findings',
    readingId,
    filter: { text: query['q'] || undefined, severity: readChoices(query['severity'], SEVERITIES) },
    sort,
    group: sort.by === 'severity' ? 'severity' : undefined,
  };
}

/** What is wrong, how bad, and what to do? */
export function FindingsPage(props: SectionProps): React.JSX.Element {
  const { readingId, rest } = props;
  const page = useListPage<'findings'>({ readingId, section: 'findings', filterIds: FILTER_IDS, selectionOf: findingsSelection });
  const rows = useRowDetail(props, 'findings', rowId);
  const counts = page.state.list.facets['severity'];
  const filters = useMemo(
    (): readonly FilterChoice[] => [
      { id: 'severity', label: strings.filterSeverity, options: filterOptions(SEVERITIES, (value) => SEVERITY_WORDS[value], counts) },
    ],
    [counts],
  );
  const [openKey] = rest;
  return (
    <ListPage<'findings'>
      page={page}
      texts={strings}
      filters={filters}
      columns={COLUMNS}
      rowId={rowId}
      rows={rows}
      detail={
        openKey === undefined ? null : (
          <FindingDetailView key={openKey} readingId={readingId} findingKey={openKey} rest={rest} full={rows.full} />
        )
      }
    />
  );
}
