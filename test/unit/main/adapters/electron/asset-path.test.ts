import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assetFor } from '../../../../../src/main/adapters/electron/asset-path';

const ROOT = '/app/out/renderer';

describe('what our protocol serves', () => {
  test.each([
    ['app://mailscope/', 'index.html'],
    ['app://mailscope/index.html', 'index.html'],
    ['app://mailscope/index.html?x=1#/r/demo', 'index.html'],
    ['app://mailscope/assets/index-abc.js', 'assets/index-abc.js'],
    ['app://mailscope/assets/../index.html', 'index.html'],
  ])('%s', (address, file) => {
    expect(assetFor('GET', address, ROOT)?.path).toBe(join(ROOT, file));
  });
});

describe('what it refuses', () => {
  test.each([
    ['another method', 'POST', 'app://mailscope/index.html'],
    ['another host', 'GET', 'app://other/index.html'],
    ['a port', 'GET', 'app://mailscope:80/index.html'],
    ['a name before the host', 'GET', 'app://user:secret@mailscope/index.html'],
    ['another scheme', 'GET', 'file:///app/out/renderer/index.html'],
    ['a way out, encoded', 'GET', 'app://mailscope/..%2f..%2fpackage.json'],
    ['a way out, encoded twice', 'GET', 'app://mailscope/..%252f..%252fpackage.json'],
    ['a way out with back slashes', 'GET', 'app://mailscope/..%5c..%5cpackage.json'],
    ['a drive', 'GET', 'app://mailscope/C:/Windows/win.json'],
    ['a stream of Windows', 'GET', 'app://mailscope/index.html::$DATA'],
    ['a NUL', 'GET', 'app://mailscope/index.html%00.png'],
    ['a broken encoding', 'GET', 'app://mailscope/%E0%A4%A.html'],
    ['a hidden file', 'GET', 'app://mailscope/.env.json'],
    ['a kind of file that the page does not use', 'GET', 'app://mailscope/main.cjs'],
    ['a file without a kind', 'GET', 'app://mailscope/LICENSE'],
    ['a folder', 'GET', 'app://mailscope/assets/'],
    ['no address', 'GET', 'nonsense'],
  ])('%s', (_name, method, address) => {
    expect(assetFor(method, address, ROOT)).toBeNull();
  });

  it('whatever the address, nothing outside of the folder', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '//', '%00', 'a', 'index.html'), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const asset = assetFor('GET', `app://mailscope/${parts.join('/')}`, ROOT);
        return asset === null || (asset.path.startsWith(`${ROOT}/`) && !asset.path.includes('/..'));
      }),
      { numRuns: 2000 },
    );
  });
});
