import type { ReactNode } from 'react';
import type { ListName, ListRow } from '../../shared/ipc/list-shapes';
import { formatNumber } from '../format/format';
import { writeSorting } from '../routing/list-query';
import { ClearableEmpty } from './clearable-empty';
import { DataTable, type TableColumn } from './data-table';
import { FilterBar, type FilterChoice } from './filter-bar';
import { GroupMenu, type Grouping } from './group-menu';
import { ListExport } from './list-export';
import { Page, PageHeader } from './page';
import { SplitView } from './split-view';
import { EmptyState } from './states';
import { componentStrings } from './strings';
import type { ListPageState, RowChoice } from './use-list-page';

interface ListTexts {
  readonly title: string;
  readonly search: string;
  readonly listLabel: string;
  readonly emptyTitle: string;
  readonly emptyText: string;
}

interface ListPageProps<Name extends ListName> {
  readonly page: ListPageState<Name>;
  readonly texts: ListTexts;
  /** What stands beside the title while no filter is set; the bare number unless told. */
  readonly countText?: (count: string) => string;
  readonly filters: readonly FilterChoice[];
  readonly grouping?: Grouping;
  readonly columns: readonly TableColumn<ListRow<Name>>[];
  readonly rowId: (row: ListRow<Name>) => string;
  readonly rows: RowChoice<ListRow<Name>>;
  /** The detail beside the list, null while none is open; a list without details leaves it out. */
  readonly detail?: ReactNode;
}

/** The page of a list: its title and count, search and filters, the rows, and the detail of one of them. */
export function ListPage<Name extends ListName>(props: ListPageProps<Name>): React.JSX.Element {
  const { page, texts, countText, grouping, rows, detail } = props;
  const { filters, selection, state } = page;
  if (rows.full && detail) return <Page>{detail}</Page>;
  const total = formatNumber(state.list.total);
  const list = (
    <>
      <PageHeader
        title={texts.title}
        count={filters.active ? componentStrings.of(total, formatNumber(state.list.unfiltered)) : (countText?.(total) ?? total)}
        aside={
          <>
            {grouping && <GroupMenu grouping={grouping} />}
            <ListExport selection={selection} />
          </>
        }
      />
      <FilterBar
        searchLabel={texts.search}
        search={filters.search}
        onSearch={filters.onSearch}
        filters={props.filters}
        chosen={filters.chosen}
        onChoose={filters.onChoose}
        onClear={filters.onClear}
      />
      <DataTable<ListRow<Name>>
        label={texts.listLabel}
        columns={props.columns}
        state={state}
        rowId={props.rowId}
        selectedId={rows.selectedId}
        onSelect={rows.onSelect}
        onOpen={rows.onOpen}
        sorting={selection.sort ?? null}
        onSort={(sorting) => page.change({ sort: writeSorting(sorting) })}
        memoryKey={`${page.readingId}/${page.section}`}
        empty={
          filters.active ? <ClearableEmpty onClear={filters.onClear} /> : <EmptyState title={texts.emptyTitle} text={texts.emptyText} />
        }
      />
    </>
  );
  return <Page>{detail === undefined ? list : <SplitView id={page.section} list={list} detail={detail} coversWhenNarrow />}</Page>;
}
