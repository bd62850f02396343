import { statSync } from 'node:fs';

/** Who may use a file, as octal text. Windows keeps no such bits: there the profile's own rights hold, and the answer is null. */
export function modeOf(path: string): string | null {
  return process.platform === 'win32' ? null : (statSync(path).mode & 0o777).toString(8);
}

/** What a file or folder that only its owner may use answers. */
export const PRIVATE = { file: process.platform === 'win32' ? null : '600', folder: process.platform === 'win32' ? null : '700' } as const;
