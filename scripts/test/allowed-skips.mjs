import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findElectronRuntime } from '../electron-runtime.mjs';
import { root } from '../paths.mjs';

const noPowerShell = () =>
  process.env.MAILSCOPE_PWSH === undefined && spawnSync('pwsh', ['--version'], { stdio: 'ignore' }).error !== undefined;
const noReference = () => !existsSync(process.env.MAILSCOPE_REFERENCE ?? join(root, '..', 'shared', 'reference'));

/** What may be missing on a machine, by the words used in test/allowed-skips.json. */
const conditions = {
  always: () => true,
  'no reference': noReference,
  'no pwsh': noPowerShell,
  'no pwsh or no reference': () => noPowerShell() || noReference(),
  'fallback runtime': () => findElectronRuntime()?.kind === 'fallback',
  'not fallback runtime': () => findElectronRuntime()?.kind !== 'fallback',
  'no Electron': () => findElectronRuntime() === null,
  windows: () => process.platform === 'win32',
  'not linux': () => process.platform !== 'linux',
  'as root': () => process.getuid?.() === 0,
};

function matches(pattern, name) {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 's').test(name);
}

/** The committed list. Each entry is `{ suite, test (full name, * for anything), when (one of the conditions), reason }`. */
export function readAllowedSkips() {
  return JSON.parse(readFileSync(join(root, 'test', 'allowed-skips.json'), 'utf8'));
}

/** Whether a condition holds on this machine; undefined when there is no such condition. */
export function holdsHere(condition) {
  return conditions[condition]?.();
}

/**
 * Compares what was skipped in the suites that ran with the entries whose condition holds. Gives the skips with their reasons,
 * and what does not agree: a skip that is not allowed, or an allowed one that did not happen.
 */
export function compareSkips(skips, suites, entries, holds) {
  const unknown = entries.filter(({ when }) => holds(when) === undefined);
  const applicable = entries.filter((entry) => suites.includes(entry.suite) && holds(entry.when) === true);
  const explained = skips.map((skip) => {
    const entry = applicable.find(({ suite, test }) => suite === skip.suite && matches(test, skip.name));
    return { ...skip, entry, reason: entry?.reason ?? skip.said };
  });
  const disagreements = [
    ...unknown.map(({ when }) => `test/allowed-skips.json names a condition that does not exist: ${when}`),
    ...explained.filter(({ entry }) => entry === undefined).map(({ suite, name }) => `skipped without being allowed to: ${suite}: ${name}`),
    ...applicable
      .filter((entry) => !explained.some((skip) => skip.entry === entry))
      .map(({ suite, test }) => `listed as skipped here, but was not: ${suite}: ${test}`),
  ];
  return { explained, disagreements };
}
