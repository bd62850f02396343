import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findElectronRuntime } from '../../scripts/electron-runtime.mjs';

/** A browser with its own cookies, and the page it shows. */
export interface TestBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

/** Opens an address of this machine in a browser of its own. `profile`: a folder whose cookies are used again. */
export async function openBrowser(address: string, profile?: string): Promise<TestBrowser> {
  const runtime = findElectronRuntime();
  if (runtime === null) throw new Error('There is no Electron on this machine; run node scripts/setup.mjs.');
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'mailscope-browser-'));
  const app: ElectronApplication = await _electron.launch({
    executablePath: runtime.executable,
    args: ['--no-sandbox', '--disable-gpu', '--lang=en-US', `--user-data-dir=${folder}`, resolve(import.meta.dirname, 'browser'), address],
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    page,
    close: async () => {
      await app.close();
      if (profile === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
