import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadKeychain } from '../../../../../src/main/adapters/vault/keychain';
import { KeychainVault } from '../../../../../src/main/adapters/vault/keychain-vault';
import { sealedFileName } from '../../../../../src/main/adapters/vault/sealed-text';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { FakeClock } from '../../../../support/fakes';
import { FakeKeychain, FakeTimers } from '../../../../support/vault/fake-keychain';

let folder: string;
let keychain: FakeKeychain;
let timers: FakeTimers;
let notes: string[];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'mailscope-vault-')), 'vault');
  keychain = new FakeKeychain();
  timers = new FakeTimers();
  notes = [];
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

/** A vault as a new start of the app has it. */
const open = (load: LoadKeychain = keychain.load): KeychainVault =>
  new KeychainVault({ folder, clock: new FakeClock(), load, onNote: (note) => notes.push(note), startTimer: timers.start });
const fileOf = (name: string): string => join(folder, sealedFileName(name));
const files = (): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);
const everything = (): string =>
  files()
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('\n');

const SMALL = 'a planted secret';
const LARGE = 'planted token cache '.repeat(500);

describe('a vault whose keychain serves', () => {
  it.each([
    ['a small text', SMALL],
    ['one of exactly the largest size', 'é'.repeat(512)],
    ['one that is a byte larger', `${'é'.repeat(512)}x`],
    ['a large one', LARGE],
    ['an empty one', ''],
    ['one with a NUL', 'before\0after'],
    ['one that looks like the vault’s own entries', `file:${'A'.repeat(43)}=`],
  ])('keeps %s for the next start', async (_name, text) => {
    expect(await open().set('secrets/one', text)).toBe('kept');
    expect(await open().get('secrets/one')).toBe(text);
    expect(await open().names()).toEqual(['secrets/one']);
  });

  it('says that it does', async () => {
    expect(await open().state()).toEqual({ state: 'ready', message: null, next: null });
  });

  it('writes nothing in clear, large or small, and for its owner only', async () => {
    const vault = open();
    await vault.set('secrets/small', SMALL);
    await vault.set('tokens/large', LARGE);
    expect(files()).toEqual([sealedFileName('tokens/large'), 'names.json'].sort());
    expect(everything()).not.toContain('planted');
    expect(modeOf(fileOf('tokens/large'))).toBe(PRIVATE.file);
    expect(modeOf(folder)).toBe(PRIVATE.folder);
    expect([...keychain.entries.values()].every((value) => Buffer.byteLength(value) < 2560)).toBe(true);
  });

  it('has a key of its own for each file, and keeps it', async () => {
    const vault = open();
    await vault.set('tokens/a', LARGE);
    await vault.set('tokens/b', LARGE);
    const key = keychain.entries.get('tokens/a');
    expect(key).not.toBe(keychain.entries.get('tokens/b'));
    await vault.set('tokens/a', `${LARGE}2`);
    expect(keychain.entries.get('tokens/a')).toBe(key);
    expect(await open().get('tokens/a')).toBe(`${LARGE}2`);
  });

  it('leaves nothing behind of what became small, or was removed', async () => {
    const vault = open();
    await vault.set('tokens/a', LARGE);
    await vault.set('tokens/a', SMALL);
    expect(files()).toEqual(['names.json']);
    expect(await open().get('tokens/a')).toBe(SMALL);
    await vault.set('tokens/a', LARGE);
    await vault.remove('tokens/a');
    expect(files()).toEqual(['names.json']);
    expect([...keychain.entries.keys()]).toEqual(['mailscope-check']);
    expect(await open().get('tokens/a')).toBeNull();
    expect(await open().names()).toEqual([]);
  });

  it('answers null for what was never kept', async () => {
    expect(await open().get('secrets/none')).toBeNull();
    await expect(open().remove('secrets/none')).resolves.toBeUndefined();
  });

  it('finds everything without its list of names, or with a damaged one', async () => {
    await open().set('tokens/a', LARGE);
    await open().set('secrets/b', SMALL);
    writeFileSync(join(folder, 'names.json'), '{"names":');
    expect(await open().get('tokens/a')).toBe(LARGE);
    expect(notes).toEqual([expect.stringContaining('The list of kept secrets was damaged')]);
    rmSync(join(folder, 'names.json'), { force: true });
    expect(await open().get('secrets/b')).toBe(SMALL);
  });

  it.each([
    ['is cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ['is empty', () => Buffer.alloc(0)],
    ['was changed', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 60 ? byte ^ 1 : byte)))],
    ['is no file of ours', () => Buffer.from('{}'.repeat(100))],
  ])('sets a file aside that %s, and says so once', async (_name, damage) => {
    await open().set('tokens/a', LARGE);
    writeFileSync(fileOf('tokens/a'), damage(readFileSync(fileOf('tokens/a'))));
    const vault = open();
    expect(await vault.get('tokens/a')).toBeNull();
    expect(await vault.get('tokens/a')).toBeNull();
    expect(notes).toEqual([
      'A file with kept secrets was damaged. It was set aside, and Mailscope goes on without it. Sign in again where you are asked to.',
    ]);
    expect(files().some((file) => file.startsWith(`${sealedFileName('tokens/a')}.damaged-`))).toBe(true);
    expect(await vault.set('tokens/a', LARGE)).toBe('kept');
    expect(await open().get('tokens/a')).toBe(LARGE);
    await vault.remove('tokens/a');
    expect(files()).toEqual(['names.json']);
  });

  it('sets a file aside whose key is another one, or that was given another name', async () => {
    await open().set('tokens/a', LARGE);
    await open().set('tokens/b', `${LARGE}b`);
    const a = readFileSync(fileOf('tokens/a'));
    writeFileSync(fileOf('tokens/b'), a);
    expect(await open().get('tokens/b')).toBeNull();
    keychain.entries.set('tokens/a', `file:${Buffer.alloc(32).toString('base64')}`);
    expect(await open().get('tokens/a')).toBeNull();
    expect(notes).toHaveLength(2);
  });

  it.each(['', 'garbage', 'file:', 'file:AAAA', 'file:!!!'])('takes an entry "%s" for nothing', async (entry) => {
    keychain.entries.set('tokens/a', entry);
    expect(await open().get('tokens/a')).toBeNull();
  });

  it('leaves a file of a newer version alone, whatever happens', async () => {
    await open().set('tokens/a', LARGE);
    const bytes = readFileSync(fileOf('tokens/a'));
    bytes[4] = 9;
    writeFileSync(fileOf('tokens/a'), bytes);
    const vault = open();
    expect(await vault.get('tokens/a')).toBeNull();
    expect(await vault.set('tokens/a', 'mine')).toBe('memory');
    expect(await vault.get('tokens/a')).toBe('mine');
    expect(readFileSync(fileOf('tokens/a'))).toEqual(bytes);
    expect(notes).toEqual([expect.stringContaining('newer version')]);
  });

  it('makes one call of the keychain at a time, and the last of many writes counts', async () => {
    const vault = open();
    await Promise.all(Array.from({ length: 20 }, (_, count) => vault.set(`secrets/${count % 3}`, `text ${count}`)));
    await Promise.all(Array.from({ length: 20 }, (_, count) => open().get(`secrets/${count % 3}`)));
    expect(await open().get('secrets/1')).toBe('text 19');
    expect(await open().get('secrets/0')).toBe('text 18');
    const other = new FakeKeychain();
    const alone = open(other.load);
    await Promise.all([alone.set('a', LARGE), alone.get('b'), alone.remove('c'), alone.state(), alone.set('d', SMALL)]);
    expect(other.most).toBe(1);
  });

  it('keeps what was kept before where a write was cut off in the middle', async () => {
    await open().set('tokens/a', SMALL);
    const broken = open();
    // The file is written, then the machine stops before its key is in the keychain.
    const set = keychain.set.bind(keychain);
    const stopped = new Promise<void>((resolve) => {
      keychain.set = (account, value) => {
        if (!value.startsWith('file:')) return set(account, value);
        resolve();
        return new Promise(() => undefined);
      };
    });
    void broken.set('tokens/a', LARGE);
    await stopped;
    keychain.set = set;
    expect(existsSync(fileOf('tokens/a'))).toBe(true);
    expect(await open().get('tokens/a')).toBe(SMALL);
  });

  it('that cannot write its folder keeps large texts in memory, and says so', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const vault = open();
    expect(await vault.set('tokens/a', LARGE)).toBe('memory');
    expect(await vault.get('tokens/a')).toBe(LARGE);
    expect(notes).toContain('A secret could not be written to the data folder of Mailscope, so it is not kept after Mailscope ends.');
    expect(await vault.state()).toMatchObject({ state: 'ready' });
  });
});

describe('a vault whose keychain does not serve', () => {
  it.each([
    ['absent', null],
    ['absent', 'Could not connect: No such file or directory'],
    ['absent', 'Cannot autolaunch D-Bus without X11 $DISPLAY'],
    ['absent', 'The name org.freedesktop.secrets was not provided by any .service files'],
    ['absent', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'],
    ['absent', 'A specified logon session does not exist. It may already have been terminated.'],
    ['absent', 'A default keychain could not be found.'],
    ['locked', 'Cannot create an item in a locked collection'],
    ['locked', 'User interaction is not allowed.'],
    ['denied', 'User canceled the operation.'],
    ['denied', 'The user name or passphrase you entered is not correct.'],
    ['denied', 'Access is denied.'],
    ['denied', 'The stub received bad data.'],
    ['denied', 'something that nobody foresaw'],
    ['silent', 'Timeout was reached'],
  ])('is %s when it says %s: everything works from memory, and nothing is written in clear', async (state, error) => {
    keychain.error = error;
    const vault = open(error === null ? () => Promise.resolve(null) : keychain.load);
    const said = await vault.state();
    expect(said.state).toBe(state);
    expect(said.message).toMatch(/^(The|There) .*\.$/);
    expect(said.next).toMatch(/\.$/);
    expect(await vault.set('tokens/a', LARGE)).toBe('memory');
    expect(await vault.set('secrets/b', SMALL)).toBe('memory');
    expect(await vault.get('tokens/a')).toBe(LARGE);
    expect(await vault.names()).toEqual(['secrets/b', 'tokens/a']);
    expect(everything()).not.toContain('planted');
    expect(files()).toEqual(['names.json']);
    expect(await open(() => Promise.resolve(null)).get('tokens/a')).toBeNull();
    await vault.remove('tokens/a');
    expect(await vault.get('tokens/a')).toBeNull();
  });

  it('asks it once, not for every secret', async () => {
    keychain.error = 'Could not connect: No such file or directory';
    const vault = open();
    for (const name of ['a', 'b', 'c']) {
      await vault.get(name);
      await vault.set(name, 'text');
      await vault.remove(name);
    }
    expect(keychain.calls).toEqual(['set mailscope-check']);
  });

  it('is silent after its time limit, and answers at once from then on', async () => {
    keychain.hold();
    const vault = open();
    const waiting = [vault.get('tokens/a'), vault.set('tokens/b', LARGE), vault.state()] as const;
    while (timers.running.size === 0) await new Promise((resolve) => setImmediate(resolve));
    expect([...timers.running].map(({ milliseconds }) => milliseconds)).toEqual([60_000]);
    expect(vault.stuck).toBe(false);
    await timers.ring();
    expect(await Promise.all(waiting)).toMatchObject([
      null,
      'memory',
      { state: 'silent', message: expect.stringContaining('does not answer') as string },
    ]);
    expect(vault.stuck).toBe(true);
    expect(await vault.get('tokens/b')).toBe(LARGE);
    expect(keychain.calls).toEqual(['set mailscope-check']);
  });

  it('never makes a second call behind one that does not settle, even when asked again', async () => {
    keychain.hold();
    const vault = open();
    const state = vault.state();
    await timers.ring();
    await state;
    const again = vault.askAgain();
    expect(await vault.set('secrets/a', SMALL)).toBe('memory');
    await timers.ring();
    expect(await again).toMatchObject({ state: 'silent' });
    expect(keychain.calls).toEqual(['set mailscope-check']);
    expect(keychain.most).toBe(1);
  });

  it('that answers late, or is unlocked, is used when it is asked again, and keeps what was in memory', async () => {
    keychain.hold();
    const vault = open();
    const set = vault.set('tokens/a', LARGE);
    await timers.ring();
    expect(await set).toBe('memory');
    keychain.release();
    while (vault.stuck) await new Promise((resolve) => setImmediate(resolve));
    expect(await vault.state()).toMatchObject({ state: 'silent' });
    expect(await vault.askAgain()).toEqual({ state: 'ready', message: null, next: null });
    expect(await open().get('tokens/a')).toBe(LARGE);
    expect(timers.running.size).toBe(0);
  });

  it('knows a locked one by a write, where a read answers as if it were empty', async () => {
    await open().set('tokens/a', LARGE);
    keychain.dismissed = true;
    const vault = open();
    expect(await vault.get('tokens/a')).toBeNull();
    expect(await vault.state()).toMatchObject({ state: 'locked' });
    keychain.dismissed = false;
    expect(await vault.askAgain()).toMatchObject({ state: 'ready' });
    expect(await vault.get('tokens/a')).toBe(LARGE);
  });

  it('that is locked while the app runs is noticed, and loses nothing', async () => {
    await open().set('tokens/a', LARGE);
    await open().set('secrets/b', SMALL);
    const vault = open();
    expect(await vault.get('tokens/a')).toBe(LARGE);
    keychain.dismissed = true;
    expect(await vault.get('tokens/a')).toBe(LARGE);
    expect(await vault.get('secrets/b')).toBeNull();
    expect(await vault.state()).toMatchObject({ state: 'locked' });
    keychain.dismissed = false;
    expect(await open().get('tokens/a')).toBe(LARGE);
    expect(await open().get('secrets/b')).toBe(SMALL);
  });

  it('never brings back what was removed or replaced meanwhile', async () => {
    await open().set('tokens/a', LARGE);
    await open().set('secrets/b', SMALL);
    await open().set('secrets/c', SMALL);
    keychain.dismissed = true;
    const away = open();
    await away.remove('tokens/a');
    expect(await away.set('secrets/b', 'newer')).toBe('memory');
    expect(existsSync(fileOf('tokens/a'))).toBe(false);
    keychain.dismissed = false;
    const next = open();
    expect(await next.get('tokens/a')).toBeNull();
    expect(await next.get('secrets/b')).toBeNull();
    expect(await next.get('secrets/c')).toBe(SMALL);
    expect([...keychain.entries.keys()].sort()).toEqual(['mailscope-check', 'secrets/c']);
  });

  it('that was locked behind our back does not let a removed text come back', async () => {
    await open().set('tokens/a', SMALL);
    const vault = open();
    await vault.state();
    keychain.dismissed = true;
    await vault.remove('tokens/a');
    keychain.dismissed = false;
    expect(await open().get('tokens/a')).toBeNull();
  });
});

describe('what the vault holds for the redaction of logs', () => {
  it('is what came in and what went out, and the secrets within a token cache', async () => {
    await open().set('secrets/a', SMALL);
    const vault = open();
    await vault.get('secrets/a');
    const cache = { AccessToken: { key: { secret: 'eyJ-access', environment: 'login.example' } }, refresh_token: 'refresh-one' };
    await vault.set('tokens/a', JSON.stringify({ ...cache, padding: 'x'.repeat(20_000) }));
    expect(vault.held()).toEqual([SMALL, 'eyJ-access', 'refresh-one']);
    await vault.remove('secrets/a');
    expect(vault.held()).toContain(SMALL);
  });
});
