import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCollectionFile, type ReadProgress } from '../../../src/engine/collection-file';
import type { FileFailure, ReadOptions } from '../../../src/engine/collection-file/file-failure';
import { parseCollection } from '../../../src/shared/domain/collection/parse-collection';
import { HOSTILE_FILES } from '../../support/hostile-files';
import { randomTenant } from '../../support/random-tenant';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-read-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const TEXT = JSON.stringify(randomTenant(7));
const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function failure(path: string, options?: ReadOptions): Promise<FileFailure> {
  const result = await readCollectionFile(path, options);
  if (result.ok) throw new Error('The file was read.');
  return result.error;
}

describe('files that nobody should have made', () => {
  const cases = HOSTILE_FILES.filter((hostile) => hostile.heavy !== true && hostile.notAsRoot !== true).map((hostile, index) => ({
    ...hostile,
    index,
  }));

  it.each(cases)('$what', async ({ make, name, index, exit, says }) => {
    const path = join(folder, `${index}-${name ?? 'hostile.json'}`);
    make(path);
    const whole = await readCollectionFile(path);
    // The way of large files must tell and say the same as the way of small ones.
    expect(await readCollectionFile(path, { piecesAbove: 100 })).toEqual(whole);
    expect(whole.ok).toBe(exit === 0);
    if (whole.ok) return;
    expect(whole.error.message).toMatch(/^[^\n]{1,400}\.$/);
    expect(whole.error.message).toContain(path);
    if (says !== undefined) expect(whole.error.message).toContain(says);
  });
});

describe('each failure has the code of its kind', () => {
  const cases: readonly {
    readonly what: string;
    readonly path: () => string;
    readonly code: FileFailure['code'];
    readonly options?: ReadOptions;
  }[] = [
    { what: 'not there', path: () => join(folder, 'nothing.json'), code: 'file-not-found' },
    { what: 'a file in the place of a folder', path: () => join(file('plain.json', TEXT), 'inner.json'), code: 'file-not-found' },
    { what: 'a folder', path: () => folder, code: 'file-not-readable' },
    { what: 'empty', path: () => file('empty.json', ''), code: 'file-invalid' },
    { what: 'gzip cut off', path: () => file('cut.json.gz', gzipSync(TEXT).subarray(0, -10)), code: 'file-invalid' },
    { what: 'no collection', path: () => file('other.json', '{}'), code: 'file-invalid' },
    { what: 'larger than the limit', path: () => file('large.json', TEXT), code: 'file-too-large', options: { unpackedLimit: 1000 } },
    {
      what: 'unpacking to more than the limit',
      path: () => file('small-bomb.json.gz', gzipSync(Buffer.alloc(20 * 1024 ** 2, 0x20))),
      code: 'file-too-large',
      options: { unpackedLimit: 1024 ** 2 },
    },
  ];
  it.each(cases)('$what', async ({ path, code, options }) => {
    expect(await failure(path(), options)).toMatchObject({ code });
  });

  it('a bomb is left at the limit, not unpacked to its end', async () => {
    const member = gzipSync(Buffer.alloc(64 * 1024 ** 2, 0x20));
    const bomb = file('bomb.gz', Buffer.concat(Array.from({ length: 20 }, () => member)));
    const before = process.memoryUsage().arrayBuffers;
    expect(await failure(bomb, { unpackedLimit: 8 * 1024 ** 2 })).toMatchObject({
      code: 'file-too-large',
      message: expect.stringContaining('8 MB') as unknown,
    });
    expect((process.memoryUsage().arrayBuffers - before) / 1024 ** 2).toBeLessThan(200);
  });

  it('exactly the limit is read', async () => {
    const path = file('exact.json', TEXT);
    expect(await readCollectionFile(path, { unpackedLimit: Buffer.byteLength(TEXT) })).toMatchObject({ ok: true });
    expect(await failure(path, { unpackedLimit: Buffer.byteLength(TEXT) - 1 })).toMatchObject({ code: 'file-too-large' });
  });
});

describe('what is read', () => {
  const packed = gzipSync(TEXT);
  it.each([
    ['plain', 'a.json', TEXT, Buffer.byteLength(TEXT)],
    ['with a byte order mark', 'b.json', `\ufeff${TEXT}`, Buffer.byteLength(TEXT) + 3],
    ['gzip', 'c.json.gz', packed, Buffer.byteLength(TEXT)],
    ['gzip under a plain name', 'd.json', packed, Buffer.byteLength(TEXT)],
    ['plain under a gzip name', 'e.json.gz', TEXT, Buffer.byteLength(TEXT)],
  ])('%s: the collection, its sizes and the hash of the file', async (_, name, content, unpackedBytes) => {
    const parsed = parseCollection(JSON.parse(TEXT));
    const result = await readCollectionFile(file(name, content));
    expect(result).toEqual({
      ok: true,
      value: { ...(parsed.ok ? parsed.value : {}), bytes: Buffer.from(content).length, unpackedBytes, hash: sha256(content) },
    });
  });

  it('random collections in pieces are what they are at once', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const path = file(`random-${seed}.json`, JSON.stringify(randomTenant(seed)));
      expect(await readCollectionFile(path, { piecesAbove: 500 })).toEqual(await readCollectionFile(path));
    }
  });
});

describe('progress and cancelling', () => {
  it('tells how many bytes of the file were read, then the stages after it', async () => {
    const large = `${TEXT}${' '.repeat(5 * 1024 ** 2)}`;
    const seen: ReadProgress[] = [];
    await readCollectionFile(file('progress.json', large), { onProgress: (progress) => seen.push(progress) });
    const read = seen.filter(({ stage }) => stage === 'read');
    expect(read.length).toBeGreaterThan(3);
    expect(read.map(({ done }) => done)).toEqual([...read.map(({ done }) => done)].sort((left, right) => left - right));
    expect(read.at(-1)).toEqual({ stage: 'read', done: Buffer.byteLength(large), total: Buffer.byteLength(large) });
    expect(seen.slice(read.length).map(({ stage }) => stage)).toEqual(['parse', 'check']);
  });

  it.each([
    ['before it starts', null],
    ['while it reads', 'read'],
    ['while it parses', 'parse'],
  ] as const)('%s', async (_, stage) => {
    const controller = new AbortController();
    if (stage === null) controller.abort();
    const result = failure(file('cancel.json', TEXT), {
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.stage === stage) controller.abort();
      },
    });
    expect(await result).toEqual({ code: 'cancelled', message: 'Reading the file was cancelled.' });
  });

  it('while it unpacks', async () => {
    const controller = new AbortController();
    const path = file('cancel.json.gz', gzipSync(Buffer.alloc(50 * 1024 ** 2, 0x20)));
    const result = failure(path, {
      signal: controller.signal,
      onProgress: ({ done, total }) => done === total && setImmediate(() => controller.abort()),
    });
    expect(await result).toMatchObject({ code: 'cancelled' });
  });
});
