import { create } from 'zustand';
import type { Account, AccountsState } from '../../shared/ipc/account-shapes';

interface AccountsSlice {
  /** What main told last; null until it did. */
  readonly known: AccountsState | null;
}

/** The accounts of this machine, as main tells of them. Changed by `account-actions` only. */
export const useAccountsStore = create<AccountsSlice>(() => ({ known: null }));

const NONE: readonly Account[] = [];

/** The accounts that signed in here. */
export function useAccounts(): readonly Account[] {
  return useAccountsStore((state) => state.known?.accounts ?? NONE);
}

/** The account of an id, if it is signed in here. */
export function useAccount(accountId: string | null): Account | null {
  return useAccountsStore((state) => state.known?.accounts.find((account) => account.id === accountId) ?? null);
}
