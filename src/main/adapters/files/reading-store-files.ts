import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { ReadingRecord } from '../../../shared/ipc/engine-protocol';
import type { ReadingStore, StoredReading } from '../../ports/reading-store';
import { renameOver, writeAtomically } from './atomic-file';
import { sidecarFormat } from './formats';
import { makePrivateFolder } from './storage-folder';
import { readStored, setAside, writeStored } from './versioned-file';

const SIDECAR = '.reading.json';
const PACKED = '.json.gz';

/** A tenant id as a folder name. It comes from a file that anybody may have made: what is no plain id is encoded. */
export function folderNameOf(tenantId: string): string {
  const key = tenantId.trim().toLowerCase();
  return /^[0-9a-z][0-9a-z-]{0,63}$/.test(key) && !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(key)
    ? key
    : `x${Buffer.from(key.slice(0, 60)).toString('hex')}`;
}

/** Readings as files: `tenants/<tenant id>/readings/<id>.json.gz` with a sidecar each. */
export class ReadingStoreFiles implements ReadingStore {
  constructor(
    private readonly root: string,
    private readonly now: () => string,
  ) {}

  /** See the port. */
  async list(): Promise<{ readings: readonly StoredReading[]; notes: readonly string[] }> {
    const readings: StoredReading[] = [];
    const notes = new Set<string>();
    for (const tenant of await namesIn(join(this.root, 'tenants'))) {
      const folder = join(this.root, 'tenants', tenant, 'readings');
      for (const name of await namesIn(folder)) {
        if (!name.endsWith(SIDECAR)) continue;
        const stored = await this.readSidecar(folder, name.slice(0, -SIDECAR.length), notes);
        if (stored) readings.push(stored);
      }
    }
    readings.sort((left, right) => (left.openedAt < right.openedAt ? 1 : -1));
    return { readings, notes: [...notes] };
  }

  /** See the port. */
  async find(readingId: string): Promise<StoredReading | null> {
    const { readings } = await this.list();
    return readings.find((stored) => stored.record.id === readingId) ?? null;
  }

  /** See the port. */
  async placeFor(record: Pick<ReadingRecord, 'id' | 'tenant'>): Promise<Result<string, Failure>> {
    const tenant = join(this.root, 'tenants', folderNameOf(record.tenant.id));
    const folder = join(tenant, 'readings');
    try {
      for (const part of [this.root, join(this.root, 'tenants'), tenant, folder]) await makePrivateFolder(part);
      return ok(join(folder, `${record.id}${PACKED}`));
    } catch (error) {
      return err(notWritable(folder, error));
    }
  }

  /** See the port. */
  async remember(stored: StoredReading): Promise<Result<void, Failure>> {
    const { path, ...sidecarContent } = stored;
    const sidecar = `${path.slice(0, -PACKED.length)}${SIDECAR}`;
    try {
      await writeAtomically(sidecar, writeStored(sidecarContent, sidecarFormat));
      return ok(undefined);
    } catch (error) {
      return err(notWritable(sidecar, error));
    }
  }

  /** See the port. */
  async copyTo(path: string, target: string): Promise<Result<{ bytes: number }, Failure>> {
    const draft = join(dirname(target), `.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await copyFile(path, draft, constants.COPYFILE_EXCL);
      await renameOver(draft, target);
      return ok({ bytes: (await stat(target)).size });
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      return err(failure('file-not-writable', { detail: `${target}: ${code}` }));
    }
  }

  /** See the port. */
  async forget(readingId: string): Promise<Result<void, Failure>> {
    const stored = await this.find(readingId);
    if (!stored) return err(failure('reading-unknown'));
    try {
      // The file first: what remains after a crash is a sidecar without a file, which the list leaves out.
      await rm(stored.path, { force: true });
      await rm(`${stored.path.slice(0, -PACKED.length)}${SIDECAR}`, { force: true });
      return ok(undefined);
    } catch (error) {
      return err(notWritable(stored.path, error));
    }
  }

  private async readSidecar(folder: string, id: string, notes: Set<string>): Promise<StoredReading | null> {
    const path = join(folder, `${id}${PACKED}`);
    const sidecar = join(folder, `${id}${SIDECAR}`);
    try {
      const stored = readStored(await readFile(sidecar, 'utf8'), sidecarFormat);
      if (stored.kind === 'newer') {
        notes.add('Some stored readings were written by a newer version of Mailscope. They are left as they are and not listed.');
        return null;
      }
      if (stored.kind === 'damaged' || stored.value.record.id !== id) {
        notes.add(await setAside(sidecar, sidecarFormat.label, this.now()));
        return null;
      }
      await access(path);
      return { ...stored.value, path };
    } catch {
      return null;
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function notWritable(path: string, error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return failure('storage-not-writable', { detail: `${path}: ${code}` });
}
