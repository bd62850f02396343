import { getCoreRowModel, useReactTable, type ColumnDef } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { indexOfRow, rowAt, type GroupSize } from '../data/list-pages';
import type { ListState } from '../data/use-list';
import type { Sorting } from '../routing/list-query';
import { formatNumber } from '../format/format';
import { listMemory, rememberList } from '../state/view-store';
import { columnsThatFit, moveIndex, widthNeeded } from './grid-navigation';
import { groupOfRow, lineAt, lineOfRow, usableGroups } from './grouped-rows';
import { ErrorState, LoadingState } from './states';
import { componentStrings as strings } from './strings';
import styles from './data-table.module.css';

/** One column of a table. Widths are in rem; `grow` shares what is left. Columns with a higher `rank` go first when room is short. */
export interface TableColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly grow?: number;
  readonly rank?: number;
  readonly sortable?: boolean;
  readonly alignEnd?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly state: ListState<Row>;
  readonly rowId: (row: Row) => string;
  readonly selectedId: string | null;
  readonly onSelect: (row: Row) => void;
  /** Enter and double click: the full page. */
  readonly onOpen?: (row: Row) => void;
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting) => void;
  /** Heads between rows, in the order of the list; those that came with the list unless told. */
  readonly groups?: readonly GroupSize[];
  /** Where the scroll of this list is kept. */
  readonly memoryKey: string;
  readonly empty: ReactNode;
}

const ROW_REM = 2.25;

const rootFontSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The row behind the head of a group. */
function rowAfterHead(line: number, groups: readonly GroupSize[]): number {
  const next = lineAt(line + 1, groups);
  return next.kind === 'row' ? next.index : 0;
}

/** A virtualised grid over a list that lives elsewhere: sorting and filtering are the owner's work, the grid shows the rows in sight. */
export function DataTable<Row>(props: DataTableProps<Row>): React.JSX.Element {
  const { columns, state, rowId, selectedId, onSelect, onOpen, sorting, onSort, memoryKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [active, setActive] = useState(-1);
  /** A row that the keyboard went to before it was fetched: it is selected when it arrives. */
  const [pending, setPending] = useState<number | null>(null);
  const baseId = useId();
  const { list } = state;
  const rowHeight = ROW_REM * rootFontSize();

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Coming back from the full page of a row, or closing the detail that had the focus: the keyboard goes on in the list.
  const before = useRef(selectedId);
  useEffect(() => {
    const was = before.current;
    before.current = selectedId;
    if (was !== null && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [selectedId]);

  const shown = useMemo(() => columnsThatFit(columns, width / rootFontSize()), [columns, width]);
  const definitions = useMemo(
    () =>
      shown.map((column): ColumnDef<Row> => ({
        id: column.id,
        header: column.header,
        enableSorting: column.sortable ?? false,
        // The library sorts by no column without an accessor, not even in manual mode.
        accessorFn: () => null,
      })),
    [shown],
  );
  const groups = useMemo(() => usableGroups(props.groups ?? list.groups, list.total), [props.groups, list.groups, list.total]);
  const virtual = useVirtualizer({
    count: list.total + groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: () => listMemory(memoryKey)?.scrollTop ?? 0,
    scrollPaddingStart: 2 * rootFontSize(),
  });
  const items = virtual.getVirtualItems();
  const rowOf = (line: number): number => {
    const found = lineAt(line, groups);
    return found.kind === 'row' ? found.index : rowAfterHead(line, groups);
  };
  const first = items.length > 0 ? rowOf(items[0]?.index ?? 0) : 0;
  const last = items.length > 0 ? rowOf(items[items.length - 1]?.index ?? 0) : 0;
  const rows = useMemo(() => {
    const found: Row[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = rowAt(list, index);
      if (row !== null) found.push(row);
    }
    return found;
  }, [list, first, last]);
  const ordering = sorting ? [{ id: sorting.by, desc: sorting.direction === 'descending' }] : [];
  // The table in manual mode holds the rows in sight only; order and filters are the query's.
  const table = useReactTable({
    data: rows,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    getRowId: rowId,
    manualSorting: true,
    manualFiltering: true,
    manualPagination: true,
    state: { sorting: ordering },
    onSortingChange: (updater) => {
      const [next] = typeof updater === 'function' ? updater(ordering) : updater;
      if (next) onSort({ by: next.id, direction: next.desc ? 'descending' : 'ascending' });
    },
    enableSortingRemoval: false,
    sortDescFirst: false,
  });

  const { show } = state;
  useEffect(() => show(first, last + 1), [show, first, last]);

  const selectedIndex = useMemo(
    () => (selectedId === null ? -1 : indexOfRow(list, (row) => rowId(row) === selectedId)),
    [list, rowId, selectedId],
  );
  const activeIndex = pending ?? (selectedIndex >= 0 ? selectedIndex : active);

  const arrived = pending === null ? null : rowAt(list, pending);
  const latestSelect = useRef(onSelect);
  useEffect(() => {
    latestSelect.current = onSelect;
  });
  useEffect(() => {
    if (arrived === null) return;
    setPending(null);
    latestSelect.current(arrived);
  }, [arrived]);

  const move = (index: number): void => {
    setActive(index);
    virtual.scrollToIndex(lineOfRow(index, groups));
    const row = rowAt(list, index);
    setPending(row === null ? index : null);
    if (row !== null) onSelect(row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = moveIndex(event.key, activeIndex, list.total, page);
    if (next !== null) {
      event.preventDefault();
      move(next);
    } else if (event.key === 'Enter' && activeIndex >= 0) {
      const row = rowAt(list, activeIndex);
      if (row === null) return;
      event.preventDefault();
      (onOpen ?? onSelect)(row);
    }
  };

  // Where even the columns that never leave do not fit, the growing ones give way instead of the list scrolling sideways.
  const roomy = widthNeeded(shown) <= width / rootFontSize();
  const template = shown
    .map((column) => (column.grow ? `minmax(${roomy ? `${column.width}rem` : '0'}, ${column.grow}fr)` : `${column.width}rem`))
    .join(' ');
  const cellId = (index: number): string => `${baseId}-row-${index}`;
  if (state.status === 'error' && state.error) return <ErrorState error={state.error} onRetry={state.retry} />;
  const empty = state.status === 'ready' && list.total === 0;
  const activeGroup = activeIndex < 0 ? null : groupOfRow(activeIndex, groups);
  const [headers] = table.getHeaderGroups();
  return (
    <div className={styles.frame}>
      {empty && props.empty}
      {state.status === 'loading' && list.total === 0 && <LoadingState label={strings.loadingRows} />}
      {/* Heads are no rows that the keyboard stops at: what it entered is said once. */}
      <span className={styles.spoken} aria-live="polite">
        {activeGroup && strings.inGroup(activeGroup.label)}
      </span>
      <div
        ref={scroller}
        className={styles.grid}
        hidden={list.total === 0}
        role="grid"
        aria-label={props.label}
        aria-rowcount={list.total + 1}
        aria-colcount={shown.length}
        aria-busy={state.status === 'loading'}
        tabIndex={0}
        aria-activedescendant={activeIndex >= first && activeIndex <= last ? cellId(activeIndex) : undefined}
        onKeyDown={onKeyDown}
        onScroll={(event) => rememberList(memoryKey, { scrollTop: event.currentTarget.scrollTop })}
        data-testid="data-table"
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={`${styles.row} ${styles.headRow}`} style={{ gridTemplateColumns: template }}>
            {headers?.headers.map((header, index) => {
              const column = shown[index];
              if (!column) return null;
              const order = header.column.getIsSorted();
              return (
                <div
                  key={header.id}
                  role="columnheader"
                  className={`${styles.headCell} ${column.alignEnd ? styles.end : ''}`}
                  aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : column.sortable ? 'none' : undefined}
                >
                  {column.sortable ? (
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={header.column.getToggleSortingHandler()}
                      title={strings.sortBy(column.header)}
                    >
                      {column.header}
                      {order === 'asc' && <ArrowUpRegular aria-hidden="true" />}
                      {order === 'desc' && <ArrowDownRegular aria-hidden="true" />}
                    </button>
                  ) : (
                    column.header
                  )}
                </div>
              );
            })}
          </div>
        </div>
        <div
          role="rowgroup"
          className={`${styles.body} ${state.status === 'loading' ? styles.stale : ''}`}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map((item) => {
            const line = lineAt(item.index, groups);
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            if (line.kind === 'group') {
              return (
                <div key={item.key} role="row" className={`${styles.row} ${styles.bodyRow} ${styles.group}`} style={place}>
                  <div role="gridcell" aria-colspan={shown.length}>
                    {line.group.label} <span className={styles.groupCount}>{formatNumber(line.group.count)}</span>
                  </div>
                </div>
              );
            }
            const { index } = line;
            const row = rowAt(list, index);
            const selected = row !== null && rowId(row) === selectedId;
            return (
              <div
                key={item.key}
                id={cellId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selected}
                className={`${styles.row} ${styles.bodyRow} ${selected ? styles.selected : ''} ${index === activeIndex ? styles.active : ''}`}
                style={{ gridTemplateColumns: template, ...place }}
                onClick={() => {
                  // A click that ended a text selection is no click on the row.
                  if (row === null || (window.getSelection()?.toString() ?? '') !== '') return;
                  setActive(index);
                  onSelect(row);
                }}
                onDoubleClick={() => {
                  if (row !== null) (onOpen ?? onSelect)(row);
                }}
              >
                {shown.map((column) => (
                  <div key={column.id} role="gridcell" className={`${styles.cell} ${column.alignEnd ? styles.end : ''}`}>
                    {row === null ? <div className={styles.placeholder} /> : column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
