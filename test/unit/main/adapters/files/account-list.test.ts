import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountList } from '../../../../../src/main/adapters/files/account-list';
import type { KeptAccount } from '../../../../../src/main/services/accounts-kept';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-accounts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ADA: KeptAccount = {
  id: '0123456789abcdef',
  cloud: 'global',
  tenantId: '11111111-1111-4111-8111-111111111111',
  tenantName: 'Contoso',
  username: 'ada@contoso.com',
  displayName: 'Ada',
  guest: false,
  customer: null,
  client: 'own',
  clientId: '22222222-2222-4222-8222-222222222222',
  state: 'ready',
  scopes: ['User.Read'],
  signedInAt: '2026-11-21T07:00:00Z',
  homeAccountId: 'home',
  homeTenantId: '11111111-1111-4111-8111-111111111111',
};
const DEMO: KeptAccount = { ...ADA, id: 'fedcba9876543210', cloud: 'demo' };
const now = (): string => '2026-11-21T07:00:00.000Z';
const open = () => openAccountList(join(folder, 'accounts.json'), now, ({ cloud }) => cloud !== 'demo');

describe('the list of accounts', () => {
  it('is empty in the beginning', async () => {
    expect(await open()).toMatchObject({ current: [], note: null });
  });

  it('is there again after a restart, without those that end with the app', async () => {
    const list = await open();
    await list.set([ADA, DEMO]);
    expect(list.current).toEqual([ADA, DEMO]);
    expect((await open()).current).toEqual([ADA]);
  });

  it.each([
    ['that is damaged is set aside with a sentence', '{ "schemaVersion": 1, "accounts": [{}] }', /was damaged/],
    ['of a newer version is left alone', '{ "schemaVersion": 9 }', /newer version/],
  ])('%s', async (_case, text, note) => {
    writeFileSync(join(folder, 'accounts.json'), text);
    const list = await open();
    expect(list).toMatchObject({ current: [], note: expect.stringMatching(note) });
    await list.set([ADA]);
    const stored = readFileSync(join(folder, 'accounts.json'), 'utf8');
    expect(stored.includes('ada@contoso.com')).toBe(!text.includes('9'));
  });
});
