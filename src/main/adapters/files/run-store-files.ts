import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import { RUN_STATE_FILE, runIdSchema, spoolStateSchema } from '../../../shared/ipc/reading-run-shapes';
import type { RunPlace, RunStore, StoredRun } from '../../ports/run-store';
import { folderNameOf } from './reading-store-files';
import { makePrivateFolder } from './storage-folder';

/** Readings under way as folders: `tenants/<tenant id>/unfinished/<run id>/`. */
export class RunStoreFiles implements RunStore {
  constructor(private readonly root: string) {}

  /** See the port. */
  async placeFor(tenantId: string, runId: string): Promise<Result<RunPlace, Failure>> {
    const tenant = join(this.root, 'tenants', folderNameOf(tenantId));
    const unfinished = join(tenant, 'unfinished');
    try {
      for (const part of [this.root, join(this.root, 'tenants'), tenant, unfinished]) await makePrivateFolder(part);
      return ok(placeIn(unfinished, runId));
    } catch (error) {
      return err(failure('storage-not-writable', { detail: `${unfinished}: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}` }));
    }
  }

  /** See the port. */
  async list(): Promise<readonly StoredRun[]> {
    const runs: StoredRun[] = [];
    for (const tenant of await namesIn(join(this.root, 'tenants'))) {
      const unfinished = join(this.root, 'tenants', tenant, 'unfinished');
      for (const runId of await namesIn(unfinished)) {
        if (!runIdSchema.safeParse(runId).success) continue;
        const place = placeIn(unfinished, runId);
        const text = await readFile(join(place.folder, RUN_STATE_FILE), 'utf8').catch(() => '');
        const state = spoolStateSchema.safeParse(parseJson(text));
        if (state.success && state.data.runId === runId) runs.push({ ...place, state: state.data });
      }
    }
    return runs.sort((left, right) => (left.state.updatedAt < right.state.updatedAt ? 1 : -1));
  }

  /** See the port. */
  async discard({ folder, target }: RunPlace): Promise<void> {
    // The file first: the folder alone tells that there is a run, so nothing is left behind that nobody knows of.
    await rm(target, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

function placeIn(unfinished: string, runId: string): RunPlace {
  return { folder: join(unfinished, runId), target: join(unfinished, `${runId}.json.gz`) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
