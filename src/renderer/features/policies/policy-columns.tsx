import type { ListRow } from '../../../shared/ipc/list-shapes';
import type { TableColumn } from '../../components/data-table';
import { ReachBar } from '../../components/reach-bar';
import { SeverityMark } from '../../components/severity-mark';
import { StatusPill } from '../../components/status-pill';
import { formatNumber } from '../../format/format';
import { MECHANISM_TITLES, MECHANISM_WORDS, policiesStrings as strings } from './strings';
import styles from './policies.module.css';

type Row = ListRow<'policies'>;

type Confined = Pick<Row, 'mechanism' | 'extent'>;

/** A scope that holds nothing back is worse than it looks; none at all is worse still. */
function toneOf({ mechanism, extent }: Confined): 'neutral' | 'strong' | 'warning' | 'danger' {
  if (mechanism === 'none') return extent === 'all' ? 'danger' : 'neutral';
  if (extent === 'all') return 'warning';
  return mechanism === 'rbac' ? 'strong' : 'neutral';
}

/** What confines an app, as a pill. */
function MechanismPill({ mechanism, extent }: Confined): React.JSX.Element {
  const inVain = mechanism !== 'none' && extent === 'all';
  return (
    <StatusPill tone={toneOf({ mechanism, extent })} title={inVain ? strings.inVain : MECHANISM_TITLES[mechanism]}>
      {MECHANISM_WORDS[mechanism]}
    </StatusPill>
  );
}

function membersText({ members, unknownMembers }: Row): string {
  if (members === null) return '–';
  const known = formatNumber(members);
  return unknownMembers > 0 ? strings.between(known, formatNumber(members + unknownMembers)) : known;
}

const count = (value: number): React.JSX.Element | string => (value === 0 ? <span className={styles.muted}>–</span> : formatNumber(value));

/** The columns of the list of policies. */
export const POLICY_COLUMNS: readonly TableColumn<Row>[] = [
  {
    id: 'name',
    header: strings.columnApp,
    width: 10,
    grow: 1.3,
    sortable: true,
    cell: (row) => (
      <span title={row.name}>
        {row.name} {row.enabled === false && <StatusPill>{strings.disabled}</StatusPill>}
      </span>
    ),
  },
  {
    id: 'mechanism',
    header: strings.columnMechanism,
    width: 8.5,
    sortable: true,
    cell: (row) => <MechanismPill mechanism={row.mechanism} extent={row.extent} />,
  },
  {
    id: 'scope',
    header: strings.columnScope,
    width: 12,
    grow: 2,
    rank: 3,
    sortable: true,
    cell: (row) => <span title={row.scope}>{row.scope}</span>,
  },
  { id: 'members', header: strings.columnMembers, width: 6.5, rank: 4, sortable: true, alignEnd: true, cell: membersText },
  { id: 'assignments', header: strings.columnAssignments, width: 3.5, rank: 6, alignEnd: true, cell: (row) => count(row.assignments) },
  { id: 'policies', header: strings.columnPolicies, width: 7, rank: 5, alignEnd: true, cell: (row) => count(row.policies) },
  {
    id: 'extent',
    header: strings.columnReach,
    width: 10,
    grow: 1,
    rank: 1,
    sortable: true,
    cell: (row) => (
      <ReachBar extent={row.extent} mailboxes={row.mailboxes} unknownMailboxes={row.unknownMailboxes} total={row.totalMailboxes} />
    ),
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
