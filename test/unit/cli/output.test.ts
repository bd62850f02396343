import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliContext } from '../../../src/cli/cli-context';
import { resolveTarget, writeOutput } from '../../../src/cli/output';

const onWindows = process.platform === 'win32';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-output-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function contextWith(write: CliContext['stdout']['write']): CliContext {
  return { stdout: { write } } as CliContext;
}

const nowhere = contextWith(() => {
  throw new Error('nothing may go to standard output');
});

async function write(out: string, chunks: Iterable<string>): Promise<string | null> {
  const target = await resolveTarget(out, join(folder, 'input.json'));
  if (!target.ok) return target.error;
  const written = await writeOutput(nowhere, target.value, chunks);
  return written.ok ? null : written.error;
}

describe('a result in a file', () => {
  it('is the pieces in order, and the only file left', async () => {
    expect(await write(join(folder, 'result.txt'), ['first ', 'second ', 'x'.repeat(200_000), ' é'])).toBeNull();
    expect(readFileSync(join(folder, 'result.txt'), 'utf8')).toBe(`first second ${'x'.repeat(200_000)} é`);
    expect(readdirSync(folder)).toEqual(['result.txt']);
  });

  it('replaces an older one and keeps its permissions', async () => {
    const path = join(folder, 'result.txt');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    expect(await write(path, ['new'])).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('new');
    if (!onWindows) expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('leaves the older one alone, and nothing beside it, when making the result fails half way', async () => {
    const path = join(folder, 'result.txt');
    writeFileSync(path, 'old');
    function* failing(): Generator<string> {
      yield 'x'.repeat(200_000);
      throw new Error('a bug');
    }
    await expect(write(path, failing())).rejects.toThrow('a bug');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['result.txt']);
  });

  it.skipIf(onWindows)('is written through a link, which stays a link', async () => {
    writeFileSync(join(folder, 'real.txt'), 'old');
    symlinkSync(join(folder, 'real.txt'), join(folder, 'link.txt'));
    expect(await write(join(folder, 'link.txt'), ['new'])).toBeNull();
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['link.txt', 'real.txt']);
  });

  it.skipIf(onWindows)('may be a device, which is not replaced', async () => {
    expect(await write('/dev/null', ['gone'])).toBeNull();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('a place that a result cannot go to is refused before any work', () => {
  it.each([
    ['', 'needs the name of a file'],
    ['missing/result.txt', 'there is no folder'],
    ['sub', 'this is a folder'],
    ['input.json', 'this is the collection file itself'],
  ])('--out "%s": %s', async (out, message) => {
    writeFileSync(join(folder, 'input.json'), '{}');
    mkdirSync(join(folder, 'sub'));
    expect(await write(out === '' ? '' : join(folder, out), [])).toContain(message);
    expect(readFileSync(join(folder, 'input.json'), 'utf8')).toBe('{}');
  });
});

describe('a result on standard output', () => {
  const failing = (code: string): CliContext =>
    contextWith((_chunk, done) => {
      done?.(Object.assign(new Error(code), { code }));
      return false;
    });

  it('ends quietly when the reader closes the pipe', async () => {
    expect(await writeOutput(failing('EPIPE'), { kind: 'stdout' }, ['result'])).toEqual({ ok: true, value: null });
  });

  it('says so when it cannot be written', async () => {
    expect(await writeOutput(failing('ENOSPC'), { kind: 'stdout' }, ['result'])).toEqual({
      ok: false,
      error: 'standard output could not be written: ENOSPC.',
    });
  });

  it('waits for a slow reader before it makes more', async () => {
    let made = 0;
    function* pieces(): Generator<string> {
      for (; made < 10; made += 1) yield 'x'.repeat(100_000);
    }
    const aheadOfReader: number[] = [];
    let read = 0;
    const slow = contextWith((_chunk, done) => {
      aheadOfReader.push(made - read);
      setTimeout(() => {
        read += 1;
        done?.();
      }, 1);
      return false;
    });
    await writeOutput(slow, { kind: 'stdout' }, pieces());
    expect(read).toBe(10);
    expect(Math.max(...aheadOfReader)).toBe(0);
  });
});
