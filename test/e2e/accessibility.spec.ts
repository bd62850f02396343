import type { Page } from '@playwright/test';
import { chooseTheme, openDemo, overviewSentence, resize, rowsOf, visit } from '../support/app-window';
import { seriousViolations } from '../support/axe';
import { expect, test } from '../support/launch-electron';

/** An app of the sample reading that reaches every mailbox: Harbor CRM Connector. */
const APP = '032ee892-84f3-4926-813e-f2302636a04d';

/** Every screen, with what stands on it once it is drawn. */
const screens: readonly (readonly [string, string, (window: Page) => Promise<void>])[] = [
  ['overview', '/r/demo/overview', (window) => expect(overviewSentence(window)).toBeVisible()],
  ['apps', '/r/demo/apps', (window) => expect(rowsOf(window.getByRole('grid').first()).first()).toBeVisible()],
  ['mailboxes', '/r/demo/who', (window) => expect(rowsOf(window.getByRole('grid').first()).first()).toBeVisible()],
  ['findings', '/r/demo/findings', (window) => expect(rowsOf(window.getByRole('grid').first()).first()).toBeVisible()],
  ['credentials', '/r/demo/credentials', (window) => expect(rowsOf(window.getByRole('grid').first()).first()).toBeVisible()],
  ['policies', '/r/demo/policies', (window) => expect(rowsOf(window.getByRole('grid').first()).first()).toBeVisible()],
  [
    'questions of a plan',
    `/r/demo/change/restrict-app/${APP}`,
    (window) => expect(window.getByRole('button', { name: 'Make the plan' })).toBeVisible(),
  ],
  ['live test', `/r/demo/test/${APP}`, (window) => expect(window.getByRole('button', { name: 'Start the test' })).toBeVisible()],
  ['plans', '/plans', (window) => expect(window.getByText('No plans yet')).toBeVisible()],
  ['registration', '/registration', (window) => expect(window.getByRole('region', { name: 'Register-MailscopeClient.ps1' })).toBeVisible()],
  ['offline', '/offline', (window) => expect(window.getByRole('region', { name: 'Collect-MailscopeTenant.ps1' })).toBeVisible()],
  ['settings', '/settings?section=powershell', (window) => expect(window.getByRole('radiogroup')).toBeVisible()],
  ['coverage', '/r/demo/reading', (window) => expect(window.getByRole('table').getByRole('row').nth(3)).toBeVisible()],
];

for (const theme of ['light', 'dark', 'high contrast'] as const) {
  test(`no screen has a serious accessibility violation in the ${theme} theme`, async ({ launch }) => {
    test.setTimeout(180_000);
    const { window } = await launch();
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await chooseTheme(window, theme);
    expect(await seriousViolations(window), 'start').toEqual([]);
    await openDemo(window);
    for (const [name, address, drawn] of screens) {
      await visit(window, `#${address}`);
      await drawn(window);
      expect(await seriousViolations(window), name).toEqual([]);
      const grid = window.getByRole('grid').first();
      if ((await grid.count()) === 0 || name === 'credentials') continue;
      await rowsOf(grid)
        .nth(1)
        .click({ position: { x: 60, y: 10 } });
      await expect(window.getByRole('heading', { level: 2 }).first()).toBeVisible();
      expect(await seriousViolations(window), `${name}, detail`).toEqual([]);
    }
    for (const tab of ['Grants', 'Policies', 'Credentials', 'People', 'Findings']) {
      if (tab === 'Grants') {
        await visit(window, '#/r/demo/apps');
        await rowsOf(window.getByRole('grid').first())
          .nth(2)
          .click({ position: { x: 60, y: 10 } });
      }
      await window.getByRole('tab', { name: new RegExp(tab) }).click();
      expect(await seriousViolations(window), `app, ${tab}`).toEqual([]);
    }
    await window.keyboard.press('Control+k');
    await expect(window.getByRole('combobox')).toBeFocused();
    expect(await seriousViolations(window), 'palette').toEqual([]);
    await window.keyboard.press('Escape');
    for (const section of ['General', 'Tenants and accounts', 'PowerShell', 'Privacy', 'About and licences']) {
      await window.keyboard.press('Control+,');
      await window.getByRole('tab', { name: section, exact: true }).click();
      await expect(window.getByRole('region', { name: section, exact: true })).toBeVisible();
      expect(await seriousViolations(window), `settings, ${section}`).toEqual([]);
    }
    await visit(window, '#/');
    await window
      .locator('main')
      .getByRole('button', { name: /^Sign in/ })
      .click();
    await expect(window.getByRole('dialog', { name: 'Sign in to a tenant' })).toBeVisible();
    expect(await seriousViolations(window), 'sign-in').toEqual([]);
  });
}

test('a closed dialog gives the window and the focus back', async ({ launch }) => {
  const { window } = await launch();
  const signIn = window.locator('main').getByRole('button', { name: /^Sign in/ });
  await signIn.focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toBeVisible();
  // Until then everything else is hidden from screen readers.
  await expect(window.locator('#root')).toHaveAttribute('aria-hidden', 'true');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(window.locator('#root')).not.toHaveAttribute('aria-hidden');
  await expect(signIn).toBeFocused();
});

test('the theme follows the system until one is chosen', async ({ launch }) => {
  const { window } = await launch();
  const html = window.locator('html');
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  await window.emulateMedia({ colorScheme: 'dark' });
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await chooseTheme(window, 'light');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await chooseTheme(window, 'high contrast');
  await expect(html).toHaveAttribute('data-theme', 'contrast');
  await window.emulateMedia({ forcedColors: 'active' });
  await chooseTheme(window, 'light');
  await expect(html).toHaveAttribute('data-theme', 'contrast');
});

test('nothing is cut off in the smallest window or with text twice as large', async ({ launch }) => {
  const { app, window } = await launch();
  await openDemo(window);
  const sideways = (): Promise<number> =>
    window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await resize(app, 960, 600);
  for (const [, address, drawn] of screens) {
    await visit(window, `#${address}`);
    await drawn(window);
    expect(await sideways(), address).toBeLessThanOrEqual(0);
  }
  await resize(app, 1280, 800);
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2);
  });
  for (const [, address, drawn] of screens) {
    await visit(window, `#${address}`);
    await drawn(window);
    expect(await sideways(), `${address} at 200 %`).toBeLessThanOrEqual(0);
  }
});
