import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { controlAccount } from '../../src/simulator/server/account-control';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { visit } from '../support/app-window';
import { powershellPath } from '../support/find-powershell';
import { expect, test, type LaunchedApp, type LaunchOptions } from '../support/launch-electron';
import { catchAddresses, personWith, signIn, startTenant, tenantEnvironment } from '../support/sign-in';

let tenant: RunningSimulator;
test.beforeEach(async () => {
  tenant = await startTenant();
});
test.afterEach(() => tenant.stop());

type Launch = (options?: LaunchOptions) => Promise<LaunchedApp>;

/** Measuring waits for PowerShell and for the network. */
const MEASURED = { timeout: 40_000 };

const NO_POWERSHELL = 'There is no PowerShell on this machine that Mailscope can use.';
const INSTALL_MODULE = 'Install-Module ExchangeOnlineManagement -Scope CurrentUser';

/** A feature of the page, by its name. */
const feature = (window: Page, name: string): Locator =>
  window.locator('[data-feature]').filter({ has: window.getByRole('heading', { name, exact: true }) });

/** The row of something that was measured. */
const fact = (window: Page, id: string): Locator => window.locator(`tr[data-fact="${id}"]`);

/** Signs somebody in with the own registration, and opens the page for this account. */
async function measuredAs(launch: Launch, who: string): Promise<Page> {
  const launched = await launch({ env: tenantEnvironment(tenant) });
  const { app, window } = launched;
  await signIn({ window, nextAddress: await catchAddresses(app) }, personWith(tenant, who));
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await window.getByRole('list', { name: 'Signed-in accounts' }).getByRole('link', { name: 'Readiness' }).click();
  await expect(feature(window, 'Sign in')).toContainText('Ready', MEASURED);
  return window;
}

/**
 * By hand: the roles that the pages under https://learn.microsoft.com/graph/api/ name for what a feature reads, and the role groups of
 * https://learn.microsoft.com/exchange/permissions-exo/permissions-exo.
 */
const ADMINISTRATORS: readonly (readonly [string, readonly (readonly [string, 'Ready' | 'Limited' | 'Blocked'])[]])[] = [
  [
    'Global Reader',
    [
      ['Apps and what they were granted', 'Ready'],
      ['Last sign-ins of apps', 'Ready'],
      ['Exchange Online', 'Ready'],
    ],
  ],
  [
    'Exchange Administrator',
    [
      ['Apps and what they were granted', 'Limited'],
      ['Last sign-ins of apps', 'Blocked'],
      ['Exchange Online', 'Ready'],
    ],
  ],
  [
    'Application Administrator',
    [
      ['Apps and what they were granted', 'Ready'],
      ['Holders of directory roles', 'Blocked'],
      ['Exchange Online', 'Blocked'],
    ],
  ],
];

for (const [role, states] of ADMINISTRATORS) {
  test(`readiness for the ${role} is what Microsoft’s documents say`, async ({ launch }) => {
    test.setTimeout(120_000);
    const window = await measuredAs(launch, role);
    for (const [name, state] of states) {
      await expect(feature(window, name).getByText(state, { exact: true })).toBeVisible();
      const lacks = feature(window, name).locator('[data-lack]');
      if (state === 'Ready') await expect(lacks).toHaveCount(0);
      else await expect(lacks.first()).toBeVisible();
    }
    await expect(fact(window, 'activeRoles')).toContainText(role);
  });
}

test('an administrator whose role is only eligible is led to where it is activated', async ({ launch }) => {
  test.setTimeout(120_000);
  const window = await measuredAs(launch, 'eligible');
  await expect(fact(window, 'eligibleRoles')).toContainText('Exchange Administrator');
  await expect(fact(window, 'eligibleRoles')).toContainText('Look at this');
  const exchange = feature(window, 'Exchange Online');
  await expect(exchange.getByText('Blocked', { exact: true })).toBeVisible();
  await expect(exchange).toContainText('The role Exchange Administrator is eligible, but not active.');
  await expect(exchange.getByRole('button', { name: 'Open the page' })).toHaveAttribute(
    'title',
    /\/ActivationMenuBlade\/~\/aadmigratedroles/,
  );
  // Activated meanwhile: measured again, with what then is true.
  const { userPrincipalName } = personWith(tenant, 'eligible');
  expect(controlAccount(tenant.state(), { account: userPrincipalName, action: 'activate-roles' })).toBeNull();
  await window.getByRole('button', { name: 'Measure again' }).click();
  await expect(exchange.getByText('Ready', { exact: true })).toBeVisible(MEASURED);
  await expect(fact(window, 'activeRoles')).toContainText('Exchange Administrator');
});

test('with nobody signed in only this computer is measured, and one can sign in from there', async ({ launch }) => {
  const { window } = await launch({ env: tenantEnvironment(tenant) });
  await visit(window, '#/readiness');
  await expect(window.getByText('Nobody is signed in, so only this computer was measured.')).toBeVisible(MEASURED);
  for (const name of ['Sign in', 'People and groups', 'Exchange Online']) {
    await expect(feature(window, name).getByText('Blocked', { exact: true })).toBeVisible();
    await expect(feature(window, name)).toContainText('Nobody is signed in.');
  }
  await expect(window.locator('[data-section="powershell"]')).toHaveCount(1);
  // What only a tenant could answer is not asked, and not guessed.
  await expect(window.locator('[data-section="directoryRoles"]')).toHaveCount(0);
  await window.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(window.getByRole('dialog').getByRole('heading', { name: 'Sign in to a tenant' })).toBeVisible();
});

const folders: string[] = [];
test.afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A folder that holds nothing. */
function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-empty-'));
  folders.push(folder);
  return folder;
}

/** A PowerShell that a package of the system installed is found without the PATH: such files are not there for this app. */
function hideInstalledPowerShell(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => {
    type Files = { lstat: (path: unknown, ...rest: readonly unknown[]) => Promise<unknown> };
    const files = process.mainModule?.require('node:fs/promises') as Files;
    const { lstat } = files;
    files.lstat = (path, ...rest) =>
      /(pwsh|powershell)(\.exe)?$/i.test(String(path)) ? Promise.reject(new Error('ENOENT')) : lstat(path, ...rest);
  });
}

test('without PowerShell, Readiness and Settings say so, and how it is installed', async ({ launch }) => {
  const { app, window } = await launch({ env: { PATH: emptyFolder(), HOME: emptyFolder() } });
  await hideInstalledPowerShell(app);
  await visit(window, '#/readiness');
  await expect(window.getByText('Nobody is signed in, so only this computer was measured.')).toBeVisible(MEASURED);
  await expect(fact(window, 'powershell')).toContainText('None that can be used');
  const exchange = feature(window, 'Exchange Online');
  await expect(exchange).toContainText(NO_POWERSHELL);
  await expect(exchange).toContainText('https://aka.ms/powershell');
  await visit(window, '#/settings?section=powershell');
  const settings = window.getByRole('main');
  await expect(settings).toContainText(NO_POWERSHELL, MEASURED);
  await expect(settings).toContainText('https://aka.ms/powershell');
  await expect(window.getByRole('list', { name: 'PowerShell on this computer' })).toHaveCount(0);
  await window.getByRole('button', { name: 'Look again' }).click();
  await expect(settings).toContainText(NO_POWERSHELL, MEASURED);
});

test('real PowerShell: without the module ExchangeOnlineManagement the command that installs it is shown', async ({ launch }) => {
  test.skip(powershellPath === null, 'no pwsh');
  test.setTimeout(120_000);
  const { window } = await launch({
    env: {
      PATH: [dirname(powershellPath ?? ''), process.env['PATH'] ?? ''].join(delimiter),
      // Modules of this machine's user and of its shell are not looked for.
      HOME: emptyFolder(),
      XDG_DATA_HOME: emptyFolder(),
      PSModulePath: emptyFolder(),
    },
  });
  await visit(window, '#/settings?section=powershell');
  const host = window.getByRole('list', { name: 'PowerShell on this computer' }).getByRole('listitem').first();
  await expect(host).toContainText('not installed', MEASURED);
  await expect(host).toContainText('cannot be used');
  await expect(host).toContainText(INSTALL_MODULE);
  await visit(window, '#/readiness');
  const exchange = feature(window, 'Exchange Online');
  await expect(exchange).toContainText('The module ExchangeOnlineManagement is not installed in this PowerShell.', MEASURED);
  await expect(exchange).toContainText(INSTALL_MODULE);
});
