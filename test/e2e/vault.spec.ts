import type { Locator, Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { addressOf, visit } from '../support/app-window';
import { expect, test, type LaunchedApp } from '../support/launch-electron';
import { catchAddresses, personWith, signIn, startTenant, tenantEnvironment } from '../support/sign-in';
import { KeyringSession } from '../support/vault/keyring-session';

let tenant: RunningSimulator;
test.beforeEach(async () => {
  test.setTimeout(120_000);
  tenant = await startTenant();
});
test.afterEach(() => tenant.stop());

const accounts = (window: Page): Locator => window.getByRole('list', { name: 'Signed-in accounts' }).getByRole('listitem');

async function signInWith({ app, window }: LaunchedApp, role: string): Promise<void> {
  await signIn({ window, nextAddress: await catchAddresses(app) }, personWith(tenant, role));
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
}

/** The encrypted files of a vault. */
function sealedFiles(userData: string): readonly string[] {
  const folder = join(userData, 'vault');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'names.json') : [];
}

test('with a locked keychain one signs in for this time, is told so, and the app stays at work until it ends', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'not linux');
  const keyring = await KeyringSession.start();
  try {
    await keyring.lock();
    const bus = keyring.environment['DBUS_SESSION_BUS_ADDRESS'] ?? '';
    const launched = await launch({ env: { ...tenantEnvironment(tenant), DBUS_SESSION_BUS_ADDRESS: bus } });
    const { window, userData } = launched;
    await signInWith(launched, 'Global Reader');
    await visit(window, '#/settings?section=privacy');
    await expect(window.getByText('The keychain is locked, so nothing secret is kept after Mailscope ends.')).toBeVisible();
    await expect(window.getByRole('main')).toContainText('Unlock the keychain, then ask it again in Settings under Privacy');
    expect(sealedFiles(userData)).toEqual([]);
    // The window answers while the keychain does not.
    await visit(window, '#/');
    await expect.poll(() => addressOf(window)).toBe('/');
    await expect(accounts(window)).toContainText(personWith(tenant, 'Global Reader').userPrincipalName);
    await launched.close();
  } finally {
    await keyring.stop();
  }
});

test('signing out leaves nothing of the account in the vault, in its folder and in the list', async ({ launch }) => {
  const launched = await launch({ keychain: 'unlocked', env: tenantEnvironment(tenant) });
  const { window, userData } = launched;
  await signInWith(launched, 'Global Reader');
  expect(sealedFiles(userData)).not.toEqual([]);
  await visit(window, '#/settings?section=privacy');
  await expect(window.getByRole('main')).toContainText('Secrets are kept in the keychain of this computer.');
  await expect(window.getByRole('main').getByRole('button', { name: /^Forget / })).not.toHaveCount(0);
  await visit(window, '#/');
  const { userPrincipalName } = personWith(tenant, 'Global Reader');
  await window.getByRole('button', { name: `Sign out ${userPrincipalName}` }).click();
  await expect(window.getByText(`${userPrincipalName} is signed out.`)).toBeVisible();
  await expect(accounts(window)).toHaveCount(0);
  await visit(window, '#/settings?section=privacy');
  await expect(window.getByText('Nothing is kept.')).toBeVisible();
  expect(sealedFiles(userData)).toEqual([]);
  expect(JSON.parse(readFileSync(join(userData, 'vault', 'names.json'), 'utf8'))).toMatchObject({ names: [], outdated: [] });
  expect(readFileSync(join(userData, 'accounts.json'), 'utf8')).not.toContain(userPrincipalName);
});
