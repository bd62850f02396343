/**
 * Makes a bare clone ready: system packages (Linux, root), npm packages, an Electron runtime. Plain Node, because nothing is
 * installed yet. Safe to repeat; says what it does, nothing when there is nothing to do.
 * `--packages-only` stops after the npm packages (all the command line needs); `--system-only` installs the system packages alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { withLock } from './lock.mjs';
import { cache, projectNode, root } from './paths.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const say = (line) => process.stderr.write(`set-up: ${line}\n`);
const options = new Set(process.argv.slice(2));

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node 20.19 or newer is needed to set up; this is ${process.versions.node}.`);
  process.exit(1);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Whether node_modules already holds every package of the lock file, for instance because somebody ran `npm install`. */
function packagesMatchLock() {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = readJson(installedPath).packages ?? {};
  const wanted = readJson(join(root, 'package-lock.json')).packages ?? {};
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] === undefined ? optional === true : installed[path].version === version),
  );
}

function npm(args, environment = {}) {
  const env = { ...process.env, ...environment };
  // A native module needs Node's headers; where npm is not told of any and this Node carries them, nothing has to be fetched.
  const prefix = dirname(dirname(process.execPath));
  if (env.npm_config_nodedir === undefined && existsSync(join(prefix, 'include', 'node', 'node_api.h'))) env.npm_config_nodedir = prefix;
  const windows = process.platform === 'win32';
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: ['ignore', 2, 2], env, shell: windows }).status === 0;
}

/** Compiles the keychain module, once: where it does not compile, trying again at every start would only cost time. */
function ensureKeychain() {
  const built = join(root, 'node_modules', 'keytar', 'build', 'Release', 'keytar.node');
  const tried = join(root, 'node_modules', '.keytar-tried');
  if (existsSync(built) || existsSync(tried)) return;
  say('Building the keychain module …');
  npm(['rebuild', 'keytar', '--loglevel=error']);
  if (existsSync(built)) return;
  say('keytar did not build: the keychain will not be available on this machine.');
  writeFileSync(tried, '');
}

function ensurePackages() {
  const stampPath = join(root, 'node_modules', '.set-up');
  const key = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === key && existsSync(projectNode)) return;
  if (!packagesMatchLock()) {
    say('Installing npm packages (about a minute) …');
    // The scripts run one by one below: a keychain that does not compile must not take everything else with it.
    if (!npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
      say('npm ci failed.');
      process.exit(1);
    }
  }
  if (!existsSync(projectNode)) {
    say('Fetching the Node that the project runs on …');
    if (!npm(['rebuild', 'node', '--loglevel=error']) || !existsSync(projectNode)) {
      say('The npm package "node" brought no Node for this machine.');
      process.exit(1);
    }
  }
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, key);
}

requireNode();
if (!options.has('--packages-only')) ensureSystemPackages(say);
if (!options.has('--system-only')) {
  await withLock(join(cache, 'set-up.lock'), async () => {
    ensurePackages();
    // The command line needs neither a keychain nor Electron.
    if (options.has('--packages-only')) return;
    ensureKeychain();
    await ensureElectronRuntime(say);
  });
}
