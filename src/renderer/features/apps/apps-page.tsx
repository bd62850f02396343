import { useMemo } from 'react';
import { SEVERITIES } from '../../../shared/domain/findings/finding';
import { CAPABILITIES } from '../../../shared/domain/reach/capability';
import type { ListRow } from '../../../shared/ipc/list-shapes';
import type { FilterChoice } from '../../components/filter-bar';
import { filterOptions, usefulOptions } from '../../components/filter-options';
import { ListPage } from '../../components/list-page';
import { useListPage, useRowDetail } from '../../components/use-list-page';
import { CAPABILITY_WORDS, EXTENT_WORDS, SEVERITY_WORDS } from '../../format/words';
import type { SectionProps } from '../../shell/section-props';
import { AppDetailView } from './app-detail';
import { appColumns } from './app-columns';
import { APP_FILTERS, APP_WAYS, appsSelection, EXTENTS } from './apps-selection';
import { appsStrings as strings } from './strings';

const GROUPINGS = [
  { value: 'extent', label: strings.groupReach },
  { value: 'publisher', label: strings.groupPublisher },
] as const;

const rowId = (row: ListRow<'apps'>): string => row.id;

/** Which apps can reach mail, and how far? */
export function AppsPage(props: SectionProps): React.JSX.Element {
  const { readingId, rest } = props;
  const page = useListPage<'apps'>({ readingId, section: 'apps', filterIds: APP_FILTERS, selectionOf: appsSelection });
  const rows = useRowDetail(props, 'apps', rowId);
  const columns = useMemo(() => appColumns(readingId), [readingId]);
  const { facets } = page.state.list;
  const { chosen } = page.filters;
  const filters = useMemo((): readonly FilterChoice[] => {
    const options = <Value extends string>(id: string, values: readonly Value[], word: (value: Value) => string) =>
      usefulOptions(filterOptions(values, word, facets[id]), chosen[id] ?? []);
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
  }, [facets, chosen]);
  const [openId] = rest;
  return (
    <ListPage<'apps'>
      page={page}
      texts={strings}
      filters={filters}
      grouping={{
        options: GROUPINGS,
        chosen: page.selection.group ?? null,
        onChoose: (group) => page.change({ group: group ?? undefined }),
      }}
      columns={columns}
      rowId={rowId}
      rows={rows}
      detail={
        openId === undefined ? null : <AppDetailView key={openId} readingId={readingId} appId={openId} rest={rest} full={rows.full} />
      }
    />
  );
}
