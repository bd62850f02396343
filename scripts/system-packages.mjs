import { spawnSync } from 'node:child_process';

/**
 * What a Debian or Ubuntu needs beyond Node: a virtual display with a window manager and one font, the libraries Electron
 * links, a keychain, and the tools that compile keytar. A name with alternatives is satisfied by any of them (newer releases
 * renamed some libraries).
 */
const packages = [
  ['openbox'],
  ['fonts-noto-core'],
  ['xvfb'],
  ['xauth'],
  ['libnss3'],
  ['libatk1.0-0', 'libatk1.0-0t64'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libcups2', 'libcups2t64'],
  ['libdrm2'],
  ['libgbm1'],
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
  ['libxkbcommon0'],
  ['libxcomposite1'],
  ['libxdamage1'],
  ['libxfixes3'],
  ['libxrandr2'],
  ['libpango-1.0-0'],
  ['libcairo2'],
  ['dbus'],
  ['dbus-x11'],
  ['gnome-keyring'],
  ['libsecret-1-dev'],
  ['libsecret-tools'],
  ['make'],
  ['g++'],
  ['pkg-config', 'pkgconf'],
  ['python3'],
];

function output(command, args) {
  return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ?? '';
}

function installedPackages() {
  const names = packages.flat();
  const lines = output('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...names]).split('\n');
  return new Set(lines.filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
}

/** Of each missing package, the name this release knows. */
function available(missing) {
  const known = output('apt-cache', ['policy', ...missing.flat()]);
  const installable = new Set();
  let name = '';
  for (const line of known.split('\n')) {
    if (/^\S.*:$/.test(line)) name = line.slice(0, -1);
    else if (/^\s+Candidate: (?!\(none\))/.test(line)) installable.add(name);
  }
  return missing.map((names) => names.find((candidate) => installable.has(candidate)) ?? names[0]);
}

/**
 * Installs what is missing when it may (root), otherwise says what to run. Never fails the set-up: a machine of another kind may
 * have the libraries under other names, and what really lacks will name itself.
 */
export function ensureSystemPackages(say) {
  if (process.platform !== 'linux') return;
  if (spawnSync('dpkg-query', ['--version'], { stdio: 'ignore' }).error !== undefined) return;
  const installed = installedPackages();
  const missing = packages.filter((names) => !names.some((name) => installed.has(name)));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(`System packages are missing; run: sudo apt-get install --no-install-recommends ${available(missing).join(' ')}`);
    return;
  }
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  say('Refreshing the list of system packages …');
  spawnSync('apt-get', ['update', '-qq'], options);
  const names = available(missing);
  say(`Installing system packages: ${names.join(' ')} …`);
  const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...names], options);
  if (status !== 0) say('Some system packages could not be installed; going on without them.');
}
