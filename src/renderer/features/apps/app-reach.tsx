import { useMemo } from 'react';
import { CAPABILITIES, type Capability } from '../../../shared/domain/reach/capability';
import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { DataTable, type TableColumn } from '../../components/data-table';
import { ClearableEmpty } from '../../components/clearable-empty';
import { Explanation } from '../../components/explanation';
import { FilterBar } from '../../components/filter-bar';
import { ReachBar } from '../../components/reach-bar';
import { SplitView } from '../../components/split-view';
import { EmptyState } from '../../components/states';
import { useFilters } from '../../components/use-filters';
import { VerdictList } from '../../components/verdict-list';
import { useList } from '../../data/use-list';
import { distinctReach } from '../../format/capability-lists';
import { CAPABILITY_WORDS, mailboxKindWord } from '../../format/words';
import { readSorting, writeSorting } from '../../routing/list-query';
import { useRouteQuery } from '../../routing/use-route-query';
import { useEscape } from '../../shell/escape-stack';
import { appsStrings as strings } from './strings';
import styles from './apps.module.css';

type Row = ListRow<'appMailboxes'>;

const NO_FILTERS: readonly string[] = [];
const SORTABLE = ['name', 'address', 'kind', 'strongest'] as const;

interface AppReachProps {
  readonly app: AppDetail;
  readonly readingId: string;
  readonly full: boolean;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: 'name',
    header: strings.columnMailbox,
    width: 10,
    grow: 1,
    sortable: true,
    cell: (row) => <span title={row.address}>{row.name || row.address}</span>,
  },
  { id: 'address', header: strings.columnAddress, width: 14, grow: 1, rank: 2, sortable: true, cell: (row) => row.address },
  { id: 'kind', header: strings.columnKind, width: 6, rank: 3, sortable: true, cell: (row) => mailboxKindWord(row.kind) },
  {
    id: 'strongest',
    header: strings.columnCapabilities,
    width: 12,
    grow: 1.6,
    rank: 1,
    sortable: true,
    cell: (row) => <VerdictList verdicts={row.capabilities} />,
  },
];

/** Where the app can do what: per capability how far it goes, the mailboxes, and why for the one that is chosen. */
export function AppReach({ app, readingId, full }: AppReachProps): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const filters = useFilters(NO_FILTERS, 'd.');
  const capability = CAPABILITIES.find((candidate) => candidate === query['d.capability']);
  const mailboxId = query['d.mailbox'] ?? null;
  const held = distinctReach(app.application, CAPABILITIES);
  const selection = useMemo(
    (): ListSelection<'appMailboxes'> => ({
      list: 'appMailboxes',
      readingId,
      filter: { appId: app.appId, text: filters.search || undefined, capability },
      sort: readSorting(query['d.sort'], SORTABLE) ?? { by: 'name', direction: 'ascending' },
    }),
    [readingId, app.appId, filters.search, capability, query],
  );
  const state = useList<'appMailboxes'>(selection);
  useEscape(mailboxId !== null, () => change({ 'd.mailbox': undefined }));
  const choose = (row: Row): void => change({ 'd.mailbox': row.id });
  const clear = (): void => change({ 'd.q': undefined, 'd.capability': undefined });
  const filtered = filters.active || capability !== undefined;
  const empty = filtered ? (
    <ClearableEmpty onClear={clear} />
  ) : (
    <EmptyState compact title={strings.reachNone} text={app.delegatedGrants.length > 0 ? strings.delegatedOnly : ''} />
  );
  const list = (
    <>
      {held.length > 0 && (
        <CapabilitySummary
          app={app}
          held={held}
          chosen={capability ?? null}
          onChoose={(next) => change({ 'd.capability': next ?? undefined })}
        />
      )}
      <div className={styles.reachList}>
        <FilterBar
          searchLabel={strings.reachSearch}
          search={filters.search}
          onSearch={filters.onSearch}
          filters={[]}
          chosen={{}}
          onChoose={filters.onChoose}
          onClear={clear}
        />
        <DataTable<Row>
          label={strings.reachListLabel}
          columns={COLUMNS}
          state={state}
          rowId={(row) => row.id}
          selectedId={mailboxId}
          onSelect={choose}
          sorting={selection.sort ?? null}
          onSort={(sorting) => change({ 'd.sort': writeSorting(sorting) })}
          memoryKey={`${readingId}/apps/${app.appId}/reach`}
          empty={empty}
        />
      </div>
    </>
  );
  const row = mailboxId === null ? null : <WhyPanel key={mailboxId} app={app} readingId={readingId} mailboxId={mailboxId} side={full} />;
  if (full) return <SplitView id="app-reach" list={list} detail={row} />;
  return (
    <>
      {list}
      {row}
    </>
  );
}

interface CapabilitySummaryProps {
  readonly app: AppDetail;
  readonly held: readonly Capability[];
  readonly chosen: Capability | null;
  readonly onChoose: (capability: Capability | null) => void;
}

function CapabilitySummary({ app, held, chosen, onChoose }: CapabilitySummaryProps): React.JSX.Element {
  return (
    <div className={styles.summary} role="region" aria-label={strings.reachTitle} tabIndex={0}>
      <h3 className={styles.summaryTitle}>{strings.reachTitle}</h3>
      <ul className={styles.capabilities}>
        {held.map((capability) => {
          const reach = app.application[capability];
          if (!reach) return null;
          return (
            <li key={capability}>
              <button
                type="button"
                className={styles.capability}
                aria-pressed={capability === chosen}
                onClick={() => onChoose(capability === chosen ? null : capability)}
              >
                <span>{CAPABILITY_WORDS[capability]}</span>
                <ReachBar
                  extent={reach.reach}
                  mailboxes={reach.mailboxes}
                  unknownMailboxes={reach.unknownMailboxes}
                  total={app.totalMailboxes}
                />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface WhyPanelProps {
  readonly app: AppDetail;
  readonly readingId: string;
  readonly mailboxId: string;
  readonly side: boolean;
}

function WhyPanel({ app, readingId, mailboxId, side }: WhyPanelProps): React.JSX.Element {
  return (
    <section className={`${styles.why} ${side ? styles.whySide : ''}`} aria-label={strings.whyLabel} tabIndex={0}>
      <h3 className={styles.summaryTitle}>{strings.whyLabel}</h3>
      <Explanation readingId={readingId} principal={{ kind: 'app', id: app.appId }} mailboxId={mailboxId} />
    </section>
  );
}
