import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findElectronRuntime } from '../../scripts/electron-runtime.mjs';

const root = resolve(import.meta.dirname, '../..');
const runtime = findElectronRuntime();
const emptyHome = mkdtempSync(join(tmpdir(), 'mailscope-floor-'));
afterAll(() => {
  rmSync(emptyHome, { recursive: true, force: true });
});

/**
 * Runs first in the child: what Electron would give, as far as loading needs it. Nothing ever becomes ready, so an entry only
 * defines what it defines, and whatever fails, fails for an API that this Node does not have.
 */
const standIn = String.raw`
const Module = require('node:module');
const never = new Promise(() => {});
const known = { then: undefined, whenReady: () => never, requestSingleInstanceLock: () => true, getSwitchValue: () => '' };
const text = /^(getAppPath|getPath|getVersion|getName|getLocale)$/;
const anything = () => new Proxy(function () {}, {
  get: (_target, key) => (key in known ? known[key] : typeof key === 'string' && text.test(key) ? () => '/nowhere' : anything()),
  apply: () => anything(),
  construct: () => anything(),
});
const load = Module._load;
Module._load = function (request, ...rest) {
  return request === 'electron' ? anything() : load.call(this, request, ...rest);
};
process.parentPort = anything();
process.on('unhandledRejection', (error) => { throw error; });
require(process.argv[1]);
setTimeout(() => { process.stdout.write('loaded'); process.exit(0); }, 200);
`;

function load(entry: string): { readonly status: number | null; readonly output: string; readonly errors: string } {
  const { status, stdout, stderr } = spawnSync(runtime?.executable ?? '', ['-e', standIn, join(root, entry)], {
    encoding: 'utf8',
    timeout: 20_000,
    // Whatever an entry keeps in its owner's folders while it loads, it must not be this machine's owner's.
    env: { PATH: process.env['PATH'], HOME: emptyHome, USERPROFILE: emptyHome, LOCALAPPDATA: emptyHome, ELECTRON_RUN_AS_NODE: '1' },
  });
  return { status, output: stdout, errors: stderr };
}

describe.skipIf(runtime === null)('every built entry loads in the runtime that is there', () => {
  test.each(['out/main/index.cjs', 'out/main/engine.cjs', 'out/main/simulator.cjs', 'out/preload/index.cjs'])('%s', (entry) => {
    expect(existsSync(join(root, entry)), `${entry} is built`).toBe(true);
    expect(load(entry)).toMatchObject({ status: 0, output: 'loaded' });
  });

  test('and an entry that uses a newer API does not', () => {
    const code = standIn.replace('require(process.argv[1]);', 'Module.newerThanAnyRuntime();');
    const { status, stderr } = spawnSync(runtime?.executable ?? '', ['-e', code, 'x'], {
      encoding: 'utf8',
      timeout: 20_000,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('newerThanAnyRuntime');
  });
});
