// Only for the type of the bridge that it declares.
import type {} from '../../src/renderer/data/api';
import { addressOf, chooseTheme, goTo, openDemo, overviewSentence, rowsOf, rowWith, runCommand } from '../support/app-window';
import { expect, test } from '../support/launch-electron';

test('the first start offers a sign-in, the demo, its sample and a file, and no more', async ({ launch }) => {
  const { window } = await launch();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Who can read your mail?');
  const ways = window.locator('main').getByRole('button');
  await expect(ways).toHaveText([/^Sign in/, /^Explore the demo tenant/, /^Open a collection file/, 'Open the sample reading']);
  await expect(window.getByText('Readings you open are listed here')).toBeVisible();
  await expect(window.getByRole('navigation', { name: 'Sections' })).toHaveCount(0);
});

test('the sample opens from the start, says that it is one, and is listed afterwards', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await expect(window.getByRole('banner')).toContainText('Northwind');
  await expect(window.getByRole('banner')).toContainText('DEMO');
  await expect(window.getByRole('banner')).toContainText('Global cloud');
  await runCommand(window, 'Start page');
  await expect(window.locator('main').getByRole('button', { name: /Northwind/ })).toBeVisible();
});

test('--sample leads straight to the overview', async ({ launch }) => {
  const { window } = await launch({ args: ['--sample'] });
  await expect(overviewSentence(window)).toBeVisible();
});

test('--demo reads the demo tenant and leads to its overview', async ({ launch }) => {
  const { window } = await launch({ args: ['--demo'] });
  await expect(overviewSentence(window)).toBeVisible({ timeout: 30_000 });
  await expect(window.getByRole('banner')).toContainText('Aldermoor');
});

test('a second start shows the same reading, view, selection, theme and rail', async ({ launch }) => {
  const first = await launch();
  await openDemo(first.window);
  await goTo(first.window, 'Apps');
  const apps = first.window.getByRole('grid', { name: 'Apps' });
  await rowWith(apps, 'Tidewater Helpdesk').click({ position: { x: 60, y: 10 } });
  await first.window.getByRole('tab', { name: /Grants/ }).click();
  await chooseTheme(first.window, 'dark');
  await runCommand(first.window, 'Show or hide the names of the sections');
  const address = await addressOf(first.window);
  // The state is written after a pause: only what main has taken counts.
  const stored = (): Promise<unknown> =>
    first.window.evaluate(async () => {
      const answer = await window.mailscope.app.state({ requestId: 'stored', input: {} });
      return answer.ok ? answer.value.ui : answer.error;
    });
  await expect.poll(stored).toMatchObject({ route: address, views: expect.stringContaining('"railCollapsed":true') });
  await first.close();

  const second = await launch({ userData: first.userData });
  await expect(second.window.getByRole('heading', { name: 'Tidewater Helpdesk' })).toBeVisible();
  expect(await addressOf(second.window)).toBe(address);
  await expect(second.window.getByRole('tab', { name: /Grants/ })).toHaveAttribute('aria-selected', 'true');
  await expect(second.window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(second.window.getByRole('button', { name: 'Show the names of the sections' })).toBeVisible();
  await expect(rowsOf(second.window.getByRole('grid', { name: 'Apps' })).first()).toBeVisible();
});

test('a reading can be closed and taken off the list', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await runCommand(window, 'Close this reading');
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Who can read your mail?');
});
