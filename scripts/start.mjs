/**
 * `npm start`: builds what is out of date and opens the app, which reads the demo tenant. Without a display it does the same job on
 * the command line: takes a reading of the demo tenant, audits it, prints the summary and says where the report lies.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findElectronRuntime } from './electron-runtime.mjs';
import { projectNode, root } from './paths.mjs';

const folder = join(root, 'out', 'demo');
const reading = join(folder, 'demo-tenant.mailscope.json');
const report = join(folder, 'demo-tenant-audit.html');

function node(args, { quiet = false } = {}) {
  const { status, stderr } = spawnSync(projectNode, args, { cwd: root, stdio: ['inherit', 'inherit', quiet ? 'pipe' : 'inherit'] });
  if (status === 0) return;
  if (quiet) process.stderr.write(stderr);
  process.exit(status ?? 1);
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function auditHeadless(reason) {
  process.stdout.write(`${reason}: auditing the demo tenant on the command line instead.\n\n`);
  node([join('scripts', 'build.mjs'), 'cli']);
  mkdirSync(folder, { recursive: true });
  node([join('bin', 'mailscope.mjs'), 'simulate', '--size', 'S', '--out', reading], { quiet: true });
  node([join('bin', 'mailscope.mjs'), 'audit', reading]);
  // The same warnings a second time would say nothing new.
  node([join('bin', 'mailscope.mjs'), 'audit', reading, '--format', 'html', '--out', report], { quiet: true });
  process.stdout.write(`\nThe report as a page: ${relative(process.cwd(), report)}\n`);
}

function openApp({ executable, kind, version }) {
  node([join('scripts', 'build.mjs'), 'app']);
  const switches = [];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    process.stderr.write('Started as root: Chromium runs without its sandbox. Start as an ordinary user to keep it.\n');
    switches.push('--no-sandbox');
  }
  if (kind === 'fallback') process.stderr.write(`Running on Electron ${version}, which is for development and tests only.\n`);
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(executable, [...switches, root, '--demo', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env });
  child.on('error', (error) => {
    process.stderr.write(`The app did not start: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
}

const runtime = findElectronRuntime();
if (!hasDisplay()) auditHeadless('There is no display here');
else if (runtime === null) auditHeadless('There is no Electron on this machine');
else openApp(runtime);
