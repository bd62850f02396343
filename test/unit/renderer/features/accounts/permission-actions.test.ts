import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeAccounts } from '../../../../../src/renderer/features/accounts/account-actions';
import { useAccountDialogStore } from '../../../../../src/renderer/features/accounts/dialog-store';
import {
  accountStart,
  askPermissions,
  grant,
  readAccount,
  readWithout,
  signInAgain,
} from '../../../../../src/renderer/features/accounts/permission-actions';
import { useRunStore } from '../../../../../src/renderer/features/reading-run/run-store';
import { useAccountsStore } from '../../../../../src/renderer/state/accounts-store';
import { useSessionStore } from '../../../../../src/renderer/state/session-store';
import { FEATURE_IDS, FEATURES } from '../../../../../src/shared/domain/readiness/features';
import { accountsState, FakeBridge, signedInAccount, storedReading } from '../../../../support/fake-bridge';

const account = signedInAccount();
const start = accountStart(account.id);
const everything = FEATURE_IDS.flatMap((id) => [...FEATURES[id].graphScopes]);

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  bridge.install();
  useAccountDialogStore.setState(useAccountDialogStore.getInitialState(), true);
  useAccountsStore.setState(useAccountsStore.getInitialState(), true);
  useSessionStore.setState(useSessionStore.getInitialState(), true);
  useRunStore.setState(useRunStore.getInitialState(), true);
  takeAccounts(accountsState([account]));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const dialog = () => useAccountDialogStore.getState();
const started = () => bridge.calls.filter((call) => call.channel === 'reading.start').map((call) => call.input);

describe('the first reading with an account', () => {
  it('says first what it asks for: everything that is missing', async () => {
    await readAccount(account);
    expect(dialog().dialog).toMatchObject({
      kind: 'permissions',
      features: FEATURE_IDS.filter((id) => id !== 'sign-in' && id !== 'exchange'),
      then: { target: 'account:00112233445566aa' },
      skippable: true,
    });
    expect(started()).toEqual([]);
  });

  it('asks, and reads when it was granted', async () => {
    await readAccount(account);
    void grant();
    expect(bridge.last('account.consent').input).toMatchObject({ accountId: account.id, features: expect.arrayContaining(['apps']) });
    expect(dialog().waiting).not.toBeNull();
    await bridge.last('account.consent').answer({ ...account, scopes: everything });
    expect(dialog().dialog).toBeNull();
    expect(started()).toEqual([start]);
  });

  it('stays with the failure when it was refused, and reads without it when that is chosen', async () => {
    await readAccount(account);
    void grant();
    await bridge.last('account.consent').fail('admin-approval-needed');
    expect(dialog()).toMatchObject({ dialog: { kind: 'permissions' }, waiting: null, failure: { code: 'admin-approval-needed' } });
    expect(started()).toEqual([]);
    void readWithout();
    expect(dialog()).toMatchObject({ dialog: null, failure: null });
    expect(started()).toEqual([start]);
  });

  it('begins at once where everything was granted', () => {
    void readAccount({ ...account, scopes: everything });
    expect(dialog().dialog).toBeNull();
    expect(started()).toEqual([start]);
  });
});

describe('a later reading with an account', () => {
  it('begins at once', () => {
    useSessionStore.setState({ recent: [storedReading({ target: 'account:00112233445566aa' })] });
    void readAccount(account);
    expect(started()).toEqual([start]);
  });

  it('signs in first where that is no longer accepted', async () => {
    await readAccount({ ...account, state: 'signInNeeded' });
    expect(dialog().dialog).toEqual({ kind: 'renew', accountId: account.id, then: start });
    void grant();
    expect(bridge.last('account.consent').input).toEqual({ accountId: account.id, features: [] });
    await bridge.last('account.consent').answer(account);
    expect(started()).toEqual([start]);
  });
});

describe('permissions for one feature', () => {
  it('are asked for and said to be granted, where nothing waits for them', async () => {
    askPermissions(account.id, ['policies']);
    void grant();
    expect(bridge.last('account.consent').input).toEqual({ accountId: account.id, features: ['policies'] });
    await bridge.last('account.consent').answer(account);
    expect(dialog().dialog).toBeNull();
    expect(started()).toEqual([]);
    expect(useSessionStore.getState().notices).toMatchObject([{ intent: 'success', title: 'The permissions were granted.' }]);
  });

  it('let the tenant be read again where a gap is to be filled', async () => {
    askPermissions(account.id, ['policies'], start);
    void grant();
    await bridge.last('account.consent').answer(account);
    expect(started()).toEqual([start]);
  });
});

it('a new sign-in of an account says that it worked', async () => {
  signInAgain(account.id);
  void grant();
  await bridge.last('account.consent').answer(account);
  expect(useSessionStore.getState().notices).toMatchObject([{ title: 'Signed in as ada@northwind.example.' }]);
});
