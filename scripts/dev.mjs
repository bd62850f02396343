/** `npm run dev`: the app with reloading, on whichever Electron this machine has. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { projectNode, root } from './paths.mjs';

const runtime = await ensureElectronRuntime((line) => process.stderr.write(`${line}\n`));
if (runtime === null) process.exit(1);
const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
const child = spawn(
  projectNode,
  [
    join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'dev',
    ...(asRoot ? ['--noSandbox'] : []),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'development', ELECTRON_EXEC_PATH: runtime.executable } },
);
child.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
