#!/usr/bin/env node
/**
 * The command line. From a checkout it first sets up and builds what is missing or out of date, then runs the built file in
 * this same process. Standard output belongs to results, so everything said here goes to standard error.
 */
import { existsSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'out', 'cli', 'index.mjs');
const stampModule = join(root, 'scripts', 'build-stamp.mjs');

async function run(script, ...args) {
  // Loaded only when there is something to run: it costs every start otherwise.
  const { spawnSync } = await import('node:child_process');
  const { status, error } = spawnSync(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (error !== undefined || status !== 0) {
    process.stderr.write(`mailscope: scripts/${script} failed${error === undefined ? '' : `: ${error.message}`}.\n`);
    process.exit(2);
  }
}

if (existsSync(stampModule)) {
  const { hasSources, isFresh } = await import(pathToFileURL(stampModule).href);
  if (hasSources() && !isFresh('cli')) {
    if (!existsSync(join(root, 'node_modules', 'vite'))) await run('setup.mjs', '--packages-only');
    await run('build.mjs', 'cli');
  }
}
if (!existsSync(built)) {
  process.stderr.write(`mailscope: ${built} is missing; this copy is not complete.\n`);
  process.exit(2);
}
/** A reading from this size on makes a million objects; the young generation's default size has most of them copied twice. */
const LARGE = 32 * 1024 ** 2;

function isLarge(argument) {
  try {
    // Gzip packs a reading about tenfold.
    return statSync(argument).size >= (argument.endsWith('.gz') ? LARGE / 10 : LARGE);
  } catch {
    return false;
  }
}

/**
 * V8 takes the size of the young generation only when it starts: measured, a third of the time of a large audit. With the
 * collector at hand, the text of the file is given back as soon as it is parsed.
 */
async function runWithRoom(args) {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['--max-semi-space-size=64', '--expose-gc', built, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`mailscope: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

// Compiled code kept between runs makes a short command start sooner; Node before 22 does not have it.
nodeModule.enableCompileCache?.(join(root, '.cache', 'compile'));
const args = process.argv.slice(2);
if (args.some(isLarge)) await runWithRoom(args);
else await import(pathToFileURL(built).href);
