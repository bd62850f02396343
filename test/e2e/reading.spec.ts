import { join } from 'node:path';
import { addressOf, goTo, openDemo, overviewSentence, rowsOf, rowWith, samples, visit } from '../support/app-window';
import { expect, test } from '../support/launch-electron';

test('every number of the overview leads to the list behind it', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  const link = overviewSentence(window).getByRole('link', { name: /of them/ });
  const count = Number(/\d+/.exec((await link.textContent()) ?? '')?.[0]);
  expect(count).toBeGreaterThan(0);
  await link.click();
  const apps = window.getByRole('grid', { name: 'Apps' });
  await expect(apps).toHaveAttribute('aria-rowcount', String(count + 1));
  await expect(rowsOf(apps).first()).toContainText('Every mailbox');

  await window.goBack();
  const critical = window.getByRole('link', { name: 'Severity: Critical' });
  const findings = Number(/\d+/.exec((await critical.textContent()) ?? '')?.[0]);
  await critical.click();
  await expect(window.getByRole('grid', { name: 'Findings' })).toHaveAttribute('aria-rowcount', String(findings + 1));
});

test('what could not be read is said on the overview, in the top bar and under Coverage', async ({ launch }) => {
  const { window } = await launch({ args: [join(samples, 'contoso-partial.mailscope.json')] });
  const banner = window.getByTestId('coverage-banner');
  await expect(banner).toContainText(/sources? could not be read in full/);
  await expect(window.getByRole('banner')).toContainText(/sources? missing/);
  await banner.getByRole('link', { name: 'What follows from it' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Coverage' })).toBeVisible();
  await expect(window.getByRole('row', { name: /not read|partial/ }).first()).toContainText('Reason:');
});

test('filters narrow the list, stay in the address, and come back with Back', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await goTo(window, 'Apps');
  const apps = window.getByRole('grid', { name: 'Apps' });
  await expect(rowsOf(apps).first()).toBeVisible();
  await window.getByRole('searchbox', { name: 'Find by name or id' }).fill('helpdesk');
  await expect(rowsOf(apps)).toHaveCount(1);
  await expect(window.getByText(/^1 of \d+$/)).toBeVisible();
  expect(await addressOf(window)).toContain('q=helpdesk');
  await goTo(window, 'Findings');
  await window.goBack();
  await expect(rowsOf(apps)).toHaveCount(1);
  await expect(window.getByRole('searchbox', { name: 'Find by name or id' })).toHaveValue('helpdesk');

  await window.getByRole('searchbox', { name: 'Find by name or id' }).fill('nothing is called so');
  await expect(window.getByText('Nothing matches these filters')).toBeVisible();
  await window.getByRole('status').getByRole('button', { name: 'Clear filters' }).click();
  await expect(rowsOf(apps).nth(3)).toBeVisible();

  await window.getByRole('search').getByRole('button', { name: 'Reach' }).click();
  await window.getByRole('menuitemcheckbox', { name: /Some mailboxes/ }).click();
  await window.keyboard.press('Escape');
  await expect(rowsOf(apps).first()).not.toContainText('Every mailbox');
});

test('apps can be grouped by reach and publisher, by keyboard too, and the address keeps it', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await goTo(window, 'Apps');
  const apps = window.getByRole('grid', { name: 'Apps' });
  const heads = apps.locator('[role="row"]:not([aria-rowindex])');
  await expect(rowsOf(apps).first()).toBeVisible();
  await expect(heads).toHaveCount(0);
  await window.getByRole('button', { name: 'Group by' }).focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('menuitemradio', { name: 'None' })).toHaveAttribute('aria-checked', 'true');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(heads.first()).toHaveText(/^Every mailbox \d+$/);
  expect(await addressOf(window)).toContain('group=extent');
  await apps.focus();
  await window.keyboard.press('Home');
  await expect(window.getByText('Group: Every mailbox')).toBeAttached();

  await window.getByRole('button', { name: 'Group by: Reach' }).click();
  await window.getByRole('menuitemradio', { name: 'Publisher' }).click();
  await expect(heads.first()).not.toContainText('Every mailbox');
  await expect(heads.first()).toHaveText(/ \d+$/);
  await goTo(window, 'Findings');
  await goTo(window, 'Apps');
  await expect(window.getByRole('button', { name: 'Group by: Publisher' })).toBeVisible();
});

test('an app tells which mailboxes it reaches and why, as a chain', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await goTo(window, 'Apps');
  await rowWith(window.getByRole('grid', { name: 'Apps' }), 'Tidewater Helpdesk').click({ position: { x: 60, y: 10 } });
  await expect(window.getByRole('heading', { level: 2, name: 'Tidewater Helpdesk' })).toBeVisible();
  const mailboxes = window.getByRole('grid', { name: 'Mailboxes this app reaches' });
  await window.getByRole('button', { name: /Send mail/ }).click();
  await expect(rowsOf(mailboxes)).toHaveCount(3);
  await rowsOf(mailboxes).first().click();
  const assigned = window
    .getByTestId('explanation')
    .getByRole('listitem')
    .filter({ hasText: 'RBAC for Applications' })
    .filter({ hasText: 'Send mail' })
    .first();
  await expect(assigned.locator('ol')).toHaveAttribute(
    'aria-label',
    /Tidewater Helpdesk → .*Application Mail\.Send.* → .*Helpdesk mailboxes.* → .*@/,
  );
  await expect(assigned.getByRole('img', { name: 'verdict: yes' })).toBeVisible();
});

test('a mailbox tells which apps and people reach it, and each unfolds into its paths', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await goTo(window, 'Who reaches');
  await window.getByRole('searchbox', { name: 'Find by name, address or id' }).fill('billing@');
  const mailboxes = window.getByRole('grid', { name: 'Mailboxes' });
  await expect(rowsOf(mailboxes)).toHaveCount(1);
  await rowsOf(mailboxes)
    .first()
    .click({ position: { x: 60, y: 10 } });
  const people = window.getByRole('region', { name: /^People/ });
  await expect(people.getByRole('listitem').first()).toBeVisible();
  const apps = window.getByRole('region', { name: /^Apps/ });
  const harbor = apps.getByRole('button', { name: /Harbor CRM Connector/ });
  await harbor.click();
  await expect(harbor).toHaveAttribute('aria-expanded', 'true');
  await expect(apps.getByTestId('explanation').locator('ol').first()).toHaveAttribute(
    'aria-label',
    /Harbor CRM Connector → Mail\.\w+ → billing@/,
  );
});

test('an unknown verdict carries its reason in its name', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await visit(window, '#/r/demo/apps?extent=unknown');
  await rowsOf(window.getByRole('grid', { name: 'Apps' }))
    .first()
    .click({ position: { x: 60, y: 10 } });
  await rowsOf(window.getByRole('grid', { name: 'Mailboxes this app reaches' }))
    .first()
    .click();
  await expect(
    window
      .getByTestId('explanation')
      .getByRole('img', { name: /^verdict: unknown, because .+/ })
      .first(),
  ).toBeVisible();
});

test('a finding says about what, the risk, the evidence, the remedy and its source', async ({ launch }) => {
  const { app, window } = await launch();
  await openDemo(window);
  await goTo(window, 'Findings');
  const findings = window.getByRole('grid', { name: 'Findings' });
  await expect(findings.getByText('Critical').first()).toBeVisible();
  await rowWith(findings, 'Tidewater Helpdesk').click({ position: { x: 200, y: 10 } });
  for (const name of ['Risk', 'Remedy', 'Evidence', 'Source']) await expect(window.getByRole('heading', { level: 2, name })).toBeVisible();
  const opened = await app.evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    shell.openExternal = (url) => {
      urls.push(url);
      return Promise.resolve();
    };
    return urls;
  });
  await window.getByRole('button', { name: /^https:\/\/learn\.microsoft\.com\// }).click();
  await expect.poll(() => opened.evaluate((urls) => urls.length)).toBe(1);
  await window.getByRole('link', { name: 'Tidewater Helpdesk' }).first().click();
  await expect(window.getByRole('heading', { level: 2, name: 'Tidewater Helpdesk' })).toBeVisible();
});

test('an address of something that is not in the reading says so and offers a way on', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await visit(window, '#/r/demo/apps/00000000-0000-0000-0000-000000000000');
  await expect(window.getByRole('alert')).toContainText('The reading does not hold this app.');
  await visit(window, '#/r/0123456789abcdef/overview');
  await expect(window.getByRole('alert')).toContainText('This reading is no longer here.');
  await window.getByRole('button', { name: 'To the start page' }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Who can read your mail?');
});
