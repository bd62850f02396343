import type { ElectronApplication, Page } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addressOf,
  chooseTheme,
  openDemo,
  overviewSentence,
  readDemo,
  rowsOf,
  runCommand,
  samples,
  sourceRow,
  visit,
} from '../support/app-window';
import { seriousViolations } from '../support/axe';
import { expect, test } from '../support/launch-electron';

/** Faults of the simulated tenant, for one start of the app. */
const faults = (...list: readonly string[]): { readonly env: Readonly<Record<string, string>> } => ({
  env: { MAILSCOPE_SIMULATOR_FAULTS: list.join(',') },
});

/** Slow enough that a reading can be looked at; a reading takes about eighty requests, several at a time. */
const SLOW = 'slow=400';

/** Waits for the overview at the end of a reading. */
const end = (window: Page): Promise<void> => expect(overviewSentence(window)).toBeVisible({ timeout: 40_000 });

/** The row of a source under Coverage. */
const coverageRow = (window: Page, source: string) => window.getByRole('row').filter({ hasText: source });

const history = (window: Page) => window.getByRole('grid', { name: 'Readings' });

async function openCoverage(window: Page): Promise<void> {
  await window.getByRole('link', { name: 'Coverage' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Coverage' })).toBeVisible();
}

/** Makes the next save dialog answer with this path. */
async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}

test('the demo tenant is read before one’s eyes, and ends at its overview', async ({ launch }) => {
  const { window } = await launch(faults(SLOW));
  await readDemo(window);
  expect(await addressOf(window)).toBe('/run');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Reading Aldermoor Instruments');
  await expect(sourceRow(window, 'Users')).toContainText('read');
  await expect(sourceRow(window, 'Users').getByRole('cell').nth(1)).toHaveText(/^\d+$/);
  await expect(window.getByTestId('run-figures')).toContainText(/Sources\d+ of 35.*Requests\d+/);
  await expect(window.getByRole('progressbar', { name: 'Sources read' })).toBeVisible();
  await end(window);
  await expect(window.getByRole('banner')).toContainText('Aldermoor Instruments');
  await expect(window.getByRole('banner')).toContainText('DEMO');
  await openCoverage(window);
  await expect(coverageRow(window, 'Full Access to mailboxes')).toContainText('shared mailboxes only');
  await expect(window.getByRole('cell', { name: 'not read', exact: true })).toHaveCount(1);
});

test('one can leave a reading alone, and come back to it', async ({ launch }) => {
  const { window } = await launch(faults(SLOW));
  await readDemo(window);
  await runCommand(window, 'Start page');
  const tray = window.getByRole('region', { name: 'Running tasks' });
  await expect(tray).toContainText('Reading Aldermoor Instruments');
  await expect(window.getByRole('button', { name: /Show the running reading/ })).toBeVisible();
  await tray.getByRole('button', { name: 'Show' }).click();
  await expect(window.getByRole('table', { name: 'Sources of this reading' })).toBeVisible();
  await expect(tray).toHaveCount(0);
  await openHistory(window);
  await expect(window.getByText('The reading is done.')).toBeVisible({ timeout: 40_000 });
  expect(await addressOf(window)).toMatch(/^\/history/);
  await window.getByRole('link', { name: 'Show it' }).click();
  await end(window);
});

async function openHistory(window: Page): Promise<void> {
  await window.keyboard.press('Control+Shift+H');
  await expect(window.getByRole('heading', { level: 1, name: 'History of readings' })).toBeVisible();
}

test('cancelling keeps what was read, and says what is missing', async ({ launch }) => {
  const { window } = await launch(faults(SLOW));
  await readDemo(window);
  await expect(sourceRow(window, 'Full Access to mailboxes')).toHaveAttribute('data-state', 'reading');
  const before = Date.now();
  await window.getByRole('button', { name: 'Cancel' }).click();
  await end(window);
  // Being there includes computing the overview of what was kept.
  expect(Date.now() - before).toBeLessThan(5_000);
  await expect(window.getByText('The reading was cancelled.')).toBeVisible();
  await expect(window.getByTestId('coverage-banner')).toContainText('could not be read in full');
  await expect(window.getByTestId('coverage-banner').getByRole('button', { name: 'Read the tenant again' })).toBeVisible();
  await openCoverage(window);
  await expect(coverageRow(window, 'Full Access to mailboxes')).toContainText(/cancelled by the user after \d+ of \d+/);
  await window.getByRole('button', { name: 'Read the tenant again' }).click();
  await expect(window.getByRole('table', { name: 'Sources of this reading' })).toBeVisible();
});

/** A fault, the source it strikes, and what is said about it. */
const partial: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'a missing permission',
    'forbidden=/reports/servicePrincipalSignInActivities',
    'Last sign-ins of apps',
    /403 Authorization_RequestDenied/,
  ],
  ['a missing Exchange role', 'forbidden=Get-ApplicationAccessPolicy', 'Application access policies', /Get-ApplicationAccessPolicy/],
  ['a service that is broken', 'error=always@/v1.0/directory/administrativeUnits', 'Administrative units', /500/],
  ['a service that is away', 'unavailable=always@/v1.0/oauth2PermissionGrants', 'Delegated permissions granted', /503/],
  ['answers that are cut off', 'truncate=always@/v1.0/applications', 'App registrations', /cut off/],
  ['connections that break', 'reset=always@/v1.0/users', 'Users', /.+/],
];

for (const [name, fault, source, reason] of partial) {
  test(`the rest is read with ${name}, and the gap is named`, async ({ launch }) => {
    test.setTimeout(120_000);
    const { window } = await launch(faults(fault));
    await readDemo(window);
    await expect(overviewSentence(window)).toBeVisible({ timeout: 90_000 });
    await expect(window.getByTestId('coverage-banner')).toContainText(source);
    await openCoverage(window);
    const row = coverageRow(window, source).first();
    await expect(row).toContainText(/not read|partial/);
    await expect(row).toContainText('Reason: ');
    await expect(row).toContainText(reason);
    await expect(coverageRow(window, 'Service principals').first()).toContainText('complete');
  });
}

test('throttling is waited out, in sight, and nothing is missing for it', async ({ launch }) => {
  const { window } = await launch(faults('throttle=2:5@/v1.0/users'));
  await readDemo(window);
  await expect(window.getByText(/^Waiting until/)).toBeVisible();
  await end(window);
  await openCoverage(window);
  await expect(coverageRow(window, 'Users').first()).toContainText('complete');
});

test('a reading that was killed goes on where it was', async ({ launch }) => {
  test.setTimeout(120_000);
  const first = await launch(faults(SLOW));
  await readDemo(first.window);
  await expect(sourceRow(first.window, 'Users')).toHaveAttribute('data-state', 'complete');
  const gone = new Promise((settle) => first.app.process().once('exit', settle));
  first.app.process().kill('SIGKILL');
  await gone;

  const second = await launch({ userData: first.userData });
  const { window } = second;
  await visit(window, '#/');
  await expect(window.getByRole('heading', { name: 'Interrupted readings' })).toBeVisible();
  await expect(window.getByText(/\d+ of \d+ sources/)).toBeVisible();
  await window.getByRole('button', { name: /^Continue/ }).click();
  await end(window);
  await openCoverage(window);
  await expect(coverageRow(window, 'Users').first()).toContainText('complete');
  await visit(window, '#/');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Who can read your mail?');
  await expect(window.getByRole('heading', { name: 'Interrupted readings' })).toHaveCount(0);
});

test('an interrupted reading can be thrown away, but not by accident', async ({ launch }) => {
  const first = await launch(faults(SLOW));
  await readDemo(first.window);
  await expect(sourceRow(first.window, 'Users')).toHaveAttribute('data-state', 'complete');
  const gone = new Promise((settle) => first.app.process().once('exit', settle));
  first.app.process().kill('SIGKILL');
  await gone;

  const { window } = await launch({ userData: first.userData });
  await visit(window, '#/');
  const discard = window.getByRole('button', { name: /^Discard/ });
  await discard.click();
  await window.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await expect(discard).toBeVisible();
  await discard.click();
  await window.getByRole('dialog').getByRole('button', { name: 'Discard the interrupted reading' }).click();
  await expect(window.getByRole('heading', { name: 'Interrupted readings' })).toHaveCount(0);
});

test('the permissions of every mailbox are read on request, with an estimate first', async ({ launch }) => {
  const { window } = await launch();
  await readDemo(window);
  await end(window);
  await openCoverage(window);
  await window.getByRole('button', { name: /Read all mailboxes/ }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText(/\d+ mailboxes were left out/);
  await expect(dialog).toContainText(/takes about \d+ (second|minute)/);
  await dialog.getByRole('button', { name: /^Read \d+ mailboxes more/ }).click();
  await end(window);
  await openCoverage(window);
  await expect(coverageRow(window, 'Full Access to mailboxes').first()).toContainText('complete');
  await expect(window.getByRole('button', { name: /Read all mailboxes/ })).toHaveCount(0);
});

test('readings are kept, named, written to a file, opened again and deleted', async ({ launch }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-history-'));
  const { app, window } = await launch({ args: [join(samples, 'contoso-partial.mailscope.json')] });
  await expect(overviewSentence(window)).toBeVisible();
  await openHistory(window);
  await runCommand(window, 'Explore the demo tenant');
  await end(window);
  await openHistory(window);
  const readings = history(window);
  await expect(rowsOf(readings)).toHaveCount(2);
  await expect(readings).toContainText('Aldermoor Instruments');
  await expect(readings).toContainText('Contoso');

  await rowsOf(readings).filter({ hasText: 'demo tenant' }).click();
  await window.getByRole('button', { name: 'Rename…' }).click();
  await window.getByRole('textbox', { name: 'Name' }).fill('Before the migration');
  await window.keyboard.press('Enter');
  await expect(rowsOf(readings).filter({ hasText: 'Before the migration' })).toHaveCount(1);

  const file = join(folder, 'written.json.gz');
  await answerSaveDialog(app, file);
  await window.getByRole('button', { name: 'Export…' }).click();
  await expect(window.getByText('written.json.gz was written.')).toBeVisible();
  expect(existsSync(file) && statSync(file).size).toBeGreaterThan(10_000);

  await rowsOf(readings).filter({ hasText: 'contoso-partial' }).dblclick();
  await end(window);
  await expect(window.getByRole('banner')).toContainText('Contoso');
  await window.getByRole('button', { name: /sources missing/ }).click();
  await window.getByRole('menuitem', { name: /Aldermoor Instruments/ }).click();
  await expect(window.getByRole('banner')).toContainText('Before the migration');

  await openHistory(window);
  await rowsOf(readings).filter({ hasText: 'contoso-partial' }).click();
  await window.getByRole('button', { name: 'Delete…' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await expect(rowsOf(readings)).toHaveCount(2);
  await window.getByRole('button', { name: 'Delete…' }).click();
  await expect(window.getByRole('dialog')).toContainText('The file it was opened from stays where it is.');
  await window.getByRole('dialog').getByRole('button', { name: 'Delete the reading' }).click();
  await expect(rowsOf(readings)).toHaveCount(1);
  expect(existsSync(join(samples, 'contoso-partial.mailscope.json'))).toBe(true);

  await window.getByRole('button', { name: 'Read again' }).click();
  await end(window);
  await openHistory(window);
  await expect(rowsOf(readings)).toHaveCount(2);
  rmSync(folder, { recursive: true });
});

test('the history is walked with the keyboard alone', async ({ launch }) => {
  const { window } = await launch({ args: [join(samples, 'contoso-partial.mailscope.json')] });
  await expect(overviewSentence(window)).toBeVisible();
  await openHistory(window);
  const readings = history(window);
  await expect(rowsOf(readings)).toHaveCount(1);
  await expect(rowsOf(readings).first()).toHaveAttribute('aria-selected', 'true');
  await readings.focus();
  await window.keyboard.press('F2');
  await expect(window.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await window.keyboard.type('Audit of the spring');
  await window.keyboard.press('Enter');
  await expect(rowsOf(readings).first()).toContainText('Audit of the spring');
  await window.keyboard.press('Delete');
  await expect(window.getByRole('dialog')).toContainText('Audit of the spring');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  // The keyboard goes on where it was.
  await expect(readings).toBeFocused();
  await runCommand(window, 'Open Audit of the spring');
  await end(window);
  await openHistory(window);
  await runCommand(window, 'Delete Audit of the spring');
  await window.getByRole('dialog').getByRole('button', { name: 'Delete the reading' }).press('Enter');
  await expect(window.getByText('No readings yet')).toBeVisible();
  await window.getByRole('button', { name: 'Read the demo tenant' }).press('Enter');
  await end(window);
});

test('reading and history have no serious accessibility violation', async ({ launch }) => {
  test.setTimeout(180_000);
  const { window } = await launch(faults('slow=1500', 'forbidden=/reports/servicePrincipalSignInActivities'));
  await readDemo(window);
  for (const theme of ['light', 'dark', 'high contrast'] as const) {
    await chooseTheme(window, theme);
    expect(await seriousViolations(window), `reading, ${theme}`).toEqual([]);
  }
  await runCommand(window, 'Start page');
  await expect(window.getByRole('region', { name: 'Running tasks' })).toBeVisible();
  expect(await seriousViolations(window), 'tray').toEqual([]);
  await window.getByRole('region', { name: 'Running tasks' }).getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByText('The reading was cancelled.')).toBeVisible({ timeout: 20_000 });
  await openHistory(window);
  await expect(rowsOf(history(window))).toHaveCount(1);
  for (const theme of ['light', 'dark', 'high contrast'] as const) {
    await chooseTheme(window, theme);
    expect(await seriousViolations(window), `history, ${theme}`).toEqual([]);
  }
  await window.keyboard.press('F2');
  await expect(window.getByRole('dialog')).toBeVisible();
  expect(await seriousViolations(window), 'rename').toEqual([]);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await window.keyboard.press('Delete');
  await expect(window.getByRole('dialog')).toBeVisible();
  expect(await seriousViolations(window), 'delete').toEqual([]);
  await window.keyboard.press('Escape');
  await expect(window.locator('#root')).not.toHaveAttribute('aria-hidden');
  await visit(window, '#/run');
  await expect(window.getByText('No reading is running')).toBeVisible();
  expect(await seriousViolations(window), 'no reading').toEqual([]);
});

test('the sample stays a file: it opens at once and offers nothing that it cannot do', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await openCoverage(window);
  await expect(window.getByRole('button', { name: /Read the tenant again|Read all mailboxes/ })).toHaveCount(0);
});
