import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processTree, SecretHunt } from '../../support/secret-hunt';

const PLANTED = 'p14nt/d+"secret" ä\\x';
const OTHER = 'another-planted-text';
const hunt = new SecretHunt([PLANTED, OTHER]);

const forms: readonly (readonly [string, string | Buffer])[] = [
  ['as it is', PLANTED],
  ['as JSON', JSON.stringify({ a: [PLANTED] })],
  ['as JSON within JSON', JSON.stringify(JSON.stringify({ a: PLANTED }))],
  ['in an address', `https://x.example/?a=${encodeURIComponent(PLANTED)}`],
  ['in an address, small letters', encodeURIComponent(PLANTED).replace(/%../g, (code) => code.toLowerCase())],
  ['in a form', new URLSearchParams({ client_secret: PLANTED }).toString()],
  ['as base64', Buffer.from(PLANTED).toString('base64')],
  ['as base64 for addresses', Buffer.from(PLANTED).toString('base64url')],
  ['as base64 behind one character', Buffer.from(`a${PLANTED}b`).toString('base64')],
  ['as base64 behind two', Buffer.from(`ab${PLANTED}`).toString('base64')],
  ['as the base64 of PowerShell', Buffer.from(`ab${PLANTED}c`, 'utf16le').toString('base64')],
  ['as hexadecimal digits', Buffer.from(PLANTED).toString('hex')],
  ['as two-byte characters', Buffer.from(`ab${PLANTED}c`, 'utf16le')],
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-hunt-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the hunt for planted texts', () => {
  it.each(forms)('finds one %s', (_name, content) => {
    expect(hunt.inText(content, 'here')).toContainEqual({ text: 0, form: expect.any(String) as string, place: 'here' });
    writeFileSync(join(folder, 'file'), content);
    expect(hunt.inFolder(folder).map(({ text, place }) => [text, place])).toContainEqual([0, join(folder, 'file')]);
  });

  it('finds it deep in a folder, in names, in links, and where two pieces of a large file meet', () => {
    mkdirSync(join(folder, 'a', OTHER), { recursive: true });
    writeFileSync(join(folder, 'a', OTHER, 'inside'), `x${OTHER}`);
    symlinkSync(`/nowhere/${OTHER}`, join(folder, 'link'));
    for (const at of [3_999_990, 4_000_000, 7_999_995, 8_100_000]) {
      const large = Buffer.alloc(8_200_000, 0x61);
      large.write(OTHER, at);
      writeFileSync(join(folder, `large-${at}`), large);
    }
    const places = ['large-3999990', 'large-4000000', 'large-7999995', 'large-8100000', 'link', join('a', OTHER, 'inside')];
    expect(new Set(hunt.inFolder(folder).map(({ place }) => place))).toEqual(
      new Set([`name of ${join(folder, 'a', OTHER)}`, ...places.map((path) => join(folder, path))]),
    );
  });

  it('leaves out what it is told to', () => {
    writeFileSync(join(folder, 'left-out'), OTHER);
    expect(hunt.inFolder(folder, (path) => path.endsWith('left-out'))).toEqual([]);
  });

  it.each(['', 'nothing to see', 'p14nt', 'another-planted-tex', Buffer.alloc(100)])('finds nothing in %s', (content) => {
    expect(hunt.inText(content, 'here')).toEqual([]);
  });

  it('never tells the text itself', () => {
    expect(JSON.stringify(hunt.inText(`${PLANTED} ${OTHER}`, 'here'))).not.toContain('planted');
  });

  it('refuses a text that chance would find', () => {
    expect(() => new SecretHunt(['short'])).toThrow('8 characters');
  });

  it.skipIf(process.platform !== 'linux')('finds it on the command line and in the environment of a process and its children', async () => {
    const script = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)', process.env.PLANT], { env: {} });
      child.stdout.on('data', () => console.log('ready'));
      process.on('SIGTERM', () => { child.kill(); process.exit(0); });`;
    const parent = spawn(process.execPath, ['-e', script], { env: { PLANT: OTHER } });
    try {
      await new Promise((resolve) => parent.stdout.once('data', resolve));
      const id = parent.pid ?? 0;
      const [, child = 0] = processTree(id);
      expect(hunt.inProcesses(id)).toEqual([
        { text: 1, form: 'raw', place: `/proc/${id}/environ` },
        { text: 1, form: 'raw', place: `/proc/${child}/cmdline` },
      ]);
    } finally {
      const gone = new Promise((resolve) => parent.once('close', resolve));
      parent.kill();
      await gone;
    }
    expect(hunt.inProcesses(process.pid)).toEqual([]);
  });
});
