import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useAccountDialogStore } from '../../../../../src/renderer/features/accounts/dialog-store';
import { followAccounts } from '../../../../../src/renderer/features/accounts/follow-accounts';
import {
  cancelWaiting,
  closeAccountDialog,
  codeInstead,
  openSignIn,
  signIn,
} from '../../../../../src/renderer/features/accounts/sign-in-actions';
import { useAccountsStore } from '../../../../../src/renderer/state/accounts-store';
import type { SignInWish } from '../../../../../src/shared/ipc/account-shapes';
import { accountsState, FakeBridge, signedInAccount } from '../../../../support/fake-bridge';

const wish: SignInWish = { cloud: 'global', tenant: null, asPartner: false, loginHint: null, client: 'quick', method: 'browser' };

let bridge: FakeBridge;
let unfollow: () => void;

beforeEach(async () => {
  bridge = new FakeBridge();
  bridge.install();
  useAccountDialogStore.setState(useAccountDialogStore.getInitialState(), true);
  useAccountsStore.setState(useAccountsStore.getInitialState(), true);
  unfollow = followAccounts();
  await bridge.last('account.list').answer(accountsState());
  openSignIn();
});

afterEach(() => {
  unfollow();
  vi.unstubAllGlobals();
});

const dialog = () => useAccountDialogStore.getState();
const progress = (requestId: string) => ({ requestId, stage: 'waiting', address: 'https://login.example/authorize', deviceCode: null });

describe('signing in', () => {
  it('waits, tells how far it is, and ends with the account', async () => {
    void signIn(wish);
    const call = bridge.last('account.signIn');
    expect(call.input).toEqual(wish);
    expect(dialog().waiting).toMatchObject({ method: 'browser', progress: null });
    bridge.send('onSignInProgress', progress(call.requestId));
    expect(dialog().waiting?.progress).toMatchObject({ stage: 'waiting' });
    await call.answer(signedInAccount());
    expect(dialog()).toMatchObject({ waiting: null, failure: null, signedIn: { username: 'ada@northwind.example' } });
    expect(useAccountsStore.getState().known?.accounts).toHaveLength(1);
  });

  it('takes the progress of its own request only', () => {
    void signIn(wish);
    bridge.send('onSignInProgress', progress('another'));
    expect(dialog().waiting?.progress).toBeNull();
  });

  it('keeps why it failed, until it is tried again', async () => {
    void signIn(wish);
    await bridge.last('account.signIn').fail('mfa-needed', 'The organisation asks for a second proof.');
    expect(dialog()).toMatchObject({ waiting: null, failure: { code: 'mfa-needed' }, dialog: { kind: 'signIn' } });
    void signIn(wish);
    expect(dialog().failure).toBeNull();
  });

  it('is given up at once by cancelling, without a failure', async () => {
    void signIn(wish);
    const call = bridge.last('account.signIn');
    cancelWaiting();
    expect(bridge.cancelled).toEqual([call.requestId]);
    expect(dialog()).toMatchObject({ waiting: null, dialog: { kind: 'signIn' } });
    await call.fail('cancelled');
    expect(dialog()).toMatchObject({ waiting: null, failure: null, signedIn: null });
  });

  it('ends with the dialog', () => {
    void signIn(wish);
    closeAccountDialog();
    expect(bridge.cancelled).toHaveLength(1);
    expect(dialog()).toMatchObject({ dialog: null, waiting: null });
  });

  it('lists an account that came too late for its dialog', async () => {
    void signIn(wish);
    const call = bridge.last('account.signIn');
    closeAccountDialog();
    await call.answer(signedInAccount());
    expect(dialog()).toMatchObject({ dialog: null, signedIn: null });
    expect(useAccountsStore.getState().known?.accounts).toHaveLength(1);
  });

  it('goes on with a code on another device, and the browser no longer counts', async () => {
    void signIn(wish);
    const first = bridge.last('account.signIn');
    void codeInstead(wish);
    const second = bridge.last('account.signIn');
    expect(bridge.cancelled).toEqual([first.requestId]);
    expect(second.input).toEqual({ ...wish, method: 'deviceCode' });
    await first.fail('cancelled');
    expect(dialog().waiting).toMatchObject({ requestId: second.requestId, method: 'deviceCode' });
    await second.answer(signedInAccount());
    expect(dialog().signedIn).not.toBeNull();
  });
});

describe('the accounts of this machine', () => {
  it('follow what main tells', () => {
    bridge.send('onAccountsChanged', accountsState([signedInAccount({ state: 'signInNeeded' })]));
    expect(useAccountsStore.getState().known?.accounts).toMatchObject([{ state: 'signInNeeded' }]);
  });
});
