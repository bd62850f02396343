import { describe, expect, it } from 'vitest';
import { MsalIdentity } from '../../../../../src/main/adapters/identity/msal-identity';
import type { HttpOutcome } from '../../../../../src/main/ports/http';
import type { InteractiveWish, SilentWish } from '../../../../../src/main/ports/identity';
import { CLOUD_IDS, CLOUDS, type CloudId } from '../../../../../src/shared/domain/clouds/clouds';
import type { ErrorCode } from '../../../../../src/shared/ipc/error-codes';
import {
  ADELE,
  CORRELATION,
  FakeSignInService,
  json,
  refused,
  tokensFor,
  type Answerer,
} from '../../../../support/identity/fake-sign-in-service';
import { FakeVault } from '../../../../support/identity/fake-vault';

const CLIENT_ID = 'dddddddd-0000-4000-8000-00000000000d';
const NEVER = new AbortController().signal;

function wish(overrides: Partial<InteractiveWish> = {}): InteractiveWish {
  return {
    client: { cloud: 'global', clientId: CLIENT_ID },
    tenant: null,
    loginHint: null,
    resource: 'graph',
    scopes: ['User.Read'],
    method: 'deviceCode',
    prompt: null,
    claims: null,
    ...overrides,
  };
}

/** Answers like the service, with a code that is confirmed already. */
function service(
  token: Answerer = () => tokensFor(ADELE, { access: 'access-1', refresh: 'refresh-1' }, 'openid User.Read'),
): FakeSignInService {
  return new FakeSignInService((request, form) =>
    new URL(request.url).pathname.endsWith('/devicecode')
      ? json(200, {
          user_code: 'ABCD-EFGH',
          device_code: 'device-code',
          verification_uri: `${new URL(request.url).origin}/device`,
          expires_in: 900,
          interval: 1,
        })
      : token(request, form),
  );
}

function identityOver(http: FakeSignInService, cache = new FakeVault()): MsalIdentity {
  return new MsalIdentity({
    http,
    openBrowser: () => Promise.reject(new Error('no browser in unit tests')),
    cache,
    clock: { now: () => new Date().toISOString(), sleep: () => Promise.resolve() },
    mapAddress: (address) => address.replace('https://login.demo.invalid', 'http://127.0.0.1:9'),
  });
}

/** Signs in, and answers what a silent request needs. */
async function signedIn(identity: MsalIdentity, overrides: Partial<InteractiveWish> = {}): Promise<SilentWish> {
  const answer = await identity.signIn(wish(overrides), NEVER, () => undefined);
  if (!answer.ok) throw new Error(answer.error.code);
  return {
    client: wish(overrides).client,
    account: answer.value.account,
    resource: 'graph',
    scopes: [],
    claims: null,
    fresh: false,
  };
}

describe('a sign-in with a code', () => {
  it('tells the code, and answers who signed in and what the token may do', async () => {
    const told: unknown[] = [];
    const answer = await identityOver(service()).signIn(wish(), NEVER, (progress) => told.push(progress));
    expect(answer).toMatchObject({
      ok: true,
      value: {
        account: { tenantId: ADELE.tenantId, homeTenantId: ADELE.homeTenantId, username: 'adele@contoso.com', displayName: 'Adele Vance' },
        token: { token: 'access-1', scopes: ['User.Read'] },
      },
    });
    expect(told).toMatchObject([
      { stage: 'waiting', address: null, deviceCode: { userCode: 'ABCD-EFGH', address: 'https://login.microsoftonline.com/device' } },
    ]);
  });

  it('names the home tenant of a guest', async () => {
    const guest = { ...ADELE, tenantId: '22222222-2222-4222-8222-222222222222' };
    const http = service(() => tokensFor(guest, { access: 'access', refresh: 'refresh' }, 'User.Read'));
    const { account } = await signedIn(identityOver(http), { tenant: 'fabrikam.com' });
    expect(account).toMatchObject({ tenantId: guest.tenantId, homeTenantId: ADELE.homeTenantId });
  });

  it.each<readonly [string, HttpOutcome, ErrorCode]>([
    ['the code ran out', refused('expired_token', 70020), 'device-code-expired'],
    ['the person declined', refused('authorization_declined', 65004), 'consent-refused'],
    ['policy blocks codes', refused('invalid_grant', 53003), 'device-code-blocked'],
    ['the client is none of public use', refused('invalid_client', 7000218, {}, 401), 'public-client-refused'],
  ])('says why where %s, with number and correlation id', async (_when, outcome, code) => {
    const answer = await identityOver(service(() => outcome)).signIn(wish(), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    const detail = answer.ok ? '' : (answer.error.detail ?? '');
    expect(detail).toContain(`Correlation ID: ${CORRELATION}`);
    expect(detail).toContain('AADSTS');
    expect(detail).not.toContain('Secret sentence');
  });

  it('says why where no code is given out', async () => {
    const http = new FakeSignInService(() => refused('unauthorized_client', 700016));
    const answer = await identityOver(http).signIn(wish(), NEVER, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'client-unknown' } });
    expect(http.requests).toHaveLength(1);
  });

  it('ends at once when cancelled, and leaves no token behind', async () => {
    const cache = new FakeVault();
    const cancel = new AbortController();
    const http = service(() => json(400, { error: 'authorization_pending' }));
    const answer = await identityOver(http, cache).signIn(wish(), cancel.signal, () => {
      cancel.abort();
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(cache.texts.size).toBe(0);
  });
});

describe('every cloud', () => {
  it.each(CLOUD_IDS)('%s: nobody but its own sign-in service is asked', async (cloud: CloudId) => {
    const http = service();
    const identity = identityOver(http);
    const silent = await signedIn(identity, { client: { cloud, clientId: CLIENT_ID }, tenant: 'contoso.example' });
    await identity.token({ ...silent, resource: 'exchange', fresh: true }, NEVER);
    expect(http.requests.map(({ url }) => new URL(url).origin + new URL(url).pathname)).toEqual([
      `${CLOUDS[cloud].authority}/contoso.example/oauth2/v2.0/devicecode`,
      `${CLOUDS[cloud].authority}/contoso.example/oauth2/v2.0/token`,
      `${CLOUDS[cloud].authority}/${ADELE.tenantId}/oauth2/v2.0/token`,
    ]);
    const scopes = http.requests.map(({ body }) => new URLSearchParams(body ?? '').get('scope') ?? '');
    expect(scopes[0]).toContain(`${CLOUDS[cloud].graphResource}/User.Read`);
    expect(scopes[2]).toContain(`${CLOUDS[cloud].exchange}/.default`);
  });

  it('says that it can meet claims challenges', async () => {
    const http = service();
    await signedIn(identityOver(http));
    const claims = new URLSearchParams(http.requests[1]?.body ?? '').get('claims') ?? '{}';
    expect(JSON.parse(claims)).toMatchObject({ access_token: { xms_cc: { values: ['CP1'] } } });
  });
});

describe('a silent request', () => {
  it('takes what is in the vault after a restart, and asks nobody', async () => {
    const cache = new FakeVault();
    const graphDefault = 'https://graph.microsoft.com/User.Read https://graph.microsoft.com/.default';
    const http = service(() => tokensFor(ADELE, { access: 'access-1', refresh: 'refresh-1' }, graphDefault));
    const silent = await signedIn(identityOver(http, cache));
    const before = http.requests.length;
    expect(await identityOver(http, cache).token(silent, NEVER)).toMatchObject({
      ok: true,
      value: { token: 'access-1', scopes: ['User.Read'] },
    });
    expect(http.requests).toHaveLength(before);
    expect([...cache.texts.keys()]).toEqual([`tokens/global/${CLIENT_ID}`]);
  });

  it('uses each refresh token once, however many requests overlap', async () => {
    let given = 1;
    const used: (string | null)[] = [];
    const http = service((_request, form) => {
      if (form.has('refresh_token')) used.push(form.get('refresh_token'));
      const text = String(given++);
      return tokensFor(ADELE, { access: `access-${text}`, refresh: `refresh-${text}` }, form.get('scope') ?? '');
    });
    const identity = identityOver(http);
    const silent = await signedIn(identity);
    await Promise.all([
      identity.token({ ...silent, fresh: true }, NEVER),
      identity.token({ ...silent, resource: 'exchange', fresh: true }, NEVER),
      identity.token({ ...silent, fresh: true }, NEVER),
    ]);
    expect(used).toEqual(['refresh-1', 'refresh-2', 'refresh-3']);
  });

  it('hands a claims challenge on, and answers that a person is needed', async () => {
    const http = service();
    const identity = identityOver(http);
    const silent = await signedIn(identity);
    http.answer = () => refused('interaction_required', 50076, { suberror: 'basic_action', claims: '{"access_token":{}}' });
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    expect(await identity.token({ ...silent, claims }, NEVER)).toMatchObject({ ok: false, error: { code: 'claims-challenge' } });
    const sent: unknown = JSON.parse(new URLSearchParams(http.requests.at(-1)?.body ?? '').get('claims') ?? '{}');
    expect(sent).toMatchObject({ access_token: { acrs: { essential: true, value: 'c1' }, xms_cc: { values: ['CP1'] } } });
  });

  it.each<readonly [string, HttpOutcome, ErrorCode]>([
    ['the network is down', { kind: 'unreachable', problem: 'offline', message: '' }, 'network-down'],
    ['a proxy shows its own certificate', { kind: 'unreachable', problem: 'certificate', message: '' }, 'proxy-certificate'],
    ['a proxy refuses', { kind: 'unreachable', problem: 'proxy', message: '' }, 'proxy-refused'],
    ['a proxy wants a password', { kind: 'answer', status: 407, headers: {}, body: '<html>' }, 'proxy-refused'],
    ['a page of somebody else comes', { kind: 'answer', status: 200, headers: {}, body: '<html>' }, 'proxy-refused'],
    ['the service has trouble', { kind: 'answer', status: 503, headers: {}, body: 'Service Unavailable' }, 'service-unavailable'],
    ['the service says so in its own words', refused('temporarily_unavailable', 90033, {}, 503), 'service-unavailable'],
    ['the service is asked too much', refused('invalid_request', 90055, {}, 429), 'service-unavailable'],
    ['the refresh token ran out', refused('invalid_grant', 700082), 'sign-in-needed'],
    ['the account was disabled', refused('invalid_grant', 50057), 'account-disabled'],
    ['the password was reset', refused('invalid_grant', 50173), 'password-expired'],
    ['consent was withdrawn', refused('invalid_grant', 65001, { suberror: 'consent_required' }), 'consent-needed'],
  ])('says so where %s', async (_when, outcome, code) => {
    const http = service();
    const identity = identityOver(http);
    const silent = await signedIn(identity);
    http.answer = () => outcome;
    expect(await identity.token({ ...silent, fresh: true }, NEVER)).toMatchObject({ ok: false, error: { code } });
  });

  it('blames the clock where it is off by more than five minutes', async () => {
    const http = service();
    const identity = identityOver(http);
    const silent = await signedIn(identity);
    const answer = refused('invalid_grant', 70000);
    if (answer.kind !== 'answer') throw new Error('an answer was made');
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    http.answer = () => ({ ...answer, headers: { date } });
    expect(await identity.token({ ...silent, fresh: true }, NEVER)).toMatchObject({ ok: false, error: { code: 'clock-skew' } });
  });

  it('needs somebody where nobody has signed in', async () => {
    const silent = await signedIn(identityOver(service()));
    expect(await identityOver(service()).token(silent, NEVER)).toMatchObject({ ok: false, error: { code: 'sign-in-needed' } });
  });
});

describe('forgetting', () => {
  it('leaves nothing in the vault after the last account', async () => {
    const cache = new FakeVault();
    const identity = identityOver(service(), cache);
    const { client, account } = await signedIn(identity);
    await identity.forget(client, account);
    expect(cache.texts.size).toBe(0);
  });

  it('keeps the account where it is signed in to another tenant', async () => {
    const cache = new FakeVault();
    const guest = { ...ADELE, tenantId: '22222222-2222-4222-8222-222222222222' };
    let person = ADELE;
    const http = service((_request, form) =>
      tokensFor(person, { access: `at-${person.tenantId}`, refresh: 'refresh' }, form.get('scope') ?? ''),
    );
    const identity = identityOver(http, cache);
    const home = await signedIn(identity);
    person = guest;
    const away = await signedIn(identity, { tenant: guest.tenantId });
    await identity.forget(home.client, home.account);
    expect([...cache.texts.values()].join()).not.toContain(`at-${ADELE.tenantId}`);
    expect(await identity.token({ ...away, fresh: true }, NEVER)).toMatchObject({ ok: true, value: { token: `at-${guest.tenantId}` } });
  });
});
