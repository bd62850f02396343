import type { ElectronApplication, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findElectronRuntime } from '../../scripts/electron-runtime.mjs';
import type { ReadingSummary } from '../../src/shared/ipc/reading-shapes';
import { expect, test } from '../support/launch-electron';

const root = resolve(import.meta.dirname, '../..');
const partial = join(root, 'resources/samples/contoso-partial.mailscope.json');

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } };

/** Calls a channel as the page does. */
function call<T>(window: Page, area: string, method: string, input: unknown): Promise<Answer<T>> {
  return window.evaluate(
    ([areaName, methodName, value]) => {
      const { mailscope } = globalThis as unknown as {
        mailscope: Record<string, Record<string, (request: unknown) => Promise<Answer<T>>>>;
      };
      const ask = mailscope[areaName]?.[methodName];
      if (!ask) throw new Error(`there is no ${areaName}.${methodName}`);
      return ask({ requestId: crypto.randomUUID(), input: value });
    },
    [area, method, input] as [string, string, unknown],
  );
}

/** Gathers what an event carries, from now on. */
async function gather(window: Page, subscription: string): Promise<() => Promise<unknown[]>> {
  await window.evaluate((name) => {
    const globals = globalThis as unknown as {
      mailscope: { events: Record<string, (listener: (payload: unknown) => void) => void> };
      gathered?: Record<string, unknown[]>;
    };
    globals.gathered ??= {};
    const list: unknown[] = (globals.gathered[name] = []);
    globals.mailscope.events[name]?.((payload) => list.push(payload));
  }, subscription);
  return () =>
    window.evaluate((name) => (globalThis as unknown as { gathered: Record<string, unknown[]> }).gathered[name] ?? [], subscription);
}

function enginePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find((metric) => metric.name === 'Mailscope engine' || metric.serviceName === 'node.mojom.NodeService')?.pid,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('an engine that dies is started again, says so, and answers as before', async ({ launch }) => {
  const { app, window } = await launch({ args: ['--sample'], expectedProblems: [/engine-exited/] });
  const before = await call<{ figures: unknown }>(window, 'overview', 'get', { readingId: 'demo' });
  const restarted = await gather(window, 'onEngineRestarted');
  const pid = await enginePid(app);
  expect(pid).toBeDefined();
  process.kill(pid!, 'SIGKILL');
  await expect.poll(restarted).toHaveLength(1);
  const after = await call<{ figures: unknown }>(window, 'overview', 'get', { readingId: 'demo' });
  expect(after.ok && before.ok && after.value.figures).toEqual(before.ok && before.value.figures);
  expect(await enginePid(app)).not.toBe(pid);
});

test('nothing stays running after quit', async ({ launch }) => {
  const { app, window, close } = await launch({ args: ['--sample'] });
  await call(window, 'overview', 'get', { readingId: 'demo' });
  const pids = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map((metric) => metric.pid));
  expect(pids.length).toBeGreaterThan(2);
  await close();
  await expect.poll(() => pids.filter(isRunning)).toEqual([]);
});

test('a second start hands its file to the first one and ends', async ({ launch }) => {
  const { window, app, userData } = await launch();
  await call(window, 'app', 'state', {});
  const changed = await gather(window, 'onReadingChanged');
  const { executable } = findElectronRuntime() ?? { executable: '' };
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-second-'));
  copyFileSync(partial, join(folder, 'from the second start.json'));
  const second = spawn(executable, ['--no-sandbox', '--disable-gpu', `--user-data-dir=${userData}`, root, 'from the second start.json'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const code = await new Promise((settle) => second.once('exit', settle));
  expect(code).toBe(0);
  await expect.poll(changed).toMatchObject([{ kind: 'opened', show: true, reading: { fileName: 'from the second start.json' } }]);
  expect(app.windows()).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

test('a second start with a file that cannot be read says why in the first one', async ({ launch }) => {
  const { window, userData } = await launch();
  await call(window, 'app', 'state', {});
  const failed = await gather(window, 'onOpenFailed');
  const { executable } = findElectronRuntime() ?? { executable: '' };
  const second = spawn(executable, ['--no-sandbox', '--disable-gpu', `--user-data-dir=${userData}`, root, '/there/is/no/such.json'], {
    stdio: 'ignore',
  });
  await new Promise((settle) => second.once('exit', settle));
  await expect.poll(failed).toMatchObject([{ code: 'file-not-found' }]);
});

test('a reading that was opened is there at the next start, and forgotten when told', async ({ launch }) => {
  const first = await launch({ args: [partial] });
  const state = await call<{ initialReading: ReadingSummary | null }>(first.window, 'app', 'state', {});
  expect(state).toMatchObject({
    ok: true,
    value: { initialReading: { fileName: 'contoso-partial.mailscope.json', tenant: { displayName: 'Contoso' } } },
  });
  const id = state.ok ? state.value.initialReading?.id : undefined;
  await first.close();
  const second = await launch({ userData: first.userData });
  expect(await call(second.window, 'app', 'state', {})).toMatchObject({
    ok: true,
    value: { initialReading: null, recent: [{ id, open: false }] },
  });
  expect(await call(second.window, 'overview', 'get', { readingId: id })).toMatchObject({
    ok: true,
    value: { reading: { id, open: true } },
  });
  expect(await call(second.window, 'reading', 'forget', { readingId: id })).toMatchObject({ ok: true });
  expect(await call(second.window, 'reading', 'list', {})).toMatchObject({ ok: true, value: { readings: [] } });
});

test('damaged settings are set aside with a sentence, and the app starts', async ({ launch }) => {
  const first = await launch();
  await call(first.window, 'app', 'setTheme', { theme: 'dark' });
  await first.close();
  const settings = join(first.userData, 'settings.json');
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ schemaVersion: 2, theme: 'dark' });
  writeFileSync(settings, '{"schemaVersion":2,"theme":');
  const second = await launch({ userData: first.userData });
  expect(await call(second.window, 'app', 'state', {})).toMatchObject({
    ok: true,
    value: { theme: 'system', storageNotes: ['The settings file was damaged. It was set aside, and Mailscope goes on without it.'] },
  });
  expect(existsSync(settings)).toBe(false);
});

test('a page that dies is loaded again', async ({ launch }) => {
  const { app, window } = await launch({ args: ['--sample'], expectedProblems: [/page-gone|crash/i] });
  await call(window, 'overview', 'get', { readingId: 'demo' });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const answers = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents || contents.isCrashed() || contents.isLoading()) return null;
      const answer = contents.executeJavaScript(
        "mailscope.overview.get({ requestId: crypto.randomUUID(), input: { readingId: 'demo' } }).then((answer) => answer.ok)",
      ) as Promise<unknown>;
      // A question that still reached the dying page is never answered.
      return Promise.race([answer, new Promise((settle) => setTimeout(() => settle(null), 1_000))]);
    });
  await expect.poll(answers, { timeout: 30_000 }).toBe(true);
});

test('a mistake in main ends the app with a message, and leaves nothing running', async ({ launch }) => {
  const { app, window } = await launch({ args: ['--sample'], expectedProblems: [/uncaught-exception/] });
  await call(window, 'overview', 'get', { readingId: 'demo' });
  const pids = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map((metric) => metric.pid));
  const ended = new Promise<number | null>((settle) => app.process().once('exit', settle));
  await app.evaluate(({ dialog }) => {
    dialog.showErrorBox = () => undefined;
    setTimeout(() => {
      throw new Error('provoked in main');
    });
  });
  expect(await ended).toBe(1);
  await expect.poll(() => pids.filter(isRunning)).toEqual([]);
});
