import type { Page } from '@playwright/test';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { overviewSentence, visit } from '../support/app-window';
import { expect, test, type LaunchedApp, type LaunchOptions } from '../support/launch-electron';
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
  tenant = await startTenant();
});
test.afterEach(() => tenant.stop());

type Launch = (options?: LaunchOptions) => Promise<LaunchedApp>;

async function open(launch: Launch, options: LaunchOptions = {}): Promise<SigningApp & LaunchedApp> {
  const launched = await launch({ ...options, env: { ...tenantEnvironment(tenant), ...options.env } });
  return { ...launched, nextAddress: await catchAddresses(launched.app) };
}

/** The list of accounts on the start page. */
const accounts = (window: Page) => window.getByRole('list', { name: 'Signed-in accounts' }).getByRole('listitem');

/** Sign-ins that a person had to be there for, as the tenant saw them. */
const askedForPeople = (): number => tenant.log.all().filter(({ path }) => path.includes('/oauth2/v2.0/authorize')).length;

test('an administrator signs in in the browser and reads the tenant, Exchange Online included', async ({ launch }) => {
  test.setTimeout(120_000);
  const app = await open(launch);
  const { window } = app;
  await signIn(app, personWith(tenant, 'Global Administrator'));
  await window.getByRole('dialog').getByRole('button', { name: 'Read this tenant' }).click();
  // The own registration was granted everything for the whole organisation: nothing has to be asked in the browser.
  await window.getByRole('dialog').getByRole('button', { name: 'Ask and read' }).click();
  await expect(overviewSentence(window)).toBeVisible({ timeout: 60_000 });
  expect(askedForPeople()).toBe(1);
  await window.getByRole('link', { name: 'Coverage' }).click();
  await expect(window.getByRole('row', { name: /^Mailboxes complete/ })).toBeVisible();
});

test('permissions are asked for when they are first needed, with the reason', async ({ launch }) => {
  test.setTimeout(120_000);
  const app = await open(launch);
  const { window, nextAddress } = app;
  const person = personWith(tenant, 'Global Administrator');
  await signIn(app, person, { client: 'quick' }, { consent: 'Accept' });
  await window.getByRole('dialog').getByRole('button', { name: 'Read this tenant' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText('Which apps exist, what they were granted, and when their credentials end.');
  await expect(dialog).toContainText('Application.Read.All');
  await dialog.getByRole('button', { name: 'Ask and read' }).click();
  await signInOnPage(await nextAddress(), person, { consent: 'Accept' });
  await expect(overviewSentence(window)).toBeVisible({ timeout: 60_000 });
});

test('permissions that are refused leave a way to go on without them', async ({ launch }) => {
  test.setTimeout(120_000);
  const app = await open(launch);
  const { window, nextAddress } = app;
  const person = personWith(tenant, 'Global Administrator');
  await signIn(app, person, { client: 'quick' }, { consent: 'Accept' });
  await window.getByRole('dialog').getByRole('button', { name: 'Read this tenant' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ask and read' }).click();
  await signInOnPage(await nextAddress(), person, { consent: 'Cancel' });
  await expect(dialog.getByRole('alert')).toContainText('The permissions were not granted: somebody chose Cancel.');
  await expect(dialog.getByText('Details', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Read without it' }).click();
  await expect(overviewSentence(window)).toBeVisible({ timeout: 60_000 });
  await window.getByRole('link', { name: 'Coverage' }).click();
  await expect(window.getByRole('button', { name: /Ask for this permission/ }).first()).toBeVisible();
});

test('a sign-in that is cancelled in the app ends at once, and another begins', async ({ launch }) => {
  const app = await open(launch);
  const { window, nextAddress } = app;
  await beginSignIn(window);
  await nextAddress();
  await expect(window.getByRole('dialog').getByRole('status')).toContainText('Finish the sign-in in your browser');
  await window.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await window.keyboard.press('Escape');
  await signIn(app, personWith(tenant, 'Global Reader'));
});

test('several accounts are listed, each with what one can do, until they sign out', async ({ launch }) => {
  const app = await open(launch);
  const { window } = app;
  for (const role of ['Global Reader', 'Exchange Administrator']) {
    await signIn(app, personWith(tenant, role));
    await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  }
  await expect(accounts(window)).toHaveCount(2);
  const reader = personWith(tenant, 'Global Reader');
  await window.getByRole('button', { name: `Sign out ${reader.userPrincipalName}` }).click();
  await expect(accounts(window)).toHaveCount(1);
  await expect(accounts(window)).not.toContainText(reader.userPrincipalName);
});

test('a restart finds the account signed in, and renews it without anybody being asked', async ({ launch }) => {
  test.setTimeout(120_000);
  const first = await open(launch, { keychain: 'unlocked' });
  await signIn(first, personWith(tenant, 'Global Reader'));
  await first.close();
  const before = tenant.log.all().length;
  const { window } = await open(launch, { keychain: 'unlocked', userData: first.userData });
  await expect(accounts(window)).toContainText(personWith(tenant, 'Global Reader').userPrincipalName);
  await expect
    .poll(
      () =>
        tenant.log
          .all()
          .slice(before)
          .filter(({ path, status }) => path.includes('/oauth2/v2.0/token') && status === 200).length,
    )
    .toBeGreaterThan(0);
  await expect(window.getByText('sign in again')).toHaveCount(0);
  expect(askedForPeople()).toBe(1);
});

test('a sign-in that has ended says so, and is renewed by the person', async ({ launch }) => {
  test.setTimeout(120_000);
  const first = await open(launch, { keychain: 'unlocked' });
  const person = personWith(tenant, 'Global Reader');
  await signIn(first, person);
  await first.close();
  tenant.faults.set('refresh-expired=1');
  const { window, nextAddress } = await open(launch, { keychain: 'unlocked', userData: first.userData });
  await expect(accounts(window)).toContainText('sign in again');
  await accounts(window)
    .getByRole('button', { name: /Sign in again/ })
    .click();
  await window.getByRole('dialog').getByRole('button', { name: 'Sign in again' }).click();
  await signInOnPage(await nextAddress(), person);
  await expect(window.getByText('sign in again')).toHaveCount(0);
});

test('without a keychain one signs in for this time only, and is told so', async ({ launch }) => {
  test.setTimeout(120_000);
  const first = await open(launch);
  await signIn(first, personWith(tenant, 'Global Reader'));
  await visit(first.window, '#/settings?section=privacy');
  await expect(first.window.getByText(/keychain|Secret Service/i).first()).toBeVisible();
  await first.close();
  const { window } = await open(launch, { userData: first.userData });
  await visit(window, '#/');
  await expect(accounts(window)).toContainText('sign in again');
});
