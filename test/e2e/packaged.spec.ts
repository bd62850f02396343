import { expect, test } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packApp, startPackaged } from '../support/packaged-app';
import type { PackagedApp } from '../support/packaged-app';

/** What the first window shows; nothing while it has no document yet. */
async function shownText(app: PackagedApp): Promise<unknown> {
  return app.evaluate("document.body?.innerText ?? ''").catch(() => '');
}

test.describe('the packaged app', () => {
  let executable: string;
  let app: PackagedApp | undefined;
  let folder: string;

  test.beforeAll(() => {
    test.setTimeout(180_000);
    executable = packApp();
  });
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-fuses-'));
  });
  test.afterEach(async () => {
    await app?.stop();
    app = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows the start screen', async () => {
    app = startPackaged(executable);
    const running = app;
    await expect.poll(() => shownText(running)).toContain('Mailscope');
    expect(await running.evaluate('typeof require')).toBe('undefined');
    expect(await running.evaluate('typeof process')).toBe('undefined');
  });

  test('opens the sample from its own resources, in its engine process', async () => {
    app = startPackaged(executable, { args: ['--sample'] });
    const running = app;
    await expect.poll(() => shownText(running)).toContain('Northwind');
  });

  test('reads the demo tenant from a process of its own', async () => {
    app = startPackaged(executable, { args: ['--demo'] });
    const running = app;
    await expect.poll(() => shownText(running), { timeout: 30_000 }).toContain('Aldermoor');
  });

  test('loads its pages from its own archive, whatever the environment says', async () => {
    const elsewhere = 'http://127.0.0.1:9/';
    app = startPackaged(executable, { env: { ELECTRON_RENDERER_URL: elsewhere, VITE_DEV_SERVER_URL: elsewhere, NODE_ENV: 'development' } });
    const running = app;
    await expect.poll(() => shownText(running)).toContain('Mailscope');
    expect(await running.evaluate('location.href')).toMatch(/^app:\/\/mailscope\//);
  });

  test('is not a Node, whatever the environment says', async () => {
    const trace = join(folder, 'ran-as-node');
    const script = join(folder, 'script.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'x');`);
    app = startPackaged(executable, { args: [script], env: { ELECTRON_RUN_AS_NODE: '1' } });
    const running = app;
    await expect.poll(() => shownText(running)).toContain('Mailscope');
    expect(existsSync(trace)).toBe(false);
  });

  test('loads nothing that NODE_OPTIONS names', async () => {
    const trace = join(folder, 'was-required');
    const script = join(folder, 'script.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'x');`);
    app = startPackaged(executable, { env: { NODE_OPTIONS: `--require=${script}` } });
    const running = app;
    await expect.poll(() => shownText(running)).toContain('Mailscope');
    expect(existsSync(trace)).toBe(false);
  });

  test('opens no inspector', async () => {
    app = startPackaged(executable, { args: ['--inspect=0', '--inspect-brk=0'] });
    const running = app;
    await expect.poll(() => shownText(running)).toContain('Mailscope');
    expect(running.output()).not.toContain('Debugger listening');
  });
});
