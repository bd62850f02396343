import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, getGraph } from '../support/simulator-client';
import { SimulatorBrowser } from '../support/simulator-browser';
import {
  claimsOf,
  numberOf,
  passPassword,
  personNamed,
  QUICK_CLIENT_ID,
  redeem,
  refresh,
  signInUrl,
  tokensOf,
} from '../support/simulator-sign-in';

const simulator: RunningSimulator = await startSimulator({ size: 'S', standing: true });

afterEach(() => {
  simulator.faults.clearAll();
});
afterAll(() => simulator.stop());

const ADMINISTRATOR = 'Global Administrator';
const administrator = () => personNamed(simulator, ADMINISTRATOR);
const CP1 = { xms_cc: { values: ['cp1'] } };

describe('mfa-required', () => {
  it('refuses a refresh token until somebody has approved, and says which claims', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    simulator.faults.set('mfa-required');
    const refused = await refresh(simulator, body['refresh_token']);
    expect([numberOf(refused), refused.body['error'], refused.body['suberror']]).toEqual([50076, 'invalid_grant', 'basic_action']);
    expect(JSON.parse(String(refused.body['claims']))).toHaveProperty('access_token');
    const browser = new SimulatorBrowser(simulator.url);
    const { page } = await passPassword(browser, signInUrl(simulator, { claims: String(refused.body['claims']) }), administrator());
    expect(page.heading).toBe('Approve sign-in request');
    const { answer } = await browser.press('approve');
    const tokens = await redeem(simulator, answer?.fields['code']);
    expect(claimsOf(tokens.body['access_token'])['amr']).toEqual(['pwd', 'mfa']);
    expect((await refresh(simulator, tokens.body['refresh_token'])).status).toBe(200);
  });

  it('cannot be passed by in silence, and can be cancelled', async () => {
    const browser = new SimulatorBrowser(simulator.url);
    await passPassword(browser, signInUrl(simulator), administrator());
    simulator.faults.set('mfa-required');
    const { answer } = await browser.open(signInUrl(simulator, { prompt: 'none' }));
    expect(answer?.fields).toMatchObject({ error: 'interaction_required', error_description: expect.stringMatching(/^AADSTS50076/) });
    await browser.open(signInUrl(simulator));
    expect((await browser.press('cancel')).answer?.fields['error_subcode']).toBe('cancel');
  });

  it('is what an authentication context asks for as well', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' }, ...CP1 } });
    const browser = new SimulatorBrowser(simulator.url);
    expect((await passPassword(browser, signInUrl(simulator, { claims }), administrator())).page.heading).toBe('Approve sign-in request');
    const { answer } = await browser.press('approve');
    const { body } = await redeem(simulator, answer?.fields['code'], { claims });
    expect(claimsOf(body['access_token'])).toMatchObject({ acrs: ['c1'], xms_cc: ['cp1'] });
  });
});

describe('access-blocked', () => {
  it('stops at the page and at the refresh token', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    simulator.faults.set('access-blocked');
    expect(numberOf(await refresh(simulator, body['refresh_token']))).toBe(53003);
    const browser = new SimulatorBrowser(simulator.url);
    const { page } = await passPassword(browser, signInUrl(simulator), administrator());
    expect(page.heading).toBe("You don't have access to this");
    expect((await browser.press('return')).answer?.fields['error_description']).toMatch(/^AADSTS53003/);
  });
});

describe('admin-approval', () => {
  it('lets nobody consent', async () => {
    simulator.faults.set('admin-approval');
    const browser = new SimulatorBrowser(simulator.url);
    const url = signInUrl(simulator, { client_id: QUICK_CLIENT_ID }, 'common');
    expect((await passPassword(browser, url, administrator())).page.heading).toBe('Need admin approval');
    expect((await browser.press('return')).answer?.fields['error_description']).toMatch(/^AADSTS90094/);
  });
});

describe('refresh-expired and sign-in-unavailable', () => {
  it('hit as often as they were told', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    simulator.faults.set('refresh-expired=1');
    expect(numberOf(await refresh(simulator, body['refresh_token']))).toBe(700082);
    expect((await refresh(simulator, body['refresh_token'])).status).toBe(200);
    simulator.faults.set('sign-in-unavailable=1:7@/token');
    expect((await ask(`${simulator.url}/common/v2.0/.well-known/openid-configuration`)).status).toBe(200);
    const away = await refresh(simulator, body['refresh_token']);
    expect([away.status, away.headers.get('retry-after'), away.body['error']]).toEqual([503, '7', 'temporarily_unavailable']);
    expect((await refresh(simulator, body['refresh_token'])).status).toBe(200);
  });
});

describe('claims-challenge', () => {
  const claimsIn = (headers: Headers): string => {
    const [, claims = ''] = /error="insufficient_claims", claims="([^"]+)"/.exec(headers.get('www-authenticate') ?? '') ?? [];
    return Buffer.from(claims, 'base64').toString();
  };

  it('is met by a token that was asked for with its claims, and by no other', async () => {
    simulator.faults.set('claims-challenge=always');
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    const refused = await getGraph(simulator, String(body['access_token']), '/v1.0/me');
    expect(refused.status).toBe(401);
    const claims = claimsIn(refused.headers);
    expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { essential: true } } });
    const plain = await refresh(simulator, body['refresh_token']);
    expect((await getGraph(simulator, String(plain.body['access_token']), '/v1.0/me')).status).toBe(401);
    const met = await refresh(simulator, body['refresh_token'], { claims });
    expect((await getGraph(simulator, String(met.body['access_token']), '/v1.0/me')).status).toBe(200);
  });

  it('comes by itself when sessions are revoked, to clients that can handle it', async () => {
    const able = await tokensOf(simulator, ADMINISTRATOR, { claims: JSON.stringify({ access_token: CP1 }) });
    const unable = await tokensOf(simulator, ADMINISTRATOR);
    simulator.clock().advance(2000);
    await ask(`${simulator.url}/_simulator/accounts`, {
      method: 'POST',
      body: JSON.stringify({ account: administrator().userPrincipalName, action: 'revoke-sessions' }),
    });
    const cut = await getGraph(simulator, String(able.body['access_token']), '/v1.0/me');
    expect([cut.status, claimsIn(cut.headers)]).toEqual([401, expect.stringContaining('nbf')]);
    expect((await getGraph(simulator, String(unable.body['access_token']), '/v1.0/me')).status).toBe(200);
  });
});
