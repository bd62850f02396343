import { _electron, test as base } from '@playwright/test';
import type { ElectronApplication, Page, TestInfo } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findElectronRuntime } from '../../scripts/electron-runtime.mjs';

const root = resolve(import.meta.dirname, '../..');

/** How one start of the app differs from a plain one. */
export interface LaunchOptions {
  /** Arguments after the app folder, for instance a file to open. */
  readonly args?: readonly string[];
  /** Whether the app has a keychain. Without one nothing of a test stays behind on the machine, so that is the usual case. */
  readonly keychain?: 'absent' | 'unlocked';
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The user-data folder of an earlier start; a fresh one otherwise. */
  readonly userData?: string;
  /** Problems that this test provokes on purpose. */
  readonly expectedProblems?: readonly RegExp[];
}

/** A running app with its first window. */
export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly userData: string;
  /** Console errors, uncaught errors, unhandled rejections and violations of the content security policy seen so far. */
  readonly problems: readonly string[];
  /** Ends the app as closing its last window and quitting would. */
  close(): Promise<void>;
}

interface Running extends LaunchedApp {
  readonly expectedProblems: readonly RegExp[];
  closed: boolean;
}

/** Chromium's own log lines (`[pid:date:ERROR:file]`) tell of the machine, a missing bus for instance, not of the app. */
const CHROMIUM_LINE = /^\[\d+:\d+\/[\d.]+:/;
const MAIN_PROCESS_PROBLEM = /Unhandled|Uncaught|DeprecationWarning|A JavaScript error occurred/;

function watchPage(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`uncaught in the window: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console error in the window: ${message.text()}`);
  });
}

/** Runs in the window: reports a violation as a console error, where the watcher sees it. */
function reportPolicyViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI}`);
  });
}

/**
 * The command that starts the app as the launcher does, for a test that needs a second process: a second instance ends by
 * itself, and Playwright cannot attach to one that does.
 */
export function electronCommand(userData: string, args: readonly string[] = []): { readonly executable: string; readonly args: string[] } {
  const runtime = findElectronRuntime();
  if (runtime === null) throw new Error('There is no Electron on this machine; run node scripts/setup.mjs.');
  // A test machine has no GPU, and as root Chromium starts without its sandbox only: both belong to tests, never to the app.
  const switches = ['--no-sandbox', '--disable-gpu', '--force-device-scale-factor=1', '--lang=en-US', `--user-data-dir=${userData}`];
  return { executable: runtime.executable, args: [...switches, root, ...args] };
}

/** The bus by which an app on Linux finds a keychain: that of the test run, or none. */
function keychainOf(keychain: LaunchOptions['keychain'] = 'absent'): Record<string, string> {
  if (process.platform !== 'linux') return {};
  const address = process.env['MAILSCOPE_TEST_KEYCHAIN'];
  if (keychain === 'unlocked' && address === undefined) throw new Error('The tests were started without a keychain; use npm test.');
  return { DBUS_SESSION_BUS_ADDRESS: keychain === 'unlocked' ? (address ?? '') : 'unix:path=/nonexistent' };
}

async function start(options: LaunchOptions, folders: string[]): Promise<Running> {
  let userData = options.userData;
  if (userData === undefined) {
    userData = mkdtempSync(join(tmpdir(), 'mailscope-e2e-'));
    folders.push(userData);
  }
  const environment = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  delete environment['ELECTRON_RUN_AS_NODE'];
  const command = electronCommand(userData, options.args);
  const app = await _electron.launch({
    executablePath: command.executable,
    args: command.args,
    env: { ...environment, ...keychainOf(options.keychain), TZ: 'UTC', LANG: 'en_US.UTF-8', ...options.env },
    cwd: root,
  });
  const problems: string[] = [];
  app.process().stderr?.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString('utf8').split('\n')) {
      if (!CHROMIUM_LINE.test(line) && MAIN_PROCESS_PROBLEM.test(line)) problems.push(`main process: ${line}`);
    }
  });
  await app.context().addInitScript(reportPolicyViolations);
  const watched = new Set<Page>();
  const watch = (page: Page): void => {
    if (watched.has(page)) return;
    watched.add(page);
    watchPage(page, problems);
  };
  app.on('window', watch);
  // The first window may have come before anybody listened.
  app.windows().forEach(watch);
  const logFolder = userData;
  const window = await app.firstWindow().catch((error: unknown) => {
    throw new Error([String(error), ...problems, ...loggedErrors(logFolder)].join('\n'));
  });
  await window.waitForLoadState('domcontentloaded');
  await window.evaluate(reportPolicyViolations);
  const running: Running = {
    app,
    window,
    userData,
    problems,
    expectedProblems: options.expectedProblems ?? [],
    closed: false,
    async close() {
      if (running.closed) return;
      running.closed = true;
      await app.close();
    },
  };
  return running;
}

async function keepEvidence(running: Running, testInfo: TestInfo, at: number): Promise<void> {
  const screenshot = testInfo.outputPath(`window-${String(at)}.png`);
  await running.window.screenshot({ path: screenshot, timeout: 5_000 });
  await testInfo.attach('window', { path: screenshot, contentType: 'image/png' });
  const trace = testInfo.outputPath(`trace-${String(at)}.zip`);
  await running.app.context().tracing.stop({ path: trace });
}

/** Errors in the app's own log: what the main process caught there never reaches its standard error. */
function loggedErrors(userData: string): readonly string[] {
  const path = join(userData, 'logs', 'mailscope.log');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.includes('"level":"error"')).map((line) => `in the log: ${line}`);
}

/** Playwright's `test` with a `launch` that starts the built app in its own user-data folder, and fails on any problem a window or the main process reported. */
export const test = base.extend<{ launch: (options?: LaunchOptions) => Promise<LaunchedApp> }>({
  // Playwright reads the fixtures that a fixture needs from this pattern, so it must stand here even when empty.
  launch: async ({}, use, testInfo) => {
    const started: Running[] = [];
    const folders: string[] = [];
    await use(async (options = {}) => {
      const running = await start(options, folders);
      started.push(running);
      await running.app.context().tracing.start({ screenshots: false, snapshots: true });
      return running;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [at, running] of started.entries()) {
      if (failed && !running.closed) await keepEvidence(running, testInfo, at).catch(() => undefined);
      await running.close();
    }
    const expected = started.flatMap(({ expectedProblems }) => expectedProblems);
    const logged = [...new Set(started.map(({ userData }) => userData))].flatMap(loggedErrors);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    const unexpected = [...started.flatMap(({ problems }) => problems), ...logged].filter(
      (problem) => !expected.some((expression) => expression.test(problem)),
    );
    if (unexpected.length > 0) throw new Error(`The app reported problems:\n${unexpected.join('\n')}`);
  },
});

export { expect } from '@playwright/test';
