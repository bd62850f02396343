import type { Page } from '@playwright/test';
import { expect, test } from '../support/launch-electron';

const VIOLATIONS = [
  /[Cc]ontent.?[Ss]ecurity.?[Pp]olicy|securitypolicyviolation|Refused to|ERR_BLOCKED_BY_CLIENT|Failed to load resource|Not allowed to (load|navigate)/,
];

/** Runs in the window: how often a directive was violated by what `attempt` did. */
async function violationsOf(window: Page, attempt: () => void): Promise<string[]> {
  const directives = window.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) => {
          seen.push(event.effectiveDirective);
          resolve(seen);
        });
        setTimeout(() => resolve(seen), 3_000);
      }),
  );
  await window.evaluate(attempt);
  return directives;
}

test('the page has no Node, no Electron, and one way to the outside', async ({ launch }) => {
  const { window } = await launch();
  const reached = await window.evaluate(() => {
    const globals = globalThis as Record<string, unknown>;
    return ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => typeof globals[name] !== 'undefined',
    );
  });
  expect(reached).toEqual([]);
  expect(await window.evaluate(() => Object.isFrozen((globalThis as Record<string, unknown>)['mailscope']))).toBe(true);
});

test('its window is isolated and sandboxed', async ({ launch }) => {
  const { app, window } = await launch();
  await window.waitForLoadState('load');
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as
      { getLastWebPreferences(): Record<string, unknown> } | undefined;
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag, nodeIntegrationInWorker } =
      contents?.getLastWebPreferences() ?? {};
    return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag, nodeIntegrationInWorker };
  });
  expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true });
  expect(preferences.webviewTag ?? false).toBe(false);
  expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
});

test('every load has a policy and a nonce of its own', async ({ launch }) => {
  const { window } = await launch();
  const nonce = (): Promise<string | undefined> =>
    window.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content);
  const first = await nonce();
  await window.reload();
  const second = await nonce();
  expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(second).not.toBe(first);
  const header = await window.evaluate(async () => (await fetch('app://mailscope/index.html')).headers.get('content-security-policy'));
  expect(header).toContain("default-src 'none'");
});

const attempts: readonly (readonly [what: string, directive: RegExp, attempt: () => void])[] = [
  [
    'an inline script',
    /^script-src/,
    () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.reached = true';
      document.head.append(script);
    },
  ],
  [
    'an event handler in an attribute',
    /^script-src/,
    () => {
      const image = document.createElement('div');
      image.setAttribute('onclick', 'globalThis.reached = true');
      document.body.append(image);
      image.click();
    },
  ],
  [
    'a script of another host',
    /^script-src/,
    () => {
      const script = document.createElement('script');
      script.src = 'https://example.com/x.js';
      document.head.append(script);
    },
  ],
  [
    'a style without the nonce',
    /^style-src/,
    () => {
      const style = document.createElement('style');
      style.textContent = 'body { color: red }';
      document.head.append(style);
    },
  ],
  ['a request to another host', /^connect-src/, () => void fetch('https://example.com/').catch(() => undefined)],
  [
    'an image of another host',
    /^img-src/,
    () => {
      const image = document.createElement('img');
      image.src = 'https://example.com/x.png';
      document.body.append(image);
    },
  ],
  [
    'a frame',
    /^(frame|child|default)-src/,
    () => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
    },
  ],
  [
    'a form sent elsewhere',
    /^form-action/,
    () => {
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      document.body.append(form);
      form.submit();
    },
  ],
  [
    'a worker from text',
    /^(worker|child|script)-src/,
    () => {
      try {
        new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
      } catch {
        return;
      }
    },
  ],
];

test('the policy stops what a page must not do', async ({ launch }) => {
  const { window } = await launch({ expectedProblems: VIOLATIONS });
  await window.waitForLoadState('load');
  for (const [what, directive, attempt] of attempts) {
    const seen = await violationsOf(window, attempt);
    expect(
      seen.some((one) => directive.test(one)),
      `${what}: ${seen.join(', ')}`,
    ).toBe(true);
  }
  const evaluated = await window.evaluate(() => {
    const text = document.createElement('a');
    text.href = 'app://mailscope/assets/';
    return { reached: 'reached' in globalThis, address: location.href };
  });
  expect(evaluated.reached).toBe(false);
  expect(evaluated.address).toContain('app://mailscope/');
});

test('a page cannot turn text into code', async ({ launch }) => {
  const { window, app } = await launch({ expectedProblems: VIOLATIONS });
  // Evaluation by the test itself is exempt from the policy; a timer with a text runs as the page.
  await window.evaluate(() => void setTimeout('globalThis.reached = true' as unknown as () => void, 0));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await window.evaluate(() => 'reached' in globalThis)).toBe(false);
  expect(app.windows()).toHaveLength(1);
});

test('no navigation and no new window', async ({ launch }) => {
  const { window, app } = await launch({ expectedProblems: VIOLATIONS });
  await window.waitForLoadState('load');
  const before = window.url();
  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://other/index.html',
    'data:text/html,x',
    'app://mailscope/assets/x.html',
  ]) {
    await window.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    await window.evaluate((target) => location.assign(target), address).catch(() => undefined);
    expect(await window.evaluate((target) => globalThis.open(target), address)).toBeNull();
  }
  await window.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(window.url().split('#')[0]).toBe(before.split('#')[0]);
  expect(app.windows()).toHaveLength(1);
});

test('no permission is given', async ({ launch }) => {
  const { window } = await launch({ expectedProblems: VIOLATIONS });
  await window.waitForLoadState('load');
  const answers = await window.evaluate(async () => {
    const failed = async (ask: () => Promise<unknown>): Promise<boolean> =>
      ask().then(
        () => false,
        () => true,
      );
    return {
      notification: await Notification.requestPermission(),
      clipboard: await failed(() => navigator.clipboard.readText()),
      camera: await failed(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await failed(() => navigator.mediaDevices.getDisplayMedia()),
      place: await failed(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
    };
  });
  expect(answers).toEqual({ notification: 'denied', clipboard: true, camera: true, screen: true, place: true });
});

test('a link leaves for the browser only to a listed host', async ({ launch }) => {
  const { window, app } = await launch();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as Record<string, unknown>)['opened'] = opened;
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  const open = (url: string): Promise<unknown> =>
    window.evaluate(async (target) => {
      const { mailscope } = globalThis as unknown as { mailscope: { app: { openExternal(request: unknown): Promise<unknown> } } };
      return mailscope.app.openExternal({ requestId: crypto.randomUUID(), input: { url: target } });
    }, url);
  expect(await open('https://evil.example/')).toMatchObject({ ok: false, error: { code: 'link-refused' } });
  expect(await open('http://learn.microsoft.com/')).toMatchObject({ ok: false });
  expect(await open('https://learn.microsoft.com/graph')).toMatchObject({ ok: true });
  expect(await app.evaluate(() => (globalThis as Record<string, unknown>)['opened'])).toEqual(['https://learn.microsoft.com/graph']);
});
