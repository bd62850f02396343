import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealedFileName } from '../../src/main/adapters/vault/sealed-text';
import { SecretHunt } from '../support/secret-hunt';
import { bundleChild, KeyringSession, startChild, type ChildEnd } from '../support/vault/keyring-session';
import type { VaultStep } from '../support/vault/vault-in-child';

const SMALL = 'planted-small-secret-9f2b';
const LARGE = JSON.stringify({
  RefreshToken: { secret: `planted-refresh-token-${'x'.repeat(60)}` },
  padding: 'planted-padding '.repeat(500),
});
const hunt = new SecretHunt([SMALL, 'planted-refresh-token', 'planted-padding planted-padding']);

let place: string;
let script: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'mailscope-vault-child-'));
  script = await bundleChild(place);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const last = ({ reports }: ChildEnd): unknown => reports[reports.length - 2]?.value;

describe.skipIf(process.platform !== 'linux')('the vault on a real Secret Service', () => {
  let session: KeyringSession;
  let folder: string;
  beforeEach(async () => {
    session = await KeyringSession.start();
    folder = join(session.home, 'vault');
  });
  afterEach(() => session.stop());

  const start = (steps: readonly VaultStep[], timeLimit = 20_000, environment: Readonly<Record<string, string>> = {}) =>
    startChild(script, { folder, timeLimit, steps }, { ...session.environment, ...environment });
  const run = (steps: readonly VaultStep[], timeLimit?: number, environment?: Readonly<Record<string, string>>): Promise<ChildEnd> =>
    start(steps, timeLimit, environment).ended;

  it('keeps texts of every size for the next process, and nothing of them can be read', async () => {
    const first = start([
      { do: 'state' },
      { do: 'set', name: 'secrets/small', text: SMALL },
      { do: 'set', name: 'tokens/global', text: LARGE },
      { do: 'wait' },
    ]);
    await first.reached(3);
    expect(hunt.inProcesses(first.id)).toEqual([]);
    first.goOn();
    const { reports, code } = await first.ended;
    expect(reports.map(({ value }) => value)).toEqual([
      { state: 'ready', message: null, next: null },
      'kept',
      'kept',
      '',
      { stuck: false },
    ]);
    expect(code).toBe(0);

    const second = await run([{ do: 'names' }, { do: 'get', name: 'secrets/small' }, { do: 'get', name: 'tokens/global' }]);
    expect(second.reports.slice(0, 3).map(({ value }) => value)).toEqual([['secrets/small', 'tokens/global'], SMALL, LARGE]);

    // Also the keyring's own files, which are encrypted under its password.
    expect(hunt.inFolder(session.home)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual([sealedFileName('tokens/global'), 'names.json'].sort());
  });

  it('forgets for good what is removed', async () => {
    await run([
      { do: 'set', name: 'secrets/small', text: SMALL },
      { do: 'set', name: 'tokens/global', text: LARGE },
    ]);
    await run([
      { do: 'remove', name: 'secrets/small' },
      { do: 'remove', name: 'tokens/global' },
    ]);
    const { reports } = await run([{ do: 'get', name: 'secrets/small' }, { do: 'get', name: 'tokens/global' }, { do: 'names' }]);
    expect(reports.slice(0, 3).map(({ value }) => value)).toEqual([null, null, []]);
    expect(readdirSync(folder)).toEqual(['names.json']);
  });

  it('sets a damaged file aside and goes on', async () => {
    await run([{ do: 'set', name: 'tokens/global', text: LARGE }]);
    const path = join(folder, sealedFileName('tokens/global'));
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = bytes[bytes.length - 1]! ^ 1;
    writeFileSync(path, bytes);
    const { reports } = await run([
      { do: 'get', name: 'tokens/global' },
      { do: 'set', name: 'tokens/global', text: 'signed in again' },
    ]);
    expect(reports.slice(0, 2).map(({ value }) => value)).toEqual([null, 'kept']);
    expect(last(await run([{ do: 'get', name: 'tokens/global' }]))).toBe('signed in again');
  });

  it('knows a locked keyring, works from memory, and keeps what it has when it is unlocked', async () => {
    await run([{ do: 'set', name: 'tokens/global', text: LARGE }]);
    await session.lock();
    const { reports, code } = await run([
      { do: 'get', name: 'tokens/global' },
      { do: 'state' },
      { do: 'set', name: 'secrets/small', text: SMALL },
      { do: 'get', name: 'secrets/small' },
    ]);
    expect(reports.slice(0, 4).map(({ value }) => value)).toMatchObject([null, { state: 'locked' }, 'memory', SMALL]);
    expect(code).toBe(0);
    expect(hunt.inFolder(session.home)).toEqual([]);
  });

  it('says within its time limit that nobody answers, and the process ends', async () => {
    session.silence();
    const { reports, signal, milliseconds } = await run(
      [
        { do: 'state' },
        { do: 'set', name: 'tokens/global', text: LARGE },
        { do: 'get', name: 'tokens/global' },
        { do: 'get', name: 'secrets/none' },
      ],
      1000,
    );
    session.wake();
    expect(reports.map(({ value }) => value)).toMatchObject([{ state: 'silent' }, 'memory', LARGE, null, { stuck: true }]);
    expect(reports[0]?.milliseconds).toBeGreaterThanOrEqual(990);
    for (const { milliseconds: step } of reports.slice(1)) expect(step).toBeLessThan(500);
    // The bus would give up after 25 seconds; without being killed the process waits for that.
    expect(signal).toBe('SIGKILL');
    expect(milliseconds).toBeLessThan(10_000);
    expect(hunt.inFolder(session.home)).toEqual([]);
  });

  it('is used again when it is asked again, and keeps what was in memory', async () => {
    session.silence();
    const child = start([{ do: 'set', name: 'tokens/global', text: LARGE }, { do: 'wait' }, { do: 'askAgain' }], 1000);
    await child.reached(1);
    session.wake();
    child.goOn();
    const { reports, code } = await child.ended;
    expect(reports.map(({ value }) => value)).toMatchObject(['memory', '', { state: 'ready' }, { stuck: false }]);
    expect(code).toBe(0);
    expect(last(await run([{ do: 'get', name: 'tokens/global' }]))).toBe(LARGE);
  });
});

describe.skipIf(process.platform !== 'linux')('the vault without a Secret Service', () => {
  it('says at once that there is none, and works from memory', async () => {
    const home = mkdtempSync(join(tmpdir(), 'mailscope-no-keyring-'));
    const { reports, code } = await startChild(
      script,
      {
        folder: join(home, 'vault'),
        timeLimit: 20_000,
        steps: [{ do: 'state' }, { do: 'set', name: 'tokens/global', text: LARGE }, { do: 'get', name: 'tokens/global' }, { do: 'names' }],
      },
      { HOME: home, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    ).ended;
    expect(reports.map(({ value }) => value)).toMatchObject([{ state: 'absent' }, 'memory', LARGE, ['tokens/global'], { stuck: false }]);
    expect(reports[0]?.milliseconds).toBeLessThan(5000);
    expect(code).toBe(0);
    expect(hunt.inFolder(home)).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });
});
