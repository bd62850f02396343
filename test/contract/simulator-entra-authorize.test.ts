import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask } from '../support/simulator-client';
import { SimulatorBrowser } from '../support/simulator-browser';
import {
  claimsOf,
  numberOf,
  refresh,
  passPassword,
  personNamed,
  QUICK_CLIENT_ID,
  redeem,
  REDIRECT,
  signInNameOf,
  signInUrl,
} from '../support/simulator-sign-in';

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

afterAll(() => simulator.stop());

const newBrowser = (): SimulatorBrowser => new SimulatorBrowser(simulator.url);
const administrator = () => personNamed(simulator, 'Global Administrator');

describe('signing in', () => {
  it('goes from the account picker to tokens, by form post', async () => {
    const browser = newBrowser();
    const url = signInUrl(simulator, { response_mode: 'form_post', prompt: 'select_account' });
    const picker = await browser.open(url);
    expect(picker.page.heading).toBe('Pick an account');
    for (const user of simulator.users) expect(picker.page.text).toContain(signInNameOf(user));
    const asked = await browser.pick(administrator().userPrincipalName);
    expect(asked.page.heading).toBe('Enter password');
    // Nobody could know it: the tenant and its people are made.
    expect(asked.page.text).toContain(`<code>${administrator().password}</code>`);
    const { answer, page } = await browser.signIn(administrator().password);
    expect(page.text).toContain('Continue');
    expect(answer).toMatchObject({ by: 'form_post', address: REDIRECT, fields: { state: 'a state & more', code: expect.any(String) } });
    const tokens = await redeem(simulator, answer?.fields['code']);
    expect(tokens.status, tokens.text).toBe(200);
    expect(tokens.body).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
    const user = simulator.state().usersByPrincipalName.first(administrator().userPrincipalName)!;
    expect(claimsOf(tokens.body['id_token'])).toMatchObject({
      aud: MAILSCOPE_APP_ID,
      iss: `${simulator.url}/${simulator.tenantId}/v2.0`,
      nonce: 'a nonce',
      oid: user.id,
      tid: simulator.tenantId,
      preferred_username: user.userPrincipalName,
      name: user.displayName,
      ver: '2.0',
    });
    const info = JSON.parse(Buffer.from(String(tokens.body['client_info']), 'base64url').toString()) as unknown;
    expect(info).toEqual({ uid: user.id, utid: simulator.tenantId });
  });

  it.each(['query', 'fragment', 'form_post'] as const)('answers by %s', async (mode) => {
    const { answer } = await passPassword(newBrowser(), signInUrl(simulator, { response_mode: mode }), administrator());
    expect(answer).toMatchObject({
      by: mode,
      address: mode === 'form_post' ? REDIRECT : `${REDIRECT}/`,
      fields: { state: 'a state & more' },
    });
  });

  it('needs no second password in the same browser, unless the client insists', async () => {
    const browser = newBrowser();
    await passPassword(browser, signInUrl(simulator), administrator());
    expect((await browser.open(signInUrl(simulator))).answer?.fields['code']).toBeDefined();
    expect((await browser.open(signInUrl(simulator, { prompt: 'select_account' }))).page.text).toContain('signed in');
    expect((await browser.pick(administrator().userPrincipalName)).answer?.fields['code']).toBeDefined();
    await browser.open(signInUrl(simulator, { prompt: 'login', login_hint: administrator().userPrincipalName }));
    expect(browser.page.heading).toBe('Enter password');
    // Another browser knows nobody.
    expect((await newBrowser().open(signInUrl(simulator))).page.heading).toBe('Pick an account');
  });

  it('goes straight to the password of whom the client names, by name or by the hint of an id token', async () => {
    const name = administrator().userPrincipalName;
    expect((await newBrowser().open(signInUrl(simulator, { login_hint: name }))).page.heading).toBe('Enter password');
    const { answer } = await passPassword(newBrowser(), signInUrl(simulator), administrator());
    const { body } = await redeem(simulator, answer?.fields['code']);
    const hint = String(claimsOf(body['id_token'])['login_hint']);
    const { page } = await newBrowser().open(signInUrl(simulator, { login_hint: hint, domain_hint: 'organizations' }));
    expect([page.heading, page.text.includes(name)]).toEqual(['Enter password', true]);
  });

  it.each([
    ['a wrong password', 'wrong', 'Your account or password is incorrect'],
    ['no password', '', 'Your account or password is incorrect'],
  ])('says so for %s, and goes on', async (_what, password, sentence) => {
    const browser = newBrowser();
    await browser.open(signInUrl(simulator));
    await browser.pick(administrator().userPrincipalName);
    expect((await browser.signIn(password)).page.text).toContain(sentence);
    expect((await browser.signIn(administrator().password)).answer?.fields['code']).toBeDefined();
  });

  it('knows a name that is typed, and says where there is none', async () => {
    const browser = newBrowser();
    await browser.open(signInUrl(simulator));
    expect((await browser.press('next', { username: 'nobody@aldermoor.example' })).page.text).toContain('does not exist in the');
    expect((await browser.press('next', { username: administrator().userPrincipalName.toUpperCase() })).page.heading).toBe(
      'Enter password',
    );
    expect((await browser.press('back')).page.heading).toBe('Pick an account');
  });

  it('ends with access_denied where somebody cancels', async () => {
    const browser = newBrowser();
    await browser.open(signInUrl(simulator));
    const { answer } = await browser.press('cancel');
    expect(answer?.fields).toMatchObject({ error: 'access_denied', error_subcode: 'cancel', state: 'a state & more' });
    expect(answer?.fields['error_description']).toMatch(/^AADSTS65004: .*Trace ID: .*Correlation ID: .*Timestamp: /);
  });

  it('lets a disabled account no further than the password', async () => {
    const browser = newBrowser();
    const { page } = await passPassword(browser, signInUrl(simulator), personNamed(simulator, 'disabled'));
    expect(page.text).toContain('AADSTS50057');
    expect((await browser.press('return')).answer?.fields['error_description']).toMatch(/^AADSTS50057/);
  });

  it('lets only those in who were assigned, where the application asks for that', async () => {
    const state = simulator.state();
    const principal = state.servicePrincipalsByAppId.first(MAILSCOPE_APP_ID)!;
    state.servicePrincipals.replace({ ...principal, appRoleAssignmentRequired: true });
    const browser = newBrowser();
    const person = personNamed(simulator, 'user');
    expect((await passPassword(browser, signInUrl(simulator), person)).page.text).toContain('AADSTS50105');
    expect((await browser.press('return')).answer?.fields).toMatchObject({ error: 'access_denied' });
    const user = state.usersByPrincipalName.first(person.userPrincipalName)!;
    state.appRoleAssignments.add({
      id: 'an assignment',
      principalId: user.id,
      principalType: 'User',
      principalDisplayName: user.displayName,
      resourceId: principal.id,
      resourceDisplayName: principal.displayName,
      appRoleId: '00000000-0000-0000-0000-000000000000',
      createdDateTime: '2026-11-21T07:00:00Z',
    });
    const { answer } = await passPassword(newBrowser(), signInUrl(simulator), person);
    const { body } = await redeem(simulator, answer?.fields['code']);
    state.appRoleAssignments.remove('an assignment');
    expect(numberOf(await refresh(simulator, body['refresh_token']))).toBe(50105);
    state.servicePrincipals.replace(principal);
  });

  it('lets a guest in where the tenant is named, with the home tenant in the client information', async () => {
    const guest = personNamed(simulator, 'guest');
    const { answer } = await passPassword(newBrowser(), signInUrl(simulator), guest);
    const { body } = await redeem(simulator, answer?.fields['code']);
    const info = JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString()) as Record<string, string>;
    expect(info['utid']).not.toBe(simulator.tenantId);
    expect(claimsOf(body['access_token'])).toMatchObject({
      tid: simulator.tenantId,
      acct: 1,
      idp: `https://sts.windows.net/${info['utid']}/`,
    });
    expect(claimsOf(body['access_token'])).not.toHaveProperty('upn');
    const browser = newBrowser();
    await browser.open(signInUrl(simulator, { client_id: QUICK_CLIENT_ID }, 'organizations'));
    expect((await browser.pick(signInNameOf(guest))).page.text).toContain('unless the tenant is named');
  });
});

describe('the log', () => {
  it('keeps neither passwords nor codes nor tokens', async () => {
    simulator.log.clear();
    const { answer } = await passPassword(newBrowser(), signInUrl(simulator), administrator());
    const { body } = await redeem(simulator, answer?.fields['code']);
    const log = JSON.stringify(simulator.log.all());
    expect(log).toContain('/oauth2/v2.0/token');
    for (const secret of [administrator().password, answer?.fields['code'], body['access_token'], body['refresh_token'], body['id_token']])
      expect(log).not.toContain(String(secret));
  });
});

describe('prompt=none', () => {
  const silently = async (browser: SimulatorBrowser, changes: Readonly<Record<string, string>> = {}) =>
    (await browser.open(signInUrl(simulator, { prompt: 'none', ...changes }))).answer?.fields;

  it('gives a code to whoever is signed in, and an error to whoever would be asked', async () => {
    const browser = newBrowser();
    expect(await silently(browser)).toMatchObject({ error: 'login_required' });
    await passPassword(browser, signInUrl(simulator), administrator());
    expect(await silently(browser)).toMatchObject({ code: expect.any(String) });
    expect(await silently(browser, { scope: 'Mail.Read' })).toMatchObject({ error: 'consent_required' });
    await passPassword(browser, signInUrl(simulator, { prompt: 'select_account' }), personNamed(simulator, 'Global Reader'));
    expect(await silently(browser)).toMatchObject({ error: 'interaction_required' });
    expect(await silently(browser, { login_hint: administrator().userPrincipalName })).toMatchObject({ code: expect.any(String) });
  });
});

describe('a request that is wrong', () => {
  const unknown = 'ffffffff-0000-4000-8000-000000000000';

  it.each([
    ['no client', { client_id: undefined }, 900144],
    ['an unknown client', { client_id: unknown }, 700016],
    ['no redirect address', { redirect_uri: undefined }, 900971],
    ['an unregistered address', { redirect_uri: 'https://evil.example/' }, 50011],
    ['a lookalike of loopback', { redirect_uri: 'http://localhost.evil.example' }, 50011],
    ['a name and password in the address', { redirect_uri: 'http://localhost@evil.example' }, 50011],
    ['another path on loopback', { redirect_uri: 'http://localhost:51234/elsewhere' }, 50011],
    ['another name of loopback', { redirect_uri: 'http://127.0.0.1:51234' }, 50011],
    ['https on loopback', { redirect_uri: 'https://localhost:51234' }, 50011],
    ['a fragment in the address', { redirect_uri: 'http://localhost:51234/#x' }, 50011],
  ])('is told on a page, and sent nowhere: %s', async (_what, changes, number) => {
    const { page, answer } = await newBrowser().open(signInUrl(simulator, changes));
    expect([page.status, answer, page.headers.get('location')]).toEqual([400, null, null]);
    expect(page.text).toContain(`AADSTS${number}`);
  });

  it('is told on a page where a client of one tenant is asked for anywhere', async () => {
    expect((await newBrowser().open(signInUrl(simulator, {}, 'organizations'))).page.text).toContain('AADSTS50194');
    expect((await newBrowser().open(signInUrl(simulator, {}, simulator.state().defaultDomain))).page.heading).toBe('Pick an account');
  });

  it.each([
    ['no response type', { response_type: undefined }, 'invalid_request', 900144],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type', 700054],
    ['another response mode', { response_mode: 'smoke' }, 'invalid_request', 90013],
    ['no scope', { scope: undefined }, 'invalid_request', 900144],
    ['a scope that is no scope', { scope: 'User.Read "x"' }, 'invalid_scope', 70011],
    ['a scope that the API does not have', { scope: 'Colour.Read' }, 'invalid_client', 650053],
    ['an unknown API', { scope: 'https://example.com/Read' }, 'invalid_resource', 500011],
    [
      '.default among others',
      { scope: 'https://graph.microsoft.com/.default https://graph.microsoft.com/User.Read' },
      'invalid_scope',
      70011,
    ],
    ['another prompt', { prompt: 'shout' }, 'invalid_request', 90023],
    ['no proof key', { code_challenge: undefined }, 'invalid_request', 50147],
    ['a short proof key', { code_challenge: 'short' }, 'invalid_request', 50147],
    ['another proof method', { code_challenge_method: 'S1' }, 'invalid_request', 9002312],
    ['claims that are no JSON', { claims: '{' }, 'invalid_request', 90013],
  ])('goes back to the client: %s', async (_what, changes, error, number) => {
    const { answer } = await newBrowser().open(signInUrl(simulator, changes));
    expect(answer?.fields).toMatchObject({ error, state: 'a state & more' });
    expect(answer?.fields['error_description']).toMatch(new RegExp(`^AADSTS${number}: `));
  });
});

describe('the pages', () => {
  it('have a strict policy, no script of their own, and labels', async () => {
    const browser = newBrowser();
    const { page } = await browser.open(signInUrl(simulator));
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|\*/);
    expect(page.text).not.toMatch(/<script/i);
    await browser.pick(administrator().userPrincipalName);
    expect(browser.page.text).toMatch(/<label for="password">[\s\S]*<input id="password"/);
    const { page: posted } = await passPassword(newBrowser(), signInUrl(simulator, { response_mode: 'form_post' }), administrator());
    const [, nonce] = /<script nonce="([^"]+)">/.exec(posted.text) ?? [];
    expect(posted.headers.get('content-security-policy')).toContain(`script-src 'nonce-${nonce}'`);
    expect(posted.headers.get('content-security-policy')).toContain(`form-action 'self' ${REDIRECT}`);
  });

  it('put in what the client sends as text', async () => {
    const { page } = await newBrowser().open(signInUrl(simulator, { client_id: '"><script>alert(1)</script>' }));
    expect(page.text).not.toContain('<script>');
    const { page: posted, answer } = await newBrowser().open(
      signInUrl(simulator, { response_mode: 'form_post', prompt: 'none', state: '"><script>alert(1)</script>' }),
    );
    expect(posted.text).not.toContain('<script>');
    expect(answer?.fields['state']).toBe('"><script>alert(1)</script>');
  });

  it('keep a cookie that no script and no other site can use', async () => {
    const cookie = (await newBrowser().open(signInUrl(simulator))).page.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^ESTSAUTH=[\w-]{20,}; Path=\/; HttpOnly; SameSite=Lax$/);
    const secure = await ask(signInUrl(simulator), { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it('take no post from another browser, with another proof, or after the end', async () => {
    const browser = newBrowser();
    await browser.open(signInUrl(simulator));
    const other = newBrowser();
    await other.open(signInUrl(simulator));
    const transaction = /name="transaction" value="([^"]+)"/.exec(browser.page.text)?.[1] ?? '';
    const proof = /name="proof" value="([^"]+)"/.exec(browser.page.text)?.[1] ?? '';
    expect((await other.post({ transaction, proof, action: 'cancel' })).page.status).toBe(400);
    await browser.open(signInUrl(simulator));
    expect((await browser.post({ proof, action: 'cancel' })).page.status).toBe(400);
    await browser.open(signInUrl(simulator));
    await browser.press('cancel');
    await browser.open(signInUrl(simulator));
    expect((await browser.post({ transaction, proof, account: administrator().userPrincipalName })).page.heading).toBe('Enter password');
    simulator.clock().advance(3_600_000);
    expect((await browser.post({ action: 'cancel' })).page.heading).toBe('This page is out of date');
  });
});
