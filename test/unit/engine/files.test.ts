import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packFile, writeChunks } from '../../../src/engine/files';
import { modeOf, PRIVATE } from '../../support/file-mode';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = { signal: new AbortController().signal, onProgress: () => undefined };
const hashOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

describe('packing a collection file', () => {
  it('packs plain JSON and keeps what is packed as it is', async () => {
    const text = JSON.stringify({ hello: 'world'.repeat(1000) });
    writeFileSync(join(folder, 'plain.json'), text);
    writeFileSync(join(folder, 'packed.json'), gzipSync(text));
    expect((await packFile(join(folder, 'plain.json'), join(folder, 'a.json.gz'), hashOf(text), options)).ok).toBe(true);
    const packed = readFileSync(join(folder, 'packed.json'));
    expect(await packFile(join(folder, 'packed.json'), join(folder, 'b.json.gz'), hashOf(packed), options)).toEqual({
      ok: true,
      value: { bytes: packed.length },
    });
    expect(gunzipSync(readFileSync(join(folder, 'a.json.gz'))).toString()).toBe(text);
    expect(readFileSync(join(folder, 'b.json.gz'))).toEqual(packed);
    expect(modeOf(join(folder, 'a.json.gz'))).toBe(PRIVATE.file);
  });

  it('refuses a file that changed since it was read, and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'plain.json'), 'changed');
    const packed = await packFile(join(folder, 'plain.json'), join(folder, 'a.json.gz'), hashOf('original'), options);
    expect(packed).toMatchObject({ ok: false, error: { code: 'file-not-readable' } });
    expect(readdirSync(folder)).toEqual(['plain.json']);
  });

  it('ends when it is cancelled, and leaves nothing behind', async () => {
    writeFileSync(join(folder, 'plain.json'), 'x'.repeat(100_000));
    const packed = await packFile(join(folder, 'plain.json'), join(folder, 'a.json.gz'), hashOf('x'), {
      ...options,
      signal: AbortSignal.abort(),
    });
    expect(packed).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(readdirSync(folder)).toEqual(['plain.json']);
  });
});

describe('writing an export', () => {
  function* chunks(count: number): Generator<string> {
    for (let index = 0; index < count; index += 1) yield `${'x'.repeat(99)}\n`;
  }

  it('replaces the file as a whole and tells how far it is', async () => {
    const stages: number[] = [];
    writeFileSync(join(folder, 'a.csv'), 'old');
    const written = await writeChunks(join(folder, 'a.csv'), chunks(5000), { ...options, onProgress: (_stage, done) => stages.push(done) });
    expect(written.ok).toBe(true);
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toHaveLength(500_000);
    expect(stages.length).toBeGreaterThan(3);
  });

  it('that is cancelled leaves the old file and nothing beside it', async () => {
    const controller = new AbortController();
    writeFileSync(join(folder, 'a.csv'), 'old');
    const written = await writeChunks(join(folder, 'a.csv'), chunks(5000), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(written).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect([readdirSync(folder), readFileSync(join(folder, 'a.csv'), 'utf8')]).toEqual([['a.csv'], 'old']);
  });

  it('says which file it could not write', async () => {
    const path = join(folder, 'missing', 'a.csv');
    expect(await writeChunks(path, chunks(1), options)).toMatchObject({
      ok: false,
      error: { code: 'file-not-writable', detail: `${path}: ENOENT` },
    });
  });

  it('does not take a bug for a failure of the disk', async () => {
    function* broken(): Generator<string> {
      yield 'x';
      throw new TypeError('a bug');
    }
    await expect(writeChunks(join(folder, 'a.csv'), broken(), options)).rejects.toThrow(TypeError);
    expect(readdirSync(folder)).toEqual([]);
  });
});
