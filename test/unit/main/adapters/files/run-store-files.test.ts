import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Spool } from '../../../../../src/engine/reading/spool';
import { RunStoreFiles } from '../../../../../src/main/adapters/files/run-store-files';
import { modeOf, PRIVATE } from '../../../../support/file-mode';

let root: string;
let store: RunStoreFiles;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailscope-runs-'));
  store = new RunStoreFiles(root);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function begun(runId: string, at: string): Promise<{ folder: string; target: string }> {
  const place = await store.placeFor('TENANT', runId);
  if (!place.ok) throw new Error(place.error.message);
  const wishes = { target: 'demo', tenantId: 'TENANT', cloud: 'global', mode: 'simulator', mailboxPermissions: 'all' } as const;
  const spool = await Spool.begin(place.value.folder, { runId, startedAt: at, wishes }, () => at);
  await spool.close();
  return place.value;
}

describe('readings under way', () => {
  it('lie under their tenant, open to their owner alone', async () => {
    const { folder, target } = await begun('0123456789abcdef', '2026-11-21T07:00:00Z');
    expect(folder).toBe(join(root, 'tenants', 'tenant', 'unfinished', '0123456789abcdef'));
    expect(target).toBe(`${folder}.json.gz`);
    expect(modeOf(join(root, 'tenants', 'tenant', 'unfinished'))).toBe(PRIVATE.folder);
  });

  it('are listed as the engine left them, latest first; what is none is passed over', async () => {
    await begun('0123456789abcdef', '2026-11-21T07:00:00Z');
    await begun('fedcba9876543210', '2026-11-21T08:00:00Z');
    const unfinished = join(root, 'tenants', 'tenant', 'unfinished');
    mkdirSync(join(unfinished, 'not a run'));
    mkdirSync(join(unfinished, 'aaaaaaaaaaaaaaaa'));
    writeFileSync(join(unfinished, 'aaaaaaaaaaaaaaaa', 'reading.json'), '{"schemaVersion":99}');
    const runs = await store.list();
    expect(runs.map(({ state }) => state.runId)).toEqual(['fedcba9876543210', '0123456789abcdef']);
  });

  it('go with everything they have', async () => {
    const place = await begun('0123456789abcdef', '2026-11-21T07:00:00Z');
    writeFileSync(place.target, 'x');
    await store.discard(place);
    expect([existsSync(place.folder), existsSync(place.target)]).toEqual([false, false]);
    expect(await store.list()).toEqual([]);
    await store.discard(place);
  });

  it('need a folder that can be written', async () => {
    writeFileSync(join(root, 'tenants'), 'a file in the way');
    expect(await store.placeFor('TENANT', '0123456789abcdef')).toMatchObject({ ok: false, error: { code: 'storage-not-writable' } });
  });
});
