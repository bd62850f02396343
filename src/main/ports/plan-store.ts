import type { JournalEntry } from '../../shared/domain/plan/journal.schema';

/** The journal of one plan. */
export interface PlanJournal {
  /** What was written so far. A last line that was cut short by a crash is not among it. */
  readonly entries: readonly JournalEntry[];
  /** Resolves when the line is on the disk (fsync): only then the next thing may happen. Rejects where it cannot be written. */
  append(entry: JournalEntry): Promise<void>;
}

/** Where plans that were begun are kept: `plans/<plan id>.jsonl`. */
export interface PlanStore {
  /** Ids of what is kept; `notes`: journals that could not be read, one sentence each (they are set aside, never deleted). */
  list(): Promise<{ readonly planIds: readonly string[]; readonly notes: readonly string[] }>;
  open(planId: string): Promise<PlanJournal | null>;
  /** Begins a journal with its first line, which holds the plan. */
  create(planId: string, first: JournalEntry): Promise<PlanJournal>;
  remove(planId: string): Promise<void>;
}
