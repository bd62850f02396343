import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bridgeHash, damagedFile } from '../../../../../src/main/adapters/powershell/bridge-files';
import { BRIDGE_HASHES } from '../../../../../src/main/adapters/powershell/bridge-hash';

const SHIPPED = join(import.meta.dirname, '../../../../../resources/powershell');

describe('the bridge', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-bridge-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(BRIDGE_HASHES))('is what bridge-hash.ts says: %s', (name, hash) => {
    const renewed = bridgeHash(readFileSync(join(SHIPPED, name), 'utf8'));
    expect(renewed, 'After a change of the bridge run: node scripts/bridge-hash.mjs').toBe(hash);
  });

  it('is taken whatever its line ends are, and not with a character more', async () => {
    const hashes = { 'a.psm1': bridgeHash('one\ntwo\n') };
    writeFileSync(join(folder, 'a.psm1'), 'one\r\ntwo\r\n');
    expect(await damagedFile(folder, hashes)).toBeNull();
    writeFileSync(join(folder, 'a.psm1'), 'one\r\ntwo \r\n');
    expect(await damagedFile(folder, hashes)).toBe('a.psm1');
    expect(await damagedFile(join(folder, 'nowhere'), hashes)).toBe('a.psm1');
  });
});
