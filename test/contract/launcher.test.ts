import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** A checkout in miniature: the real launcher and stamps, and a build script that says what it was asked for. */
let checkout: string;

function run(...args: readonly string[]): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, 'bin', 'mailscope.mjs'), ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

function write(path: string, text: string): void {
  const full = join(checkout, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
}

const commandLine = `process.stdout.write(JSON.stringify(process.argv.slice(2))); process.exitCode = 3;`;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'mailscope-launcher-'));
  cpSync(join(root, 'bin'), join(checkout, 'bin'), { recursive: true });
  cpSync(join(root, 'scripts', 'build-stamp.mjs'), join(checkout, 'scripts', 'build-stamp.mjs'));
  cpSync(join(root, 'scripts', 'paths.mjs'), join(checkout, 'scripts', 'paths.mjs'));
  write('package.json', '{ "type": "module" }');
  write('src/cli/index.ts', '');
  write('src/shared/domain/result.ts', '');
  write('node_modules/vite/package.json', '{}');
  write(
    'scripts/build.mjs',
    `import { mkdirSync, writeFileSync } from 'node:fs';
     import { writeStamp } from './build-stamp.mjs';
     process.stdout.write('noise of the build');
     mkdirSync('out/cli', { recursive: true });
     writeFileSync('out/cli/index.mjs', ${JSON.stringify(commandLine)});
     writeStamp('cli', Date.now());
     process.stderr.write('built ' + process.argv[2]);`,
  );
});
afterEach(() => {
  rmSync(checkout, { recursive: true, force: true });
});

describe('the launcher of the command line', () => {
  test('builds first, keeps standard output for the result, hands over arguments and the exit code', () => {
    const first = run('audit', 'a file', '--strict');
    expect(first).toMatchObject({ status: 3, out: '["audit","a file","--strict"]' });
    expect(first.err).toContain('built cli');
    expect(first.err).toContain('noise of the build');
  });

  test('builds nothing a second time', () => {
    run();
    expect(run()).toEqual({ status: 3, out: '[]', err: '' });
  });

  test.each(['src/cli/index.ts', 'src/shared/domain/result.ts', 'package.json'])('builds again when %s is newer than the build', (path) => {
    run();
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(checkout, path), later, later);
    expect(run().err).toContain('built cli');
  });

  test('builds again when a file was deleted', () => {
    run();
    rmSync(join(checkout, 'src/shared/domain/result.ts'));
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(checkout, 'src/shared/domain'), later, later);
    expect(run().err).toContain('built cli');
  });

  test('sets up first when nothing is installed', () => {
    rmSync(join(checkout, 'node_modules'), { recursive: true });
    write('scripts/setup.mjs', `process.stdout.write('set up ' + process.argv[2]);`);
    const { status, out, err } = run();
    expect(status).toBe(3);
    expect(out).toBe('[]');
    expect(err).toContain('set up --packages-only');
  });

  test('exits 2 when the build fails', () => {
    write('scripts/build.mjs', 'process.exit(1);');
    expect(run()).toMatchObject({ status: 2, out: '' });
  });

  test('runs what is built when there are no sources, as in an installed package', () => {
    run();
    rmSync(join(checkout, 'src'), { recursive: true });
    rmSync(join(checkout, 'scripts'), { recursive: true });
    expect(run('--help')).toEqual({ status: 3, out: '["--help"]', err: '' });
  });

  test.each([
    ['tenant.json', 40, true],
    ['tenant.json', 20, false],
    ['tenant.json.gz', 4, true],
    ['tenant.json.gz', 2, false],
  ])('gives a reading %s of %i MB a process with room: %s', (name, megabytes, roomy) => {
    run();
    write(name, '');
    truncateSync(join(checkout, name), megabytes * 1024 ** 2);
    write(
      'out/cli/index.mjs',
      `process.stdout.write(JSON.stringify(process.argv.slice(2)) + (typeof gc === 'function')); process.exitCode = 3;`,
    );
    const file = join(checkout, name);
    expect(run('audit', file)).toEqual({ status: 3, out: `${JSON.stringify(['audit', file])}${String(roomy)}`, err: '' });
  });

  test('exits 2 when nothing is built and nothing can be', () => {
    rmSync(join(checkout, 'src'), { recursive: true });
    expect(run()).toMatchObject({ status: 2, out: '' });
  });
});
