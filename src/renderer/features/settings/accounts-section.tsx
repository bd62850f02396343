import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useAccountsStore } from '../../state/accounts-store';
import { AccountList } from '../accounts/account-list';
import { openSignIn } from '../accounts/sign-in-actions';
import { accountStrings } from '../accounts/strings';
import { OwnClients } from './own-clients';
import { SettingsBlock } from './settings-block';
import { settingsStrings as strings } from './strings';
import styles from './settings.module.css';

/** Who is signed in here, and to which application. */
export function AccountsSection(): React.JSX.Element {
  const known = useAccountsStore((state) => state.known);
  const none = known?.accounts.length === 0;
  return (
    <>
      <SettingsBlock title={accountStrings.accounts} text={none ? strings.noAccounts : undefined}>
        {known?.signInRefused && (
          <MessageBar intent="warning" layout="multiline" className={styles.bar}>
            <MessageBarBody>{accountStrings.refused(known.signInRefused)}</MessageBarBody>
          </MessageBar>
        )}
        <AccountList />
        <div className={styles.buttons}>
          <Button appearance={none ? 'primary' : 'secondary'} onClick={() => openSignIn()}>
            {none ? accountStrings.signIn : accountStrings.signInAnother}
          </Button>
        </div>
      </SettingsBlock>
      <OwnClients />
    </>
  );
}
