import { readFileSync } from 'node:fs';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { chooseTheme, goTo, openDemo, resize, rowsOf, rowWith, visit } from '../support/app-window';
import { seriousViolations } from '../support/axe';
import { expect, test } from '../support/launch-electron';
import { answerSaveDialog, askFor, chooseMailboxes, makePlan, readTenant, runPlan, untilPlan, usableApp } from '../support/plan-window';
import { startTenant, tenantEnvironment } from '../support/sign-in';

const APP = 'Ledgerline Payables';
const tenants: RunningSimulator[] = [];

test.afterEach(async () => {
  for (const tenant of tenants.splice(0)) await tenant.stop();
});

async function tenant(): Promise<RunningSimulator> {
  const started = await startTenant();
  tenants.push(started);
  return started;
}

/** What an app was granted in Entra, and the roles it has in Exchange Online. */
function rightsOf(simulator: RunningSimulator, appId: string): { readonly grants: number; readonly roles: readonly string[] } {
  const state = simulator.state();
  const principal = state.servicePrincipalsByAppId.first(appId);
  const pointer = state.pointersByAppId.first(appId);
  const roles = [...state.managementRoleAssignments].filter(
    ({ assignee }) => assignee.kind === 'pointer' && assignee.pointerGuid === pointer?.Guid,
  );
  return { grants: state.assignmentsByPrincipal.all(principal?.id ?? '').length, roles: roles.map(({ Role }) => Role).sort() };
}

test('an app is restricted from its finding: who loses is shown first, the steps run, and real calls prove it', async ({
  launch,
}, testInfo) => {
  test.setTimeout(120_000);
  const simulator = await tenant();
  const { app, window, readingId } = await readTenant(launch, simulator);
  const { appId, secret } = usableApp(simulator, APP);
  const before = rightsOf(simulator, appId);
  await goTo(window, 'Findings');
  await rowWith(window.getByRole('grid', { name: 'Findings' }), `${APP} can`).click({ position: { x: 200, y: 10 } });
  await window.getByRole('button', { name: 'Fix…' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Restrict to mailboxes' })).toBeVisible();

  // What is wrong is said where it is, and what is right is kept.
  await window.getByRole('radio', { name: 'A filter over attributes' }).click();
  const filter = window.getByRole('textbox', { name: /as a filter/ });
  await filter.fill("DisplayName -like 'S*' -and");
  await expect(window.getByText(/\(line 1, character \d+\)/)).toBeVisible();
  await filter.fill("DisplayName -like 'Su*'");
  await expect(window.getByTestId('filter-matches')).toContainText(/\d+ of 60 mailboxes match/);
  await window.getByRole('radio', { name: 'A new group' }).click();
  await chooseMailboxes(window, /Which mailboxes may it reach/, ['support', 'information']);
  await makePlan(window);

  const preview = window.getByTestId('before-after');
  await expect(preview).toContainText('Nobody gains access.');
  await expect(preview.getByRole('heading', { name: /^Lose \(58\)$/ })).toBeVisible();
  expect(rightsOf(simulator, appId)).toEqual(before);

  const path = testInfo.outputPath('restrict.ps1');
  await answerSaveDialog(app, path);
  await window.getByRole('button', { name: 'Script', exact: true }).click();
  const script = window.getByTestId('plan-script');
  await expect(script).toContainText('New-ManagementRoleAssignment');
  await script.getByRole('button', { name: 'Save…' }).click();
  await expect.poll(() => window.getByText(/was written\.$/).count()).toBe(1);
  expect(readFileSync(path, 'utf8')).toContain('SupportsShouldProcess');

  await runPlan(window, 'Run and remove 2 grants');
  await visit(window, `#${(await window.evaluate(() => location.hash.slice(1))).split('?')[0] ?? ''}`);
  await untilPlan(window, simulator, 'Needs you');
  const roles = ['Application Mail.ReadWrite', 'Application Mail.Send'];
  expect(rightsOf(simulator, appId)).toEqual({ grants: before.grants - 2, roles });

  await window.getByRole('button', { name: 'Give the credential…' }).click();
  await window.getByLabel(/Secret value/).fill(secret);
  await window.getByRole('dialog').getByRole('button', { name: 'Test' }).click();
  await untilPlan(window, simulator, 'Done');
  expect(await window.evaluate(() => document.body.innerHTML)).not.toContain(secret);
  expect(readingId).not.toBe('');
});

test('a secret is rotated: the new one is copied without being shown, the old one goes when the new one is in use', async ({ launch }) => {
  test.setTimeout(120_000);
  const simulator = await tenant();
  const { app, window, readingId } = await readTenant(launch, simulator, { keychain: 'unlocked' });
  const { appId } = usableApp(simulator, APP);
  const registration = () => simulator.state().applicationsByAppId.first(appId);
  const old = registration()?.passwordCredentials.map(({ keyId }) => keyId) ?? [];

  await visit(window, `#/r/${readingId}/credentials`);
  await rowsOf(window.getByRole('grid', { name: 'Secrets and certificates' }))
    .filter({ hasText: APP })
    .first()
    .click({ position: { x: 60, y: 10 } });
  await window.getByRole('button', { name: /Replace secret or certificate/ }).click();
  await window.getByRole('radio', { name: 'I say so' }).click();
  await makePlan(window);
  await runPlan(window);
  await untilPlan(window, simulator, 'Needs you');
  const fresh = registration()?.passwordCredentials.filter(({ keyId }) => !old.includes(keyId)) ?? [];
  expect(fresh).toHaveLength(1);

  const made = window
    .getByRole('option')
    .filter({ hasText: /secret/i })
    .filter({ hasText: 'Done' })
    .first();
  await made.click();
  await window.getByRole('button', { name: 'Copy the secret' }).click();
  await expect(window.getByText('The secret is on the clipboard.')).toBeVisible();
  const secret = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(secret.length).toBeGreaterThan(20);
  expect(await window.evaluate(() => document.documentElement.outerHTML)).not.toContain(secret);

  await window.getByRole('button', { name: 'Show the current step' }).click();
  // A person hands it over, and says that it is in use: one step after the other, as the plan comes to them.
  for (const title of [/Hand the new secret over/, /uses the new secret/]) {
    const standing = window.getByRole('option', { name: title }).filter({ hasText: 'Needs you' });
    await expect(standing).toBeVisible({ timeout: 20_000 });
    await standing.click();
    await window.getByRole('button', { name: 'It is done' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'It is done' }).click();
    await expect(standing).toHaveCount(0, { timeout: 20_000 });
  }
  await untilPlan(window, simulator, 'Done');
  const left = registration()?.passwordCredentials.map(({ keyId }) => keyId) ?? [];
  expect(left).toContain(fresh[0]?.keyId);
  expect(left.length).toBeLessThan(old.length + 1);
});

test('a plan that was killed in the middle waits at the next start, goes on, and is taken back', async ({ launch }) => {
  test.setTimeout(150_000);
  const simulator = await tenant();
  const { appId } = usableApp(simulator, APP);
  const before = rightsOf(simulator, appId);
  const first = await readTenant(launch, simulator);
  await askFor(first.window, first.readingId, 'restrict-app', appId);
  await chooseMailboxes(first.window, /Which mailboxes may it reach/, ['support']);
  await first.window.getByRole('checkbox', { name: /Test with the app/ }).uncheck();
  await makePlan(first.window);
  // The tenant makes the scope and keeps the answer back: a quick machine would be through before anybody kills it.
  simulator.faults.set('hold=1@/exchange/cmdlet/new-managementscope');
  await runPlan(first.window);
  await expect(first.window.getByRole('log')).toContainText('Done: the tenant shows it.');
  await expect.poll(() => simulator.log.all().some(({ fault }) => fault === 'hold')).toBe(true);
  first.app.process().kill('SIGKILL');
  await first.close().catch(() => undefined);
  simulator.faults.clear('hold');

  const second = await launch({ userData: first.userData, env: tenantEnvironment(simulator) });
  const { window } = second;
  await visit(window, '#/');
  const unfinished = window.getByRole('listitem').filter({ hasText: `Restrict ${APP}` });
  await expect(unfinished).toBeVisible({ timeout: 20_000 });
  await unfinished.getByRole('button', { name: /^Open/ }).click();
  await expect(window.getByRole('heading', { level: 1, name: new RegExp(`Restrict ${APP}`) })).toBeVisible();
  const goOn = window.getByRole('button', { name: 'Continue' });
  if (await goOn.isVisible()) await goOn.click();
  await untilPlan(window, simulator, 'Done');
  const pointers = simulator.state().pointersByAppId.all(appId);
  expect(pointers).toHaveLength(1);
  expect(rightsOf(simulator, appId)).toEqual({ grants: before.grants - 2, roles: ['Application Mail.ReadWrite', 'Application Mail.Send'] });

  await window.getByRole('button', { name: 'Actions' }).click();
  await window.getByRole('menuitem', { name: 'Undo everything…' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await untilPlan(window, simulator, 'Undone');
  expect(rightsOf(simulator, appId)).toEqual(before);
});

test('a plan of a reading from a file cannot be run from here, but be read with the keyboard, in every theme, and taken away', async ({
  launch,
}, testInfo) => {
  test.setTimeout(90_000);
  const { app, window } = await launch();
  await openDemo(window);
  await goTo(window, 'Policies');
  await rowWith(window.getByRole('grid', { name: 'Apps by what confines them' }), 'Harbor CRM Connector').click({
    position: { x: 60, y: 10 },
  });
  await window.getByRole('button', { name: 'Restrict to mailboxes…' }).click();
  await chooseMailboxes(window, /Which mailboxes may it reach/, ['support']);
  await makePlan(window);
  await expect(window.getByText('This reading came from a file')).toBeVisible();
  await expect(window.getByRole('button', { name: /^Run/ })).toHaveCount(0);
  await expect(window.getByTestId('before-after')).toBeVisible();

  const script = async (): Promise<void> => {
    await window.getByRole('button', { name: 'Script', exact: true }).press('Enter');
    await expect(window.getByTestId('plan-script')).toContainText('SupportsShouldProcess');
  };
  const views = [
    async () => {
      await window.getByRole('listbox', { name: 'Steps' }).focus();
      await window.keyboard.press('Home');
      await window.keyboard.press('ArrowDown');
      await window.keyboard.press('ArrowDown');
      await expect(window.getByTestId('plan-step')).toContainText('Step 2 of');
    },
    async () => {
      await window.getByRole('listbox', { name: 'Steps' }).focus();
      await window.keyboard.press('Home');
      await expect(window.getByTestId('before-after')).toBeVisible();
    },
    script,
    async () => {
      await window.getByRole('button', { name: 'Instructions', exact: true }).press('Enter');
      await expect(window.getByRole('heading', { level: 3, name: /^1\. / })).toBeVisible();
    },
  ];
  for (const theme of ['light', 'dark', 'high contrast'] as const) {
    await chooseTheme(window, theme);
    for (const [at, show] of views.entries()) {
      await show();
      // A script has thousands of coloured pieces, which take long to measure; high contrast draws them all alike.
      if (show !== script || theme === 'dark') expect(await seriousViolations(window), `${theme}, view ${String(at)}`).toEqual([]);
    }
  }
  await resize(app, 960, 600);
  for (const show of views) {
    await show();
    expect(await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
  const path = testInfo.outputPath('by-hand.md');
  await answerSaveDialog(app, path);
  await window.locator('main').getByRole('button', { name: 'Save…' }).click();
  await expect.poll(() => window.getByText(/was written\.$/).count()).toBe(1);
  expect(readFileSync(path, 'utf8')).toContain('New-ManagementRoleAssignment');
});
