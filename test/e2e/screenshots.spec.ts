import type { Page, TestInfo } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  chooseTheme,
  openDemo,
  overviewSentence,
  readDemo,
  resize,
  rowsOf,
  rowWith,
  runCommand,
  sourceRow,
  visit,
} from '../support/app-window';
import { expect, test } from '../support/launch-electron';
import { askFor, chooseMailboxes, makePlan, planState, readTenant, runPlan, usableApp } from '../support/plan-window';
import { catchAddresses, personWith, signIn, startTenant, tenantEnvironment } from '../support/sign-in';

const images = resolve(import.meta.dirname, '../../docs/images');

/** Slow enough for a picture, and with a source that may not be read. */
const SLOW_AND_PARTIAL = 'slow=600,forbidden=/reports/servicePrincipalSignInActivities';

/** Takes the picture of a screen; those of the documentation change on purpose only, not with every run. */
function photographer(window: Page, theme: string, testInfo: TestInfo): (name: string) => Promise<void> {
  return async (name) => {
    await window.mouse.move(1279, 799);
    const path = testInfo.outputPath(`${name}-${theme}.png`);
    await window.screenshot({ path, animations: 'disabled', caret: 'hide' });
    if (process.env['MAILSCOPE_UPDATE_IMAGES'] === '1') {
      mkdirSync(images, { recursive: true });
      copyFileSync(path, join(images, `${name}-${theme}.png`));
    }
  };
}

for (const theme of ['light', 'dark'] as const) {
  test(`every screen has its picture in the ${theme} theme`, async ({ launch }, testInfo) => {
    test.setTimeout(180_000);
    const { app, window } = await launch({ env: { MAILSCOPE_SIMULATOR_FAULTS: SLOW_AND_PARTIAL } });
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await resize(app, 1280, 800);
    await chooseTheme(window, theme);
    const grid = window.getByRole('grid').first();
    const take = photographer(window, theme, testInfo);

    await take('start');
    await openDemo(window);
    await take('overview');

    await visit(window, '#/r/demo/apps');
    await expect(rowsOf(grid).first()).toBeVisible();
    await take('apps');
    await rowWith(grid, 'Tidewater Helpdesk').click({ position: { x: 60, y: 10 } });
    await window.getByRole('button', { name: /Send mail/ }).click();
    await rowsOf(window.getByRole('grid', { name: 'Mailboxes this app reaches' }))
      .first()
      .click();
    await expect(window.getByTestId('explanation').locator('ol').first()).toBeVisible();
    await take('app-reach');
    await window.getByRole('tab', { name: /Policies/ }).click();
    await expect(window.getByRole('heading', { name: 'RBAC for Applications' })).toBeVisible();
    await take('app-policies');

    await visit(window, '#/r/demo/who');
    await expect(rowsOf(grid).first()).toBeVisible();
    await take('mailboxes');
    await rowWith(grid, 'Customer Support').click({ position: { x: 60, y: 10 } });
    await window.getByRole('button', { name: 'Open as a full page' }).click();
    const person = window
      .getByRole('region', { name: /^People/ })
      .getByRole('button', { expanded: false })
      .first();
    await person.click();
    await expect(window.getByTestId('explanation').locator('ol').first()).toBeVisible();
    await take('who-reaches');

    await visit(window, '#/r/demo/findings');
    await expect(rowsOf(grid).first()).toBeVisible();
    await rowWith(grid, 'Tidewater Helpdesk').click({ position: { x: 200, y: 10 } });
    await expect(window.getByRole('heading', { level: 2, name: 'Evidence' })).toBeVisible();
    await take('findings');

    await visit(window, '#/r/demo/credentials');
    await expect(rowsOf(grid).first()).toBeVisible();
    await take('credentials');

    await visit(window, '#/r/demo/reading');
    await expect(window.getByRole('table').getByRole('row').nth(3)).toBeVisible();
    await take('coverage');

    await visit(window, '#/r/demo/overview');
    await expect(overviewSentence(window)).toBeVisible();
    await window.keyboard.press('Control+k');
    await expect(window.getByRole('option').nth(5)).toBeVisible();
    await take('palette');
    await window.keyboard.press('Escape');
    await runCommand(window, 'Settings: privacy');
    const folder = window.getByTestId('storage-folder');
    await expect(folder).toBeVisible();
    // The folder of a test run tells a reader nothing.
    await folder.evaluate((element) => {
      element.textContent = '…/Mailscope';
    });
    await take('settings');

    await runCommand(window, 'Start page');
    await readDemo(window);
    await expect(sourceRow(window, 'Full Access to mailboxes')).toHaveAttribute('data-state', 'reading');
    await take('reading');
    await expect(overviewSentence(window)).toBeVisible({ timeout: 60_000 });
    await window.getByRole('link', { name: 'Coverage' }).click();
    await expect(window.getByRole('button', { name: /Read all mailboxes/ })).toBeVisible();
    await take('coverage-living');
    await runCommand(window, 'History of readings');
    await expect(rowsOf(grid).first()).toBeVisible();
    await take('history');
  });

  test(`every screen around accounts has its picture in the ${theme} theme`, async ({ launch }, testInfo) => {
    test.setTimeout(180_000);
    const tenant = await startTenant();
    try {
      const { app, window } = await launch({ env: tenantEnvironment(tenant) });
      const nextAddress = await catchAddresses(app);
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      await resize(app, 1280, 800);
      await chooseTheme(window, theme);
      const take = photographer(window, theme, testInfo);

      await runCommand(window, 'Collect offline');
      await expect(window.getByText('function ').first()).toBeVisible();
      await take('offline');

      await runCommand(window, 'Start page');
      await runCommand(window, 'Sign in to a tenant');
      await expect(window.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
      await take('sign-in');
      await window.keyboard.press('Escape');
      await signIn({ window, nextAddress }, personWith(tenant, 'Exchange Administrator'));
      await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await runCommand(window, 'Readiness');
      await expect(window.getByRole('heading', { level: 2, name: 'What was measured' })).toBeVisible({ timeout: 60_000 });
      await expect(window.getByRole('button', { name: 'Measure again' })).toBeVisible({ timeout: 60_000 });
      await take('readiness');
    } finally {
      await tenant.stop();
    }
  });

  test(`every screen of changes has its picture in the ${theme} theme`, async ({ launch }, testInfo) => {
    test.setTimeout(180_000);
    const tenant = await startTenant();
    try {
      const { app, window, readingId } = await readTenant(launch, tenant);
      await resize(app, 1280, 800);
      await chooseTheme(window, theme);
      const take = photographer(window, theme, testInfo);

      await visit(window, `#/r/${readingId}/policies`);
      await rowWith(window.getByRole('grid').first(), 'Quillstone Archive').click({ position: { x: 60, y: 10 } });
      await expect(window.getByRole('heading', { name: /Application access policies/ })).toBeVisible();
      await take('policies');

      const { appId } = usableApp(tenant, 'Ledgerline Payables');
      await askFor(window, readingId, 'restrict-app', appId);
      await chooseMailboxes(window, /Which mailboxes may it reach/, ['support', 'information']);
      await take('plan-questions');
      await makePlan(window);
      await expect(window.getByTestId('before-after').getByRole('heading', { name: /^Lose \(\d+\)$/ })).toBeVisible();
      await take('plan');
      await window.getByRole('button', { name: 'Script', exact: true }).click();
      await expect(window.getByTestId('plan-script')).toContainText('New-ManagementRoleAssignment');
      await take('plan-script');
      await window.getByRole('button', { name: 'Script', exact: true }).click();
      await runPlan(window);
      await expect(planState(window)).toHaveText('Needs you', { timeout: 40_000 });
      await take('plan-running');

      const tested = usableApp(tenant, 'Stonebridge Ticketing');
      await visit(window, `#/r/${readingId}/apps/${tested.appId}`);
      await window.getByRole('button', { name: 'Test…' }).click();
      await window.getByRole('radio', { name: 'A client secret' }).click();
      await window.getByLabel(/Secret value/).fill(tested.secret);
      await window.getByRole('button', { name: 'Start the test' }).click();
      await expect(window.getByTestId('live-test-results').getByText('All as it must be')).toBeVisible({ timeout: 30_000 });
      await take('live-test');
    } finally {
      await tenant.stop();
    }
  });
}
