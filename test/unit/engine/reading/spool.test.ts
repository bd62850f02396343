import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Spool } from '../../../../src/engine/reading/spool';
import { modeOf, PRIVATE } from '../../../support/file-mode';

const now = (): string => '2026-11-21T07:00:00Z';
const START = {
  runId: 'run',
  startedAt: now(),
  wishes: { target: 'demo', tenantId: 't', cloud: 'global', mode: 'simulator', mailboxPermissions: 'all' },
} as const;

const spools: Spool[] = [];
let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailscope-spool-'));
  folder = join(root, 'run');
});

afterEach(async () => {
  for (const spool of spools.splice(0)) await spool.close();
  rmSync(root, { recursive: true, force: true });
});

async function rowsOf(spool: Spool, part: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of spool.rows(part)) rows.push(row);
  return rows;
}

async function begun(): Promise<Spool> {
  const spool = await Spool.begin(folder, START, now);
  spools.push(spool);
  return spool;
}

/** What a process that is killed leaves behind: everything on disk, nothing in memory. */
async function resumed(): Promise<Spool> {
  const spool = await Spool.resume(folder, now);
  if (!spool) throw new Error('nothing to resume');
  spools.push(spool);
  return spool;
}

describe('what was read so far', () => {
  it('lies in files of its owner alone', async () => {
    const spool = await begun();
    await spool.append('graph.users', [{ id: 'a' }]);
    await spool.save();
    expect(modeOf(folder)).toBe(PRIVATE.folder);
    for (const name of readdirSync(folder)) expect(modeOf(join(folder, name))).toBe(PRIVATE.file);
    await spool.close();
  });

  it('is there again for the next run, with its marks', async () => {
    const spool = await begun();
    await spool.append('graph.users', [{ id: 'a' }, { id: 'line\nbreak' }], { cursor: '/v1.0/users?2' });
    spool.nameTenant({ displayName: 'Contoso', defaultDomain: null });
    await spool.save();
    const next = await resumed();
    expect(next.facts).toMatchObject({ runId: 'run', tenant: { displayName: 'Contoso' } });
    expect(next.part('graph.users')).toMatchObject({ state: 'open', count: 2, cursor: '/v1.0/users?2' });
    expect(await rowsOf(next, 'graph.users')).toEqual([{ id: 'a' }, { id: 'line\nbreak' }]);
  });

  it('counts only up to the last time it was saved, and goes on from there', async () => {
    const spool = await begun();
    await spool.append('graph.users', [{ id: 'a' }]);
    await spool.save();
    // More than is kept in memory: it reaches the file, but no state speaks of it.
    await spool.append('graph.users', [{ id: 'x'.repeat(300_000) }]);
    const next = await resumed();
    await next.append('graph.users', [{ id: 'b' }]);
    await next.save();
    expect(await rowsOf(next, 'graph.users')).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it('holds rows of a part and what another part says about them together', async () => {
    const spool = await begun();
    const saves: Promise<void>[] = [];
    for (let turn = 0; turn < 200; turn += 1) {
      const added = spool.append('rows', [{ turn }]);
      saves.push(spool.append('done', [turn]).then(() => added));
      if (turn % 7 === 0) saves.push(spool.save());
    }
    await Promise.all(saves);
    const next = await resumed();
    const done = await rowsOf(next, 'done');
    expect(await rowsOf(next, 'rows')).toEqual(done.map((turn) => ({ turn })));
    expect(done.length).toBeGreaterThan(190);
  });

  it('of a part that began anew is never mixed with what it was before', async () => {
    const spool = await begun();
    await spool.append('graph.users', [{ id: 'old' }]);
    await spool.save();
    await spool.restart('graph.users');
    await spool.append('graph.users', [{ id: 'y'.repeat(300_000) }]);
    // Killed before the new beginning was saved: the old one still holds.
    expect(await rowsOf(await resumed(), 'graph.users')).toEqual([{ id: 'old' }]);
    await spool.save();
    expect(await rowsOf(await resumed(), 'graph.users')).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.endsWith('.rows'))).toEqual(['graph.users.1.rows']);
  });

  it('of a part whose file is too short begins anew', async () => {
    const spool = await begun();
    await spool.append('graph.users', [{ id: 'a' }, { id: 'b' }]);
    spool.mark('graph.users', { state: 'complete' });
    await spool.save();
    await spool.close();
    writeFileSync(join(folder, 'graph.users.0.rows'), '{"id"');
    expect((await resumed()).part('graph.users')).toMatchObject({ state: 'open', count: 0 });
  });

  it('is the inside of an array as it lies there', async () => {
    const spool = await begun();
    await spool.append('graph.users', [{ id: 'a' }]);
    await spool.append('graph.users', [{ id: 'b' }]);
    await spool.save();
    appendFileSync(join(folder, 'graph.users.0.rows'), ',{"id":"never counted"}\n');
    const pieces: Buffer[] = [];
    for await (const piece of spool.text('graph.users') ?? []) pieces.push(piece);
    expect(JSON.parse(`[${Buffer.concat(pieces).toString()}]`)).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(spool.text('graph.groups')).toBeNull();
  });

  it.each([
    ['is missing', null],
    ['is no JSON', '{'],
    ['was written by a later version', '{"schemaVersion":2}'],
  ])('whose state %s is not gone on with', async (_what, text) => {
    const spool = await begun();
    await spool.close();
    if (text === null) rmSync(join(folder, 'reading.json'));
    else writeFileSync(join(folder, 'reading.json'), text);
    expect(await Spool.resume(folder, now)).toBeNull();
  });

  it('never has a half-written state', async () => {
    const spool = await begun();
    const saves = Array.from({ length: 20 }, async (_, index) => {
      await spool.append('graph.users', [{ index }]);
      await spool.save();
    });
    const looks = Array.from({ length: 50 }, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      expect(() => JSON.parse(readFileSync(join(folder, 'reading.json'), 'utf8')) as unknown).not.toThrow();
    });
    await Promise.all([...saves, ...looks]);
    await spool.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(existsSync(join(folder, 'reading.json'))).toBe(true);
  });
});
