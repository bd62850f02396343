import type { App, Session } from 'electron';
import { describe, expect, it, test } from 'vitest';
import { isOwnAddress, PERMISSIONS } from '../../../../../src/main/adapters/electron/guard-tables';
import { guardPages, guardSession } from '../../../../../src/main/adapters/electron/guards';
import { FakeLog } from '../../../../support/fakes';

type Listener = (...values: unknown[]) => unknown;

/** Stands for an Electron object: remembers what it is given, by the name of the method or event. */
function recorder(): { readonly given: Map<string, Listener>; readonly target: object } {
  const given = new Map<string, Listener>();
  const target: object = new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === 'webRequest') return target;
        return (...values: unknown[]) =>
          given.set(typeof values[0] === 'string' ? values[0] : String(name), values[values.length - 1] as Listener);
      },
    },
  );
  return { given, target };
}

describe('a session', () => {
  const { given, target } = recorder();
  guardSession(target as Session, new FakeLog());

  it('has no permission at all', () => {
    expect(PERMISSIONS.size).toBe(0);
  });

  test.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'clipboard-sanitized-write',
    'openExternal',
    'fullscreen',
    'fileSystem',
  ])('denies %s, whether asked or checked', (permission) => {
    let granted: unknown;
    given.get('setPermissionRequestHandler')!(null, permission, (answer: boolean) => (granted = answer));
    expect([granted, given.get('setPermissionCheckHandler')!(null, permission)]).toEqual([false, false]);
  });

  it('gives no device and no screen', () => {
    expect(given.get('setDevicePermissionHandler')!({})).toBe(false);
    let screen: unknown;
    given.get('setDisplayMediaRequestHandler')!({}, (answer: unknown) => (screen = answer));
    expect(screen).toEqual({});
  });

  it('downloads nothing', () => {
    let prevented = false;
    given.get('will-download')!({ preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  test.each([
    ['app://mailscope/assets/index.js', false],
    ['https://example.com/', true],
    ['http://127.0.0.1:80/', true],
    ['app://other/index.html', true],
    ['file:///etc/passwd', true],
    ['ws://example.com/', true],
  ])('asks the network for nothing: %s is cancelled: %s', (url, cancelled) => {
    let answer: unknown;
    given.get('onBeforeRequest')!({ url, resourceType: 'xhr' }, (value: unknown) => (answer = value));
    expect(answer).toEqual({ cancel: cancelled });
  });
});

describe('a page', () => {
  const appEvents = recorder();
  guardPages(appEvents.target as App, new FakeLog());
  const page = recorder();
  appEvents.given.get('web-contents-created')!({}, page.target);

  test.each(['will-navigate', 'will-redirect', 'will-attach-webview'])('is not allowed: %s', (event) => {
    let prevented = false;
    page.given.get(event)!({ preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  it('opens no window', () => {
    expect(page.given.get('setWindowOpenHandler')!({ url: 'https://learn.microsoft.com' })).toEqual({ action: 'deny' });
  });
});

describe('our own addresses', () => {
  test.each([
    ['app://mailscope/index.html', true],
    ['app://mailscope.evil/index.html', false],
    ['https://mailscope/index.html', false],
    ['', false],
  ])('%s', (address, own) => {
    expect(isOwnAddress(address)).toBe(own);
  });
});
