import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { addressOf, overviewSentence, readDemo, visit } from './app-window';
import { expect, type LaunchedApp, type LaunchOptions } from './launch-electron';
import { tenantEnvironment } from './sign-in';

/** An app of the made-up tenant whose secret is known. */
export function usableApp(simulator: RunningSimulator, name: string): { readonly appId: string; readonly secret: string } {
  const app = simulator.apps.find(({ displayName }) => displayName === name);
  if (!app) throw new Error(`no secret of ${name} is known`);
  return app;
}

/** Starts the app over a tenant that the test runs and reads it. `readingId` is the reading on show. */
export async function readTenant(
  launch: (options?: LaunchOptions) => Promise<LaunchedApp>,
  simulator: RunningSimulator,
  options: LaunchOptions = {},
): Promise<LaunchedApp & { readonly readingId: string }> {
  const started = await launch({ ...options, env: { ...tenantEnvironment(simulator), ...options.env } });
  await readDemo(started.window);
  await expect(overviewSentence(started.window)).toBeVisible({ timeout: 60_000 });
  const [, , readingId = ''] = (await addressOf(started.window)).split('/');
  return { ...started, readingId };
}

/** Chooses mailboxes in a field by typing a part of each name and taking the first one found. */
export async function chooseMailboxes(window: Page, label: string | RegExp, names: readonly string[]): Promise<void> {
  const field = window.getByRole('combobox', { name: label });
  for (const name of names) {
    await field.fill(name);
    const option = window.getByRole('option').first();
    await expect(option).toContainText(new RegExp(name, 'i'));
    await field.press('ArrowDown');
    await field.press('Enter');
    await expect(option).toHaveAttribute('aria-selected', 'true');
  }
  await field.press('Escape');
}

/** Makes the plan from the form on show and waits for its preview; the answer is the plan's id. */
export async function makePlan(window: Page): Promise<string> {
  await window.getByRole('button', { name: 'Make the plan' }).click();
  await expect(window.getByRole('listbox', { name: 'Steps' })).toBeVisible({ timeout: 20_000 });
  return (await addressOf(window)).split('?')[0]?.split('/')[2] ?? '';
}

/** Runs the plan on show, confirming whatever it asks for. */
export async function runPlan(window: Page, action: string | RegExp = /^Run/): Promise<void> {
  await window.getByRole('button', { name: action }).click();
  const dialog = window.getByRole('dialog');
  const begun = window.getByRole('log');
  await expect(dialog.or(begun).first()).toBeVisible();
  if (!(await dialog.isVisible())) return;
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await dialog.getByRole('button', { name: action }).click();
  await expect(dialog).toHaveCount(0);
}

/** The state of the plan on show, as its head says it. */
export function planState(window: Page): Locator {
  return window.getByTestId('plan-state');
}

/** Waits until a plan stands, moving the clock of its tenant on where that takes time. */
export async function untilPlan(window: Page, simulator: RunningSimulator, state: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const now = await planState(window).textContent();
        if (now === 'Waiting') {
          simulator.clock().advance(10 * 60_000);
          await window
            .getByRole('button', { name: 'Look now' })
            .click({ timeout: 500 })
            .catch(() => undefined);
        }
        return now;
      },
      { timeout: 40_000, intervals: [300] },
    )
    .toBe(state);
}

/** Makes the next save dialog answer with this file. */
export async function answerSaveDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** Goes to the questions of a kind of plan. */
export async function askFor(window: Page, readingId: string, family: string, subjectId: string): Promise<void> {
  await visit(window, `#/r/${readingId}/change/${family}/${encodeURIComponent(subjectId)}`);
  await expect(window.getByRole('button', { name: 'Make the plan' })).toBeVisible({ timeout: 20_000 });
}
