import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

/** What must stay outside a bundle: the runtime's own module and native code. Everything else is bundled, so a package ships no node_modules but keytar. */
const external = ['electron', /^electron\//, 'keytar'];

/** CommonJS because Electron before 28 cannot load an ES module as main, and a sandboxed preload never can. */
// Native code is loaded by require: inside the archive of a package import() is not the same.
const commonJs = {
  format: 'cjs',
  dynamicImportInCjs: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
} as const;

const production = process.env['NODE_ENV'] !== 'development';

export default defineConfig({
  main: {
    build: {
      target: 'node18',
      outDir: 'out/main',
      externalizeDeps: false,
      sourcemap: !production,
      reportCompressedSize: false,
      rollupOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          engine: resolve('src/engine/index.ts'),
          simulator: resolve('src/simulator/process.ts'),
        },
        external,
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      outDir: 'out/preload',
      externalizeDeps: false,
      sourcemap: !production,
      reportCompressedSize: false,
      rollupOptions: { input: { index: resolve('src/preload/index.ts') }, external, output: { ...commonJs, codeSplitting: false } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      sourcemap: !production,
      reportCompressedSize: false,
      // Inlined assets would be data: URLs, which the content security policy refuses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
  },
});
