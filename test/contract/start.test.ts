import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const report = join(root, 'out', 'demo', 'demo-tenant-audit.html');

test.runIf(process.platform === 'linux')('without a display the start audits the demo tenant and says where the report lies', () => {
  rmSync(report, { force: true });
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  expect(stdout.split('\n')[0]).toBe('There is no display here: auditing the demo tenant on the command line instead.');
  expect(stdout).toContain('Aldermoor Instruments');
  expect(stdout).toContain(join('out', 'demo', 'demo-tenant-audit.html'));
  expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>/i);
});
