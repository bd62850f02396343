import { useMemo } from 'react';
import { SEVERITIES } from '../../../shared/domain/findings/finding';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import type { FilterChoice } from '../../components/filter-bar';
import { filterOptions, usefulOptions } from '../../components/filter-options';
import { ListPage } from '../../components/list-page';
import { useListPage, useRowDetail } from '../../components/use-list-page';
import { EXTENT_WORDS, SEVERITY_WORDS } from '../../format/words';
import { readChoice, readChoices, readSorting } from '../../routing/list-query';
import type { SectionProps } from '../../shell/section-props';
import { POLICY_COLUMNS } from './policy-columns';
import { PolicyDetail } from './policy-detail';
import { MECHANISM_WORDS, policiesStrings as strings } from './strings';

type Row = ListRow<'policies'>;

/** What can confine an app, nothing first. */
const CONFINEMENTS = ['none', 'aap', 'both', 'rbac'] as const satisfies readonly Row['mechanism'][];
const EXTENTS = ['all', 'some', 'unknown', 'none'] as const;
const FILTER_IDS = ['mechanism', 'extent', 'severity'] as const;
const SORTABLE = ['name', 'mechanism', 'scope', 'members', 'extent', 'findings'] as const;
const GROUPS = ['mechanism'] as const;
const GROUPINGS = [{ value: 'mechanism', label: strings.groupMechanism }] as const;
const WORST_FIRST = { by: 'findings', direction: 'descending' } as const;

const rowId = (row: Row): string => row.id;

function policiesSelection(readingId: string, query: Readonly<Record<string, string>>): ListSelection<'policies'> {
  return {
    list: 'policies',
    readingId,
    filter: {
      text: query['q'] || undefined,
      mechanism: readChoices(query['mechanism'], CONFINEMENTS),
      extent: readChoices(query['extent'], EXTENTS),
      severity: readChoices(query['severity'], SEVERITIES),
    },
    sort: readSorting(query['sort'], SORTABLE) ?? WORST_FIRST,
    group: readChoice(query['group'], GROUPS),
  };
}

/** What confines our apps? */
export function PoliciesPage(props: SectionProps): React.JSX.Element {
  const { readingId, rest } = props;
  const page = useListPage<'policies'>({ readingId, section: 'policies', filterIds: FILTER_IDS, selectionOf: policiesSelection });
  const rows = useRowDetail(props, 'policies', rowId);
  const { facets } = page.state.list;
  const { chosen } = page.filters;
  const filters = useMemo((): readonly FilterChoice[] => {
    const options = <Value extends string>(id: string, values: readonly Value[], word: (value: Value) => string) =>
      usefulOptions(filterOptions(values, word, facets[id]), chosen[id] ?? []);
    return [
      { id: 'mechanism', label: strings.filterMechanism, options: options('mechanism', CONFINEMENTS, (value) => MECHANISM_WORDS[value]) },
      { id: 'extent', label: strings.filterReach, options: options('extent', EXTENTS, (value) => EXTENT_WORDS[value]) },
      { id: 'severity', label: strings.filterFinding, options: options('severity', SEVERITIES, (value) => SEVERITY_WORDS[value]) },
    ];
  }, [facets, chosen]);
  const [openId] = rest;
  return (
    <ListPage<'policies'>
      page={page}
      texts={strings}
      filters={filters}
      grouping={{
        options: GROUPINGS,
        chosen: page.selection.group ?? null,
        onChoose: (group) => page.change({ group: group ?? undefined }),
      }}
      columns={POLICY_COLUMNS}
      rowId={rowId}
      rows={rows}
      detail={openId === undefined ? null : <PolicyDetail key={openId} readingId={readingId} appId={openId} rest={rest} full={rows.full} />}
    />
  );
}
