import type { JournalEntry } from '../../../src/shared/domain/plan/journal.schema';
import { journalEntrySchema } from '../../../src/shared/domain/plan/journal.schema';
import type { PlanJournal, PlanStore } from '../../../src/main/ports/plan-store';

/** The process was killed here. */
export class Killed extends Error {}

/** A journal in memory, every line checked as it would be read again. It can end like a process: before or after a line. */
export class MemoryJournal implements PlanJournal {
  readonly entries: JournalEntry[] = [];
  /** Called before a line is written, and after; throws Killed for a kill there. */
  watch: (when: 'before' | 'after', entry: JournalEntry, index: number) => void = () => undefined;

  constructor(entries: readonly JournalEntry[] = []) {
    this.entries.push(...entries);
  }

  append(entry: JournalEntry): Promise<void> {
    try {
      this.watch('before', entry, this.entries.length);
      this.entries.push(journalEntrySchema.parse(JSON.parse(JSON.stringify(entry))));
      this.watch('after', entry, this.entries.length - 1);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  kinds(): readonly string[] {
    return this.entries.map(({ kind }) => kind);
  }
}

/** Journals in memory. */
export class MemoryPlanStore implements PlanStore {
  readonly journals = new Map<string, MemoryJournal>();
  notes: readonly string[] = [];

  list(): Promise<{ readonly planIds: readonly string[]; readonly notes: readonly string[] }> {
    return Promise.resolve({ planIds: [...this.journals.keys()], notes: this.notes });
  }

  open(planId: string): Promise<PlanJournal | null> {
    return Promise.resolve(this.journals.get(planId) ?? null);
  }

  create(planId: string, first: JournalEntry): Promise<PlanJournal> {
    const journal = new MemoryJournal([first]);
    this.journals.set(planId, journal);
    return Promise.resolve(journal);
  }

  remove(planId: string): Promise<void> {
    this.journals.delete(planId);
    return Promise.resolve();
  }
}
