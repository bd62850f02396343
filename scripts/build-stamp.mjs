import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

/**
 * What each part is built from and where its stamp lies. The launcher of the command line reads this too, so it imports
 * nothing but Node's own modules and looks only at times: a folder's time tells of deleted and renamed files.
 */
export const parts = {
  cli: {
    sources: ['src/cli', 'src/engine', 'src/shared'],
    files: ['package.json', 'scripts/build.mjs'],
    result: 'out/cli/index.mjs',
    stamp: 'out/.built-cli',
  },
  app: {
    sources: ['src/main', 'src/engine', 'src/preload', 'src/renderer', 'src/shared'],
    files: ['package.json', 'electron.vite.config.ts', 'scripts/build.mjs'],
    result: 'out/main/index.cjs',
    stamp: 'out/.built-app',
  },
};

function timeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function isNewer(folder, time) {
  if ((timeOf(folder) ?? 0) > time) return true;
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return false;
  }
  return entries.some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? isNewer(path, time) : (timeOf(path) ?? 0) > time;
  });
}

/** Whether the built part is there and nothing it is built from has changed since. */
export function isFresh(name) {
  const part = parts[name];
  const built = timeOf(join(root, part.stamp));
  if (built === undefined || timeOf(join(root, part.result)) === undefined) return false;
  if (part.files.some((file) => (timeOf(join(root, file)) ?? 0) > built)) return false;
  return !part.sources.some((folder) => isNewer(join(root, folder), built));
}

/** Whether the sources are there at all; an installed package holds only what was built. */
export function hasSources() {
  return timeOf(join(root, 'src', 'cli')) !== undefined && timeOf(join(root, 'scripts', 'build.mjs')) !== undefined;
}

/** Records a build that began at `began` (milliseconds): a file saved while it ran must count as newer. */
export function writeStamp(name, began) {
  const path = join(root, parts[name].stamp);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  utimesSync(path, began / 1000, began / 1000);
}
