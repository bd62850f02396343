import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { askForToken } from '../support/simulator-client';
import { authorizeUrl, pkcePair, SimulatorBrowser, type Visit } from '../support/simulator-browser';

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

afterAll(() => simulator.stop());

const REDIRECT = 'http://localhost:51234';
const { verifier, challenge } = pkcePair();

/** A request as the product sends it. */
const request = (changes: Readonly<Record<string, string | undefined>> = {}): string =>
  authorizeUrl(simulator.url, simulator.tenantId, {
    client_id: MAILSCOPE_APP_ID,
    response_type: 'code',
    redirect_uri: REDIRECT,
    response_mode: 'form_post',
    scope: 'openid profile offline_access User.Read',
    state: 'a state & more',
    nonce: 'a nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    prompt: 'select_account',
    ...changes,
  });
const administrator = () => simulator.users.find((user) => user.roles.includes('Global Administrator'))!;
const part = (token: unknown, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;

async function signIn(browser: SimulatorBrowser, url = request()): Promise<Visit> {
  await browser.open(url);
  await browser.pick(administrator().userPrincipalName);
  return browser.signIn(administrator().password);
}

describe('signing in', () => {
  it('goes from the account picker to tokens', async () => {
    const browser = new SimulatorBrowser(simulator.url);
    const picker = await browser.open(request());
    expect(picker.page.heading).toBe('Pick an account');
    for (const user of simulator.users) expect(picker.page.text).toContain(user.signInName ?? user.userPrincipalName);
    const asked = await browser.pick(administrator().userPrincipalName);
    expect(asked.page.heading).toBe('Enter password');
    const { answer, page } = await browser.signIn(administrator().password);
    expect(page.text, page.text).toContain('Continue');
    expect(answer).toMatchObject({ by: 'form_post', address: REDIRECT, fields: { state: 'a state & more', code: expect.any(String) } });
    const tokens = await askForToken(simulator, {
      grant_type: 'authorization_code',
      client_id: MAILSCOPE_APP_ID,
      code: answer!.fields['code']!,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      client_info: '1',
    });
    expect(tokens.status, tokens.text).toBe(200);
    expect(tokens.body).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
    expect(part(tokens.body['id_token'], 1)).toMatchObject({
      nonce: 'a nonce',
      aud: MAILSCOPE_APP_ID,
      tid: simulator.tenantId,
      ver: '2.0',
    });
  });

  it('needs no second password in the same browser', async () => {
    const browser = new SimulatorBrowser(simulator.url);
    await signIn(browser);
    await browser.open(request());
    expect(browser.page.text).toContain('signed in');
    expect((await browser.pick(administrator().userPrincipalName)).answer?.fields['code']).toBeDefined();
  });
});
