import { spawn } from 'node:child_process';
import { root } from '../paths.mjs';

/** No stage takes this long (milliseconds); one that does hangs. */
const LIMIT = 30 * 60_000;

/** Colours are for people: a log that is kept would hold their control characters. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/**
 * Runs a command to its end and gives `{ code, output }`. With `quiet` the output is held back (two commands that run at once
 * would mix theirs); otherwise it is shown as it comes.
 */
export function runCommand(command, args, { environment = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...plain, ...environment },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      timeout: LIMIT,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
