import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function trackedFiles(): readonly string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

describe('what is committed', () => {
  test('the lock file names no registry', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  test('every entry of the lock file names its version, without which a clean install refuses it', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };
    expect(Object.entries(packages).filter(([, { version }]) => version === undefined)).toEqual([]);
  });

  test('no text file holds the address of a package registry or this checkout’s own path', () => {
    // Put together here, so that this file does not find itself.
    const forbidden = ['registry.' + 'npmjs', 'registry.' + 'yarnpkg', root];
    const text = trackedFiles().filter((path) => /\.(ts|tsx|js|mjs|cjs|json|ya?ml|md|html|css|ps1|psm1)$|^\.(ci|npmrc|git)/.test(path));
    expect(text.length).toBeGreaterThan(50);
    expect(text.filter((path) => forbidden.some((words) => read(path).includes(words)))).toEqual([]);
  });

  test('only native code stays outside the bundles', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies)).toEqual(['keytar']);
  });

  test('only listed install scripts may run', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }>;
    };
    const withScripts = Object.entries(packages)
      .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
      .filter((name) => name !== 'fsevents');
    expect([...new Set(withScripts)].sort()).toEqual(Object.keys(allowScripts).sort());
  });
});
