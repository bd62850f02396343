import { describe, expect, it } from 'vitest';
import { candidates, type Candidate } from '../../../../../src/main/adapters/powershell/candidates';

const WINDOWS = {
  ProgramFiles: 'C:\\Program Files',
  ProgramW6432: 'C:\\Program Files',
  'ProgramFiles(x86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\adele\\AppData\\Local',
  USERPROFILE: 'C:\\Users\\adele',
  SYSTEMROOT: 'C:\\WINDOWS',
  Path: 'C:\\tools;relative;"D:\\with quotes";C:\\tools',
};

function shown(list: readonly Candidate[]): readonly string[] {
  return list.map((place) => (place.kind === 'file' ? place.path : `${place.folder} ${place.begins}* ${place.file}`));
}

describe('candidates', () => {
  it('looks on Windows in the program folders, the Store, the PATH, and last for Windows PowerShell', () => {
    expect(shown(candidates('win32', WINDOWS, null))).toEqual([
      'C:\\Program Files\\PowerShell 7* pwsh.exe',
      'C:\\Program Files (x86)\\PowerShell 7* pwsh.exe',
      'C:\\Users\\adele\\AppData\\Local\\Microsoft\\WindowsApps\\pwsh.exe',
      'C:\\Users\\adele\\.dotnet\\tools\\pwsh.exe',
      'C:\\tools\\pwsh.exe',
      'D:\\with quotes\\pwsh.exe',
      'C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    ]);
  });

  it('looks on macOS where the package and Homebrew put it', () => {
    expect(shown(candidates('darwin', { HOME: '/Users/adele', PATH: '/usr/bin:bin' }, null))).toEqual([
      '/usr/local/microsoft/powershell 7* pwsh',
      '/usr/local/bin/pwsh',
      '/opt/homebrew/bin/pwsh',
      '/opt/homebrew/opt powershell* bin/pwsh',
      '/usr/local/opt powershell* bin/pwsh',
      '/Users/adele/.dotnet/tools/pwsh',
      '/usr/bin/pwsh',
    ]);
  });

  it('looks on Linux where packages, archives and snaps put it', () => {
    expect(shown(candidates('linux', { PATH: '/home/adele/bin::.' }, null))).toEqual([
      '/usr/bin/pwsh',
      '/opt/microsoft/powershell 7* pwsh',
      '/snap/bin/pwsh',
      '/snap/bin/powershell',
      '/usr/local/bin/pwsh',
      '/home/adele/bin/pwsh',
    ]);
  });

  it.each(['win32', 'darwin', 'linux'] as const)('begins on %s with what the user chose', (platform) => {
    expect(candidates(platform, {}, '/chosen/pwsh')[0]).toEqual({ kind: 'file', path: '/chosen/pwsh' });
  });

  it('takes no program from NODE_POWERSHELL', () => {
    expect(shown(candidates('linux', { NODE_POWERSHELL: '/evil/pwsh' }, null)).join()).not.toContain('evil');
  });
});
