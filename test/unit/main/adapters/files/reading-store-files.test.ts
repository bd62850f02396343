import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { folderNameOf, ReadingStoreFiles } from '../../../../../src/main/adapters/files/reading-store-files';
import { readingRecord } from '../../../../support/fakes';

let root: string;
let store: ReadingStoreFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailscope-store-'));
  store = new ReadingStoreFiles(root, () => '2026-11-21T12:00:00.000Z');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function keep(id: string, openedAt: string): Promise<string> {
  const record = readingRecord({ id });
  const place = await store.placeFor(record);
  if (!place.ok) throw new Error(place.error.message);
  writeFileSync(place.value, 'packed');
  await store.remember({ record, openedAt, fileName: 'a.json', path: place.value });
  return place.value;
}

const FIRST = 'a'.repeat(32);
const SECOND = 'b'.repeat(32);

describe('the store of readings', () => {
  it('keeps a reading and its sidecar under its tenant, closed to others', async () => {
    const path = await keep(FIRST, '2026-11-21T08:00:00Z');
    const folder = join(root, 'tenants', readingRecord().tenant.id, 'readings');
    expect(path).toBe(join(folder, `${FIRST}.json.gz`));
    expect(readdirSync(folder).sort()).toEqual([`${FIRST}.json.gz`, `${FIRST}.reading.json`]);
    for (const part of [root, join(root, 'tenants'), folder]) expect(modeOf(part)).toBe(PRIVATE.folder);
    expect(modeOf(join(folder, `${FIRST}.reading.json`))).toBe(PRIVATE.file);
  });

  it('lists the latest first, without opening any reading', async () => {
    await keep(FIRST, '2026-11-21T08:00:00Z');
    await keep(SECOND, '2026-11-21T09:00:00Z');
    expect((await store.list()).readings.map((stored) => stored.record.id)).toEqual([SECOND, FIRST]);
  });

  it('forgets the reading and its sidecar, and knows it no more', async () => {
    const path = await keep(FIRST, '2026-11-21T08:00:00Z');
    expect((await store.forget(FIRST)).ok).toBe(true);
    expect(existsSync(path)).toBe(false);
    expect(await store.find(FIRST)).toBeNull();
    expect(await store.forget(FIRST)).toMatchObject({ ok: false, error: { code: 'reading-unknown' } });
  });

  it('leaves out a sidecar whose reading is gone', async () => {
    rmSync(await keep(FIRST, '2026-11-21T08:00:00Z'));
    expect(await store.list()).toEqual({ readings: [], notes: [] });
  });

  it('sets a damaged sidecar aside and says so once', async () => {
    const path = await keep(FIRST, '2026-11-21T08:00:00Z');
    const sidecar = path.replace('.json.gz', '.reading.json');
    writeFileSync(sidecar, '{"schemaVersion":1,');
    const { readings, notes } = await store.list();
    expect(readings).toEqual([]);
    expect(notes).toEqual(['The description of a stored reading was damaged. It was set aside, and Mailscope goes on without it.']);
    expect(existsSync(sidecar)).toBe(false);
    expect((await store.list()).notes).toEqual([]);
  });

  it('leaves a sidecar of a newer version as it is', async () => {
    const path = await keep(FIRST, '2026-11-21T08:00:00Z');
    const sidecar = path.replace('.json.gz', '.reading.json');
    writeFileSync(sidecar, '{"schemaVersion":99}');
    const { readings, notes } = await store.list();
    expect([readings.length, notes.length]).toEqual([0, 1]);
    expect(readFileSync(sidecar, 'utf8')).toBe('{"schemaVersion":99}');
  });

  it('does not take a sidecar that names another reading', async () => {
    const path = await keep(FIRST, '2026-11-21T08:00:00Z');
    writeFileSync(path.replace(FIRST, SECOND), 'packed');
    writeFileSync(path.replace(`${FIRST}.json.gz`, `${SECOND}.reading.json`), readFileSync(path.replace('.json.gz', '.reading.json')));
    expect((await store.list()).readings.map((stored) => stored.record.id)).toEqual([FIRST]);
  });

  it('says which folder it cannot write', async () => {
    const blocked = join(root, 'blocked');
    writeFileSync(blocked, '');
    const failing = new ReadingStoreFiles(blocked, () => '2026-11-21T12:00:00.000Z');
    expect(await failing.placeFor(readingRecord())).toMatchObject({ ok: false, error: { code: 'storage-not-writable' } });
  });

  it('is empty where nothing was ever kept', async () => {
    mkdirSync(join(root, 'other'));
    expect(await new ReadingStoreFiles(join(root, 'other'), () => '').list()).toEqual({ readings: [], notes: [] });
  });
});

describe('the folder of a tenant', () => {
  test.each([
    ['a guid', '84D2D372-8bda-47c1-8734-02dcc0a70a38', '84d2d372-8bda-47c1-8734-02dcc0a70a38'],
    ['a way out', '../../etc', 'x2e2e2f2e2e2f657463'],
    ['a separator', 'a\\b', 'x615c62'],
    ['a device of Windows', 'CON', 'x636f6e'],
    ['a hidden folder', '.ssh', 'x2e737368'],
  ])('%s', (_name, id, expected) => {
    expect(folderNameOf(id)).toBe(expected);
  });

  it('is never longer than a file system takes', () => {
    expect(folderNameOf('ü'.repeat(500)).length).toBeLessThan(250);
  });
});
