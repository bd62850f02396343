import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Account } from '../../../shared/ipc/account-shapes';
import { accountTenant } from './account-words';
import { readAccount } from './permission-actions';
import { closeAccountDialog } from './sign-in-actions';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

/** The end of a sign-in: who signed in, and what one can do now. */
export function SignedIn({ account }: { readonly account: Account }): React.JSX.Element {
  const read = useRef<HTMLButtonElement>(null);
  useEffect(() => read.current?.focus(), []);
  return (
    <DialogBody>
      <DialogTitle>{strings.signedInTitle(account.username)}</DialogTitle>
      <DialogContent>
        <p className={styles.text} role="status">
          {strings.signedInText(accountTenant(account))}
        </p>
      </DialogContent>
      <DialogActions>
        <Button onClick={closeAccountDialog}>{strings.close}</Button>
        <Button ref={read} appearance="primary" onClick={() => void readAccount(account)}>
          {strings.readTenant}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
