/**
 * Builds what is out of date: `node scripts/build.mjs [cli|app|all] [--force]`.
 * The app goes through electron-vite, the command line becomes one file with its dependencies inside.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isFresh, writeStamp } from './build-stamp.mjs';
import { withLock } from './lock.mjs';
import { cache, root } from './paths.mjs';

process.chdir(root);
process.env.NODE_ENV = 'production';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const force = process.argv.includes('--force');
const wanted = named.length === 0 || named.includes('all') ? ['cli', 'app'] : named;

async function buildCommandLine() {
  const { build } = await import('vite');
  const target = join(root, 'out', 'cli-new');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron', 'keytar'] },
    build: {
      ssr: join(root, 'src', 'cli', 'index.ts'),
      outDir: target,
      emptyOutDir: true,
      target: 'node20',
      // Kept readable: the start of the process gains nothing measurable from less text, and a stack trace stays useful.
      minify: false,
      reportCompressedSize: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'index.mjs', codeSplitting: false } },
    },
  });
  mkdirSync(join(root, 'out', 'cli'), { recursive: true });
  renameSync(join(target, 'index.mjs'), join(root, 'out', 'cli', 'index.mjs'));
  rmSync(target, { recursive: true, force: true });
}

async function buildApp() {
  const { build } = await import('electron-vite');
  await build({ root, logLevel: 'warn', mode: 'production' });
}

const builders = { cli: buildCommandLine, app: buildApp };

for (const name of wanted) {
  const builder = builders[name];
  if (builder === undefined) {
    process.stderr.write(`Nothing called "${name}" can be built; there is cli and app.\n`);
    process.exit(2);
  }
  await withLock(join(cache, `build-${name}.lock`), async () => {
    if (!force && isFresh(name)) return;
    const began = Date.now();
    try {
      await builder();
    } catch (error) {
      process.stderr.write(`${name} did not build.\n${stripVTControlCharacters(error.message)}\n`);
      process.exitCode = 1;
      return;
    }
    writeStamp(name, began);
    process.stderr.write(`Built ${name} in ${((Date.now() - began) / 1000).toFixed(1)} s.\n`);
  });
}
