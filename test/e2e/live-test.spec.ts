import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { visit } from '../support/app-window';
import { expect, test } from '../support/launch-electron';
import { readTenant, usableApp } from '../support/plan-window';
import { startTenant } from '../support/sign-in';

let simulator: RunningSimulator | null = null;

test.afterEach(async () => {
  await simulator?.stop();
  simulator = null;
});

test('an app is tested with its own secret, inside and outside of its scope, and the secret stays nowhere', async ({ launch }) => {
  test.setTimeout(90_000);
  simulator = await startTenant();
  const { window, readingId } = await readTenant(launch, simulator);
  const { appId, secret } = usableApp(simulator, 'Stonebridge Ticketing');
  await visit(window, `#/r/${readingId}/apps/${appId}`);
  await window.getByRole('button', { name: 'Test…' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Test Stonebridge Ticketing' })).toBeVisible();
  const start = window.getByRole('button', { name: 'Start the test' });
  await start.click();
  await expect(window.getByText('Give a credential of the app.')).toBeVisible();

  await window.getByRole('radio', { name: 'A client secret' }).click();
  await window.getByLabel(/Secret value/).fill('not-the-secret');
  await start.click();
  await expect(window.getByText('Entra does not take this credential of the app.').first()).toBeVisible();
  const results = window.getByTestId('live-test-results');
  await expect(window.getByLabel(/Secret value/)).toHaveValue('');
  await window.getByLabel(/Secret value/).fill(secret);
  await window.getByRole('button', { name: 'Test again' }).click();
  await expect(results.getByText('All as it must be')).toBeVisible({ timeout: 20_000 });
  const rows = results.getByRole('row');
  await expect(rows.filter({ has: window.getByText('Allowed', { exact: true }) })).toHaveCount(2);
  await expect(rows.filter({ has: window.getByText('Refused', { exact: true }) })).toHaveCount(2);
  await expect(rows.filter({ hasText: 'disagrees' })).toHaveCount(0);
  expect(await window.evaluate(() => document.documentElement.outerHTML + JSON.stringify(localStorage))).not.toContain(secret);
});
