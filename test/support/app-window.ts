import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { resolve } from 'node:path';
import { expect } from './launch-electron';

/** The folder of the samples that ship with the app. */
export const samples = resolve(import.meta.dirname, '../../resources/samples');

/** Opens the sample reading, whose figures never change, from the start page and waits for its overview. */
export async function openDemo(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Open the sample reading' }).click();
  await expect(overviewSentence(window)).toBeVisible();
}

/** Begins to read the demo tenant from the start page, and waits until it is read or under way: a quick machine is done before one looks. */
export async function readDemo(window: Page): Promise<void> {
  await window.getByRole('button', { name: /Explore the demo tenant/ }).click();
  await expect(window.getByTestId('run-figures').or(overviewSentence(window)).first()).toBeVisible({ timeout: 20_000 });
}

/** The row of a source while a tenant is read. */
export function sourceRow(window: Page, source: string): Locator {
  return window
    .getByRole('table', { name: 'Sources of this reading' })
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name: source, exact: true }) });
}

/** The one sentence of the overview. */
export function overviewSentence(window: Page): Locator {
  return window.getByTestId('overview-sentence');
}

/** Goes to an address within the app, as a bookmark would. */
export async function visit(window: Page, address: string): Promise<void> {
  await window.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

/** The address within the app. */
export function addressOf(window: Page): Promise<string> {
  return window.evaluate(() => location.hash.slice(1));
}

/** Goes to a section of the rail. */
export async function goTo(window: Page, section: string): Promise<void> {
  await window.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section }).click();
  await expect(window.getByRole('heading', { level: 1, name: section })).toBeVisible();
}

/** The rows of a list, its head and heads of groups left out. */
export function rowsOf(grid: Locator): Locator {
  return grid.locator('[role="row"][aria-selected]');
}

/** The row of a list that carries a text. */
export function rowWith(grid: Locator, text: string | RegExp): Locator {
  return rowsOf(grid).filter({ hasText: text }).first();
}

/** Makes the next file dialog answer with these files; none stands for a closed dialog. */
export async function answerFileDialog(app: ElectronApplication, files: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
  }, files);
}

/** Drops a file of the disk on the window, as a drag from a file manager does. */
export async function dropFile(window: Page, path: string): Promise<void> {
  await window.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'dropped-file';
    input.hidden = true;
    document.body.append(input);
  });
  await window.locator('#dropped-file').setInputFiles(path);
  await window.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped-file');
    const file = input?.files?.[0];
    if (!input || !file) throw new Error('no file was set');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
    input.remove();
  });
}

/** Sets the size of the window's content. */
export async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
    width,
    height,
  });
}

/** Chooses a theme through the palette. */
export async function chooseTheme(window: Page, theme: 'light' | 'dark' | 'high contrast' | 'like the system'): Promise<void> {
  await runCommand(window, `Theme: ${theme}`);
  await expect(window.getByRole('dialog')).toHaveCount(0);
}

/** Runs a command of the palette by its title. */
export async function runCommand(window: Page, title: string): Promise<void> {
  await window.keyboard.press('Control+K');
  const input = window.getByRole('combobox');
  await expect(input).toBeFocused();
  await input.fill(title);
  await expect(window.getByRole('option', { name: title }).first()).toBeVisible();
  await window.getByRole('option', { name: title }).first().click();
}
