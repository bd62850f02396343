import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { DemoSignIn } from '../../src/simulator/generator/made-tenant';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../../src/simulator/server/start-simulator';
import { expect } from './launch-electron';
import { openBrowser } from './open-browser';

/** Starts a tenant that outlives the app. */
export function startTenant(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  return startSimulator({ size: 'S', ...options });
}

/** Lets an app find a tenant that the test runs. */
export function tenantEnvironment({ url, tenantId, apps, operator }: RunningSimulator): Record<string, string> {
  const reader = apps.find(({ displayName }) => displayName === 'Tenant Reader');
  if (!reader) throw new Error('the tenant has no reader');
  return { MAILSCOPE_SIMULATOR: JSON.stringify({ url, tenantId, appId: reader.appId, secret: reader.secret, operator }) };
}

/** Somebody of the tenant: by a directory role, or by kind. */
export function personWith(simulator: RunningSimulator, what: string): DemoSignIn {
  const person = simulator.users.find(({ roles, kind }) => roles.includes(what) || kind === what);
  if (!person) throw new Error(`nobody in the tenant is ${what}`);
  return person;
}

/** Catches the addresses that the app would open in the system's browser. */
export async function catchAddresses(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ shell }) => {
    const kept: string[] = [];
    Object.assign(globalThis, { openedAddresses: kept });
    shell.openExternal = (address: string) => {
      kept.push(address);
      return Promise.resolve();
    };
  });
  const take = (): Promise<string | null> =>
    app.evaluate(() => (globalThis as unknown as { openedAddresses: string[] }).openedAddresses.shift() ?? null);
  return async () => {
    let address: string | null = null;
    await expect
      .poll(async () => {
        address ??= await take();
        return address;
      })
      .not.toBeNull();
    return address ?? '';
  };
}

/** What a person answers on the pages of the sign-in. */
export interface PageAnswers {
  readonly consent?: 'Accept' | 'Cancel';
  readonly approve?: boolean;
  /** Somebody else signs in than the page has in mind. */
  readonly changesAccount?: boolean;
  /** The page goes no further, and leads back to the application. */
  readonly goesBack?: boolean;
  /** A browser profile that has been here before. */
  readonly profile?: string;
}

/** Signs somebody in on the pages of the tenant, as a person would, until the app has its answer. */
export async function signInOnPage(address: string, person: DemoSignIn, answers: PageAnswers = {}): Promise<void> {
  const browser = await openBrowser(address, answers.profile);
  try {
    const { page } = browser;
    const button = (name: string): Locator => page.getByRole('button', { name });
    const picker = button(person.signInName ?? person.userPrincipalName);
    const password = page.getByLabel('Password');
    await expect(picker.or(password).or(page.getByText('You can close')).first()).toBeVisible();
    if (answers.changesAccount) await button('Back').click();
    if (answers.changesAccount || (await picker.isVisible())) await picker.click();
    await expect(password.or(button('Accept')).first()).toBeVisible();
    if (await password.isVisible()) {
      await password.fill(person.password);
      await button('Sign in').click();
    }
    if (answers.approve) await button('Approve').click();
    if (answers.consent) await button(answers.consent).click();
    if (answers.goesBack) await button('Return to the application').click();
    // The last page is the app's own, on the address it listens at.
    await page.waitForURL(/^http:\/\/localhost:\d+/);
  } finally {
    await browser.close();
  }
}

/** How somebody chooses in the dialog. */
export interface DialogChoice {
  readonly client?: 'own' | 'quick';
  readonly account?: string;
}

/** Opens the dialog for signing in, chooses, and begins. */
export async function beginSignIn(window: Page, { client, account }: DialogChoice = {}): Promise<void> {
  await window.evaluate(() => {
    location.hash = '#/';
  });
  await window
    .getByRole('button', { name: /Sign in to a tenant…|Sign in with another account…/ })
    .first()
    .click();
  const dialog = window.getByRole('dialog');
  if (account !== undefined) await dialog.getByLabel('Account').fill(account);
  if (client === 'quick') await dialog.getByRole('radio', { name: /Quick start/ }).check();
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** An app that looks at a tenant of the test, with the addresses it would open in a browser. */
export interface SigningApp {
  readonly window: Page;
  readonly nextAddress: () => Promise<string>;
}

/** Signs somebody in from the start page, through dialog and browser. */
export async function signIn(
  { window, nextAddress }: SigningApp,
  person: DemoSignIn,
  choice: DialogChoice = {},
  answers: PageAnswers = {},
): Promise<void> {
  await beginSignIn(window, choice);
  await signInOnPage(await nextAddress(), person, answers);
  await expect(window.getByRole('dialog').getByText(`Signed in as ${person.userPrincipalName}.`)).toBeVisible();
}
