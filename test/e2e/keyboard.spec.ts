import type { Page } from '@playwright/test';
import { addressOf, openDemo, overviewSentence, readDemo, rowsOf } from '../support/app-window';
import { expect, test } from '../support/launch-electron';

/** What has the focus, by its accessible name or text. */
function focused(window: Page): Promise<string> {
  return window.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}

async function tabTo(window: Page, name: string | RegExp): Promise<void> {
  const wanted = typeof name === 'string' ? new RegExp(`^${name}`) : name;
  for (let presses = 0; presses < 40; presses += 1) {
    await window.keyboard.press('Tab');
    if (wanted.test(await focused(window))) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

test('the whole way from the start to a path is walked with the keyboard alone', async ({ launch }) => {
  const { window } = await launch();
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  await tabTo(window, 'Open the sample reading');
  await window.keyboard.press('Enter');
  await expect(overviewSentence(window)).toBeVisible();

  await window.keyboard.press('Control+2');
  const apps = window.getByRole('grid', { name: 'Apps' });
  await expect(rowsOf(apps).first()).toBeVisible();
  await tabTo(window, /^Apps that hold/);
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowDown');
  await expect(rowsOf(apps).nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(apps).toBeFocused();
  const beside = await addressOf(window);
  await expect(window.getByRole('heading', { level: 2 }).first()).toBeVisible();

  await window.keyboard.press('Enter');
  await expect.poll(() => addressOf(window)).toBe(`${beside}?full=1`);
  const title = window.getByRole('heading', { level: 1 });
  await expect(title).toBeFocused();
  await tabTo(window, 'Mailboxes this app reaches');
  await window.keyboard.press('ArrowDown');
  await expect(window.getByTestId('explanation').locator('ol').first()).toBeVisible();

  // Escape closes what was opened last: the explanation, the full page, the detail.
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('explanation')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect.poll(() => addressOf(window)).toBe(beside);
  await expect(apps).toBeFocused();
  await window.keyboard.press('Escape');
  await expect.poll(() => addressOf(window)).toBe('/r/demo/apps');

  await window.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => addressOf(window)).not.toBe('/r/demo/apps');
  await window.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => addressOf(window)).toBe('/r/demo/apps');
});

test('a long list is walked by pages and to its ends, and sorted from its head', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await window.keyboard.press('Control+4');
  const findings = window.getByRole('grid', { name: 'Findings' });
  await expect(rowsOf(findings).first()).toBeVisible();
  await tabTo(window, /^Findings, worst first/);
  await window.keyboard.press('End');
  const last = await findings.getAttribute('aria-rowcount');
  await expect(findings.locator('[aria-selected="true"]')).toHaveAttribute('aria-rowindex', String(last));
  await window.keyboard.press('Home');
  await expect(findings.locator('[aria-selected="true"]')).toHaveAttribute('aria-rowindex', '2');
  await window.keyboard.press('PageDown');
  await expect(findings.locator('[aria-selected="true"]')).not.toHaveAttribute('aria-rowindex', '2');
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await expect(findings.getByRole('columnheader', { name: 'Severity' })).toHaveAttribute('aria-sort', 'ascending');
});

test('the palette runs commands, finds apps, mailboxes and people, and gives the focus back', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await window.keyboard.press('Control+3');
  const mailboxes = window.getByRole('grid', { name: 'Mailboxes' });
  await expect(rowsOf(mailboxes).first()).toBeVisible();
  await tabTo(window, 'Mailboxes');
  await window.keyboard.press('Control+k');
  await expect(window.getByRole('combobox')).toBeFocused();
  await expect(window.getByRole('option', { name: 'Go to Findings Ctrl+4' })).toBeVisible();
  await window.keyboard.press('Tab');
  await expect(window.getByRole('combobox')).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(mailboxes).toBeFocused();

  await window.keyboard.press('Control+k');
  await window.keyboard.type('tidewater');
  await expect(window.getByRole('group', { name: 'Apps' }).getByRole('option')).toContainText(['Tidewater Helpdesk']);
  await window.getByRole('group', { name: 'Apps' }).getByRole('option').first().hover();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 2, name: 'Tidewater Helpdesk' })).toBeVisible();
});

test('the skip link leads past the frame', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await window.evaluate(() => {
    // Tab begins where the focus was last: at the very beginning of the page.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  await window.keyboard.press('Tab');
  expect(await focused(window)).toBe('Skip to content');
  await window.keyboard.press('Enter');
  await expect(window.locator('main')).toBeFocused();
});

test('the border between list and detail moves with the arrow keys', async ({ launch }) => {
  const { window } = await launch();
  await openDemo(window);
  await window.keyboard.press('Control+2');
  await rowsOf(window.getByRole('grid', { name: 'Apps' }))
    .first()
    .click({ position: { x: 60, y: 10 } });
  const border = window.getByRole('separator', { name: 'Resize the detail' });
  await expect(border).toBeVisible();
  const before = await border.boundingBox();
  await border.focus();
  await window.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await border.boundingBox())?.x ?? 0).toBeLessThan(before?.x ?? 0);
});

test('the native menu runs the same commands under the same keys', async ({ launch }) => {
  const { app, window } = await launch();
  // A reading that can be read again offers everything that the menu names.
  await readDemo(window);
  await expect(overviewSentence(window)).toBeVisible();
  const choose = (label: string): Promise<void> =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? [];
      const item = items.find((candidate) => candidate.label === wanted);
      if (!item) throw new Error(`no menu item ${wanted}`);
      item.click();
    }, label);
  await choose('Findings');
  await expect(window.getByRole('heading', { level: 1, name: 'Findings' })).toBeVisible();
  await choose('Back');
  await expect(overviewSentence(window)).toBeVisible();
  await choose('About Mailscope');
  await expect(window.getByRole('dialog')).toContainText('Electron');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);

  const accelerators = await app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? [])
      .filter((item) => !item.role && item.accelerator)
      .map((item) => String(item.accelerator)),
  );
  await window.keyboard.press('Control+k');
  const offered = await window.getByRole('option').allTextContents();
  // The palette leaves itself out of its list.
  for (const accelerator of accelerators.filter((keys) => keys !== 'CmdOrCtrl+K')) {
    const shown = accelerator.replace('CmdOrCtrl', 'Ctrl').replace('Left', '←').replace('Right', '→');
    expect(
      offered.some((option) => option.endsWith(shown)),
      accelerator,
    ).toBe(true);
  }
});
