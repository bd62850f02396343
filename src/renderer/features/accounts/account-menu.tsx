import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { Account } from '../../../shared/ipc/account-shapes';
import { navigate } from '../../routing/hash-location';
import { readinessPath, settingsPath } from '../../routing/routes';
import { useAccounts } from '../../state/accounts-store';
import { useSessionStore } from '../../state/session-store';
import { signOut } from './account-actions';
import { accountTenant, CLOUD_SHORT, newestReading } from './account-words';
import { readAccount, showNewest, signInAgain } from './permission-actions';
import { openSignIn } from './sign-in-actions';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

/** The tenants and accounts at hand: each with what one can do with it, and another sign-in. `children` is the button that opens it. */
export function AccountMenu({ children }: { readonly children: React.ReactElement }): React.JSX.Element {
  const accounts = useAccounts();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          {accounts.map((account) => (
            <AccountEntry key={account.id} account={account} />
          ))}
          {accounts.length > 0 && <MenuDivider />}
          <MenuItem onClick={() => openSignIn()}>{accounts.length === 0 ? `${strings.signIn}…` : `${strings.signInAnother}…`}</MenuItem>
          <MenuItem onClick={() => navigate(readinessPath(null))}>{strings.readiness}</MenuItem>
          <MenuItem onClick={() => navigate(settingsPath('accounts'))}>{strings.manage}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function AccountEntry({ account }: { readonly account: Account }): React.JSX.Element {
  const newest = useSessionStore((state) => newestReading(account.id, state.recent));
  const needed = account.state === 'signInNeeded';
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem secondaryContent={needed ? strings.signInNeeded : CLOUD_SHORT[account.cloud]} subText={account.username}>
          {accountTenant(account)}
        </MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {newest && <MenuItem onClick={() => void showNewest(account.id)}>{strings.showNewest}</MenuItem>}
          {needed ? (
            <MenuItem onClick={() => signInAgain(account.id)}>{strings.signInAgain}</MenuItem>
          ) : (
            <MenuItem onClick={() => void readAccount(account)}>{strings.readTenant}</MenuItem>
          )}
          <MenuItem onClick={() => navigate(readinessPath(account.id))}>{strings.readiness}</MenuItem>
          <MenuItem onClick={() => void signOut(account)}>{strings.signOut}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
