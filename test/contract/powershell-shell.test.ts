import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bridgeHash } from '../../src/main/adapters/powershell/bridge-files';
import { NodePowerShellPort, type PowerShellParts } from '../../src/main/adapters/powershell/node-powershell-port';
import type { BridgeAnswer, BridgeCall, PowerShellHost, PowerShellSession } from '../../src/main/ports/powershell';
import type { ErrorCode } from '../../src/shared/ipc/error-codes';
import { makeFakePwsh, powerShellHost, type FakeScenario, type FakeStep } from '../support/fake-pwsh/make-fake-pwsh';
import { INJECTION_CORPUS } from '../support/injection-corpus';
import { isRunning, untilGone } from '../support/fake-pwsh/process-watch';
import { bundle } from '../support/reading/bundle';

/** What stands for the bridge: a fake shell does not read it. */
const BRIDGE_TEXT = '# a bridge';
const NEVER = new AbortController().signal;
const MAILBOXES = { cmdlet: 'Get-Mailbox', parameters: {} };

describe.skipIf(process.platform === 'win32')('a PowerShell that misbehaves', () => {
  let folder: string;
  let shells = 0;
  const ports: NodePowerShellPort[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-shell-'));
    writeFileSync(join(folder, 'bridge.psd1'), `${BRIDGE_TEXT}\r\n`);
  });

  afterEach(async () => {
    await Promise.all(ports.splice(0).map((port) => port.closeAll()));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    shells += 1;
    return join(folder, `shell-${String(shells)}`);
  }

  function newPort(parts: Partial<PowerShellParts> = {}): NodePowerShellPort {
    const port = new NodePowerShellPort({
      folder,
      hashes: { 'bridge.psd1': bridgeHash(`${BRIDGE_TEXT}\n`) },
      environment: process.env,
      ...parts,
    });
    ports.push(port);
    return port;
  }

  async function opened(scenario: FakeScenario, parts: Partial<PowerShellParts> = {}): Promise<PowerShellSession> {
    const path = makeFakePwsh(newFolder(), scenario);
    const result = await newPort(parts).open(powerShellHost({ path }));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  async function codeOfOpening(scenario: FakeScenario, host: Partial<PowerShellHost> = {}, parts: Partial<PowerShellParts> = {}) {
    const path = makeFakePwsh(newFolder(), scenario);
    const result = await newPort(parts).open(powerShellHost({ path, ...host }));
    return result.ok ? null : result.error;
  }

  function ask(session: PowerShellSession, options: Partial<BridgeCall> = {}): Promise<BridgeAnswer> {
    return session.call('Invoke-MailscopeCmdlet', MAILBOXES, { signal: NEVER, silence: 20_000, ...options });
  }

  function answering(...steps: FakeStep[]): FakeScenario {
    return { calls: { 'Get-Mailbox': steps } };
  }

  /** The id of the process behind a session. */
  function recorded(file: string): { readonly argv: string[]; readonly environment: Record<string, string>; readonly pid: number }[] {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as { argv: string[]; environment: Record<string, string>; pid: number });
  }

  it('answers objects piece by piece, progress and warnings', async () => {
    const session = await opened(
      answering(
        { do: 'progress', value: { text: 'Half' } },
        { do: 'objects', value: [{ Name: 'Åse “quoted”' }] },
        { do: 'objects', value: [{ Name: '日本' }] },
        { do: 'done', value: { count: 2 }, warnings: ['Some results were left out.'] },
      ),
    );
    const pieces: string[] = [];
    const progress: string[] = [];
    const answer = await ask(session, { take: (json) => void pieces.push(json), onProgress: (text) => void progress.push(text) });
    expect(answer).toEqual({ kind: 'done', value: { count: 2 }, warnings: ['Some results were left out.'] });
    expect(pieces.map((piece) => JSON.parse(piece) as unknown)).toEqual([[{ Name: 'Åse “quoted”' }], [{ Name: '日本' }]]);
    expect(progress).toEqual(['Half']);
  });

  it('passes an error of a cmdlet on as it is', async () => {
    const error = {
      category: 'ObjectNotFound',
      id: 'NotFound,Get-Mailbox',
      message: 'Das Objekt wurde nicht gefunden: „Müller“ ✗',
    } as const;
    const session = await opened(answering({ do: 'error', ...error }));
    expect(await ask(session)).toEqual({ kind: 'error', ...error });
    expect(session.alive).toBe(true);
  });

  it('does one call at a time, in the order of asking', async () => {
    const session = await opened({});
    const order: number[] = [];
    const calls = [1, 2, 3, 4, 5].map(async (number) => {
      const echo: unknown[] = [];
      const command = { cmdlet: 'Get-Mailbox', parameters: { Identity: String(number) } };
      await session.call('Invoke-MailscopeCmdlet', command, {
        signal: NEVER,
        silence: 20_000,
        take: (json) => void echo.push(JSON.parse(json)),
      });
      order.push(number);
      return echo;
    });
    const echoes = await Promise.all(calls);
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(echoes[3]).toEqual([[{ echo: { cmdlet: 'Get-Mailbox', parameters: { Identity: '4' } } }]]);
  });

  it.each(['Invoke-MailscopeCmdlet', 'Invoke-MailscopeChange'] as const)('brings every hostile text through %s as itself', async (name) => {
    const session = await opened({});
    for (const [what, text] of INJECTION_CORPUS) {
      const echo: unknown[] = [];
      const command = { cmdlet: 'New-ManagementScope', parameters: { Name: text, List: [text, 'b'] } };
      const answer = await session.call(name, command, {
        signal: NEVER,
        silence: 20_000,
        take: (json) => void echo.push(...(JSON.parse(json) as unknown[])),
      });
      expect([what, answer.kind]).toEqual([what, 'done']);
      // Half of a pair is no text that UTF-8 could carry; JSON carries it as an escape.
      expect(echo).toEqual([{ echo: JSON.parse(JSON.stringify(command)) as unknown }]);
    }
    expect(session.alive).toBe(true);
  });

  it('hands a secret in by standard input, once, and never as an argument or in the environment', async () => {
    const record = join(newFolder(), '..', 'record-secret');
    const secrets = join(record, '..', 'secrets');
    const session = await opened({ record, secrets, calls: { 'Get-Mailbox': [{ do: 'secret' }, { do: 'secret' }] } });
    const answer = await ask(session, { secret: 'eyJ.secret.token' });
    expect(answer).toMatchObject({ kind: 'error', id: 'MailscopeSecretMissing' });
    expect(readFileSync(secrets, 'utf8')).toBe('"eyJ.secret.token"\n""\n');
    expect(readFileSync(record, 'utf8')).not.toContain('eyJ.secret.token');
    expect(readFileSync(record, 'utf8')).not.toContain(Buffer.from('eyJ.secret.token').toString('base64'));
  });

  it('gives the shell what it needs of the environment, proxies among it, and nothing else', async () => {
    const record = join(newFolder(), '..', 'record-environment');
    const environment = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      HTTPS_PROXY: 'http://proxy.contoso.example:8080',
      no_proxy: 'localhost',
      LC_ALL: 'de_DE.UTF-8',
      TERM: 'xterm-256color',
      PSModulePath: '/modules',
      GITHUB_TOKEN: 'ghp_secret',
      NODE_OPTIONS: '--no-warnings',
      NODE_POWERSHELL: '/bin/false',
      AZURE_CLIENT_SECRET: 'secret',
    };
    process.env['NODE_POWERSHELL'] = '/bin/false';
    try {
      await opened({ record }, { environment });
    } finally {
      delete process.env['NODE_POWERSHELL'];
    }
    const [seen] = recorded(record);
    expect(seen?.argv).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-NoExit', '-Command', '-']);
    expect(seen?.environment).toMatchObject({
      HTTPS_PROXY: 'http://proxy.contoso.example:8080',
      no_proxy: 'localhost',
      LC_ALL: 'de_DE.UTF-8',
      PSModulePath: '/modules',
      TERM: 'dumb',
      NO_COLOR: '1',
      POWERSHELL_TELEMETRY_OPTOUT: '1',
    });
    for (const name of ['GITHUB_TOKEN', 'NODE_OPTIONS', 'NODE_POWERSHELL', 'AZURE_CLIENT_SECRET'])
      expect(seen?.environment).not.toHaveProperty(name);
  });

  const harmless: readonly (readonly [string, FakeScenario])[] = [
    ['a profile that prints', { banner: 'Welcome to Contoso\r\n\u001b[32mPS>\u001b[0m ' }],
    ['a slow start', { slowStart: 700 }],
    ['messages in another language around the answer', answering({ do: 'write', text: 'AUSFÜHRLICH: Es läuft … 例\n' }, { do: 'done' })],
    ['a progress bar without a line end before a frame', answering({ do: 'write', text: '\r[ooo      ]' }, { do: 'done' })],
    ['frames of nobody', answering({ do: 'write', text: '#mailscope#0123456789abcdef#done#bnVsbA==#\n#mailscope#\n' }, { do: 'done' })],
    ['more on standard error than a pipe holds', answering({ do: 'error-stream', bytes: 1_000_000 }, { do: 'done' })],
  ];
  it.each(harmless)('is not disturbed by %s', async (_name, scenario) => {
    const session = await opened(scenario);
    expect(await ask(session)).toMatchObject({ kind: 'done' });
    expect(await ask(session)).toMatchObject({ kind: 'done' });
  });

  it('drops 200 MB that are not the answer, in bounded memory', async () => {
    const session = await opened(answering({ do: 'noise', bytes: 200_000_000 }, { do: 'done', value: 'still there' }));
    const before = process.memoryUsage();
    let most = 0;
    const watch = setInterval(() => {
      const { heapUsed, external } = process.memoryUsage();
      most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
    }, 20);
    const answer = await ask(session, { silence: 50_000 });
    clearInterval(watch);
    expect(answer).toMatchObject({ kind: 'done', value: 'still there' });
    expect(most).toBeLessThan(100_000_000);
  });

  it('lets the shell wait while the consumer is busy', async () => {
    const pieces = 300;
    const session = await opened(answering({ do: 'many-objects', pieces, each: 100, size: 1_000 }, { do: 'done' }));
    let running = 0;
    let most = 0;
    const numbers: number[] = [];
    const answer = await ask(session, {
      // The time that the consumer takes does not count.
      silence: 20_000,
      take: async (json) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        numbers.push(...(JSON.parse(json) as { number: number }[]).map(({ number }) => number));
        running -= 1;
      },
    });
    expect(answer).toMatchObject({ kind: 'done' });
    expect(most).toBe(1);
    expect(numbers).toEqual(Array.from({ length: pieces * 100 }, (_, index) => index));
  });

  const fatal: readonly (readonly [string, readonly FakeStep[], string, Partial<PowerShellParts>])[] = [
    ['hangs', [{ do: 'hang' }], 'timeout', {}],
    ['prints without end and never answers', [{ do: 'endless-noise' }], 'timeout', {}],
    ['crashes', [{ do: 'crash', code: 3 }], 'exited', {}],
    ['ends without a word', [{ do: 'crash', code: 0 }], 'exited', {}],
    ['crashes in the middle of a frame', [{ do: 'write', text: '\n#mailscope#<call>#done#eyJ2' }, { do: 'crash' }], 'exited', {}],
    ['writes half a line', [{ do: 'write', text: '\n#mailscope#<call>#done#eyJ2\n' }], 'garbled', {}],
    ['answers no JSON', [{ do: 'write', text: '\n#mailscope#<call>#done#eyJ2#\n' }], 'garbled', {}],
    ['answers something else than an answer', [{ do: 'write', text: '\n#mailscope#<call>#done#bnVsbA==#\n' }], 'garbled', {}],
    ['answers objects that are no list', [{ do: 'objects', value: { a: 1 } }], 'garbled', {}],
    ['comes to an end without an answer', [{ do: 'write', text: 'nothing' }], 'garbled', {}],
    [
      'answers more than one answer may be',
      [{ do: 'many-objects', pieces: 1, each: 10, size: 20_000 }, { do: 'done' }],
      'tooMuch',
      { longestLine: 100_000 },
    ],
  ];
  it.each(fatal)('that %s is gone, and so is its process', async (_name, steps, reason, parts) => {
    const record = join(newFolder(), '..', `record-${String(shells)}`);
    const session = await opened({ record, calls: { 'Get-Mailbox': steps } }, parts);
    const answer = await ask(session, { silence: reason === 'timeout' ? 300 : 20_000 });
    expect(answer).toMatchObject({ kind: 'gone', reason });
    expect(session.alive).toBe(false);
    expect(await ask(session)).toMatchObject({ kind: 'gone', reason: 'exited' });
    for (const { pid } of recorded(record)) await untilGone(pid);
  });

  it('ends when it is cancelled, with everything it started, even where it does not want to', async () => {
    const base = newFolder();
    const record = `${base}-record`;
    const startsAnother = `${base}-another`;
    const session = await opened({
      record,
      startsAnother,
      ignoresSignals: true,
      calls: { 'Get-Mailbox': [{ do: 'progress', value: { text: 'at work' } }, { do: 'hang' }] },
    });
    const controller = new AbortController();
    const answer = ask(session, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    expect(await answer).toEqual({ kind: 'cancelled' });
    expect(session.alive).toBe(false);
    for (const id of [...recorded(record).map(({ pid }) => pid), Number(readFileSync(startsAnother, 'utf8'))]) await untilGone(id);
  });

  it('leaves the shell alone where a call is cancelled that waits for its turn', async () => {
    const session = await opened(answering({ do: 'wait', milliseconds: 300 }, { do: 'done' }));
    const controller = new AbortController();
    const first = ask(session);
    const second = ask(session, { signal: controller.signal });
    controller.abort();
    expect(await second).toEqual({ kind: 'cancelled' });
    expect(await first).toMatchObject({ kind: 'done' });
    expect(await ask(session)).toMatchObject({ kind: 'done' });
  });

  it('leaves no process behind when it is closed', async () => {
    const base = newFolder();
    const record = `${base}-record`;
    const startsAnother = `${base}-another`;
    const session = await opened({ record, startsAnother });
    const ids = [...recorded(record).map(({ pid }) => pid), Number(readFileSync(startsAnother, 'utf8'))];
    expect(await Promise.all(ids.map(isRunning))).toEqual([true, true]);
    await session.close();
    for (const id of ids) await untilGone(id);
  });

  it('ends when the app is killed', async () => {
    const base = newFolder();
    const entry = await bundle('test/support/fake-pwsh/shell-parent.ts', base);
    const record = `${base}-record`;
    const wish = {
      path: makeFakePwsh(newFolder(), { record }),
      bridge: folder,
      hashes: { 'bridge.psd1': bridgeHash(`${BRIDGE_TEXT}\n`) },
      moduleVersions: ['3.9.0'],
      busy: false,
    };
    const parent = fork(entry, [JSON.stringify(wish)], { execArgv: [] });
    await once(parent, 'message');
    const ids = recorded(record).map(({ pid }) => pid);
    expect(await Promise.all(ids.map(isRunning))).toEqual([true]);
    parent.kill('SIGKILL');
    for (const id of ids) await untilGone(id);
  });

  const refusals: readonly (readonly [string, FakeScenario, Partial<PowerShellHost>, Partial<PowerShellParts>, ErrorCode])[] = [
    ['a version that is too old', {}, { version: '7.2.24' }, {}, 'powershell-version'],
    ['a module that is missing', {}, { moduleVersions: [] }, {}, 'powershell-module-missing'],
    ['a module that is too old', {}, { moduleVersions: ['2.0.5'] }, {}, 'powershell-module-version'],
    ['an execution policy', {}, { executionPolicy: 'AllSigned' }, {}, 'powershell-policy'],
    ['constrained language mode', {}, { languageMode: 'ConstrainedLanguage' }, {}, 'powershell-policy'],
    [
      'a policy that shows only when it loads',
      {
        openError: {
          category: 'SecurityError',
          id: 'UnauthorizedAccess,Microsoft.PowerShell.Commands.ImportModuleCommand',
          message: 'Die Datei kann nicht geladen werden.',
        },
      },
      {},
      {},
      'powershell-policy',
    ],
    ['a bridge that does not load', { openError: { category: 'ParserError', id: 'X', message: 'x' } }, {}, {}, 'powershell-failed'],
    ['a bridge that was changed', {}, {}, { hashes: { 'bridge.psd1': bridgeHash(`${BRIDGE_TEXT} `) } }, 'powershell-damaged'],
    ['a bridge that is not there', {}, {}, { folder: tmpdir() }, 'powershell-damaged'],
    ['a program that is gone', {}, { path: '/nowhere/pwsh' }, {}, 'powershell-missing'],
    ['a program that ends at once', { exitsAtOnce: 1 }, {}, {}, 'powershell-failed'],
    ['a start that never ends', { openHangs: true }, {}, { openLimit: 500 }, 'powershell-silent'],
  ];
  it.each(refusals)('is refused with a sentence because of %s', async (_name, scenario, host, parts, code) => {
    const error = await codeOfOpening(scenario, host, parts);
    expect(error).toMatchObject({ code });
    expect(error?.message).toMatch(/^[A-Z].*\.$/);
    expect(error?.next).not.toBe('');
  });

  it('is refused with a sentence where the program cannot be started', async () => {
    const path = join(folder, 'no-program');
    writeFileSync(path, Buffer.from([0, 1, 2, 3]), { mode: 0o755 });
    const result = await newPort().open(powerShellHost({ path }));
    expect(result).toMatchObject({ ok: false, error: { code: 'powershell-failed' } });
  });

  it('opens none after all were closed', async () => {
    const port = newPort();
    const path = makeFakePwsh(newFolder());
    expect((await port.open(powerShellHost({ path }))).ok).toBe(true);
    await port.closeAll();
    expect(await port.open(powerShellHost({ path }))).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  describe('when it is asked what it is', () => {
    const answers: readonly (readonly [string, FakeScenario, Partial<PowerShellHost> | null])[] = [
      ['as it is', {}, { version: '7.6.5', edition: 'Core', moduleVersions: ['3.9.0'] }],
      ['without the module', { host: { moduleVersions: [] } }, { moduleVersions: [] }],
      [
        'with several versions of the module',
        { host: { moduleVersions: ['3.2.0', '3.10.0', '3.9.0'] } },
        { moduleVersions: ['3.10.0', '3.9.0', '3.2.0'] },
      ],
      ['behind a profile that prints', { banner: 'Welcome\n{"a":1}\n' }, { version: '7.6.5' }],
      ['as something else', { probeAnswer: 'GNU bash, version 5.2\n' }, null],
      ['with nonsense', { probeAnswer: '#mailscope-probe#{"edition":"Core"}#mailscope-probe#' }, null],
      ['never', { probeHangs: true }, null],
    ];
    it.each(answers)('answers %s', async (_name, scenario, expected) => {
      const path = makeFakePwsh(newFolder(), scenario);
      const port = newPort({ environment: { HOME: folder, PATH: '' }, probeLimit: scenario.probeHangs ? 700 : 20_000 });
      const found = (await port.discover(path, NEVER)).find((host) => host.path === path) ?? null;
      if (expected === null) expect(found).toBeNull();
      else expect(found).toMatchObject(expected);
    });

    it('puts the chosen one first, each program once', async () => {
      const chosen = makeFakePwsh(newFolder(), { host: { version: '7.4.1' } });
      const other = newFolder();
      const better = makeFakePwsh(other, { host: { version: '7.6.5' } });
      const port = newPort({ environment: { HOME: folder, PATH: `${other}:${other}:relative` } });
      const paths = (await port.discover(chosen, NEVER)).map(({ path }) => path);
      expect(paths[0]).toBe(chosen);
      expect(paths.filter((path) => path === better)).toEqual([better]);
    });

    it('stops when it is cancelled', async () => {
      const record = `${newFolder()}-record`;
      const path = makeFakePwsh(newFolder(), { probeHangs: true, record });
      const controller = new AbortController();
      const asked = newPort({ environment: { HOME: folder, PATH: '' } }).discover(path, controller.signal);
      while (!existsSync(record)) await new Promise((resolve) => setTimeout(resolve, 20));
      controller.abort();
      expect((await asked).map((host) => host.path)).not.toContain(path);
      for (const { pid } of recorded(record)) await untilGone(pid);
    });
  });
});
