import type { ListRow } from '../../../shared/ipc/list-shapes';
import { StatusPill } from '../../components/status-pill';
import { formatDay, formatDays, formatExact } from '../../format/format';
import { credentialsStrings as strings } from './strings';
import styles from './credentials.module.css';

type Credential = ListRow<'credentials'>;

/** The state of a credential as a pill. */
export function CredentialState({ credential }: { readonly credential: Credential }): React.JSX.Element {
  const tone = credential.state === 'expired' ? 'danger' : credential.state === 'expiring' ? 'warning' : 'neutral';
  return <StatusPill tone={tone}>{strings.states[credential.state]}</StatusPill>;
}

/** When a credential ends: in words, exact in the tooltip. */
export function CredentialEnd({ credential }: { readonly credential: Credential }): React.JSX.Element {
  const { end, daysLeft } = credential;
  if (end === null) return <span className={styles.muted}>{strings.never}</span>;
  return (
    <time dateTime={end} title={formatExact(end)} className={credential.state === 'expired' ? styles.expired : undefined}>
      {daysLeft === null ? formatDay(end) : formatDays(daysLeft)}
    </time>
  );
}
