import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../files/atomic-file';
import { makePrivateFolder } from '../files/storage-folder';
import { setAside } from '../files/versioned-file';
import { seal, sealedFileName, unseal } from './sealed-text';

/** What a file of a name holds. `absent`: there is none. `unusable`: it cannot be used and is left as it is. */
export type SealedContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged' | 'unusable'; readonly note: string };

/** Encrypted files in a folder of their owner's. */
export class SealedFiles {
  constructor(
    private readonly folder: string,
    private readonly now: () => string,
  ) {}

  /** Reads and decrypts; what is damaged is set aside. */
  async read(name: string, key: Uint8Array): Promise<SealedContent> {
    const path = this.pathOf(name);
    let content: Uint8Array;
    try {
      content = await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
      return { kind: 'unusable', note: 'A file with kept secrets could not be read.' };
    }
    const unsealed = unseal(name, content, key);
    if (unsealed.kind === 'text') return unsealed;
    if (unsealed.kind === 'newer') {
      return { kind: 'unusable', note: 'A file with kept secrets was written by a newer version of Mailscope and is left as it is.' };
    }
    const note = await setAside(path, 'A file with kept secrets', this.now());
    return { kind: 'damaged', note: `${note} Sign in again where you are asked to.` };
  }

  /** Writes whole or not at all; answers whether it did. */
  async write(name: string, text: string, key: Uint8Array): Promise<boolean> {
    try {
      await makePrivateFolder(this.folder);
      await writeAtomically(this.pathOf(name), seal(name, text, key));
      return true;
    } catch {
      return false;
    }
  }

  /** Removes the file of a name, and what was set aside of it. */
  async remove(name: string): Promise<void> {
    const own = sealedFileName(name);
    const files = await readdir(this.folder).catch(() => []);
    for (const file of files.filter((candidate) => candidate === own || candidate.startsWith(`${own}.`))) {
      await rm(join(this.folder, file), { force: true }).catch(() => undefined);
    }
  }

  private pathOf(name: string): string {
    return join(this.folder, sealedFileName(name));
  }
}
