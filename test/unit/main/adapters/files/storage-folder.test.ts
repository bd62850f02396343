import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modeOf, PRIVATE } from '../../../../support/file-mode';
import { describe, expect, it, test } from 'vitest';
import { localDataFolder, makePrivateFolder } from '../../../../../src/main/adapters/files/storage-folder';

describe('data lies in the local application data folder, never in a roaming one', () => {
  test.each([
    ['win32', { LOCALAPPDATA: '/local', APPDATA: '/roaming' }, join('/local', 'Mailscope')],
    ['win32', {}, join('/home/anna', 'AppData', 'Local', 'Mailscope')],
    ['darwin', {}, '/home/anna/Library/Application Support/Mailscope'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/mailscope'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/anna/.local/share/mailscope'],
    ['linux', {}, '/home/anna/.local/share/mailscope'],
  ] as const)('%s %j', (platform, environment, expected) => {
    expect(localDataFolder({ platform, home: '/home/anna', environment })).toBe(expected);
  });
});

describe('a private folder', () => {
  it('is closed to others, also where it was open before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailscope-private-'));
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    await makePrivateFolder(open);
    await makePrivateFolder(join(open, 'deep', 'er'));
    for (const path of [open, join(open, 'deep'), join(open, 'deep', 'er')]) expect(modeOf(path)).toBe(PRIVATE.folder);
    rmSync(folder, { recursive: true });
  });
});
