import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { answerFileDialog, dropFile, openDemo, overviewSentence, samples } from '../support/app-window';
import { generateCollection } from '../support/generate-collection';
import { expect, test } from '../support/launch-electron';

const partial = join(samples, 'contoso-partial.mailscope.json');
const empty = join(samples, 'empty-tenant.mailscope.json');

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-files-'));
});
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a file opens from the dialog', async ({ launch }) => {
  const { app, window } = await launch();
  await answerFileDialog(app, [partial]);
  await window.getByRole('button', { name: /Open a collection file/ }).click();
  await expect(overviewSentence(window)).toBeVisible();
  await expect(window.getByRole('banner')).toContainText('Contoso');
  await expect(window.getByRole('banner')).not.toContainText('DEMO');
});

test('a dialog that is closed leaves everything as it was', async ({ launch }) => {
  const { app, window } = await launch();
  await answerFileDialog(app, []);
  await window.getByRole('button', { name: /Open a collection file/ }).click();
  await expect(window.getByRole('button', { name: /Open a collection file/ })).toBeEnabled();
  await expect(window.getByRole('alert')).toHaveCount(0);
});

test('a file given to the start opens, and its tenant without apps says so', async ({ launch }) => {
  const { window } = await launch({ args: [empty] });
  await expect(overviewSentence(window)).toContainText('No app reaches mail');
});

test('a file that is dropped anywhere opens', async ({ launch }) => {
  const { window } = await launch();
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  await dropFile(window, partial);
  await expect(overviewSentence(window)).toBeVisible();
});

const broken = [
  ['nothing in it', ''],
  ['half a file', '{"format":"mailscope-collection/1","tenant":{"id":"t"'],
  ['no collection', '{"hello":"world"}'],
  ['a wrong kind of value', '{"format":"mailscope-collection/1","tenant":{"id":"t"},"exchange":{"mailboxes":"many"}}'],
  ['a picture', '\u0089PNG\r\n\u001a\n'],
] as const;

for (const [what, text] of broken) {
  test(`a file with ${what} gives a sentence and a next step`, async ({ launch }) => {
    const path = join(folder, `${what.replaceAll(' ', '-')}.json`);
    writeFileSync(path, text, 'latin1');
    const { app, window } = await launch();
    await answerFileDialog(app, [path]);
    await window.getByRole('button', { name: /Open a collection file/ }).click();
    const alert = window.getByRole('alert');
    await expect(alert).toContainText(/[a-z]+.*\./);
    await expect(alert).not.toContainText(/TypeError|undefined|\[object|at Object/);
    await expect(window.getByRole('button', { name: /Open a collection file/ })).toBeEnabled();
    await window.keyboard.press('Escape');
    await expect(alert).toHaveCount(0);
  });
}

test('opening a large file shows in the tray, can be cancelled, and works afterwards', async ({ launch }) => {
  const large = await generateCollection(resolve(import.meta.dirname, '../../.cache/bench'), 'large');
  const { app, window } = await launch();
  await answerFileDialog(app, [large]);
  await window.getByRole('button', { name: /Open a collection file/ }).click();
  const tray = window.getByRole('region', { name: 'Running tasks' });
  await expect(tray).toContainText('Opening a collection file');
  await tray.getByRole('button', { name: 'Cancel' }).click();
  await expect(tray).toHaveCount(0);
  await expect(overviewSentence(window)).toHaveCount(0);
  await expect(window.getByRole('alert')).toHaveCount(0);
  await openDemo(window);
});
