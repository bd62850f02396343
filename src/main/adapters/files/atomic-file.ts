import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Errors by which a virus scanner or an indexer says that it holds the file for a moment (Windows). */
const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY']);
const PAUSES = [10, 30, 100, 300, 600];

/** Renames over a file, and tries again while another program holds it for a moment. */
export async function renameOver(from: string, to: string, renameFile: typeof rename = rename): Promise<void> {
  for (const pause of PAUSES) {
    try {
      await renameFile(from, to);
      return;
    } catch (error) {
      if (!BUSY.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  await renameFile(from, to);
}

/** Writes a file so that at any moment either the old or the new content stands there whole. Readable by its owner only. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const draft = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOver(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
