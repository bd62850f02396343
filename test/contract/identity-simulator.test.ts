import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MsalIdentity } from '../../src/main/adapters/identity/msal-identity';
import type { HttpOutcome, HttpPort } from '../../src/main/ports/http';
import type { IdentityAccount, InteractiveWish } from '../../src/main/ports/identity';
import type { ErrorCode } from '../../src/shared/ipc/error-codes';
import type { DemoSignIn } from '../../src/simulator/generator/made-tenant';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { FormBrowser, type Page } from '../support/identity/browser';
import { ADELE, FakeSignInService, json, tokensFor } from '../support/identity/fake-sign-in-service';
import { FakeVault } from '../support/identity/fake-vault';
import {
  demoHttp,
  demoWish,
  identityFor,
  impatientHttp,
  keepProgress,
  QUICK_CLIENT,
  silentWish,
  walk,
  type Choice,
} from '../support/identity/simulated-sign-in';
import { getGraph } from '../support/simulator-client';

const NEVER = new AbortController().signal;

let simulator: RunningSimulator;
let vault: FakeVault;
let browser: FormBrowser;
let lastPage: Promise<Page> | null;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

beforeEach(() => {
  vault = new FakeVault();
  browser = new FormBrowser();
  lastPage = null;
});

afterEach(() => {
  simulator.faults.clearAll();
});

afterAll(() => simulator.stop());

function person(kind: DemoSignIn['kind'] | 'Global Administrator' | 'Global Reader'): DemoSignIn {
  const found = simulator.users.find((user) => user.kind === kind || user.roles.includes(kind ?? ''));
  if (!found) throw new Error(`nobody is ${String(kind)}`);
  return found;
}

/** The adapter, with somebody who does as told in the browser. */
function identity(who: DemoSignIn, choices?: readonly Choice[], more: Parameters<typeof identityFor>[3] = {}): MsalIdentity {
  return identityFor(
    simulator,
    vault,
    (address) => {
      lastPage = browser.open(address).then((page) => walk(browser, page, who, choices));
      return lastPage.catch(() => undefined);
    },
    more,
  );
}

/** The adapter, with nobody at the browser. */
function unattended(more: Parameters<typeof identityFor>[3] = {}): MsalIdentity {
  return identityFor(simulator, vault, () => Promise.resolve(), more);
}

async function signIn(who: DemoSignIn, overrides: Partial<InteractiveWish> = {}): Promise<IdentityAccount> {
  const answer = await identity(who).signIn(demoWish(simulator, overrides), NEVER, () => undefined);
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.detail ?? ''} ${(await lastPage)?.html ?? ''}`);
  return answer.value.account;
}

describe('signing in', () => {
  it('goes through the browser to a token that Graph takes', async () => {
    const { told, tell } = keepProgress();
    const who = person('Global Administrator');
    const answer = await identity(who).signIn(demoWish(simulator), NEVER, tell);
    expect(answer).toMatchObject({ ok: true, value: { account: { tenantId: simulator.tenantId, username: who.userPrincipalName } } });
    if (!answer.ok) return;
    expect(answer.value.token.scopes).toContain('User.Read');
    const me = await getGraph(simulator, answer.value.token.token, '/v1.0/me');
    expect(me.body).toMatchObject({ userPrincipalName: who.userPrincipalName });
    expect(told.map(({ stage }) => stage)).toEqual(['opening', 'waiting', 'finishing']);
    expect(told[0]?.address).toMatch(new RegExp(`^${simulator.url}/${simulator.tenantId}/oauth2/v2\\.0/authorize\\?`));
  });

  it('ends on a page of our own that loads nothing', async () => {
    await signIn(person('Global Administrator'));
    const page = await lastPage;
    expect(page?.html).toContain('You are signed in');
    expect(page?.html).toContain('Mailscope');
    expect(page?.html).not.toMatch(/https?:|<script|<link|<img/);
  });

  it('knows a guest by the home tenant', async () => {
    const account = await signIn(person('guest'));
    expect(account.tenantId).toBe(simulator.tenantId);
    expect(account.homeTenantId).not.toBe(simulator.tenantId);
  });

  it('keeps several accounts apart', async () => {
    const first = await signIn(person('Global Administrator'));
    browser = new FormBrowser();
    const second = await signIn(person('Global Reader'));
    const service = unattended();
    const tokens = await Promise.all([service.token(silentWish(first), NEVER), service.token(silentWish(second), NEVER)]);
    const names = await Promise.all(
      tokens.map(async (token) => (await getGraph(simulator, token.ok ? token.value.token : '', '/v1.0/me')).body['userPrincipalName']),
    );
    expect(names).toEqual([person('Global Administrator').userPrincipalName, person('Global Reader').userPrincipalName]);
  });

  it('keeps several tenants apart', async () => {
    const other = await startSimulator({ size: 'S', seed: 7, standing: true });
    try {
      const here = await signIn(person('Global Administrator'));
      const [administrator] = other.users.filter(({ roles }) => roles.includes('Global Administrator'));
      if (!administrator) throw new Error('the other tenant has no administrator');
      const there = identityFor(other, vault, async (address) => walk(browser, await browser.open(address), administrator));
      const away = await there.signIn(demoWish(other), NEVER, () => undefined);
      expect(away).toMatchObject({ ok: true, value: { account: { tenantId: other.tenantId } } });
      expect(await unattended().token(silentWish(here, { fresh: true }), NEVER)).toMatchObject({ ok: true });
      if (away.ok) expect(await there.token(silentWish(away.value.account, { fresh: true }), NEVER)).toMatchObject({ ok: true });
    } finally {
      await other.stop();
    }
  });

  it('ends at once when it is cancelled, and nothing listens any more', async () => {
    const cancel = new AbortController();
    let address = '';
    const answer = await unattended().signIn(demoWish(simulator), cancel.signal, (progress) => {
      address = progress.address ?? address;
      if (progress.stage === 'waiting') cancel.abort();
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const back = new URL(address).searchParams.get('redirect_uri') ?? '';
    await vi.waitFor(async () => {
      await expect(browser.open(back)).rejects.toThrow('ECONNREFUSED');
    });
    expect(vault.texts.size).toBe(0);
  });

  it('ends when nobody comes', async () => {
    const answer = await unattended({ browserLimit: 50 }).signIn(demoWish(simulator), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-timed-out' } });
  });

  it.each<readonly [string, () => Promise<void>]>([
    ['no browser can be opened', () => Promise.reject(new Error('no browser'))],
    ['the browser never says that it is open', () => new Promise(() => undefined)],
  ])('waits on where %s, since the address can be copied', async (_when, openBrowser) => {
    const { told, tell } = keepProgress();
    const answered = unattended({ openBrowser }).signIn(demoWish(simulator), NEVER, tell);
    await vi.waitUntil(() => told.length > 0);
    await walk(browser, await browser.open(told[0]?.address ?? ''), person('Global Administrator'));
    expect(await answered).toMatchObject({ ok: true });
    expect(told.map(({ stage }) => stage)).toEqual(['opening', 'finishing']);
  });
});

describe('a forged answer', () => {
  /** Posts to the address that the app waits at. */
  function postBack(address: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const back = new URL(address).searchParams.get('redirect_uri') ?? '';
    return browser.send({ status: 200, url: back, html: '', forms: [] }, { action: back, method: 'post', fields, buttons: [] });
  }

  it('with another state goes unheard', async () => {
    const { told, tell } = keepProgress();
    const answered = unattended().signIn(demoWish(simulator), NEVER, tell);
    await vi.waitUntil(() => told.length > 0);
    const address = told[0]?.address ?? '';
    expect(await postBack(address, { code: 'stolen', state: 'guessed' })).toMatchObject({ status: 400 });
    expect(await postBack(address, { error: 'access_denied', state: 'guessed' })).toMatchObject({ status: 400 });
    await walk(browser, await browser.open(address), person('Global Administrator'));
    expect(await answered).toMatchObject({ ok: true });
  });

  it('with another nonce gives no token, and leaves none', async () => {
    const http = new FakeSignInService((request, form) =>
      request.method === 'GET' ? json(200, {}) : tokensFor(ADELE, { access: 'access', refresh: 'refresh' }, form.get('scope') ?? ''),
    );
    const service = unattended({
      http,
      openBrowser: (address) => {
        void postBack(address, { code: 'code', state: new URL(address).searchParams.get('state') ?? '' });
        return Promise.resolve();
      },
    });
    const answer = await service.signIn(demoWish(simulator), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-failed' } });
    expect(answer.ok ? '' : answer.error.detail).toContain('nonce_mismatch');
    expect(vault.texts.size).toBe(0);
  });
});

describe('a refused sign-in', () => {
  it('says that permissions were declined', async () => {
    const answer = await identity(person('user'), ['cancel']).signIn(demoWish(simulator, { client: QUICK_CLIENT }), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
    const { detail } = answer.ok ? { detail: null } : answer.error;
    expect(detail).toMatch(/^AADSTS65004 · access_denied\nCorrelation ID: [0-9a-f-]{36}\nTimestamp: /);
    expect((await lastPage)?.html).toContain('The sign-in did not work');
  });

  it('says that an administrator has to approve', async () => {
    const wish = demoWish(simulator, { client: QUICK_CLIENT, scopes: ['Directory.Read.All'] });
    const answer = await identity(person('user'), ['return']).signIn(wish, NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'admin-approval-needed' } });
  });

  it('says that Conditional Access is in the way', async () => {
    expect(simulator.faults.set('access-blocked')).toBeNull();
    const answer = await identity(person('Global Administrator'), ['return']).signIn(demoWish(simulator), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'conditional-access' } });
  });

  it('says that the account is disabled', async () => {
    const answer = await identity(person('disabled'), ['return']).signIn(demoWish(simulator), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'account-disabled' } });
  });

  it.each<readonly [string, HttpOutcome, ErrorCode]>([
    ['the network is down', { kind: 'unreachable', problem: 'offline', message: '' }, 'network-down'],
    ['a proxy shows its own certificate', { kind: 'unreachable', problem: 'certificate', message: '' }, 'proxy-certificate'],
    ['the service is not available', { kind: 'answer', status: 503, headers: {}, body: '{"error":"server_error"}' }, 'service-unavailable'],
  ])('says that %s before a browser opens, and also after that', async (_what, outcome, code) => {
    const before = identity(person('Global Administrator'), undefined, { http: failing(outcome) });
    expect(await before.signIn(demoWish(simulator), NEVER, () => undefined)).toMatchObject({ ok: false, error: { code } });
    expect(lastPage).toBeNull();
    const http = demoHttp(simulator);
    const after = identity(person('Global Administrator'), undefined, {
      http: { send: (request, signal) => (request.method === 'GET' ? http.send(request, signal) : Promise.resolve(outcome)) },
    });
    expect(await after.signIn(demoWish(simulator), NEVER, () => undefined)).toMatchObject({ ok: false, error: { code } });
    expect(lastPage).not.toBeNull();
  });

  it('says that there is no such tenant before a browser opens', async () => {
    const service = identity(person('Global Administrator'));
    const answer = await service.signIn(demoWish(simulator, { tenant: 'nowhere.example' }), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'tenant-not-found' } });
    expect(answer.ok ? '' : answer.error.detail).toContain('AADSTS90002');
    expect(lastPage).toBeNull();
  });
});

describe('a sign-in that is kept', () => {
  it('renews silently after a restart, from the vault alone', async () => {
    const account = await signIn(person('Global Administrator'));
    const token = await unattended().token(silentWish(account, { fresh: true }), NEVER);
    expect(token).toMatchObject({ ok: true });
    const me = await getGraph(simulator, token.ok ? token.value.token : '', '/v1.0/me');
    expect(me.status).toBe(200);
  });

  it('asks the service once for many tokens', async () => {
    const account = await signIn(person('Global Administrator'));
    const before = tokenRequests();
    const service = unattended();
    for (let index = 0; index < 5; index += 1) expect(await service.token(silentWish(account), NEVER)).toMatchObject({ ok: true });
    expect(tokenRequests() - before).toBe(1);
  });

  it('gives a token for Exchange Online too', async () => {
    const account = await signIn(person('Global Administrator'));
    expect(await unattended().token(silentWish(account, { resource: 'exchange' }), NEVER)).toMatchObject({
      ok: true,
      value: { scopes: ['Exchange.Manage'] },
    });
  });

  it('ends with the refresh token', async () => {
    const account = await signIn(person('Global Administrator'));
    expect(simulator.faults.set('refresh-expired=1')).toBeNull();
    const answer = await unattended().token(silentWish(account, { fresh: true }), NEVER);
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
    expect(answer.ok ? '' : answer.error.detail).toContain('AADSTS700082');
  });

  it('blames the clock of this machine where it is off by an hour', async () => {
    const account = await signIn(person('Global Administrator'));
    expect(simulator.faults.set('refresh-expired=1')).toBeNull();
    expect(simulator.faults.set('clock-skew=3600')).toBeNull();
    expect(await unattended().token(silentWish(account, { fresh: true }), NEVER)).toMatchObject({
      ok: false,
      error: { code: 'clock-skew' },
    });
  });

  it('ends when the account is disabled', async () => {
    const account = await signIn(person('Global Reader'));
    const { users } = simulator.state();
    const user = [...users].find(({ userPrincipalName }) => userPrincipalName === account.username);
    if (!user) throw new Error('the account is gone');
    users.replace({ ...user, accountEnabled: false });
    try {
      expect(await unattended().token(silentWish(account, { fresh: true }), NEVER)).toMatchObject({
        ok: false,
        error: { code: 'account-disabled' },
      });
    } finally {
      users.replace(user);
    }
  });

  it('has to meet a claims challenge with a person, and then meets it', async () => {
    const account = await signIn(person('Global Administrator'));
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    expect(await unattended().token(silentWish(account, { claims }), NEVER)).toMatchObject({
      ok: false,
      error: { code: 'claims-challenge' },
    });
    const wish = demoWish(simulator, { claims, prompt: null, loginHint: account.username });
    const answer = await identity(person('Global Administrator')).signIn(wish, NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: true });
    const payload = answer.ok ? (answer.value.token.token.split('.')[1] ?? '') : '';
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ acrs: ['c1'], xms_cc: ['CP1'] });
  });

  it('needs a second factor where one is asked for now', async () => {
    const account = await signIn(person('Global Administrator'));
    expect(simulator.faults.set('mfa-required')).toBeNull();
    expect(await unattended().token(silentWish(account, { fresh: true }), NEVER)).toMatchObject({
      ok: false,
      error: { code: 'mfa-needed' },
    });
  });

  it('needs consent for what was not granted', async () => {
    const who = person('user');
    const account = await signIn(who, { client: QUICK_CLIENT });
    const wish = silentWish(account, { client: QUICK_CLIENT, scopes: ['Directory.Read.All'] });
    expect(await unattended().token(wish, NEVER)).toMatchObject({ ok: false, error: { code: 'consent-needed' } });
  });

  it('survives trouble of the service and of the network', async () => {
    const account = await signIn(person('Global Administrator'));
    expect(simulator.faults.set('sign-in-unavailable=1')).toBeNull();
    expect(await unattended().token(silentWish(account, { fresh: true }), NEVER)).toMatchObject({
      ok: false,
      error: { code: 'service-unavailable' },
    });
    const away = unattended({ http: demoHttp({ url: 'http://127.0.0.1:9' }) });
    expect(await away.token(silentWish(account, { fresh: true }), NEVER)).toMatchObject({ ok: false, error: { code: 'network-down' } });
    expect(await unattended().token(silentWish(account, { fresh: true }), NEVER)).toMatchObject({ ok: true });
  });

  it('is gone after signing out', async () => {
    const account = await signIn(person('Global Administrator'));
    await unattended().forget(silentWish(account).client, account);
    expect(vault.texts.size).toBe(0);
    expect(await unattended().token(silentWish(account), NEVER)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
  });
});

describe('a code on another device', () => {
  async function enterCode(address: string, code: string, who: DemoSignIn, choices?: readonly Choice[]): Promise<Page> {
    const page = await browser.press(await browser.open(address), 'next', { otc: code });
    return walk(browser, page, who, choices);
  }

  async function withCode(who: DemoSignIn, choices?: readonly Choice[]): ReturnType<MsalIdentity['signIn']> {
    return unattended({ http: impatientHttp(simulator) }).signIn(
      demoWish(simulator, { method: 'deviceCode', prompt: null }),
      NEVER,
      ({ deviceCode }) => {
        if (deviceCode !== null) lastPage = enterCode(deviceCode.address, deviceCode.userCode, who, choices);
      },
    );
  }

  it('signs in', async () => {
    const who = person('Global Administrator');
    expect(await withCode(who)).toMatchObject({ ok: true, value: { account: { username: who.userPrincipalName } } });
  });

  it('says that it was declined', async () => {
    expect(await withCode(person('Global Administrator'), ['cancel'])).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
  });

  it('says that policy blocks it', async () => {
    expect(simulator.faults.set('device-code-blocked')).toBeNull();
    const answer = await withCode(person('Global Administrator'), ['return']);
    expect(answer).toMatchObject({ ok: false, error: { code: 'device-code-blocked' } });
    expect(answer.ok ? '' : answer.error.detail).toContain('AADSTS53003');
  });

  it('says that it ran out', async () => {
    const answer = await unattended({ http: impatientHttp(simulator) }).signIn(
      demoWish(simulator, { method: 'deviceCode', prompt: null }),
      NEVER,
      () => {
        simulator.clock().advance(901_000);
      },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'device-code-expired' } });
  });

  it('ends at once when it is cancelled', async () => {
    const cancel = new AbortController();
    const answer = await unattended({ http: impatientHttp(simulator) }).signIn(
      demoWish(simulator, { method: 'deviceCode', prompt: null }),
      cancel.signal,
      () => {
        cancel.abort();
      },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

/** HTTP that fails at whatever the app asks itself. */
function failing(outcome: HttpOutcome): HttpPort {
  return { send: () => Promise.resolve(outcome) };
}

function tokenRequests(): number {
  return simulator.log.all().filter(({ path }) => path.includes('/oauth2/v2.0/token')).length;
}
