import type { ElectronApplication, Page } from '@playwright/test';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../../src/simulator/server/start-simulator';
import { expect } from './launch-electron';
import { openBrowser, type TestBrowser } from './open-browser';

/** Starts a tenant that outlives the app. */
export function startTenant(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  return startSimulator({ size: 'S', ...options });
}

/** Lets an app find a tenant that the test runs. */
export function tenantEnvironment({ url, tenantId, apps }: RunningSimulator): Record<string, string> {
  const reader = apps.find(({ displayName }) => displayName === 'Tenant Reader');
  if (!reader) throw new Error('the tenant has no reader');
  return { MAILSCOPE_SIMULATOR: JSON.stringify({ url, tenantId, appId: reader.appId, secret: reader.secret }) };
}

/** The account of the tenant with a role, and its password. */
export function personWith(simulator: RunningSimulator, role: string): { readonly userPrincipalName: string; readonly password: string } {
  const person = simulator.users.find(({ roles }) => roles.includes(role));
  if (!person) throw new Error(`nobody in the tenant has the role ${role}`);
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

/** Signs somebody in on the pages of the tenant, as a person would. Answers the browser, which still shows the last page. */
export async function signInOnPage(
  address: string,
  person: { readonly userPrincipalName: string; readonly password: string },
  profile?: string,
): Promise<TestBrowser> {
  const browser = await openBrowser(address, profile);
  const { page } = browser;
  const picker = page.getByRole('button', { name: person.userPrincipalName });
  const password = page.getByLabel('Password');
  await expect(picker.or(password).first()).toBeVisible();
  if (await picker.isVisible()) await picker.click();
  await expect(password).toBeVisible();
  await password.fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return browser;
}

/** Opens the dialog for signing in, and begins. */
export async function beginSignIn(window: Page): Promise<void> {
  await window
    .getByRole('button', { name: /^Sign in/ })
    .first()
    .click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
}
