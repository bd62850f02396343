import type { CDPSession, Locator, Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { addressOf, overviewSentence, visit } from '../support/app-window';
import { watchIssuedSecrets, type IssuedSecrets } from '../support/issued-secrets';
import { expect, test, type LaunchedApp } from '../support/launch-electron';
import { SecretHunt } from '../support/secret-hunt';
import { catchAddresses, personWith, signIn, startTenant, tenantEnvironment } from '../support/sign-in';

let tenant: RunningSimulator;
let issued: IssuedSecrets;
test.beforeEach(async () => {
  tenant = await startTenant();
  issued = watchIssuedSecrets(tenant);
});
test.afterEach(async () => {
  issued.stop();
  await tenant.stop();
});

const WHO = ['Global Reader', 'Exchange Administrator'] as const;
const SECTIONS = ['overview', 'apps', 'who', 'findings', 'credentials', 'reading'] as const;
const PAGES = [
  '/',
  '/history',
  '/run',
  '/offline',
  '/registration?cloud=demo',
  '/settings',
  '/settings?section=accounts',
  '/settings?section=powershell',
  '/settings?section=privacy',
  '/settings?section=about',
];

const heading = (window: Page): Locator => window.getByRole('main').getByRole('heading', { level: 1 });

/** Signs in with two accounts, reads, looks at every page, and signs one of the two out. */
async function tour({ app, window }: LaunchedApp): Promise<void> {
  const nextAddress = await catchAddresses(app);
  const dialog = window.getByRole('dialog');
  for (const role of WHO) {
    await signIn({ window, nextAddress }, personWith(tenant, role));
    if (role === WHO[0]) await dialog.getByRole('button', { name: 'Close' }).click();
  }
  await dialog.getByRole('button', { name: 'Read this tenant' }).click();
  await dialog.getByRole('button', { name: 'Ask and read' }).click();
  await expect(overviewSentence(window)).toBeVisible({ timeout: 60_000 });
  const reading = (await addressOf(window)).replace(/\/overview.*/, '');
  for (const address of [...SECTIONS.map((section) => `${reading}/${section}`), ...PAGES]) {
    await visit(window, `#${address}`);
    await expect(heading(window)).toBeVisible();
  }
  await visit(window, '#/readiness');
  await expect(window.locator('[data-feature]').first()).toBeVisible({ timeout: 40_000 });
  await visit(window, '#/');
  await window.getByRole('button', { name: `Sign out ${personWith(tenant, WHO[1]).userPrincipalName}` }).click();
  await expect(window.getByRole('list', { name: 'Signed-in accounts' }).getByRole('listitem')).toHaveCount(1);
}

/** Everything that the memory of the window's page holds. */
async function memoryOf({ app, window }: LaunchedApp): Promise<Buffer> {
  const session: CDPSession = await app.context().newCDPSession(window);
  const pieces: Buffer[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(Buffer.from(chunk)));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return Buffer.concat(pieces);
}

/** A snapshot cuts texts off behind so many characters. https://chromium.googlesource.com/v8/v8/+/refs/heads/main/src/flags/flag-definitions.h */
const KEPT_OF_A_TEXT = 1024;

/** Everything secret that there is after a tour: what the tenant has given out, what was typed, and the secret of the reader. */
function plantedTexts(): { readonly secrets: readonly string[]; readonly readerSecret: string } {
  const passwords = WHO.map((role) => personWith(tenant, role).password);
  // Two sign-ins at least, each with an access token, an id token, a refresh token and a code.
  expect(issued.tokens.length).toBeGreaterThanOrEqual(4);
  expect(issued.handles.length).toBeGreaterThanOrEqual(4);
  // Of a token the signature is looked for: with it alone nobody gets in, but no token is without it.
  const signatures = issued.tokens.map((token) => token.slice(token.lastIndexOf('.') + 1));
  const readerSecret = tenant.apps.find(({ displayName }) => displayName === 'Tenant Reader')?.secret ?? '';
  return { secrets: [...new Set([...signatures, ...issued.handles, ...passwords])], readerSecret };
}

test('after a full tour no token, code, password or secret is found outside of where it belongs', async ({ launch }) => {
  test.setTimeout(300_000);
  const launched = await launch({ keychain: 'unlocked', env: tenantEnvironment(tenant) });
  const { window, userData } = launched;
  await tour(launched);

  const { secrets, readerSecret } = plantedTexts();
  const hunt = new SecretHunt([...secrets, readerSecret]);
  // Of a long text the memory shows the beginning only. The test gives the app the reader's secret by its environment (a packaged app
  // takes none), and a preload script sees the environment of its process: that one secret is not looked for here.
  const beginnings = [...new Set(issued.tokens.map((token) => token.slice(0, KEPT_OF_A_TEXT - 400)))];
  const memoryHunt = new SecretHunt([...secrets, ...beginnings]);

  await test.step('in the memory of the page', async () => {
    expect(memoryHunt.inText(await memoryOf(launched), 'memory of the page')).toEqual([]);
    expect(hunt.inText(await window.content(), 'the page')).toEqual([]);
  });
  await test.step('in files and logs, while the app runs', () => {
    expect(hunt.inFolder(userData)).toEqual([]);
  });
  await test.step('the hunt finds what is planted', async () => {
    const [token = ''] = issued.tokens;
    await window.evaluate((text) => {
      Object.assign(globalThis, { planted: text });
    }, token);
    expect(memoryHunt.inText(await memoryOf(launched), 'memory of the page')).not.toEqual([]);
  });
  await test.step('in files and logs, after the app has ended', async () => {
    await launched.close();
    expect(hunt.inFolder(userData)).toEqual([]);
    writeFileSync(join(userData, 'logs', 'planted.log'), JSON.stringify({ token: issued.tokens.at(-1) }));
    expect(hunt.inFolder(userData)).not.toEqual([]);
  });
});

test('after a full tour no secret stands on a command line or in an environment of the app', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'not linux');
  test.setTimeout(180_000);
  const launched = await launch({ keychain: 'unlocked', env: tenantEnvironment(tenant) });
  await tour(launched);
  const { secrets, readerSecret } = plantedTexts();
  const { app, userData } = launched;
  const id = app.process().pid ?? 0;
  const hunt = new SecretHunt(secrets);
  expect(hunt.inProcesses(id)).toEqual([]);
  // Chromium writes the titles of its processes over what the system shows of their environments: asked for from within.
  const environment = await app.evaluate(() => JSON.stringify(process.env));
  expect(hunt.inText(environment, 'environment of the main process')).toEqual([]);
  // What is there is found: the folder on command lines, and the one secret that the test itself gave by the environment (a packaged
  // app takes none).
  expect(new SecretHunt([userData]).inProcesses(id)).not.toEqual([]);
  expect(new SecretHunt([readerSecret]).inText(environment, 'environment of the main process')).not.toEqual([]);
});
