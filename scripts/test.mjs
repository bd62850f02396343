/**
 * Runs every suite and adds them up: `node scripts/test.mjs [--only lint,types,unit,contract,e2e]`.
 * The last line is `N passed, N failed, N skipped`; lint and each type-checked part count as one.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findElectronRuntime } from './electron-runtime.mjs';
import { cache, projectNode, root } from './paths.mjs';
import { compareSkips, holdsHere, readAllowedSkips } from './test/allowed-skips.mjs';
import { readPlaywright, readVitest } from './test/results.mjs';
import { runCommand } from './test/run-command.mjs';

const every = ['lint', 'types', 'unit', 'contract', 'e2e'];
const chosen = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : every;
const reports = join(cache, 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const totals = { passed: 0, failures: [], skips: [] };
const began = Date.now();
const tool = (...path) => join(root, 'node_modules', ...path);
const say = (line) => process.stdout.write(`${line}\n`);

function add(suite, result) {
  totals.passed += result.passed;
  totals.failures.push(...result.failures.map((name) => `${suite}: ${name}`));
  totals.skips.push(...result.skipped.map((skip) => ({ ...skip, suite })));
}

/** A check without tests of its own: passes or fails as a whole. */
async function check(name, path, args) {
  const start = Date.now();
  const { code, output } = await runCommand(projectNode, [path, ...args], { quiet: true });
  say(`${code === 0 ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (code !== 0) say(output.trimEnd());
  add('check', { passed: code === 0 ? 1 : 0, failures: code === 0 ? [] : [name], skipped: [] });
}

async function lint() {
  // No cache: what a file may import and what its types are depends on other files.
  await check('eslint', tool('eslint', 'bin', 'eslint.js'), ['--max-warnings=0', '.']);
  await check('prettier', tool('prettier', 'bin', 'prettier.cjs'), [
    '--check',
    '--log-level=warn',
    '--cache',
    `--cache-location=${join(cache, 'prettier')}`,
    'src/**/*.{ts,tsx}',
    'test/**/*.{ts,tsx,mjs}',
    'scripts/**/*.{js,mjs,ts}',
    'bin/*.mjs',
    '*.{ts,js,json}',
  ]);
}

async function types() {
  for (const part of ['domain', 'node', 'renderer', 'test']) {
    const buildInfo = join(cache, 'types', `${part}.tsbuildinfo`);
    await check(`types of ${part}`, tool('typescript', 'bin', 'tsc'), [
      '-p',
      `tsconfig.${part}.json`,
      '--composite',
      'false',
      '--incremental',
      '--tsBuildInfoFile',
      buildInfo,
    ]);
  }
}

async function vitest(suite, label, filters, environment) {
  say(`\n== ${label} ==`);
  const report = join(reports, `${label.replace(/\W+/g, '-')}.json`);
  const args = ['run', '--project', suite, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters];
  const { code } = await runCommand(projectNode, [tool('vitest', 'vitest.mjs'), ...args], { environment });
  const result = readVitest(report);
  if (code !== 0 && result.failures.length === 0) result.failures.push(`${label} ended with code ${code}`);
  if (result.passed + result.failures.length === 0) result.failures.push(`${label} ran no test`);
  add(suite, result);
}

/** What depends on the time zone or the language is run again where both differ from the first run. */
const placeDependent = ['date', 'time', 'format', 'expir', 'credential', 'report'];

async function unit() {
  await vitest('unit', 'unit', [], { TZ: 'UTC', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' });
  await vitest('unit', 'unit in Auckland, German', placeDependent, { TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' });
}

async function build() {
  const { code } = await runCommand(projectNode, [join('scripts', 'build.mjs')]);
  if (code !== 0) add('build', { passed: 0, failures: ['the build'], skipped: [] });
  return code === 0;
}

async function contract() {
  await vitest('contract', 'contract', [], { TZ: 'UTC' });
}

async function endToEnd() {
  say('\n== end to end ==');
  if (findElectronRuntime() === null) {
    add('e2e', { passed: 0, failures: ['there is no Electron on this machine'], skipped: [] });
    return;
  }
  const report = join(reports, 'e2e.json');
  const playwright = [projectNode, tool('@playwright', 'test', 'cli.js'), 'test', '--config=playwright.config.ts', '--reporter=line,json'];
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  // A window manager, because maximise and minimise do nothing without one; a bus of its own, because the machine may have none.
  const [command, ...args] = headless
    ? [
        'xvfb-run',
        '-a',
        '-s',
        '-screen 0 1600x1000x24',
        'dbus-run-session',
        '--',
        'bash',
        '-c',
        // A keychain of its own, unlocked, with its files in a folder of its own: the tests must not write into that of whoever runs them.
        'openbox & home=$(mktemp -d); printf "test\\n" | HOME="$home" XDG_DATA_HOME="$home/data" gnome-keyring-daemon --unlock --components=secrets >/dev/null;' +
          ' MAILSCOPE_TEST_KEYCHAIN="$DBUS_SESSION_BUS_ADDRESS" "$@"; code=$?; kill %1; rm -rf "$home"; exit $code',
        'e2e',
        ...playwright,
      ]
    : playwright;
  const { code } = await runCommand(command, args, {
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, NO_COLOR: undefined, FORCE_COLOR: '0', LANG: 'en_US.UTF-8' },
  });
  const result = readPlaywright(report);
  if (code !== 0 && result.failures.length === 0) result.failures.push(`end to end ended with code ${code}`);
  if (result.passed + result.failures.length === 0) result.failures.push('end to end ran no test');
  add('e2e', result);
}

const unknown = chosen.filter((name) => !every.includes(name));
if (unknown.length > 0) {
  say(`Nothing called ${unknown.join(', ')} can be run; there is ${every.join(', ')}.`);
  process.exit(2);
}
const wanted = new Set(chosen);
await Promise.all([wanted.has('lint') ? lint() : undefined, wanted.has('types') ? types() : undefined]);
if (wanted.has('unit')) await unit();
if (wanted.has('contract') || wanted.has('e2e')) {
  say('');
  if (await build()) {
    if (wanted.has('contract')) await contract();
    if (wanted.has('e2e')) await endToEnd();
  }
}

const { explained, disagreements } = compareSkips(totals.skips, chosen, readAllowedSkips(), holdsHere);
totals.failures.push(...disagreements);
say('');
for (const { suite, name, reason } of explained) say(`skipped  ${suite}: ${name}: ${reason ?? 'no reason given'}`);
for (const failure of totals.failures) say(`FAILED   ${failure}`);
say(`${Math.round((Date.now() - began) / 1000)} s`);
say(`${totals.passed} passed, ${totals.failures.length} failed, ${totals.skips.length} skipped`);
process.exitCode = totals.failures.length === 0 ? 0 : 1;
