import { Button, Toolbar } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ArrowExportRegular, DeleteRegular, FolderOpenRegular, RenameRegular } from '@fluentui/react-icons';
import { useEffect, useMemo } from 'react';
import { ClearableEmpty } from '../../components/clearable-empty';
import { DataTable, type TableColumn } from '../../components/data-table';
import { FilterBar } from '../../components/filter-bar';
import { Page, PageHeader } from '../../components/page';
import { EmptyState } from '../../components/states';
import { StatusPill } from '../../components/status-pill';
import { useFilters } from '../../components/use-filters';
import type { ListState } from '../../data/use-list';
import { formatBytes, formatCount, formatExact, formatMoment, formatNumber } from '../../format/format';
import { readSorting, writeSorting, type Sorting } from '../../routing/list-query';
import { useRouteQuery } from '../../routing/use-route-query';
import { openFileDialog } from '../../state/session-actions';
import { useSessionStore } from '../../state/session-store';
import { DEMO_START, startReading } from '../reading-run/run-actions';
import { isSample, type StoredReading } from '../reading-run/run-api';
import { useRunStore } from '../reading-run/run-store';
import { UnfinishedList } from '../reading-run/unfinished-list';
import { exportReading, loadHistory, openStored, readAgain, showHistoryDialog } from './history-actions';
import { HistoryDialogs } from './history-dialogs';
import { findReadings, groupByTenant, HISTORY_SORTS, missingSources, pagesOf, type HistorySort } from './history-list';
import { useHistoryStore } from './history-store';
import { historyStrings as strings } from './strings';
import { useHistoryCommands } from './use-history-commands';
import styles from './history.module.css';

const COLUMNS: readonly TableColumn<StoredReading>[] = [
  { id: 'name', header: strings.columnName, width: 14, grow: 1.6, sortable: true, cell: (row) => <NameCell reading={row} /> },
  {
    id: 'collectedAt',
    header: strings.columnWhen,
    width: 11,
    sortable: true,
    cell: (row) => (
      <time dateTime={row.collectedAt} title={formatExact(row.collectedAt)}>
        {formatMoment(row.collectedAt)}
      </time>
    ),
  },
  { id: 'bytes', header: strings.columnSize, width: 6, rank: 2, sortable: true, alignEnd: true, cell: (row) => formatBytes(row.bytes) },
  { id: 'missing', header: strings.columnMissing, width: 8, rank: 1, sortable: true, cell: (row) => <MissingCell reading={row} /> },
  { id: 'from', header: strings.columnFrom, width: 9, grow: 1, rank: 3, sortable: true, cell: (row) => strings.from(row) },
];

const NO_FILTERS: readonly string[] = [];
const LATEST_FIRST: Sorting<HistorySort> = { by: 'collectedAt', direction: 'descending' };
const rowId = (row: StoredReading): string => row.id;

/** Which readings are there, and how do I come back to one? */
export function HistoryPage(): React.JSX.Element {
  const { status, readings, error } = useHistoryStore();
  const { query, change } = useRouteQuery();
  const filters = useFilters(NO_FILTERS);
  const sorting = readSorting(query['sort'], HISTORY_SORTS) ?? LATEST_FIRST;
  const recent = useSessionStore((state) => state.recent);
  // A reading that was opened, made or forgotten elsewhere changes the recent ones.
  useEffect(() => void loadHistory(), [recent]);
  const { by, direction } = sorting;
  const found = useMemo(
    () => groupByTenant(findReadings(readings, filters.search, strings), { by, direction }, strings),
    [readings, filters.search, by, direction],
  );
  const state = useMemo(
    (): ListState<StoredReading> => ({
      list: pagesOf(found.rows, readings.length, 1),
      status,
      error,
      show: () => undefined,
      retry: () => void loadHistory(),
    }),
    [found, readings.length, status, error],
  );
  const chosen = found.rows.find((reading) => reading.id === query['id']) ?? found.rows[0] ?? null;
  useHistoryCommands(chosen);
  return (
    <Page>
      <PageHeader
        title={strings.title}
        count={filters.active ? strings.of(formatNumber(found.rows.length), formatNumber(readings.length)) : formatNumber(readings.length)}
      />
      <div className={styles.unfinished}>
        <UnfinishedList />
      </div>
      {readings.length > 0 && (
        <div className={styles.tools}>
          <FilterBar
            searchLabel={strings.search}
            search={filters.search}
            onSearch={filters.onSearch}
            filters={[]}
            chosen={{}}
            onChoose={filters.onChoose}
            onClear={filters.onClear}
          />
          {chosen && <ReadingActions reading={chosen} />}
        </div>
      )}
      <DataTable<StoredReading>
        label={strings.listLabel}
        columns={COLUMNS}
        state={state}
        rowId={rowId}
        selectedId={chosen?.id ?? null}
        onSelect={(row) => change({ id: row.id })}
        onOpen={(row) => void openStored(row)}
        sorting={sorting}
        onSort={(next) => change({ sort: writeSorting(next) })}
        groups={found.groups}
        memoryKey="history"
        empty={filters.active ? <ClearableEmpty onClear={filters.onClear} /> : <NoReadings />}
      />
      <HistoryDialogs />
    </Page>
  );
}

function NameCell({ reading }: { readonly reading: StoredReading }): React.JSX.Element {
  const isOpen = useSessionStore((state) => state.open[reading.id] !== undefined);
  return (
    <>
      <span className={styles.name}>{strings.name(reading)}</span>
      {isOpen && (
        <StatusPill tone="strong" title={strings.openNowTitle}>
          {strings.openNow}
        </StatusPill>
      )}
    </>
  );
}

function MissingCell({ reading }: { readonly reading: StoredReading }): React.JSX.Element {
  const missing = missingSources(reading);
  if (missing === 0) return <span className={styles.muted}>{strings.none}</span>;
  return <StatusPill tone="warning">{formatCount(missing, 'source', 'sources')}</StatusPill>;
}

/** What can be done with the reading that is chosen. */
function ReadingActions({ reading }: { readonly reading: StoredReading }): React.JSX.Element {
  const running = useRunStore((state) => state.run !== null);
  return (
    <Toolbar className={styles.actions} size="small" aria-label={strings.actions}>
      <Button size="small" appearance="primary" icon={<FolderOpenRegular />} onClick={() => void openStored(reading)}>
        {strings.open}
      </Button>
      {reading.target && (
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          disabled={running}
          onClick={() => void readAgain(reading)}
        >
          {strings.refresh}
        </Button>
      )}
      {!isSample(reading) && (
        <>
          <Button
            size="small"
            appearance="subtle"
            icon={<RenameRegular />}
            aria-keyshortcuts="F2"
            onClick={() => showHistoryDialog({ kind: 'rename', reading })}
          >
            {strings.rename}
          </Button>
          <Button size="small" appearance="subtle" icon={<ArrowExportRegular />} onClick={() => void exportReading(reading)}>
            {strings.export}
          </Button>
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-keyshortcuts="Delete"
            onClick={() => showHistoryDialog({ kind: 'delete', reading })}
          >
            {strings.delete}
          </Button>
        </>
      )}
    </Toolbar>
  );
}

function NoReadings(): React.JSX.Element {
  return (
    <EmptyState
      title={strings.emptyTitle}
      text={strings.emptyText}
      actions={
        <>
          <Button appearance="primary" onClick={() => void startReading(DEMO_START)}>
            {strings.readDemo}
          </Button>
          <Button onClick={() => void openFileDialog()}>{strings.openFile}</Button>
        </>
      }
    />
  );
}
