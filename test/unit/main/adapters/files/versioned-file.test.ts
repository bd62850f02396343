import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { openKeptValue, readStored, writeStored, type FileFormat } from '../../../../../src/main/adapters/files/versioned-file';

interface Colour {
  readonly colour: string;
}

const FORMAT: FileFormat<Colour> = {
  label: 'The colour',
  version: 3,
  schema: z.object({ colour: z.string() }),
  migrations: {
    1: (content) => ({ color: content['value'] }),
    2: (content) => ({ colour: content['color'] }),
  },
};
const now = (): string => '2026-11-21T12:00:00.000Z';

describe('a stored text', () => {
  test.each([
    ['of this version', '{"schemaVersion":3,"colour":"red"}', { kind: 'value', value: { colour: 'red' } }],
    ['of the version before', '{"schemaVersion":2,"color":"red"}', { kind: 'value', value: { colour: 'red' } }],
    ['of the first version', '{"schemaVersion":1,"value":"red"}', { kind: 'value', value: { colour: 'red' } }],
    ['of a newer version', '{"schemaVersion":4,"hue":"red"}', { kind: 'newer', version: 4 }],
    ['without a version', '{"colour":"red"}', { kind: 'damaged' }],
    ['of version 0', '{"schemaVersion":0,"colour":"red"}', { kind: 'damaged' }],
    ['with a wrong value', '{"schemaVersion":3,"colour":7}', { kind: 'damaged' }],
    ['that is cut off', '{"schemaVersion":3,"col', { kind: 'damaged' }],
    ['that is empty', '', { kind: 'damaged' }],
    ['that is a list', '[]', { kind: 'damaged' }],
    ['that is null', 'null', { kind: 'damaged' }],
  ])('%s', (_name, text, expected) => {
    expect(readStored(text, FORMAT)).toEqual(expected);
  });

  it('that was written is read again', () => {
    expect(readStored(writeStored({ colour: 'blue' }, FORMAT), FORMAT)).toEqual({ kind: 'value', value: { colour: 'blue' } });
  });
});

describe('a kept value', () => {
  let folder: string;
  const path = (): string => join(folder, 'deep', 'colour.json');
  const open = (file = path()): ReturnType<typeof openKeptValue<Colour>> => openKeptValue(file, FORMAT, { colour: 'none' }, now);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-kept-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the fallback where nothing was kept, and what was set afterwards', async () => {
    const value = await open();
    expect([value.current, value.note]).toEqual([{ colour: 'none' }, null]);
    expect(await value.set({ colour: 'green' })).toBe(true);
    expect((await open()).current).toEqual({ colour: 'green' });
    expect(modeOf(path())).toBe(PRIVATE.file);
  });

  it('that was set twice at once is the later one', async () => {
    const value = await open();
    await Promise.all([value.set({ colour: 'one' }), value.set({ colour: 'two' })]);
    expect((await open()).current).toEqual({ colour: 'two' });
    expect(readdirSync(join(folder, 'deep'))).toEqual(['colour.json']);
  });

  it('of a newer version is refused and left alone', async () => {
    const file = join(folder, 'colour.json');
    writeFileSync(file, '{"schemaVersion":9,"hue":1}');
    const value = await open(file);
    expect(value.current).toEqual({ colour: 'none' });
    expect(value.note).toContain('newer version');
    expect(await value.set({ colour: 'red' })).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('{"schemaVersion":9,"hue":1}');
  });

  it('that is damaged is set aside with a sentence, and can be set again', async () => {
    const file = join(folder, 'colour.json');
    writeFileSync(file, '{"schemaVersion":3,');
    const value = await open(file);
    expect(value.note).toBe('The colour was damaged. It was set aside, and Mailscope goes on without it.');
    expect(readdirSync(folder)).toEqual(['colour.json.damaged-2026-11-21T120000000Z']);
    expect(await value.set({ colour: 'red' })).toBe(true);
  });

  it('that cannot be written holds until the app ends', async () => {
    writeFileSync(join(folder, 'deep'), 'a file where the folder should be');
    const value = await open();
    expect(await value.set({ colour: 'red' })).toBe(false);
    expect(value.current).toEqual({ colour: 'red' });
  });
});
