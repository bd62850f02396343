import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renameOver, writeAtomically } from '../../../../../src/main/adapters/files/atomic-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function busy(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

describe('an atomic write', () => {
  it('replaces a file as a whole, for its owner only', async () => {
    const path = join(folder, 'a.json');
    writeFileSync(path, 'old', { mode: 0o644 });
    await writeAtomically(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(modeOf(path)).toBe(PRIVATE.file);
  });

  it('that fails leaves the old file and nothing beside it', async () => {
    const path = join(folder, 'taken');
    rmSync(path, { force: true });
    await expect(writeAtomically(join(folder, 'missing', 'a.json'), 'new')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a rename', () => {
  it('is tried again while another program holds the file', async () => {
    const codes = ['EPERM', 'EACCES', 'EBUSY'];
    let tries = 0;
    await renameOver('a', 'b', () => {
      tries += 1;
      const code = codes.shift();
      return code === undefined ? Promise.resolve() : Promise.reject(busy(code));
    });
    expect(tries).toBe(4);
  });

  it('is not tried again for another reason', async () => {
    let tries = 0;
    const rename = (): Promise<void> => {
      tries += 1;
      return Promise.reject(busy('ENOENT'));
    };
    await expect(renameOver('a', 'b', rename)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(tries).toBe(1);
  });
});
