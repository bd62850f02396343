import type { Locator, Page } from '@playwright/test';
import { controlAccount } from '../../src/simulator/server/account-control';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { overviewSentence, visit } from '../support/app-window';
import { expect, test, type LaunchedApp, type LaunchOptions } from '../support/launch-electron';
import { openBrowser } from '../support/open-browser';
import {
  beginSignIn,
  catchAddresses,
  personWith,
  signIn,
  signInOnPage,
  startTenant,
  tenantEnvironment,
  type SigningApp,
} from '../support/sign-in';

let tenant: RunningSimulator;
test.beforeEach(async () => {
  test.setTimeout(120_000);
  tenant = await startTenant();
});
test.afterEach(() => tenant.stop());

type Launch = (options?: LaunchOptions) => Promise<LaunchedApp>;

async function open(launch: Launch, options: LaunchOptions = {}): Promise<SigningApp & LaunchedApp> {
  const launched = await launch({ ...options, env: { ...tenantEnvironment(tenant), ...options.env } });
  return { ...launched, nextAddress: await catchAddresses(launched.app) };
}

/** The list of accounts on the start page. */
const accounts = (window: Page): Locator => window.getByRole('list', { name: 'Signed-in accounts' }).getByRole('listitem');

const dialogOf = (window: Page): Locator => window.getByRole('dialog');

/** Sign-ins that a person had to be there for, as the tenant saw them. */
const askedForPeople = (): number => tenant.log.all().filter(({ path }) => path.includes('/oauth2/v2.0/authorize')).length;

const end = (window: Page): Promise<void> => expect(overviewSentence(window)).toBeVisible({ timeout: 60_000 });

/** Signs in, reads the tenant for the first time, and goes back to the start page. */
async function readOnce(app: SigningApp, who: string): Promise<void> {
  const { window } = app;
  await signIn(app, personWith(tenant, who));
  await dialogOf(window).getByRole('button', { name: 'Read this tenant' }).click();
  await dialogOf(window).getByRole('button', { name: 'Ask and read' }).click();
  await end(window);
  await visit(window, '#/');
  await expect(accounts(window)).toHaveCount(1);
}

/** Reads the tenant of the one account from the start page. */
async function readAgain(window: Page): Promise<void> {
  await visit(window, '#/');
  await accounts(window)
    .getByRole('button', { name: /^Read this tenant/ })
    .click();
}

/** The row of a source under Coverage. */
async function coverageRow(window: Page, source: string): Promise<Locator> {
  await window.getByRole('link', { name: 'Coverage' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Coverage' })).toBeVisible();
  return window.getByRole('row', { name: new RegExp(`^${source} `) });
}

/** Code and correlation id are folded away below the sentence. */
async function expectDetails(alert: Locator, code: string): Promise<void> {
  await alert.getByText('Details', { exact: true }).click();
  await expect(alert).toContainText(code);
  await expect(alert).toContainText(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/);
  await expect(alert.getByRole('button', { name: /Copy/ })).toBeVisible();
}

test('a second factor that is asked for while reading is given by the person, and the reading is done again', async ({ launch }) => {
  const app = await open(launch);
  const { window, nextAddress } = app;
  await readOnce(app, 'Global Reader');
  tenant.faults.set('mfa-required');
  tenant.faults.set('expired-token=always@/v1.0/users');
  await readAgain(window);
  await end(window);
  await expect(await coverageRow(window, 'Users')).toContainText(/second proof of identity/);
  tenant.faults.clear('expired-token');
  await visit(window, '#/');
  await expect(accounts(window)).toContainText('sign in again');
  await accounts(window)
    .getByRole('button', { name: /^Sign in again/ })
    .click();
  await dialogOf(window).getByRole('button', { name: 'Sign in again' }).click();
  await signInOnPage(await nextAddress(), personWith(tenant, 'Global Reader'), { approve: true });
  await expect(window.getByText('sign in again')).toHaveCount(0);
  await readAgain(window);
  await end(window);
  await expect(await coverageRow(window, 'Users')).toContainText('complete');
});

test('a claims challenge while reading is met without anybody being asked, and nothing is lost', async ({ launch }) => {
  const app = await open(launch);
  const { window } = app;
  await readOnce(app, 'Global Reader');
  tenant.faults.set('claims-challenge=1@/v1.0/users');
  await readAgain(window);
  await end(window);
  await expect(await coverageRow(window, 'Users')).toContainText('complete');
  // The challenge was made, once: the fault is used up, and one request was refused.
  expect(tenant.faults.describe()).toEqual([]);
  expect(tenant.log.all().filter(({ path, status }) => status === 401 && path.startsWith('/v1.0/users'))).toHaveLength(1);
  expect(askedForPeople()).toBe(1);
});

test('where an administrator has to approve, it says so, what to do, and by which code', async ({ launch }) => {
  const app = await open(launch);
  const { window, nextAddress } = app;
  tenant.faults.set('admin-approval');
  await beginSignIn(window, { client: 'quick' });
  await signInOnPage(await nextAddress(), personWith(tenant, 'user'), { goesBack: true });
  const alert = dialogOf(window).getByRole('alert');
  await expect(alert).toContainText('An administrator has to approve these permissions.');
  await expect(alert).toContainText('Ask a Global Administrator or Cloud Application Administrator to grant them');
  await expectDetails(alert, 'AADSTS90094');
  await expect(dialogOf(window).getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('an account that is disabled is told so', async ({ launch }) => {
  const app = await open(launch);
  const { window, nextAddress } = app;
  await beginSignIn(window);
  await signInOnPage(await nextAddress(), personWith(tenant, 'disabled'), { goesBack: true });
  const alert = dialogOf(window).getByRole('alert');
  await expect(alert).toContainText('The account is disabled.');
  await expectDetails(alert, 'AADSTS50057');
});

test('an account that is disabled after its sign-in is told so when it reads', async ({ launch }) => {
  const app = await open(launch);
  const { window } = app;
  await signIn(app, personWith(tenant, 'Global Reader'));
  const { userPrincipalName } = personWith(tenant, 'Global Reader');
  expect(controlAccount(tenant.state(), { account: userPrincipalName, action: 'disable' })).toBeNull();
  await dialogOf(window).getByRole('button', { name: 'Read this tenant' }).click();
  await dialogOf(window).getByRole('button', { name: 'Read with what is granted' }).click();
  await expect(window.getByRole('alert')).toContainText('The account is disabled.', { timeout: 60_000 });
  await expect(window.getByRole('alert')).toContainText('Use another account, or have it enabled.');
  await visit(window, '#/');
  await expect(accounts(window)).toContainText('sign in again');
});

/** Begins to sign in with a code, and enters it in a browser elsewhere, as far as the page asks who one is. */
async function enterCode({ window, nextAddress }: SigningApp, who: string, lastButton: string): Promise<void> {
  await beginSignIn(window);
  await nextAddress();
  await dialogOf(window).getByRole('button', { name: 'Use a code on another device instead' }).click();
  const code = await dialogOf(window).getByLabel('Code', { exact: true }).textContent();
  const person = personWith(tenant, who);
  const browser = await openBrowser(`${tenant.url}/common/oauth2/deviceauth`);
  try {
    const button = (name: string): Locator => browser.page.getByRole('button', { name });
    await browser.page.getByLabel('Code').fill(code ?? '');
    await button('Next').click();
    await button(person.userPrincipalName).click();
    await browser.page.getByLabel('Password').fill(person.password);
    await button('Sign in').click();
    await button(lastButton).click();
    await expect(browser.page.getByText('You may now close this window.')).toBeVisible();
  } finally {
    await browser.close();
  }
}

test('one signs in with a code on another device', async ({ launch }) => {
  const app = await open(launch);
  await enterCode(app, 'Global Reader', 'Continue');
  const { userPrincipalName } = personWith(tenant, 'Global Reader');
  await expect(dialogOf(app.window)).toContainText(`Signed in as ${userPrincipalName}.`, { timeout: 30_000 });
});

test('a code that a policy blocks has a sentence of its own, and the browser as the way out', async ({ launch }) => {
  const app = await open(launch);
  tenant.faults.set('device-code-blocked');
  await enterCode(app, 'Global Reader', 'Return to the application');
  const alert = dialogOf(app.window).getByRole('alert');
  await expect(alert).toContainText('Signing in with a code is blocked by a policy of the organisation.', { timeout: 30_000 });
  await expect(alert).toContainText('Sign in in the browser of this machine instead.');
  await expectDetails(alert, 'AADSTS53003');
});

test('another account than the one that is asked for changes nothing', async ({ launch }) => {
  const app = await open(launch);
  const { window, nextAddress } = app;
  await readOnce(app, 'Global Reader');
  const { userPrincipalName } = personWith(tenant, 'Global Reader');
  tenant.faults.set('refresh-expired=always');
  tenant.faults.set('expired-token=always@/v1.0/users');
  await readAgain(window);
  await end(window);
  tenant.faults.clearAll();
  await visit(window, '#/');
  await accounts(window)
    .getByRole('button', { name: /^Sign in again/ })
    .click();
  await dialogOf(window).getByRole('button', { name: 'Sign in again' }).click();
  await signInOnPage(await nextAddress(), personWith(tenant, 'Exchange Administrator'), { changesAccount: true });
  await expect(dialogOf(window).getByRole('alert')).toContainText(
    `Another account signed in than ${userPrincipalName}, so nothing was changed.`,
  );
  await dialogOf(window).getByRole('button', { name: 'Not now' }).click();
  await expect(accounts(window)).toHaveCount(1);
  await expect(accounts(window)).toContainText(userPrincipalName);
  await expect(accounts(window)).toContainText('sign in again');
});

test('without the network a reading says so, what was read before is there, and nobody is signed out', async ({ launch }) => {
  const app = await open(launch);
  const { window } = app;
  await readOnce(app, 'Global Reader');
  await tenant.stop();
  await readAgain(window);
  await expect(window.getByRole('alert')).toContainText('The tenant does not answer.', { timeout: 60_000 });
  await expect(window.getByRole('alert')).toContainText('Check the connection and try again.');
  await visit(window, '#/history');
  await expect(window.getByRole('grid', { name: 'Readings' })).toContainText('Aldermoor Instruments');
  await visit(window, '#/');
  await expect(accounts(window)).toHaveCount(1);
});

test('without the network a sign-in says so, and works once it is back', async ({ launch }) => {
  const app = await open(launch);
  const { window, nextAddress } = app;
  const { port } = new URL(tenant.url);
  await tenant.stop();
  await beginSignIn(window);
  const alert = dialogOf(window).getByRole('alert');
  await expect(alert).toContainText('There is no connection to the network.');
  await expect(alert).toContainText('Check the connection and try again.');
  tenant = await startTenant({ port: Number(port) });
  await dialogOf(window).getByRole('button', { name: 'Try again' }).click();
  const reader = personWith(tenant, 'Global Reader');
  await signInOnPage(await nextAddress(), reader);
  await expect(dialogOf(window)).toContainText(`Signed in as ${reader.userPrincipalName}.`);
});

test('a reading waits for a connection that is lost, and can be cancelled with what it had read', async ({ launch }) => {
  const app = await open(launch);
  const { window } = app;
  await readOnce(app, 'Global Reader');
  // Held back, so that the reading cannot be done before the connection is lost.
  tenant.faults.set('hold=always@/v1.0/users');
  await readAgain(window);
  await expect.poll(() => tenant.world.held.size, { timeout: 30_000 }).toBeGreaterThan(0);
  await tenant.stop();
  await expect(window.getByText(/^Waiting until/).first()).toBeVisible({ timeout: 30_000 });
  await expect(window.getByRole('main')).toContainText('or the connection is interrupted');
  await window.getByRole('button', { name: 'Cancel', exact: true }).click();
  await end(window);
  await expect(window.getByText('The reading was cancelled.')).toBeVisible();
  await expect(await coverageRow(window, 'Users')).not.toContainText('complete');
});
