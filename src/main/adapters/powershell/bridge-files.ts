import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BRIDGE_HASHES } from './bridge-hash';

/** The file that PowerShell imports. */
export const BRIDGE_MANIFEST = 'Mailscope.Bridge.psd1';

/** Whether the files in a folder are the bridge as it was shipped; the name of the first one that is not. */
export async function damagedFile(folder: string, hashes: Readonly<Record<string, string>> = BRIDGE_HASHES): Promise<string | null> {
  for (const [name, hash] of Object.entries(hashes)) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => null);
    if (text === null || bridgeHash(text) !== hash) return name;
  }
  return null;
}

/** SHA-256 of a file of the bridge. Line ends do not count: a checkout may have changed them. */
export function bridgeHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'utf8').digest('hex');
}
