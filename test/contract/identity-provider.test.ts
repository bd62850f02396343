import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { MsalIdentity } from '../../src/main/adapters/identity/msal-identity';
import type { IdentityAccount, InteractiveWish, SilentWish } from '../../src/main/ports/identity';
import { CLOUDS } from '../../src/shared/domain/clouds/clouds';
import { FormBrowser, type Page } from '../support/identity/browser';
import { PROVIDER_CLIENT, PROVIDER_TENANT, startCertifiedProvider, type CertifiedProvider } from '../support/identity/certified-provider';
import { FakeVault } from '../support/identity/fake-vault';

const NEVER = new AbortController().signal;
const CLIENT = { cloud: 'demo', clientId: PROVIDER_CLIENT } as const;
const WISH: InteractiveWish = {
  client: CLIENT,
  tenant: PROVIDER_TENANT,
  loginHint: null,
  resource: 'graph',
  scopes: ['User.Read'],
  method: 'browser',
  // Without this word the provider hands out no refresh token, as OpenID Connect asks for.
  prompt: 'consent',
  claims: null,
};

let provider: CertifiedProvider;
let vault: FakeVault;
let asked: string;

beforeAll(async () => {
  // It says on the console that its pages are for development, which they are.
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  provider = await startCertifiedProvider();
});

beforeEach(() => {
  vault = new FakeVault();
  asked = '';
});

afterAll(async () => {
  await provider.stop();
  vi.restoreAllMocks();
});

function identity(visit: (page: Page, browser: FormBrowser) => Promise<unknown> = signInAs('adele')): MsalIdentity {
  const browser = new FormBrowser({ hosts: { 'https://login.demo.invalid': provider.url, 'http://login.demo.invalid': provider.url } });
  return new MsalIdentity({
    http: new NodeHttp({ hosts: { [CLOUDS.demo.authority]: provider.url } }),
    openBrowser: (address) => {
      asked = address;
      void browser.open(address).then((page) => visit(page, browser));
      return Promise.resolve();
    },
    cache: vault,
    clock: { now: () => new Date().toISOString(), sleep: () => Promise.resolve() },
  });
}

/** Goes through the provider's own pages: name and password, then consent, then back to the app. */
function signInAs(name: string): (page: Page, browser: FormBrowser) => Promise<Page> {
  return async (page, browser) => {
    const [form] = page.forms;
    if (!form || page.url.startsWith('http://localhost')) return page;
    const values: Record<string, string> = 'login' in form.fields ? { login: name, password: 'any' } : {};
    return signInAs(name)(await browser.send(page, form, values), browser);
  };
}

async function signIn(name = 'adele'): Promise<IdentityAccount> {
  const answer = await identity(signInAs(name)).signIn(WISH, NEVER, () => undefined);
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer.value.account;
}

function silently(account: IdentityAccount): SilentWish {
  return { client: CLIENT, account, resource: 'graph', scopes: ['User.Read'], claims: null, fresh: true };
}

describe('a certified provider', () => {
  it('signs somebody in, by a code that is posted back and proven', async () => {
    const answer = await identity().signIn(WISH, NEVER, () => undefined);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        account: { tenantId: PROVIDER_TENANT, username: 'adele@contoso.com', displayName: 'Name of adele' },
        token: { scopes: ['User.Read'] },
      },
    });
    const { searchParams } = new URL(asked);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      response_mode: 'form_post',
      code_challenge_method: 'S256',
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      nonce: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('replaces the refresh token each time, and never sees one twice though requests overlap', async () => {
    const account = await signIn();
    const before = provider.granted['refresh_token'] ?? 0;
    const service = identity();
    const answers = await Promise.all([1, 2, 3].map(() => service.token(silently(account), NEVER)));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect((provider.granted['refresh_token'] ?? 0) - before).toBe(3);
    // A new start goes on with what the last one left.
    expect(await identity().token(silently(account), NEVER)).toMatchObject({ ok: true });
  });

  it('takes a refresh token that comes a second time for stolen, and somebody has to sign in', async () => {
    const account = await signIn();
    const [[name, old] = ['', '']] = [...vault.texts];
    expect(await identity().token(silently(account), NEVER)).toMatchObject({ ok: true });
    vault.texts.set(name, old);
    expect(await identity().token(silently(account), NEVER)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
  });

  it('keeps two people apart', async () => {
    const [adele, megan] = [await signIn('adele'), await signIn('megan')];
    const service = identity();
    expect(await service.token(silently(adele), NEVER)).toMatchObject({ ok: true });
    await service.forget(CLIENT, adele);
    expect(await service.token(silently(adele), NEVER)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
    expect(await service.token(silently(megan), NEVER)).toMatchObject({ ok: true });
  });

  it('says that somebody pressed Cancel', async () => {
    const service = identity(async (page, browser) => {
      const [, abort = ''] = /href="([^"]*\/abort)"/.exec(page.html) ?? [];
      return signInAs('nobody')(await browser.open(new URL(abort, page.url).href), browser);
    });
    expect(await service.signIn(WISH, NEVER, () => undefined)).toMatchObject({ ok: false, error: { code: 'consent-refused' } });
  });

  it('gives out no more than was consented to', async () => {
    const account = await signIn();
    const more = await identity().token({ ...silently(account), scopes: ['Policy.Read.All'] }, NEVER);
    expect(more).toMatchObject({ ok: false });
  });

  it('ends when it is cancelled', async () => {
    const cancel = new AbortController();
    const service = identity(() => {
      cancel.abort();
      return Promise.resolve();
    });
    expect(await service.signIn(WISH, cancel.signal, () => undefined)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('does not know the older name that the library gives to the grant of a code, and the failure says so', async () => {
    const answer = await identity().signIn({ ...WISH, method: 'deviceCode', prompt: null }, NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign-in-failed', detail: 'unsupported_grant_type' } });
  });
});
