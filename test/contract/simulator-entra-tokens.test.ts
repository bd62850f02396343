import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import { hashSecret } from '../../src/simulator/state/secrets';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, EXCHANGE, GRAPH } from '../support/simulator-client';
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
  VERIFIER,
} from '../support/simulator-sign-in';

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

afterAll(() => simulator.stop());

const ADMINISTRATOR = 'Global Administrator';
const codeFor = async (changes: Readonly<Record<string, string | undefined>> = {}, name = ADMINISTRATOR): Promise<string> => {
  const { answer } = await passPassword(new SimulatorBrowser(simulator.url), signInUrl(simulator, changes), personNamed(simulator, name));
  return answer?.fields['code'] ?? '';
};
const control = (body: Readonly<Record<string, string>>) =>
  ask(`${simulator.url}/_simulator/accounts`, { method: 'POST', body: JSON.stringify(body) });
const day = 86_400_000;

describe('a code', () => {
  it('is good once, and for ten minutes', async () => {
    const code = await codeFor();
    expect((await redeem(simulator, code)).status).toBe(200);
    expect(numberOf(await redeem(simulator, code))).toBe(54005);
    const late = await codeFor();
    simulator.clock().advance(600_000);
    expect(numberOf(await redeem(simulator, late))).toBe(70008);
  });

  it.each([
    ['another verifier', { code_verifier: 'another'.repeat(8) }, 501481],
    ['no verifier', { code_verifier: undefined }, 501481],
    ['the challenge as verifier', { code_verifier: 'too-short' }, 501481],
    ['another address', { redirect_uri: 'http://localhost:1' }, 500112],
    ['no address', { redirect_uri: undefined }, 900144],
    ['another client', { client_id: QUICK_CLIENT_ID }, 700005],
    ['no client', { client_id: undefined }, 900144],
    ['a secret that a public client cannot have', { client_secret: 'secret' }, 700025],
    ['another code', { code: '1.other' }, 9002313],
    ['scopes of two APIs', { scope: `User.Read ${EXCHANGE}/Exchange.Manage` }, 28000],
    ['a scope that was not consented to', { scope: 'Mail.Read' }, 65001],
    ['a scope that there is not', { scope: 'Colour.Read' }, 650053],
    ['claims that are no JSON', { claims: '[]' }, 90013],
  ])('is not redeemed with %s, and stays good', async (_what, changes, number) => {
    const code = await codeFor();
    expect(numberOf(await redeem(simulator, code, changes))).toBe(number);
    expect((await redeem(simulator, code)).status).toBe(200);
  });

  it('is redeemed by the plain method as well', async () => {
    const code = await codeFor({ code_challenge: VERIFIER, code_challenge_method: undefined });
    expect(numberOf(await redeem(simulator, code, { code_verifier: VERIFIER.replace(/^./, '-') }))).toBe(501481);
    expect((await redeem(simulator, code)).status).toBe(200);
  });

  it('of a client with a server behind it needs the secret', async () => {
    const state = simulator.state();
    const application = [...state.applications].find((row) => row.displayName === 'Dovecote Outlook Panel')!;
    const [credential] = application.passwordCredentials;
    const kept = { ...credential!, secretHash: hashSecret(credential!.keyId, 'a secret') };
    state.applications.replace({ ...application, passwordCredentials: [kept] });
    const web = { client_id: application.appId, redirect_uri: 'https://panel.aldermoor.example/auth' };
    const { answer } = await passPassword(
      new SimulatorBrowser(simulator.url),
      signInUrl(simulator, { ...web, scope: 'User.Read', code_challenge: undefined, code_challenge_method: undefined }),
      personNamed(simulator, ADMINISTRATOR),
    );
    const code = answer?.fields['code'];
    expect(numberOf(await redeem(simulator, code, { ...web, code_verifier: undefined }))).toBe(7000218);
    expect(numberOf(await redeem(simulator, code, { ...web, code_verifier: undefined, client_secret: 'wrong' }))).toBe(7000215);
    expect((await redeem(simulator, code, { ...web, code_verifier: undefined, client_secret: 'a secret' })).status).toBe(200);
  });
});

describe('a token for a person', () => {
  it('says who, by which client, with which permissions and which active roles', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    const claims = claimsOf(body['access_token']);
    expect(claims).toMatchObject({
      aud: GRAPH,
      appid: MAILSCOPE_APP_ID,
      appidacr: '0',
      idtyp: 'user',
      upn: personNamed(simulator, ADMINISTRATOR).userPrincipalName,
      amr: ['pwd'],
      acct: 0,
      ver: '1.0',
    });
    expect(claims['wids']).toContain('62e90394-69f5-4237-9190-012177145e10');
    expect(String(claims['scp']).split(' ')).toEqual(expect.arrayContaining(['openid', 'profile', 'User.Read', 'AuditLog.Read.All']));
    expect(claims).not.toHaveProperty('roles');
    expect(claims).not.toHaveProperty('xms_cc');
    expect(body['scope']).toBe(claims['scp']);
    expect(String(body['scope'])).not.toContain('offline_access');
  });

  it('does not count a role that is only eligible, until it is activated', async () => {
    const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
    const before = await tokensOf(simulator, 'eligible');
    expect(claimsOf(before.body['access_token'])['wids']).not.toContain(exchange);
    const account = personNamed(simulator, 'eligible').userPrincipalName;
    expect((await control({ account, action: 'activate-roles' })).status).toBe(200);
    const after = await refresh(simulator, before.body['refresh_token']);
    expect(claimsOf(after.body['access_token'])['wids']).toContain(exchange);
  });

  it('echoes scopes as they were asked for, and .default as everything', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    const named = await refresh(simulator, body['refresh_token'], { scope: `${GRAPH}/.default` });
    expect(String(named.body['scope']).split(' ')).toEqual(
      expect.arrayContaining(['openid', `${GRAPH}/User.Read`, `${GRAPH}/.default`, `${GRAPH}/Policy.Read.All`]),
    );
    const exchange = await refresh(simulator, body['refresh_token'], {
      scope: `${EXCHANGE}/Exchange.Manage openid profile offline_access`,
    });
    expect(String(exchange.body['scope']).split(' ').sort()).toEqual([`${EXCHANGE}/Exchange.Manage`, 'openid', 'profile']);
    expect(claimsOf(exchange.body['access_token'])).toMatchObject({ aud: EXCHANGE, scp: 'Exchange.Manage' });
  });

  it('has no id token and no refresh token unless they were asked for', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR, { scope: 'User.Read' });
    expect([body['id_token'], body['refresh_token']]).toEqual([undefined, undefined]);
  });

  it('says what the client can handle', async () => {
    const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } });
    const { body } = await tokensOf(simulator, ADMINISTRATOR, { claims });
    expect(claimsOf(body['access_token'])['xms_cc']).toEqual(['cp1']);
  });

  it('has another subject for every API, and the same object', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    const { body: second } = await refresh(simulator, body['refresh_token'], { scope: `${EXCHANGE}/.default` });
    const [one, two] = [claimsOf(body['access_token']), claimsOf(second['access_token'])];
    expect(one['oid']).toBe(two['oid']);
    expect(one['sub']).not.toBe(two['sub']);
  });
});

describe('a refresh token', () => {
  it('is another one each time, and the old one stays good', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    const second = await refresh(simulator, body['refresh_token']);
    expect(second.body['refresh_token']).not.toBe(body['refresh_token']);
    expect((await refresh(simulator, body['refresh_token'])).status).toBe(200);
    expect((await refresh(simulator, second.body['refresh_token'])).status).toBe(200);
  });

  it('ends after 90 days without use, and not before', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    simulator.clock().advance(89 * day);
    const second = await refresh(simulator, body['refresh_token']);
    expect(second.status).toBe(200);
    simulator.clock().advance(day);
    expect(numberOf(await refresh(simulator, body['refresh_token']))).toBe(700082);
    expect((await refresh(simulator, second.body['refresh_token'])).status).toBe(200);
  });

  it.each([
    ['another client', { client_id: QUICK_CLIENT_ID }, 700005],
    ['a secret', { client_secret: 'secret' }, 700025],
    ['no token', { refresh_token: '' }, 900144],
    ['another token', { refresh_token: '1.other' }, 9002313],
    ['two APIs', { scope: `User.Read ${EXCHANGE}/Exchange.Manage` }, 28000],
    ['what was not consented to', { scope: 'Mail.ReadWrite' }, 65001],
  ])('is refused with %s', async (_what, changes, number) => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    expect(numberOf(await refresh(simulator, body['refresh_token'], changes))).toBe(number);
  });

  it('says consent_required where consent is what is missing', async () => {
    const { body } = await tokensOf(simulator, ADMINISTRATOR);
    const answer = await refresh(simulator, body['refresh_token'], { scope: 'Mail.ReadWrite' });
    expect(answer.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
  });

  it.each([
    ['a new password', { action: 'reset-password', password: 'a new one' }, 50173],
    ['revoked sessions', { action: 'revoke-sessions' }, 50173],
    ['a disabled account', { action: 'disable' }, 50057],
  ])('ends with %s', async (_what, change, number) => {
    const account = personNamed(simulator, 'Application Administrator').userPrincipalName;
    const user = simulator.state().usersByPrincipalName.first(account)!;
    const held = simulator.state().signInAccounts.get(user.id)!;
    const { body } = await tokensOf(simulator, 'Application Administrator');
    simulator.clock().advance(1000);
    expect((await control({ account, ...change })).status).toBe(200);
    expect(numberOf(await refresh(simulator, body['refresh_token']))).toBe(number);
    simulator.state().signInAccounts.replace(held);
    await control({ account, action: 'enable' });
    expect((await refresh(simulator, body['refresh_token'])).status).toBe(200);
  });

  it('after a new password it takes the new one, in the same browser too', async () => {
    const person = personNamed(simulator, 'Global Reader');
    const browser = new SimulatorBrowser(simulator.url);
    await passPassword(browser, signInUrl(simulator), person);
    simulator.clock().advance(1000);
    await control({ account: person.userPrincipalName, action: 'reset-password', password: 'a new one' });
    await browser.open(signInUrl(simulator));
    expect(browser.page.heading).toBe('Enter password');
    expect((await browser.signIn(person.password)).page.text).toContain('incorrect');
    expect((await browser.signIn('a new one')).answer?.fields['code']).toBeDefined();
  });
});

describe('an account is controlled from outside', () => {
  it.each([
    [{ account: 'nobody@aldermoor.example', action: 'disable' }],
    [{ account: 'adm-reader@aldermoor.onmicrosoft.com', action: 'paint' }],
    [{ account: 'adm-reader@aldermoor.onmicrosoft.com', action: 'reset-password' }],
    [{}],
  ])('with a sentence for what is wrong: %j', async (body) => {
    const answer = await control(body as Record<string, string>);
    expect([answer.status, String(answer.body['error']).endsWith('.')]).toEqual([400, true]);
  });
});
