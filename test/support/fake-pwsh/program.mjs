/**
 * A program that looks like PowerShell to the app: it answers the question what it is, loads "the bridge", and speaks the
 * bridge's protocol on its standard streams. What it does wrong stands in the scenario, the file named by the first argument.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';

const [scenarioFile, ...argv] = process.argv.slice(2);
const scenario = JSON.parse(readFileSync(scenarioFile, 'utf8'));
const encode = (value) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64');
const frame = (call, kind, value) => `\n#mailscope#${call}#${kind}#${encode(value)}#\n`;
const write = (text) => new Promise((resolve) => process.stdout.write(text, resolve));
const forever = () => new Promise((resolve) => setInterval(resolve, 2 ** 30));
const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

if (scenario.record) {
  const seen = { argv, environment: process.env, pid: process.pid };
  appendFileSync(scenario.record, `${JSON.stringify(seen)}\n`);
}
if (scenario.ignoresSignals) process.on('SIGTERM', () => undefined);
if (scenario.startsAnother) {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  appendFileSync(scenario.startsAnother, `${child.pid}\n`);
}
if (scenario.banner) await write(scenario.banner);
if (scenario.slowStart) await later(scenario.slowStart);
if (scenario.exitsAtOnce !== undefined) process.exit(scenario.exitsAtOnce);

const asked = argv[argv.indexOf('-Command') + 1];
if (asked !== '-') {
  if (scenario.probeHangs) await forever();
  const host = {
    edition: 'Core',
    version: '7.6.5',
    moduleVersions: ['3.9.0'],
    executionPolicy: 'RemoteSigned',
    languageMode: 'FullLanguage',
    logging: { moduleLogging: false, scriptBlockLogging: false, transcription: false },
    ...scenario.host,
  };
  await write(scenario.probeAnswer ?? `#mailscope-probe#${JSON.stringify(host)}#mailscope-probe#\n`);
  process.exit(0);
}

const waitingForLine = [];
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const reader = waitingForLine.shift();
  if (reader) reader(line);
  else void run(line);
});
// Like the real one: while a command runs, nobody notices that there is no more input.
lines.on('close', () => {
  if (!busy) process.exit(0);
});
let busy = false;

async function run(line) {
  busy = true;
  const opening = /#mailscope#([0-9a-f]{16})#done#/.exec(line);
  const call = /^try \{ ([A-Za-z-]+) '([A-Za-z0-9+/=]+)' \} finally \{/.exec(line);
  if (opening) await open(opening[1]);
  else if (call) await answer(call[1], JSON.parse(Buffer.from(call[2], 'base64').toString('utf8')));
  busy = false;
}

async function open(id) {
  if (scenario.openError) await write(frame(id, 'error', scenario.openError));
  else if (!scenario.openHangs) await write(frame(id, 'done', { value: null, warnings: [] }));
  if (scenario.openHangs) await forever();
  await write(frame(id, 'end', null));
}

async function answer(name, { call: id, argument }) {
  const what = name === 'Invoke-MailscopeCmdlet' || name === 'Invoke-MailscopeChange' ? argument.cmdlet : name;
  for (const step of scenario.calls?.[what] ?? usual(name, argument)) await perform(step, id);
  await write(frame(id, 'end', null));
}

function usual(name, argument) {
  if (name === 'Connect-MailscopeExchange') {
    const done = { do: 'done', value: { moduleVersion: '3.9.0', organization: argument.organization } };
    return argument.mode === 'token' ? [{ do: 'secret' }, done] : [done];
  }
  if (name === 'Get-MailscopeCommand') return [{ do: 'done', value: argument.names }];
  return [
    { do: 'objects', value: [{ echo: argument }] },
    { do: 'done', value: { count: 1 } },
  ];
}

async function perform(step, id) {
  switch (step.do) {
    case 'secret': {
      const line = new Promise((resolve) => waitingForLine.push(resolve));
      await write(frame(id, 'need-secret', null));
      const secret = Buffer.from(await line, 'base64').toString('utf8');
      if (scenario.secrets) appendFileSync(scenario.secrets, `${JSON.stringify(secret)}\n`);
      if (secret === '')
        await perform({ do: 'error', category: 'AuthenticationError', id: 'MailscopeSecretMissing', message: 'No token.' }, id);
      return;
    }
    case 'once':
      return onlyOnce(step) ? perform(step.step, id) : undefined;
    case 'otherwise':
      return onlyOnce(step) ? undefined : perform(step.step, id);
    case 'write':
      return write(step.text.replaceAll('<call>', id));
    case 'error-stream':
      return new Promise((resolve) => process.stderr.write('e'.repeat(step.bytes), resolve));
    case 'noise': {
      const line = `${'x'.repeat(8190)}\r\n`;
      for (let written = 0; written < step.bytes; written += line.length) await write(line);
      return;
    }
    case 'endless-noise':
      for (;;) {
        await write(`${'y'.repeat(1000)}\n`);
        await later(5);
      }
    case 'many-objects':
      for (let piece = 0; piece < step.pieces; piece += 1) {
        const value = Array.from({ length: step.each }, (_, index) => ({ number: piece * step.each + index, text: 'z'.repeat(step.size) }));
        await write(frame(id, 'objects', value));
      }
      return;
    case 'hang':
      return forever();
    case 'wait':
      return later(step.milliseconds);
    case 'crash':
      return new Promise(() => process.exit(step.code ?? 1));
    default:
      return write(frame(id, step.do, frameValue(step)));
  }
}

function frameValue(step) {
  if (step.do === 'done') return { value: step.value ?? null, warnings: step.warnings ?? [] };
  if (step.do === 'error') return { category: step.category, id: step.id, message: step.message };
  return step.value;
}

/** Whether no shell of this scenario has come here before: what was started again behaves better. */
function onlyOnce({ mark }) {
  try {
    appendFileSync(mark, '', { flag: 'ax' });
    return true;
  } catch {
    return false;
  }
}
