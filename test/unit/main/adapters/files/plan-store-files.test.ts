import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlanStoreFiles } from '../../../../../src/main/adapters/files/plan-store-files';
import type { JournalEntry } from '../../../../../src/shared/domain/plan/journal.schema';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { firstEntry } from '../../../../support/journal-plan';

const ID = 'plan-0123abcd';
const FIRST = firstEntry(ID);
const INTENT: JournalEntry = { kind: 'intent', at: '2026-11-21T12:00:01Z', step: 'ask', direction: 'do' };
const DONE: JournalEntry = {
  kind: 'done',
  at: '2026-11-21T12:00:02Z',
  step: 'ask',
  changed: true,
  outputs: { id: 'a\nb' },
  evidence: ['Zoë said yes.\r\nReally.', '\u2028'],
};

let root: string;
let store: PlanStoreFiles;
const path = (): string => join(root, 'plans', `${ID}.jsonl`);
/** What another start of the app finds. */
const anew = (): PlanStoreFiles => new PlanStoreFiles(root, () => '2026-11-21T13:00:00.000Z');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailscope-plans-'));
  store = anew();
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the journal of a plan', () => {
  it('is kept line by line, and found again whole', async () => {
    const journal = await store.create(ID, FIRST);
    await Promise.all([journal.append(INTENT), journal.append(DONE)]);
    expect(journal.entries).toEqual([FIRST, INTENT, DONE]);
    expect(readFileSync(path(), 'utf8').split('\n')).toHaveLength(4);
    expect((await anew().open(ID))?.entries).toEqual([FIRST, INTENT, DONE]);
    expect(await anew().list()).toEqual({ planIds: [ID], notes: [] });
  });

  it('is for its owner alone', async () => {
    await (await store.create(ID, FIRST)).append(INTENT);
    expect([modeOf(join(root, 'plans')), modeOf(path())]).toEqual([PRIVATE.folder, PRIVATE.file]);
  });

  it('is the same wherever the last line was cut short, and goes on from there', async () => {
    const journal = await store.create(ID, FIRST);
    await journal.append(INTENT);
    const before = readFileSync(path());
    await journal.append(DONE);
    const whole = readFileSync(path());
    for (let size = before.length; size < whole.length; size += 7) {
      writeFileSync(path(), whole.subarray(0, size));
      const found = (await anew().open(ID))!;
      expect(found.entries).toEqual([FIRST, INTENT]);
      await found.append(DONE);
      expect(readFileSync(path()).equals(whole)).toBe(true);
    }
  });

  it('forgets what a crash left behind the last line, such as a block of nothing', async () => {
    const journal = await store.create(ID, FIRST);
    appendFileSync(path(), Buffer.alloc(4_096));
    await journal.append(INTENT);
    expect((await anew().open(ID))?.entries).toEqual([FIRST, INTENT]);
  });

  it.each([
    ['a line in the middle is damaged', (text: string) => text.replace('"intent"', '"in\u0000ent"')],
    ['a line in the middle is none of a journal', (text: string) => text.replace('"intent"', '"something"')],
    ['the plan in it is none', (text: string) => text.replace('mailscope-plan/1', 'mailscope-plan/x')],
    ['it does not begin with its plan', (text: string) => text.slice(text.indexOf('\n') + 1)],
    ['it is empty', () => ''],
  ])('is set aside with a note where %s', async (_case, damage) => {
    const journal = await store.create(ID, FIRST);
    await journal.append(INTENT);
    await journal.append(DONE);
    writeFileSync(path(), damage(readFileSync(path(), 'utf8')));
    const { planIds, notes } = await anew().list();
    expect(planIds).toEqual([]);
    expect(notes).toEqual([`The journal of the plan ${ID} was damaged. It was set aside, and Mailscope goes on without it.`]);
    expect(readdirSync(join(root, 'plans'))).toEqual([`${ID}.jsonl.damaged-2026-11-21T130000000Z`]);
    expect(await anew().open(ID)).toBeNull();
  });

  it('of a newer version is left alone', async () => {
    await store.create(ID, FIRST);
    const text = readFileSync(path(), 'utf8').replace('"schemaVersion":1', '"schemaVersion":2');
    writeFileSync(path(), text);
    expect(await anew().open(ID)).toBeNull();
    const { planIds, notes } = await anew().list();
    expect([planIds, notes.join()]).toEqual([[], expect.stringContaining('written by a newer version of Mailscope')]);
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });

  it('is begun once', async () => {
    await store.create(ID, FIRST);
    await expect(store.create(ID, FIRST)).rejects.toThrow('already');
  });

  it('is not begun in the middle when somebody has removed or shortened it', async () => {
    const journal = await store.create(ID, FIRST);
    truncateSync(path(), 10);
    await expect(journal.append(INTENT)).rejects.toThrow('shorter');
    await store.remove(ID);
    await expect(journal.append(INTENT)).rejects.toThrow('ENOENT');
    expect([journal.entries, existsSync(path())]).toEqual([[FIRST], false]);
  });

  it('goes on after an entry that could not be written', async () => {
    const journal = await store.create(ID, FIRST);
    const text = readFileSync(path());
    truncateSync(path(), 10);
    await expect(journal.append(INTENT)).rejects.toThrow();
    writeFileSync(path(), text);
    await journal.append(DONE);
    expect((await anew().open(ID))?.entries).toEqual([FIRST, DONE]);
  });

  it.each(['../plan-0123', 'PLAN', 'a', 'plan/../x', ''])('is nothing for the id "%s"', async (id) => {
    await expect(store.create(id, FIRST)).rejects.toThrow('no id');
    expect(await store.open(id)).toBeNull();
    await store.remove(id);
  });

  it('is not there before it is begun', async () => {
    expect([await store.open(ID), await store.list()]).toEqual([null, { planIds: [], notes: [] }]);
  });
});
