import { useMemo } from 'react';
import { SEVERITIES } from '../../../shared/domain/findings/finding';
import { CAPABILITIES } from '../../../shared/domain/reach/capability';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { DataTable } from '../../components/data-table';
import { FilterBar, type FilterChoice } from '../../components/filter-bar';
import { ListExport } from '../../components/list-export';
import { Page, PageHeader } from '../../components/page';
import { SplitView } from '../../components/split-view';
import { EmptyState } from '../../components/states';
import { ClearableEmpty } from '../../components/clearable-empty';
import { useFilters } from '../../components/use-filters';
import { useSelection } from '../../components/use-selection';
import { useList } from '../../data/use-list';
import { formatNumber } from '../../format/format';
import { CAPABILITY_WORDS, EXTENT_WORDS, SEVERITY_WORDS } from '../../format/words';
import { readChoices, readSorting, writeSorting } from '../../routing/list-query';
import { useRouteQuery } from '../../routing/use-route-query';
import { useEscape } from '../../shell/escape-stack';
import type { SectionProps } from '../../shell/reading-gate';
import { AppDetailView } from './app-detail';
import { appColumns, APP_WAYS, SORTABLE } from './app-columns';
import { appsStrings as strings } from './strings';

type AppRow = ListRow<'apps'>;

const EXTENTS = ['all', 'some', 'unknown', 'none'] as const;
const FILTER_IDS = ['extent', 'capability', 'by', 'severity'] as const;
const DEFAULT_SORTING = { by: 'extent', direction: 'descending' } as const;

/** The selection that an address asks for. */
export function appsSelection(readingId: string, query: Readonly<Record<string, string>>): ListSelection<'apps'> {
  return {
    list: 'apps',
    readingId,
    filter: {
      text: query['q'] || undefined,
      extent: readChoices(query['extent'], EXTENTS),
      capability: readChoices(query['capability'], CAPABILITIES),
      by: readChoices(query['by'], APP_WAYS),
      severity: readChoices(query['severity'], SEVERITIES),
    },
    sort: readSorting(query['sort'], SORTABLE) ?? DEFAULT_SORTING,
  };
}

/** Which apps can reach mail, and how far? */
export function AppsPage({ readingId, rest }: SectionProps): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const filters = useFilters(FILTER_IDS);
  const selection = useMemo(() => appsSelection(readingId, query), [readingId, query]);
  const state = useList<'apps'>(selection);
  const columns = useMemo(() => appColumns(readingId), [readingId]);
  const { full, select, openFull, close } = useSelection(readingId, 'apps', rest);
  const [openId] = rest;
  useEscape(openId !== undefined, close);
  const { total, unfiltered, facets } = state.list;
  const choices = useMemo((): readonly FilterChoice[] => {
    const options = <Value extends string>(id: string, values: readonly Value[], word: (value: Value) => string) =>
      values
        .map((value) => ({ value, label: word(value), count: facets[id]?.[value] ?? 0 }))
        .filter((option) => option.count > 0 || query[id]?.split(',').includes(option.value));
    return [
      { id: 'extent', label: strings.filterReach, options: options('extent', EXTENTS, (value) => EXTENT_WORDS[value]) },
      {
        id: 'capability',
        label: strings.filterCapability,
        options: options('capability', CAPABILITIES, (value) => CAPABILITY_WORDS[value]),
      },
      { id: 'by', label: strings.filterBy, options: options('by', APP_WAYS, (value) => strings.by[value]) },
      { id: 'severity', label: strings.filterFinding, options: options('severity', SEVERITIES, (value) => SEVERITY_WORDS[value]) },
    ];
  }, [facets, query]);

  const detail = openId === undefined ? null : <AppDetailView key={openId} readingId={readingId} appId={openId} rest={rest} full={full} />;
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
      <DataTable<AppRow>
        label={strings.listLabel}
        columns={columns}
        state={state}
        rowId={rowId}
        selectedId={openId ?? null}
        onSelect={(row) => select(row.id)}
        onOpen={(row) => openFull(row.id)}
        sorting={selection.sort ?? null}
        onSort={(sorting) => change({ sort: writeSorting(sorting) })}
        memoryKey={`${readingId}/apps`}
        empty={
          filters.active ? <ClearableEmpty onClear={filters.onClear} /> : <EmptyState title={strings.emptyTitle} text={strings.emptyText} />
        }
      />
    </>
  );
  return (
    <Page>
      <SplitView id="apps" list={list} detail={detail} />
    </Page>
  );
}

const rowId = (row: AppRow): string => row.id;
