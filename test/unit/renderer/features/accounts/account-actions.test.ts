import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadAccounts, noteAccount, signOut } from '../../../../../src/renderer/features/accounts/account-actions';
import { useAccountsStore } from '../../../../../src/renderer/state/accounts-store';
import { useSessionStore } from '../../../../../src/renderer/state/session-store';
import { accountsState, FakeBridge, signedInAccount } from '../../../../support/fake-bridge';

let bridge: FakeBridge;

beforeEach(async () => {
  bridge = new FakeBridge();
  bridge.install();
  useAccountsStore.setState(useAccountsStore.getInitialState(), true);
  useSessionStore.setState(useSessionStore.getInitialState(), true);
  void loadAccounts();
  await bridge.last('account.list').answer(accountsState([signedInAccount()]));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const accounts = () => useAccountsStore.getState().known?.accounts;
const notices = () => useSessionStore.getState().notices;

describe('accounts', () => {
  it('are replaced by what is newer, and others stay', () => {
    noteAccount(signedInAccount({ id: 'ffffffffffffffff', username: 'ben@fabrikam.example' }));
    noteAccount(signedInAccount({ scopes: ['User.Read', 'Policy.Read.All'] }));
    expect(accounts()).toMatchObject([
      { username: 'ada@northwind.example', scopes: ['User.Read', 'Policy.Read.All'] },
      { username: 'ben@fabrikam.example' },
    ]);
  });

  it('leave when they sign out, and that is said', async () => {
    void signOut(signedInAccount());
    expect(bridge.last('account.signOut').input).toEqual({ accountId: '00112233445566aa' });
    await bridge.last('account.signOut').answer(accountsState());
    expect(accounts()).toEqual([]);
    expect(notices()).toMatchObject([{ intent: 'success', title: 'ada@northwind.example is signed out.' }]);
  });

  it('stay when the sign-out fails', async () => {
    void signOut(signedInAccount());
    await bridge.last('account.signOut').fail('account-unknown');
    expect(accounts()).toHaveLength(1);
    expect(notices()).toMatchObject([{ intent: 'error' }]);
  });
});
