import { afterAll, describe, expect, it } from 'vitest';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, askForToken, type Answered } from '../support/simulator-client';
import { SimulatorBrowser } from '../support/simulator-browser';
import { claimsOf, numberOf, passPassword, personNamed, REDIRECT, redeem, refresh, signInUrl } from '../support/simulator-sign-in';

const simulator: RunningSimulator = await startSimulator({ size: 'S', standing: true });

afterAll(() => simulator.stop());

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const administrator = () => personNamed(simulator, 'Global Administrator');

async function start(changes: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return ask(`${simulator.url}/${simulator.tenantId}/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: MAILSCOPE_APP_ID, scope: 'openid profile offline_access User.Read', ...changes }),
  });
}

const poll = ({ body }: Answered, changes: Readonly<Record<string, string>> = {}): Promise<Answered> =>
  askForToken(simulator, { grant_type: GRANT, client_id: MAILSCOPE_APP_ID, device_code: String(body['device_code']), ...changes });

/** Enters the code and signs in, up to the question whether this is meant. */
async function enter(browser: SimulatorBrowser, started: Answered): Promise<void> {
  await browser.open(String(started.body['verification_uri']));
  await browser.post({ otc: String(started.body['user_code']).toLowerCase() });
  await browser.pick(administrator().userPrincipalName);
  await browser.signIn(administrator().password);
}

describe('a device code', () => {
  it('becomes tokens when somebody has entered it, signed in and said yes, once', async () => {
    const started = await start();
    expect(started.body).toMatchObject({ expires_in: 900, interval: 5, verification_uri: `${simulator.url}/common/oauth2/deviceauth` });
    expect(started.body['message']).toContain(started.body['user_code']);
    expect((await poll(started)).body['error']).toBe('authorization_pending');
    const browser = new SimulatorBrowser(simulator.url);
    await enter(browser, started);
    expect(browser.page.heading).toBe('Are you trying to sign in to Mailscope?');
    expect((await poll(started)).body['error']).toBe('authorization_pending');
    expect((await browser.press('continue')).page.text).toContain('You may now close this window');
    const tokens = await poll(started);
    expect(claimsOf(tokens.body['access_token'])['upn']).toBe(administrator().userPrincipalName);
    expect(numberOf(await poll(started))).toBe(54005);
    expect((await refresh(simulator, tokens.body['refresh_token'])).status).toBe(200);
  });

  it('is declined', async () => {
    const started = await start();
    const browser = new SimulatorBrowser(simulator.url);
    await enter(browser, started);
    await browser.press('cancel');
    expect((await poll(started)).body['error']).toBe('authorization_declined');
  });

  it('expires after a quarter of an hour', async () => {
    const started = await start();
    simulator.clock().advance(900_000);
    expect((await poll(started)).body['error']).toBe('expired_token');
    const browser = new SimulatorBrowser(simulator.url);
    await browser.open(String(started.body['verification_uri']));
    expect((await browser.post({ otc: String(started.body['user_code']) })).page.text).toContain('Check the code and try again');
  });

  it.each([
    ['another code', { device_code: 'x' }, 'bad_verification_code'],
    ['another client', { client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e' }, 'bad_verification_code'],
    ['no client', { client_id: '' }, 'invalid_request'],
  ])('is refused with %s', async (_what, changes, error) => {
    expect((await poll(await start(), changes)).body['error']).toBe(error);
  });

  it('is refused where the registration does not allow it', async () => {
    const state = simulator.state();
    const application = state.applicationsByAppId.first(MAILSCOPE_APP_ID)!;
    state.applications.replace({ ...application, isFallbackPublicClient: false });
    expect(numberOf(await poll(await start()))).toBe(7000218);
    state.applications.replace(application);
  });

  it('stops at a policy that forbids it, on the page and at the device', async () => {
    simulator.faults.set('device-code-blocked');
    const started = await start();
    const browser = new SimulatorBrowser(simulator.url);
    await enter(browser, started);
    expect([browser.page.heading, browser.page.text.includes('AADSTS53003')]).toEqual(["You don't have access to this", true]);
    await browser.press('return');
    const answer = await poll(started);
    expect([answer.body['error'], numberOf(answer)]).toEqual(['invalid_grant', 53003]);
    // A browser on the same machine is not meant by it.
    expect(
      (await passPassword(new SimulatorBrowser(simulator.url), signInUrl(simulator), administrator())).answer?.fields['code'],
    ).toBeDefined();
    simulator.faults.clearAll();
  });

  it.each([
    ['no scope', { scope: '' }, 900144],
    ['an unknown scope', { scope: 'Colour.Read' }, 650053],
    ['an unknown client', { client_id: 'x' }, 700016],
    ['claims that are no JSON', { claims: '{' }, 90013],
  ])('is not given with %s', async (_what, changes, number) => {
    expect(numberOf(await start(changes))).toBe(number);
  });
});

describe('signing out', () => {
  const logout = (parameters: Readonly<Record<string, string>>): string =>
    `${simulator.url}/${simulator.tenantId}/oauth2/v2.0/logout?${new URLSearchParams(parameters).toString()}`;

  it('ends the session of the browser, and leaves refresh tokens alone', async () => {
    const browser = new SimulatorBrowser(simulator.url);
    const { answer } = await passPassword(browser, signInUrl(simulator), administrator());
    const { body } = await redeem(simulator, answer?.fields['code']);
    const { page } = await browser.open(logout({}));
    expect(page.heading).toBe('You signed out of your account');
    expect((await browser.open(signInUrl(simulator))).page.heading).toBe('Pick an account');
    expect((await refresh(simulator, body['refresh_token'])).status).toBe(200);
  });

  it('signs out the account it names, and goes back to a registered address alone', async () => {
    const browser = new SimulatorBrowser(simulator.url);
    const { answer } = await passPassword(browser, signInUrl(simulator), administrator());
    const { body } = await redeem(simulator, answer?.fields['code']);
    await passPassword(browser, signInUrl(simulator, { prompt: 'select_account' }), personNamed(simulator, 'Global Reader'));
    const hint = String(body['id_token']);
    const back = await browser.open(
      logout({ id_token_hint: hint, logout_hint: administrator().userPrincipalName, post_logout_redirect_uri: REDIRECT }),
    );
    expect(back.answer?.address).toBe(`${REDIRECT}/`);
    // The other one is still there.
    expect((await browser.open(signInUrl(simulator))).answer?.fields['code']).toBeDefined();
    const elsewhere = await browser.open(logout({ id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example' }));
    expect([elsewhere.answer, elsewhere.page.heading]).toEqual([null, 'You signed out of your account']);
    expect(JSON.stringify(simulator.log.all())).not.toContain(hint);
  });
});
