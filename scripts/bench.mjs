/** `npm run bench`: builds what is measured and the measurements themselves (as they run inside a bundle in the product too), then runs them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import { projectNode, root } from './paths.mjs';

function node(...args) {
  const { status } = spawnSync(projectNode, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

node(join('scripts', 'build.mjs'));
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  // What tests are bundled with is not bundled itself.
  ssr: { noExternal: true, external: ['vite'] },
  build: {
    ssr: join(root, 'test', 'bench', 'index.ts'),
    outDir: join(root, 'out', 'bench'),
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    rollupOptions: { external: ['vite'], output: { format: 'es', entryFileNames: 'index.mjs', codeSplitting: false } },
  },
});
node('--expose-gc', join('out', 'bench', 'index.mjs'), ...process.argv.slice(2));
