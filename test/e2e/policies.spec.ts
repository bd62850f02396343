import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { goTo, rowsOf, rowWith, visit } from '../support/app-window';
import { expect, test } from '../support/launch-electron';
import { askFor, chooseMailboxes, makePlan, readTenant, runPlan, untilPlan, usableApp } from '../support/plan-window';
import { startTenant } from '../support/sign-in';

const tenants: RunningSimulator[] = [];

test.afterEach(async () => {
  for (const tenant of tenants.splice(0)) await tenant.stop();
});

async function tenant(): Promise<RunningSimulator> {
  const started = await startTenant();
  tenants.push(started);
  return started;
}

const policiesOf = (simulator: RunningSimulator, appId: string) =>
  [...simulator.state().accessPolicies].filter(({ appIds }) => appIds.includes(appId));

test('the page of policies says what confines each app, what that comes to, and what can be done', async ({ launch }) => {
  const simulator = await tenant();
  const { window, readingId } = await readTenant(launch, simulator);
  await goTo(window, 'Policies');
  const grid = window.getByRole('grid', { name: 'Apps by what confines them' });
  await expect(rowWith(grid, 'Ledgerline Payables')).toContainText('Nothing confines it.');
  await expect(rowWith(grid, 'Parcelwright Helpdesk')).toContainText('RBAC: the scope Helpdesk mailboxes.');
  await window.getByRole('search').getByRole('button', { name: 'Confined by' }).click();
  await window.getByRole('menuitemcheckbox', { name: /^Access policy/ }).click();
  await window.keyboard.press('Escape');
  await expect(rowWith(grid, 'Tidewater CRM Connector')).toContainText('Access policy: only the group CRM Mail Scope.');
  await expect(grid.getByText('Nothing confines it.')).toHaveCount(0);
  await rowWith(grid, 'Tidewater CRM Connector').click({ position: { x: 60, y: 10 } });
  await expect(window.getByRole('button', { name: 'Migrate to roles…' }).first()).toBeVisible();
  await window.getByRole('button', { name: 'More changes' }).first().click();
  await expect(window.getByRole('menuitem', { name: /nothing to repair/ })).toBeDisabled();
  await window.keyboard.press('Escape');
  expect(readingId).not.toBe('');
});

test('an access policy is created, and removed again', async ({ launch }) => {
  test.setTimeout(120_000);
  const simulator = await tenant();
  const { window, readingId } = await readTenant(launch, simulator);
  const { appId } = usableApp(simulator, 'Ledgerline Payables');
  await askFor(window, readingId, 'restrict-by-policy', appId);
  await chooseMailboxes(window, /Which mailboxes\?/, ['support']);
  await window.getByRole('checkbox', { name: /Test with the app/ }).uncheck();
  await makePlan(window);
  await expect(window.getByTestId('before-after').getByRole('heading', { name: /^Lose \(\d+\)$/ })).toBeVisible();
  await runPlan(window);
  await untilPlan(window, simulator, 'Done');
  expect(policiesOf(simulator, appId)).toMatchObject([{ AccessRight: 'RestrictAccess' }]);

  await window.getByRole('button', { name: 'Read the tenant again' }).click();
  await expect(window.getByTestId('overview-sentence')).toBeVisible({ timeout: 60_000 });
  await goTo(window, 'Policies');
  await rowWith(window.getByRole('grid', { name: 'Apps by what confines them' }), 'Ledgerline Payables').click({
    position: { x: 60, y: 10 },
  });
  const own = window.getByTestId('policy-card').filter({ hasText: 'Ledgerline Payables mailboxes' });
  await own.getByRole('button', { name: 'Remove this policy…' }).click();
  await makePlan(window);
  await expect(window.getByTestId('before-after').getByRole('heading', { name: /^Gain \(\d+\)$/ })).toBeVisible();
  await runPlan(window, /^Run and remove 1 access policy$/);
  await untilPlan(window, simulator, 'Done');
  expect(policiesOf(simulator, appId)).toEqual([]);
});

test('a group is edited after one has seen who gains and who loses', async ({ launch }) => {
  test.setTimeout(120_000);
  const simulator = await tenant();
  const { window, readingId } = await readTenant(launch, simulator);
  const group = [...simulator.state().exchangeGroups].find(({ DisplayName }) => DisplayName === 'CRM Mail Scope');
  const groupId = group?.ExternalDirectoryObjectId ?? '';
  await askFor(window, readingId, 'edit-scope', groupId);
  await chooseMailboxes(window, /Which mailboxes come in/, ['support']);
  await makePlan(window);
  const gains = window.getByTestId('before-after').getByRole('row').filter({ hasText: 'Tidewater CRM Connector' });
  await expect(gains.first()).toContainText('support@');
  await expect(window.getByTestId('before-after')).toContainText('Nobody loses access.');
  await runPlan(window);
  await untilPlan(window, simulator, 'Done');
  const support = [...simulator.state().mailboxes].find(({ PrimarySmtpAddress }) => PrimarySmtpAddress.startsWith('support@'));
  expect([...simulator.state().members.membersOf(groupId)]).toContain(support?.ExternalDirectoryObjectId);
});

test('an app moves from its access policy to roles, and reaches what it reached', async ({ launch }) => {
  test.setTimeout(150_000);
  const simulator = await tenant();
  const { window, readingId } = await readTenant(launch, simulator);
  const { appId, secret } = usableApp(simulator, 'Tidewater CRM Connector');
  await visit(window, `#/r/${readingId}/policies/${appId}`);
  await window.getByRole('button', { name: 'Migrate to roles…' }).first().click();
  await makePlan(window);
  const preview = window.getByTestId('before-after');
  await expect(preview).toBeVisible();
  await expect(preview.getByRole('heading', { name: /^Unchanged \(\d+\)$/ })).toBeVisible();
  await runPlan(window);
  await untilPlan(window, simulator, 'Needs you');
  expect(policiesOf(simulator, appId).length).toBeGreaterThan(0);
  await window.getByRole('button', { name: 'Give the credential…' }).click();
  await window.getByLabel(/Secret value/).fill(secret);
  await window.getByRole('dialog').getByRole('button', { name: 'Test' }).click();
  await untilPlan(window, simulator, 'Done');
  expect(policiesOf(simulator, appId)).toEqual([]);
  await window.getByRole('button', { name: 'Read the tenant again' }).click();
  await expect(window.getByTestId('overview-sentence')).toBeVisible({ timeout: 60_000 });
  await goTo(window, 'Policies');
  const row = rowsOf(window.getByRole('grid', { name: 'Apps by what confines them' })).filter({ hasText: 'Tidewater CRM Connector' });
  await expect(row).toContainText('RBAC');
});
