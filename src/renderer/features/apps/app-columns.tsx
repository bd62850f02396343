import { CheckmarkStarburstRegular } from '@fluentui/react-icons';
import type { ListRow } from '../../../shared/ipc/list-shapes';
import type { TableColumn } from '../../components/data-table';
import { ReachBar } from '../../components/reach-bar';
import { SeverityMark } from '../../components/severity-mark';
import { StatusPill } from '../../components/status-pill';
import { When } from '../../components/when';
import { formatNumber } from '../../format/format';
import { CAPABILITY_WORDS } from '../../format/words';
import { appsStrings as strings } from './strings';
import styles from './apps.module.css';

type AppRow = ListRow<'apps'>;

function AppName({ row }: { readonly row: AppRow }): React.JSX.Element {
  return (
    <span className={styles.name}>
      <span className={styles.nameText} title={row.publisher ? `${row.name} · ${row.publisher}` : row.name}>
        {row.name}
      </span>
      {row.verified === true && (
        <CheckmarkStarburstRegular
          className={styles.verifiedMark}
          role="img"
          aria-label={strings.verified}
          title={row.publisher ?? strings.verified}
        />
      )}
      {row.enabled === false && <StatusPill>{strings.disabled}</StatusPill>}
    </span>
  );
}

/** The columns of the list of apps. */
export function appColumns(readingId: string): readonly TableColumn<AppRow>[] {
  return [
    { id: 'name', header: strings.columnName, width: 11, grow: 2, sortable: true, cell: (row) => <AppName row={row} /> },
    {
      id: 'extent',
      header: strings.columnReach,
      width: 10,
      grow: 1.2,
      sortable: true,
      cell: (row) => (
        <ReachBar extent={row.extent} mailboxes={row.mailboxes} unknownMailboxes={row.unknownMailboxes} total={row.totalMailboxes} />
      ),
    },
    {
      id: 'strongest',
      header: strings.columnStrongest,
      width: 9.5,
      grow: 1,
      rank: 1,
      sortable: true,
      cell: (row) => (row.strongest ? CAPABILITY_WORDS[row.strongest] : <span className={styles.muted}>–</span>),
    },
    {
      id: 'by',
      header: strings.columnBy,
      width: 9,
      grow: 1,
      rank: 3,
      cell: (row) => (
        <span className={styles.pills}>
          {row.by.map((way) => (
            <StatusPill key={way} title={strings.byLong[way]}>
              {strings.by[way]}
            </StatusPill>
          ))}
        </span>
      ),
    },
    {
      id: 'nextExpiry',
      header: strings.columnExpiry,
      width: 7,
      rank: 4,
      sortable: true,
      cell: (row) =>
        row.nextExpiry ? (
          <When at={row.nextExpiry} readingId={readingId} />
        ) : row.expiredCredentials > 0 ? (
          <span className={styles.expired}>{strings.expired}</span>
        ) : (
          <span className={styles.muted}>–</span>
        ),
    },
    {
      id: 'lastSignIn',
      header: strings.columnSignIn,
      width: 7.5,
      rank: 5,
      sortable: true,
      cell: (row) =>
        row.lastSignIn ? <When at={row.lastSignIn} readingId={readingId} /> : <span className={styles.muted}>{strings.notKnown}</span>,
    },
    {
      id: 'findings',
      header: strings.columnFindings,
      width: 5.5,
      rank: 2,
      sortable: true,
      cell: (row) =>
        row.worst ? (
          <span className={styles.findings}>
            <SeverityMark severity={row.worst} />
            {formatNumber(row.findings)}
          </span>
        ) : (
          <span className={styles.muted}>–</span>
        ),
    },
  ];
}
