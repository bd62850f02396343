import { Button } from '@fluentui/react-components';
import { CLOUDS } from '../../../shared/domain/clouds/clouds';
import type { Account } from '../../../shared/ipc/account-shapes';
import { TextLink } from '../../components/page';
import { StatusPill } from '../../components/status-pill';
import { readinessPath } from '../../routing/routes';
import { useAccounts } from '../../state/accounts-store';
import { signOut } from './account-actions';
import { accountTenant } from './account-words';
import { readAccount, signInAgain } from './permission-actions';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

/** The accounts that signed in here, each with what one can do with it. Nothing where there are none. */
export function AccountList(): React.JSX.Element | null {
  const accounts = useAccounts();
  if (accounts.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={strings.accountsLabel}>
      {accounts.map((account) => (
        <AccountItem key={account.id} account={account} />
      ))}
    </ul>
  );
}

function AccountItem({ account }: { readonly account: Account }): React.JSX.Element {
  const tenant = accountTenant(account);
  const needed = account.state === 'signInNeeded';
  return (
    <li className={styles.item}>
      <span className={styles.name}>
        <strong className={styles.clip} title={tenant}>
          {tenant}
        </strong>
        {account.customer !== null ? (
          <StatusPill>{strings.customer}</StatusPill>
        ) : (
          account.guest && <StatusPill>{strings.guest}</StatusPill>
        )}
      </span>
      <span className={styles.name}>
        <span
          className={`${styles.note} ${styles.clip}`}
          title={[account.displayName, account.username, CLOUDS[account.cloud].name].filter(Boolean).join(' · ')}
        >
          {account.username} · {CLOUDS[account.cloud].name}
        </span>
        {needed && <StatusPill tone="warning">{strings.signInNeeded}</StatusPill>}
      </span>
      <span className={styles.actions}>
        {needed ? (
          <Button
            size="small"
            appearance="primary"
            aria-label={strings.signInAgainNamed(account.username)}
            onClick={() => signInAgain(account.id)}
          >
            {strings.signInAgain}
          </Button>
        ) : (
          <Button size="small" aria-label={strings.readTenantNamed(tenant)} onClick={() => void readAccount(account)}>
            {strings.readTenant}
          </Button>
        )}
        <TextLink href={`#${readinessPath(account.id)}`}>{strings.readiness}</TextLink>
        <Button size="small" appearance="subtle" aria-label={strings.signOutNamed(account.username)} onClick={() => void signOut(account)}>
          {strings.signOut}
        </Button>
      </span>
    </li>
  );
}
