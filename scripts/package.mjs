/** `npm run package -- --dir` packs the app for this platform into dist/; without `--dir` it makes installers too. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { projectNode, root } from './paths.mjs';

const given = process.argv.slice(2);

function node(...args) {
  const { status } = spawnSync(projectNode, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
  if (status !== 0) process.exit(status ?? 1);
}

const runtime = await ensureElectronRuntime((line) => process.stderr.write(`${line}\n`));
if (runtime === null) process.exit(1);
if (runtime.kind === 'fallback') {
  if (!given.includes('--dir')) {
    process.stderr.write(`Only Electron ${runtime.version} is here, which is for development and tests: it must not be shipped.\n`);
    process.exit(1);
  }
  process.stderr.write(`Packing Electron ${runtime.version}, which is for development and tests: do not ship the result.\n`);
}
node(join('scripts', 'build.mjs'), 'app');
node(
  join('node_modules', 'electron-builder', 'cli.js'),
  '--config',
  'electron-builder.yml',
  `-c.electronDist=${runtime.folder}`,
  `-c.electronVersion=${runtime.version}`,
  '--publish',
  'never',
  ...given,
);
