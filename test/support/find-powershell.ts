import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The PowerShell that tests run on: what MAILSCOPE_PWSH names, otherwise `pwsh` on the PATH. Null where there is none: such tests are skipped by name then. */
export const powershellPath: string | null = findPowerShell();

/** What a PowerShell is started with in tests, besides the environment of the test. */
export const POWERSHELL_ENVIRONMENT = {
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  NO_COLOR: '1',
  TERM: 'dumb',
} as const;

function findPowerShell(): string | null {
  const named = process.env['MAILSCOPE_PWSH'];
  if (named !== undefined && named !== '') {
    if (!isProgram(named)) throw new Error('MAILSCOPE_PWSH names no program');
    return named;
  }
  const file = process.platform === 'win32' ? 'pwsh.exe' : 'pwsh';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, file)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
