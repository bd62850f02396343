/**
 * `npm run dev`: builds, opens the app, and builds and opens it again whenever a source changes. The app serves its pages from the
 * build alone; it has no switch that would make it load them from elsewhere, so there is none to misuse.
 */
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { projectNode, root } from './paths.mjs';

/** Editors save in several steps; a build waits until they are quiet (milliseconds). */
const QUIET = 300;

const runtime = await ensureElectronRuntime((line) => process.stderr.write(`${line}\n`));
if (runtime === null) process.exit(1);
const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const env = { ...process.env };
delete env.ELECTRON_RUN_AS_NODE;

let app;
let restarting = false;

function open() {
  app = spawn(runtime.executable, [...switches, root, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env });
  app.on('exit', (code) => {
    app = undefined;
    if (restarting) {
      restarting = false;
      open();
    } else process.exit(code ?? 0);
  });
}

function rebuild() {
  const { status } = spawnSync(projectNode, [join(root, 'scripts', 'build.mjs'), 'app'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) return;
  if (app === undefined) open();
  else {
    restarting = true;
    app.kill();
  }
}

let timer;
watch(join(root, 'src'), { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(rebuild, QUIET);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    app?.kill();
    process.exit(0);
  });
}
rebuild();
