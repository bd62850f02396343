import type { Hold, JournalEntry } from '../../shared/domain/plan/journal.schema';
import type { Plan } from '../../shared/domain/plan/plan.schema';
import { JournalFold, type RunProgress, type StepProgress } from '../../shared/domain/plan/run-state';
import type { PlanJournal } from '../ports/plan-store';

/** A journal that cannot be written: nothing may be changed any more. */
export class JournalFailure extends Error {
  constructor(readonly detail: string) {
    super('the journal of the plan could not be written');
  }
}

/** One line, as it is written; the time is added. */
export type JournalLine = JournalEntry extends infer Entry ? (Entry extends { at: string } ? Omit<Entry, 'at'> : never) : never;

/** The journal of a run, and how far it is by it. */
export class PlanLog {
  private readonly fold: JournalFold;
  /** What a step waits for right now, where only the time of the last look differs from what is written. */
  private live: Extract<JournalEntry, { kind: 'held' }> | null = null;

  constructor(
    plan: Pick<Plan, 'steps'>,
    private readonly journal: PlanJournal,
    private readonly now: () => string,
    private readonly onChanged: () => void,
  ) {
    this.fold = new JournalFold(plan);
    for (const entry of journal.entries) this.fold.take(entry);
  }

  /** Every line so far. */
  get entries(): readonly JournalEntry[] {
    return this.journal.entries;
  }

  /** How far the plan is. */
  progress(): RunProgress {
    const progress = this.fold.progress();
    const { live } = this;
    if (live === null) return progress;
    return { ...progress, steps: progress.steps.map((step) => (step.id === live.step && step.hold ? { ...step, hold: live.hold } : step)) };
  }

  /** How far one step is. */
  step(id: string): StepProgress {
    return this.fold.step(id);
  }

  /** Writes one line; only when it is on the disk the next thing may happen. Throws JournalFailure. */
  async write(line: JournalLine): Promise<void> {
    const entry = { ...line, at: this.now() } as JournalEntry;
    try {
      await this.journal.append(entry);
    } catch (error) {
      throw new JournalFailure(error instanceof Error && 'code' in error ? String(error.code) : String(error));
    }
    this.live = null;
    this.fold.take(entry);
    this.onChanged();
  }

  /** A step stands still. The same wait, looked at again, is shown but not written once more. */
  async hold(step: string, hold: Hold): Promise<void> {
    const before = this.fold.step(step).hold;
    if (before === null || !isSameHold(before, hold)) {
      await this.write({ kind: 'held', step, hold });
      return;
    }
    this.live = { kind: 'held', at: this.now(), step, hold };
    this.onChanged();
  }
}

function isSameHold(one: Hold, other: Hold): boolean {
  const plain = (hold: Hold): string => JSON.stringify(hold.kind === 'settling' ? { ...hold, lastLook: '' } : hold);
  return plain(one) === plain(other);
}
