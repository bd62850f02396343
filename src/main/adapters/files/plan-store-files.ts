import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { journalEntrySchema, type JournalEntry } from '../../../shared/domain/plan/journal.schema';
import type { PlanJournal, PlanStore } from '../../ports/plan-store';
import { writeAtomically } from './atomic-file';
import { PlanJournalFile } from './plan-journal-file';
import { makePrivateFolder } from './storage-folder';
import { setAside } from './versioned-file';

const SUFFIX = '.jsonl';
const PLAN_ID = /^[a-z0-9][a-z0-9-]{3,79}$/;
/** What this version writes. */
const VERSION = 1;

type Stored =
  | { readonly kind: 'journal'; readonly journal: PlanJournalFile }
  | { readonly kind: 'absent' }
  /** It is left alone or was set aside: one sentence. */
  | { readonly kind: 'unusable'; readonly note: string };

/** Journals of plans as files: `plans/<plan id>.jsonl`, one line an entry. */
export class PlanStoreFiles implements PlanStore {
  private readonly folder: string;

  constructor(
    root: string,
    private readonly now: () => string,
  ) {
    this.folder = join(root, 'plans');
  }

  /** See the port. */
  async list(): Promise<{ readonly planIds: readonly string[]; readonly notes: readonly string[] }> {
    const planIds: string[] = [];
    const notes: string[] = [];
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.sort()) {
      const planId = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : '';
      if (!PLAN_ID.test(planId)) continue;
      const stored = await this.read(planId);
      if (stored.kind === 'journal') planIds.push(planId);
      else if (stored.kind === 'unusable') notes.push(stored.note);
    }
    return { planIds, notes };
  }

  /** See the port. Null too for one that was written by a newer version, or was set aside because it is damaged. */
  async open(planId: string): Promise<PlanJournal | null> {
    const stored = PLAN_ID.test(planId) ? await this.read(planId) : null;
    return stored?.kind === 'journal' ? stored.journal : null;
  }

  /** See the port. Rejects where there is a journal of that id already. */
  async create(planId: string, first: JournalEntry): Promise<PlanJournal> {
    if (!PLAN_ID.test(planId)) throw new Error('that is no id of a plan');
    await makePrivateFolder(this.folder);
    const path = this.pathOf(planId);
    const taken = await open(path, 'r').catch(() => null);
    if (taken !== null) {
      await taken.close();
      throw new Error('there is a journal of this plan already');
    }
    const line = `${JSON.stringify(first)}\n`;
    // The first line is there whole or not at all: a plan of which half is known is none.
    await writeAtomically(path, line);
    await flushFolder(this.folder);
    return new PlanJournalFile(path, [first], Buffer.byteLength(line));
  }

  /** See the port. */
  async remove(planId: string): Promise<void> {
    if (!PLAN_ID.test(planId)) return;
    await rm(this.pathOf(planId), { force: true });
    await flushFolder(this.folder);
  }

  private async read(planId: string): Promise<Stored> {
    const path = this.pathOf(planId);
    const label = `The journal of the plan ${planId}`;
    const content = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
    if (content instanceof Error) {
      return content.code === 'ENOENT' ? { kind: 'absent' } : { kind: 'unusable', note: `${label} could not be read.` };
    }
    // What follows the last line end was being written when something ended: it never happened.
    const length = content.lastIndexOf(10) + 1;
    const lines = content.subarray(0, length).toString('utf8').split('\n').slice(0, -1);
    if (isNewer(lines[0])) {
      return { kind: 'unusable', note: `${label} was written by a newer version of Mailscope and is left as it is.` };
    }
    const entries = lines.map(readEntry);
    const whole = entries.filter((entry) => entry !== null);
    if (whole.length !== entries.length || whole[0]?.kind !== 'plan') {
      return { kind: 'unusable', note: await setAside(path, label, this.now()) };
    }
    return { kind: 'journal', journal: new PlanJournalFile(path, whole, length) };
  }

  private pathOf(planId: string): string {
    return join(this.folder, `${planId}${SUFFIX}`);
  }
}

function readEntry(line: string): JournalEntry | null {
  const value = readJson(line);
  const entry = journalEntrySchema.safeParse(value);
  return entry.success ? entry.data : null;
}

function isNewer(line: string | undefined): boolean {
  const value = readJson(line ?? '');
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return false;
  return typeof value.schemaVersion === 'number' && value.schemaVersion > VERSION;
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** A file's name is as durable as its folder. Windows has no such thing, and needs none. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
