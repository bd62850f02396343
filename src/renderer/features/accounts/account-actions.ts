import type { Account, AccountsState } from '../../../shared/ipc/account-shapes';
import { request } from '../../data/api';
import { useAccountsStore } from '../../state/accounts-store';
import { notify, notifyFailure } from '../../state/session-actions';
import { accountStrings as strings } from './strings';

const store = useAccountsStore;

/** Takes in what main tells of accounts. */
export function takeAccounts(known: AccountsState): void {
  store.setState({ known });
}

/** Asks main which accounts there are. */
export async function loadAccounts(): Promise<void> {
  const answer = await request(window.mailscope.account.list, {});
  if (answer.ok) takeAccounts(answer.value);
  else notifyFailure(answer.error);
}

/** Takes in one account at once; main tells the whole picture soon after. */
export function noteAccount(account: Account): void {
  store.setState(({ known }) => {
    if (!known) return { known };
    const others = known.accounts.filter((other) => other.id !== account.id);
    return { known: { ...known, accounts: [account, ...others] } };
  });
}

/** Signs an account out: what was kept of it is gone from this machine. Its readings stay. */
export async function signOut(account: Account): Promise<void> {
  const answer = await request(window.mailscope.account.signOut, { accountId: account.id });
  if (!answer.ok) {
    notifyFailure(answer.error);
    return;
  }
  takeAccounts(answer.value);
  notify({ intent: 'success', title: strings.signedOut(account.username), text: strings.signedOutText, detail: null });
}
