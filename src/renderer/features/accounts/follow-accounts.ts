import { loadAccounts, takeAccounts } from './account-actions';
import { takeSignInProgress } from './sign-in-actions';

/** Follows what main tells of accounts and sign-ins from now on; the answer ends it. */
export function followAccounts(): () => void {
  const { events } = window.mailscope;
  const ends = [events.onAccountsChanged(takeAccounts), events.onSignInProgress(takeSignInProgress)];
  void loadAccounts();
  return () => {
    for (const end of ends) end();
  };
}
