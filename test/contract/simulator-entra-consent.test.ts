import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { EXCHANGE, GRAPH } from '../support/simulator-client';
import { SimulatorBrowser, type Visit } from '../support/simulator-browser';
import { claimsOf, passPassword, personNamed, QUICK_CLIENT_ID, redeem, REDIRECT, signInUrl } from '../support/simulator-sign-in';

const simulator: RunningSimulator = await startSimulator({ size: 'S', standing: true });

afterAll(() => simulator.stop());

beforeEach(() => {
  simulator.world.reset();
});

const quick = (scope: string, changes: Readonly<Record<string, string | undefined>> = {}): string =>
  signInUrl(simulator, { client_id: QUICK_CLIENT_ID, scope, ...changes }, 'organizations');
const signIn = (browser: SimulatorBrowser, url: string, name: string): Promise<Visit> =>
  passPassword(browser, url, personNamed(simulator, name));
const newBrowser = (): SimulatorBrowser => new SimulatorBrowser(simulator.url);
const listed = (page: { readonly text: string }): readonly string[] =>
  [...page.text.matchAll(/data-scope="([^"]+)"/g)].map(([, scope = '']) => scope);
const grantsOf = (appId: string) => {
  const state = simulator.state();
  const principal = state.servicePrincipalsByAppId.first(appId);
  return principal === undefined ? [] : [...state.grantsByClient.all(principal.id)];
};

describe('consent', () => {
  it('is asked for once, for what is not granted yet, and stands in the directory', async () => {
    const browser = newBrowser();
    const { page } = await signIn(browser, quick('openid profile offline_access User.Read'), 'user');
    expect([page.heading, listed(page)]).toEqual(['Permissions requested', ['openid', 'profile', 'offline_access', 'User.Read']]);
    expect(page.text).not.toContain('Consent on behalf of your organization');
    const { answer } = await browser.press('accept');
    expect(answer?.fields['code']).toBeDefined();
    const [grant, ...others] = grantsOf(QUICK_CLIENT_ID);
    const user = simulator.state().usersByPrincipalName.first(personNamed(simulator, 'user').userPrincipalName)!;
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ consentType: 'Principal', principalId: user.id, scope: 'openid profile offline_access User.Read' });
    expect((await browser.open(quick('openid profile offline_access User.Read'))).answer?.fields['code']).toBeDefined();
    expect(listed((await browser.open(quick('User.Read User.ReadBasic.All'))).page)).toEqual(['User.ReadBasic.All']);
    // Somebody else is asked again.
    expect(listed((await signIn(newBrowser(), quick('User.Read'), 'Global Reader')).page)).toEqual(['User.Read']);
  });

  it('that somebody declines goes back as such', async () => {
    const browser = newBrowser();
    await signIn(browser, quick('User.Read'), 'user');
    const { answer } = await browser.press('cancel');
    expect(answer?.fields).toMatchObject({ error: 'access_denied', error_subcode: 'cancel' });
    expect(answer?.fields['error_description']).toMatch(/^AADSTS65004: User declined/);
    expect(grantsOf(QUICK_CLIENT_ID)).toEqual([]);
  });

  it('is asked for again where the client wants it so', async () => {
    const { page } = await signIn(newBrowser(), signInUrl(simulator, { prompt: 'consent' }), 'user');
    expect([page.heading, listed(page)]).toEqual(['Permissions requested', ['openid', 'profile', 'offline_access', 'User.Read']]);
  });

  it('can be given by an administrator for everybody', async () => {
    const browser = newBrowser();
    const { page } = await signIn(browser, quick('Directory.Read.All'), 'Application Administrator');
    expect(page.text).toContain('Consent on behalf of your organization');
    await browser.press('accept', { 'for-all': 'yes' });
    expect(grantsOf(QUICK_CLIENT_ID)).toMatchObject([{ consentType: 'AllPrincipals', principalId: null, scope: 'Directory.Read.All' }]);
    expect((await signIn(newBrowser(), quick('Directory.Read.All'), 'user')).answer?.fields['code']).toBeDefined();
  });

  it('covers several APIs at once, and a token is for one of them', async () => {
    for (const grant of grantsOf(MAILSCOPE_APP_ID)) simulator.state().permissionGrants.remove(grant.id);
    const browser = newBrowser();
    const url = signInUrl(simulator, { scope: `${EXCHANGE}/Exchange.Manage ${GRAPH}/User.Read` });
    const { page } = await signIn(browser, url, 'Global Administrator');
    expect([...listed(page)].sort()).toEqual(['Exchange.Manage', 'User.Read']);
    const { answer } = await browser.press('accept');
    expect(grantsOf(MAILSCOPE_APP_ID)).toHaveLength(2);
    const redeemed = await redeem(simulator, answer?.fields['code'], { scope: `${EXCHANGE}/Exchange.Manage` });
    expect(claimsOf(redeemed.body['access_token'])).toMatchObject({ aud: EXCHANGE, scp: 'Exchange.Manage' });
  });

  it('to Exchange is nothing that the client of Microsoft can ask for', async () => {
    const { answer } = await newBrowser().open(quick(`${EXCHANGE}/Exchange.Manage`));
    expect(answer?.fields).toMatchObject({ error: 'invalid_request', error_description: expect.stringMatching(/^AADSTS65002: /) });
  });

  it('by .default is what the registration asks for', async () => {
    const state = simulator.state();
    for (const grant of grantsOf(MAILSCOPE_APP_ID)) state.permissionGrants.remove(grant.id);
    const { page } = await signIn(newBrowser(), signInUrl(simulator, { scope: `${EXCHANGE}/.default` }), 'Global Administrator');
    expect(listed(page)).toEqual(['Exchange.Manage']);
  });

  it('makes the service principal of a client that had none', async () => {
    const state = simulator.state();
    state.servicePrincipals.remove(state.servicePrincipalsByAppId.first(QUICK_CLIENT_ID)!.id);
    const browser = newBrowser();
    await signIn(browser, quick('User.Read'), 'user');
    await browser.press('accept');
    expect(state.servicePrincipalsByAppId.first(QUICK_CLIENT_ID)).toMatchObject({ displayName: 'Microsoft Graph Command Line Tools' });
    expect(grantsOf(QUICK_CLIENT_ID)).toHaveLength(1);
  });
});

describe('what a user may not consent to', () => {
  it.each([
    ['a permission for administrators', 'Directory.Read.All', 'user'],
    ['mail, where Microsoft manages consent', 'Mail.Read', 'user'],
    ['for who administers Exchange alone', 'Policy.Read.All', 'Exchange Administrator'],
    ['for a reader of everything', 'AuditLog.Read.All', 'Global Reader'],
  ])('needs an administrator: %s', async (_what, scope, name) => {
    const browser = newBrowser();
    expect((await signIn(browser, quick(scope), name)).page.heading).toBe('Need admin approval');
    // The page has no such button.
    expect((await browser.press('accept')).page.heading).toBe('Need admin approval');
    const { answer } = await browser.press('return');
    expect(answer?.fields['error']).toBe('access_denied');
    expect(answer?.fields['error_description']).toMatch(/^AADSTS90094/);
    expect(grantsOf(QUICK_CLIENT_ID)).toEqual([]);
  });

  it('lets another account be used', async () => {
    const browser = newBrowser();
    await signIn(browser, quick('Directory.Read.All'), 'user');
    expect((await browser.press('switch')).page.heading).toBe('Pick an account');
    await browser.pick(personNamed(simulator, 'Global Administrator').userPrincipalName);
    await browser.signIn(personNamed(simulator, 'Global Administrator').password);
    expect(browser.page.heading).toBe('Permissions requested');
  });

  it.each([
    ['nothing at all', [], 'User.Read', 'Need admin approval'],
    ['the old setting: mail too', ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'], 'Mail.Read', 'Permissions requested'],
    [
      'the old setting: no permission for administrators',
      ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
      'Directory.Read.All',
      'Need admin approval',
    ],
  ])('depends on the policy of the tenant: %s', async (_what, permissionGrantPoliciesAssigned, scope, heading) => {
    const { authorizationPolicy } = simulator.state().singles;
    const defaultUserRolePermissions = { ...authorizationPolicy.defaultUserRolePermissions, permissionGrantPoliciesAssigned };
    simulator.state().setSingles({ authorizationPolicy: { ...authorizationPolicy, defaultUserRolePermissions } });
    expect((await signIn(newBrowser(), quick(scope), 'user')).page.heading).toBe(heading);
  });
});

describe('admin consent', () => {
  const address = (changes: Readonly<Record<string, string>> = {}): string =>
    `${simulator.url}/${simulator.tenantId}/v2.0/adminconsent?${new URLSearchParams({
      client_id: MAILSCOPE_APP_ID,
      redirect_uri: REDIRECT,
      state: 'a state',
      scope: `${GRAPH}/.default`,
      ...changes,
    }).toString()}`;

  it('grants everything the registration asks for, for everybody', async () => {
    for (const grant of grantsOf(MAILSCOPE_APP_ID)) simulator.state().permissionGrants.remove(grant.id);
    const browser = newBrowser();
    const { page } = await signIn(browser, address(), 'Application Administrator');
    expect(page.heading).toBe('Permissions requested: review for your organization');
    const { answer } = await browser.press('accept');
    expect(answer?.fields).toMatchObject({ admin_consent: 'True', tenant: simulator.tenantId, state: 'a state' });
    expect(grantsOf(MAILSCOPE_APP_ID).map((grant) => grant.consentType)).toEqual(['AllPrincipals', 'AllPrincipals']);
    expect((await signIn(newBrowser(), signInUrl(simulator), 'user')).answer?.fields['code']).toBeDefined();
  });

  it('grants single permissions', async () => {
    const browser = newBrowser();
    await signIn(browser, address({ client_id: QUICK_CLIENT_ID, scope: `${GRAPH}/Policy.Read.All` }), 'Global Administrator');
    const { answer } = await browser.press('accept');
    expect(answer?.fields['scope']).toBe('Policy.Read.All');
    expect(grantsOf(QUICK_CLIENT_ID)).toMatchObject([{ consentType: 'AllPrincipals', scope: 'Policy.Read.All' }]);
  });

  it.each([
    ['somebody who may not', 'Exchange Administrator', 'return'],
    ['somebody who declines', 'Global Administrator', 'cancel'],
  ])('is refused by %s', async (_what, name, action) => {
    const browser = newBrowser();
    await signIn(browser, address({ client_id: QUICK_CLIENT_ID, scope: `${GRAPH}/Policy.Read.All` }), name);
    const { answer } = await browser.press(action);
    expect(answer?.fields).toMatchObject({
      error: 'consent_required',
      admin_consent: 'True',
      tenant: simulator.tenantId,
      state: 'a state',
    });
    expect(grantsOf(QUICK_CLIENT_ID)).toEqual([]);
  });

  it.each([
    ['an unregistered address', { redirect_uri: 'https://evil.example' }, 'AADSTS50011'],
    ['no address', { redirect_uri: '' }, 'AADSTS900971'],
    ['an unknown client', { client_id: 'x' }, 'AADSTS700016'],
    ['an unknown API', { scope: 'https://example.com/Read' }, 'AADSTS500011'],
  ])('goes nowhere with %s', async (_what, changes, code) => {
    const { page, answer } = await newBrowser().open(address(changes));
    expect([page.status, answer, page.text.includes(code)]).toEqual([400, null, true]);
  });
});
