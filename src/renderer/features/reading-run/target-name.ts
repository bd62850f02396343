import { useAccountsStore } from '../../state/accounts-store';
import { accountTenant, targetAccount } from '../accounts/account-words';
import type { ReadingTarget } from './run-api';
import { runStrings as strings } from './strings';

/** What is read, as a sentence names it before the tenant has told its own name. */
export function targetName(target: ReadingTarget): string {
  const accountId = targetAccount(target);
  const account = useAccountsStore.getState().known?.accounts.find((other) => other.id === accountId);
  if (account) return accountTenant(account);
  return accountId === null ? strings.demoName : strings.tenantName;
}
