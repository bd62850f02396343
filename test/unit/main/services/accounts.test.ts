import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Accounts } from '../../../../src/main/services/accounts';
import type { KeptAccount } from '../../../../src/main/services/accounts-kept';
import { DEFAULT_SETTINGS } from '../../../../src/main/services/user-settings';
import { QUICK_CLIENT_ID } from '../../../../src/shared/domain/clouds/clouds';
import { ok } from '../../../../src/shared/domain/result';
import type { Account, SignInWish } from '../../../../src/shared/ipc/account-shapes';
import type { ErrorCode } from '../../../../src/shared/ipc/error-codes';
import { FakeClock, FakeEvents, FakeLog } from '../../../support/fakes';
import { accessToken, FakeIdentity, MEGAN, refusal, untilCancelled } from '../../../support/identity/fake-identity';
import { FakeVault } from '../../../support/identity/fake-vault';

const OWN_CLIENT = 'dddddddd-0000-4000-8000-00000000000d';
const WISH: SignInWish = { cloud: 'global', tenant: null, asPartner: false, loginHint: null, client: 'own', method: 'browser' };
const NEVER = new AbortController().signal;
const CONTEXT = { requestId: 'r1', signal: NEVER };

let identity: FakeIdentity;
let events: FakeEvents;
let log: FakeLog;
let kept: readonly KeptAccount[];
let tenantName: string | null;
let ended: string[];

beforeEach(() => {
  identity = new FakeIdentity();
  events = new FakeEvents();
  log = new FakeLog();
  kept = [];
  tenantName = 'Contoso';
  ended = [];
});

function accounts(refusesRealClouds: string | null = null, vault = new FakeVault()): Accounts {
  return new Accounts({
    identity,
    vault,
    kept: {
      get current() {
        return kept;
      },
      note: null,
      set: (value) => {
        kept = value;
        return Promise.resolve(true);
      },
    },
    events,
    clock: new FakeClock(),
    log,
    settings: () => ({ ...DEFAULT_SETTINGS, ownClients: [{ cloud: 'global', clientId: OWN_CLIENT, tenant: null }] }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    refusesRealClouds,
    onSignedOut: ({ id }) => void ended.push(id),
    readTenantName: () => Promise.resolve(tenantName),
  });
}

async function signedIn(service: Accounts, wish: Partial<SignInWish> = {}): Promise<Account> {
  const answer = await service.signIn({ ...WISH, ...wish }, CONTEXT);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function stateOf(service: Accounts, id: string): Promise<Account['state'] | undefined> {
  return (await service.list()).accounts.find((account) => account.id === id)?.state;
}

describe('signing in', () => {
  it('asks with the account picker for no more than who one is, and keeps who that was', async () => {
    const account = await signedIn(accounts());
    expect(identity.asked).toMatchObject([
      {
        client: { cloud: 'global', clientId: OWN_CLIENT },
        tenant: null,
        resource: 'graph',
        scopes: ['User.Read'],
        prompt: 'select_account',
      },
    ]);
    expect(account).toEqual({
      id: createHash('sha256').update(`global|${MEGAN.tenantId}|${MEGAN.homeAccountId}`).digest('hex').slice(0, 16),
      cloud: 'global',
      tenantId: MEGAN.tenantId,
      tenantName: 'Contoso',
      username: 'megan@contoso.com',
      displayName: 'Megan Bowen',
      guest: false,
      customer: null,
      client: 'own',
      clientId: OWN_CLIENT,
      state: 'ready',
      scopes: ['User.Read'],
      signedInAt: '2026-11-21T12:00:00.000Z',
    });
    expect(events.sent.map(({ name }) => name)).toEqual(['signInProgress', 'accountsChanged']);
    expect(events.sent[0]?.payload).toMatchObject({ requestId: 'r1', stage: 'waiting' });
  });

  it('keeps no token, and shows none', async () => {
    const service = accounts();
    await signedIn(service);
    expect(JSON.stringify([kept, events.sent, await service.list(), log.lines])).not.toContain('planted-token');
  });

  it('with a hint asks no picker', async () => {
    await signedIn(accounts(), { loginHint: 'megan@contoso.com' });
    expect(identity.asked).toMatchObject([{ loginHint: 'megan@contoso.com', prompt: null }]);
  });

  it('knows a guest', async () => {
    identity.signInAnswer = () => ok({ account: { ...MEGAN, tenantId: '22222222-2222-4222-8222-222222222222' }, token: accessToken() });
    expect(await signedIn(accounts(), { tenant: 'fabrikam.com' })).toMatchObject({ guest: true, customer: null });
    expect(identity.asked).toMatchObject([{ tenant: 'fabrikam.com' }]);
  });

  it('as a partner goes to the customer’s tenant, which has to be named', async () => {
    const service = accounts();
    expect(await service.signIn({ ...WISH, asPartner: true }, CONTEXT)).toMatchObject({ ok: false, error: { code: 'tenant-not-found' } });
    expect(await signedIn(service, { asPartner: true, tenant: 'customer.com' })).toMatchObject({ customer: 'customer.com' });
  });

  it('holds several accounts, and one person in several tenants', async () => {
    const service = accounts();
    await signedIn(service);
    identity.signInAnswer = () => ok({ account: { ...MEGAN, tenantId: '22222222-2222-4222-8222-222222222222' }, token: accessToken() });
    await signedIn(service, { tenant: 'fabrikam.com' });
    identity.signInAnswer = () =>
      ok({ account: { ...MEGAN, homeAccountId: 'other', username: 'other@contoso.com' }, token: accessToken() });
    await signedIn(service);
    expect((await service.list()).accounts.map(({ username, tenantId }) => `${username} ${tenantId.slice(0, 2)}`)).toEqual([
      'megan@contoso.com 11',
      'megan@contoso.com 22',
      'other@contoso.com 11',
    ]);
  });

  it('again with another client forgets what the first one left', async () => {
    const service = accounts();
    const first = await signedIn(service);
    const second = await signedIn(service, { client: 'quick' });
    expect(second).toMatchObject({ id: first.id, clientId: QUICK_CLIENT_ID, client: 'quick' });
    expect(identity.forgotten).toMatchObject([{ client: { clientId: OWN_CLIENT } }]);
    expect(kept).toHaveLength(1);
  });

  it('works where the tenant’s name cannot be read', async () => {
    tenantName = null;
    expect(await signedIn(accounts())).toMatchObject({ tenantName: null });
  });

  it('is refused for real clouds where the runtime is too old, and not for the demo', async () => {
    const service = accounts('This runtime is too old.');
    expect(await service.signIn(WISH, CONTEXT)).toMatchObject({
      ok: false,
      error: { code: 'sign-in-refused-here', message: 'This runtime is too old.' },
    });
    expect(identity.asked).toEqual([]);
    expect(await signedIn(service, { cloud: 'demo', client: 'quick' })).toMatchObject({ cloud: 'demo' });
    expect((await service.list()).signInRefused).toBe('This runtime is too old.');
  });

  it('keeps nobody where it was refused', async () => {
    identity.signInAnswer = () => refusal('consent-refused');
    expect(await accounts().signIn(WISH, CONTEXT)).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
    expect(kept).toEqual([]);
  });

  it('ends the one that is still waited for', async () => {
    const service = accounts();
    identity.signInAnswer = (_wish, signal) => untilCancelled(signal);
    const first = service.signIn(WISH, CONTEXT);
    await vi.waitUntil(() => identity.asked.length === 1);
    identity.signInAnswer = () => ok({ account: MEGAN, token: accessToken() });
    expect(await service.signIn(WISH, { requestId: 'r2', signal: NEVER })).toMatchObject({ ok: true });
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('ends when it is cancelled', async () => {
    identity.signInAnswer = (_wish, signal) => untilCancelled(signal);
    const cancel = new AbortController();
    const answer = accounts().signIn(WISH, { requestId: 'r1', signal: cancel.signal });
    cancel.abort();
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('the list of accounts', () => {
  it('does not ask the keychain before anything is kept in it: that may open a window of the system', async () => {
    const vault = new FakeVault();
    vault.state = () => Promise.reject(new Error('the keychain was asked'));
    expect(await accounts(null, vault).list()).toMatchObject({ accounts: [], vault: { state: 'ready' } });
  });

  it('does not wait for a keychain that asks its owner first, and tells when it has answered', async () => {
    const vault = new FakeVault();
    let answer: () => void = () => undefined;
    vault.state = () =>
      new Promise((resolve) => {
        answer = () => {
          resolve({ state: 'locked', message: 'Locked.', next: 'Unlock it.' });
        };
      });
    const service = accounts(null, vault);
    const account = await signedIn(accounts());
    kept = [{ ...account, homeAccountId: 'home', homeTenantId: 'tenant' }];
    events.sent.length = 0;
    expect(await service.list()).toMatchObject({ vault: { state: 'silent' } });
    vault.state = () => Promise.resolve({ state: 'locked', message: 'Locked.', next: 'Unlock it.' });
    answer();
    await vi.waitUntil(() => events.sent.length > 0);
    expect(events.sent).toMatchObject([{ name: 'accountsChanged', payload: { vault: { state: 'locked' } } }]);
  });
});

describe('signing out', () => {
  it('forgets the account, its tokens and its record', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    expect(await service.signOut(id)).toMatchObject({ ok: true, value: { accounts: [] } });
    expect(identity.forgotten).toMatchObject([{ client: { cloud: 'global', clientId: OWN_CLIENT }, account: MEGAN }]);
    expect(kept).toEqual([]);
    expect(ended).toEqual([id]);
    expect(await service.find(id)).toBeNull();
    expect(events.sent.at(-1)).toMatchObject({ name: 'accountsChanged', payload: { accounts: [] } });
  });

  it('of somebody who is not signed in says so', async () => {
    expect(await accounts().signOut('0123456789abcdef')).toMatchObject({ ok: false, error: { code: 'account-unknown' } });
  });
});

describe('a token', () => {
  it('is asked for once where requests overlap', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    const answers = await Promise.all([service.token(id, 'graph', {}, NEVER), service.token(id, 'graph', {}, NEVER)]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
    expect(identity.silent).toHaveLength(1);
    expect(identity.silent).toMatchObject([{ scopes: [], fresh: false, claims: null }]);
    await service.token(id, 'graph', {}, NEVER);
    expect(identity.silent).toHaveLength(2);
  });

  it('goes on for the others when one of them cancels', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    const cancel = new AbortController();
    const leaving = service.token(id, 'graph', {}, cancel.signal);
    const staying = service.token(id, 'graph', {}, NEVER);
    cancel.abort();
    expect(await leaving).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await staying).toMatchObject({ ok: true });
  });

  it('is given up when nobody waits for it', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    let given: AbortSignal | null = null;
    identity.tokenAnswer = (_wish, signal) => {
      given = signal;
      return untilCancelled(signal);
    };
    const cancel = new AbortController();
    const answer = service.token(id, 'graph', {}, cancel.signal);
    await Promise.resolve();
    cancel.abort();
    await answer;
    expect(given).toMatchObject({ aborted: true });
  });

  it('of Exchange Online needs an own client', async () => {
    const service = accounts();
    const { id } = await signedIn(service, { client: 'quick' });
    expect(await service.token(id, 'exchange', {}, NEVER)).toMatchObject({ ok: false, error: { code: 'exchange-client-missing' } });
  });

  it.each<readonly [ErrorCode, Account['state']]>([
    ['sign-in-needed', 'signInNeeded'],
    ['claims-challenge', 'signInNeeded'],
    ['mfa-needed', 'signInNeeded'],
    ['password-expired', 'signInNeeded'],
    ['account-disabled', 'signInNeeded'],
    ['conditional-access', 'signInNeeded'],
    ['consent-needed', 'ready'],
    ['network-down', 'ready'],
    ['service-unavailable', 'ready'],
    ['cancelled', 'ready'],
  ])('that ends with %s leaves the account %s', async (code, state) => {
    const service = accounts();
    const { id } = await signedIn(service);
    events.sent.length = 0;
    identity.tokenAnswer = () => refusal(code);
    await service.token(id, 'graph', {}, NEVER);
    expect(await stateOf(service, id)).toBe(state);
    expect(events.sent.map(({ name }) => name)).toEqual(state === 'ready' ? [] : ['accountsChanged']);
  });

  it('that is fresh shows that the account is signed in again', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('sign-in-needed');
    await service.token(id, 'graph', {}, NEVER);
    identity.tokenAnswer = () => ok(accessToken(['User.Read', 'Policy.Read.All']));
    await service.token(id, 'graph', { fresh: true }, NEVER);
    expect((await service.list()).accounts).toMatchObject([{ state: 'ready', scopes: ['User.Read', 'Policy.Read.All'] }]);
  });
});

describe('the start', () => {
  it('sees silently who is still signed in', async () => {
    const service = accounts();
    const first = await signedIn(service);
    identity.signInAnswer = () => ok({ account: { ...MEGAN, homeAccountId: 'other' }, token: accessToken() });
    const second = await signedIn(service);
    identity.tokenAnswer = ({ account }) => (account.homeAccountId === 'other' ? refusal('sign-in-needed') : ok(accessToken()));
    await service.renew(NEVER);
    expect([await stateOf(service, first.id), await stateOf(service, second.id)]).toEqual(['ready', 'signInNeeded']);
    expect(identity.asked).toHaveLength(2);
    expect(identity.silent).toMatchObject([{ fresh: true }, { fresh: true }]);
  });

  it('asks again for a name that could not be read', async () => {
    tenantName = null;
    const service = accounts();
    await signedIn(service);
    tenantName = 'Contoso';
    await service.renew(NEVER);
    expect((await service.list()).accounts).toMatchObject([{ tenantName: 'Contoso' }]);
  });
});

describe('consent', () => {
  it('asks for what a feature needs, with what there was before, and keeps what was granted', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('consent-needed');
    const answer = await service.consent(id, ['policies'], CONTEXT);
    expect(identity.asked[1]).toMatchObject({
      tenant: MEGAN.tenantId,
      loginHint: 'megan@contoso.com',
      resource: 'graph',
      scopes: ['Policy.Read.All', 'User.Read'],
      prompt: null,
      method: 'browser',
    });
    expect(answer).toMatchObject({ ok: true, value: { scopes: ['Policy.Read.All', 'User.Read'], state: 'ready' } });
  });

  it('bothers nobody with what is granted already', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => ok(accessToken(['User.Read', 'Policy.Read.All']));
    expect(await service.consent(id, ['policies'], CONTEXT)).toMatchObject({
      ok: true,
      value: { scopes: ['User.Read', 'Policy.Read.All'] },
    });
    expect(identity.asked).toHaveLength(1);
  });

  it('asks for Graph first, then for Exchange Online', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('consent-needed');
    await service.consent(id, ['exchange', 'people'], CONTEXT);
    expect(identity.asked.slice(1).map(({ resource, scopes }) => [resource, scopes[0]])).toEqual([
      ['graph', 'User.Read.All'],
      ['exchange', 'Exchange.Manage'],
    ]);
    expect((await service.list()).accounts).toMatchObject([{ scopes: ['User.Read.All', 'GroupMember.Read.All', 'User.Read'] }]);
  });

  it('for Exchange Online needs an own client, and says so before a browser opens', async () => {
    const service = accounts();
    const { id } = await signedIn(service, { client: 'quick' });
    expect(await service.consent(id, ['exchange', 'people'], CONTEXT)).toMatchObject({
      ok: false,
      error: { code: 'exchange-client-missing' },
    });
    expect(identity.asked).toHaveLength(1);
  });

  it('that is refused changes nothing', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('consent-needed');
    identity.signInAnswer = () => refusal('consent-refused');
    expect(await service.consent(id, ['policies'], CONTEXT)).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
    expect((await service.list()).accounts).toMatchObject([{ state: 'ready', scopes: ['User.Read'] }]);
  });

  it('opens no browser where nothing can be reached', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('network-down');
    expect(await service.consent(id, ['policies'], CONTEXT)).toMatchObject({ ok: false, error: { code: 'network-down' } });
    expect(identity.asked).toHaveLength(1);
  });

  it('without features renews a sign-in, and meets the claims that were asked for', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('claims-challenge');
    await service.token(id, 'graph', { claims: '{"access_token":{}}' }, NEVER);
    expect(await service.consent(id, [], CONTEXT)).toMatchObject({ ok: true, value: { state: 'ready' } });
    expect(identity.asked[1]).toMatchObject({ claims: '{"access_token":{}}', resource: 'graph' });
  });

  it('renews the sign-in for Exchange Online where that one is no longer accepted', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('mfa-needed');
    await service.token(id, 'exchange', {}, NEVER);
    expect(await service.consent(id, [], CONTEXT)).toMatchObject({ ok: true, value: { state: 'ready', scopes: ['User.Read'] } });
    expect(identity.asked.slice(1)).toMatchObject([{ resource: 'exchange', scopes: ['Exchange.Manage'] }]);
  });

  it('by somebody else counts for nobody', async () => {
    const service = accounts();
    const { id } = await signedIn(service);
    identity.tokenAnswer = () => refusal('consent-needed');
    const stranger = { ...MEGAN, homeAccountId: 'stranger', username: 'stranger@contoso.com' };
    identity.signInAnswer = () => ok({ account: stranger, token: accessToken(['Policy.Read.All']) });
    expect(await service.consent(id, ['policies'], CONTEXT)).toMatchObject({ ok: false, error: { code: 'wrong-tenant' } });
    expect(identity.forgotten).toMatchObject([{ account: { homeAccountId: 'stranger' } }]);
    expect((await service.list()).accounts).toMatchObject([{ id, scopes: ['User.Read'] }]);
  });
});
