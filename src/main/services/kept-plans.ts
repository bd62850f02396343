import type { JournalEntry } from '../../shared/domain/plan/journal.schema';
import type { Plan } from '../../shared/domain/plan/plan.schema';
import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { PlanJournal, PlanStore } from '../ports/plan-store';

/** A plan that was begun, and its journal. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly journal: PlanJournal;
}

/** Plans that were begun, each read from the disk once. */
export class KeptPlans {
  private readonly opened = new Map<string, Promise<KeptPlan | null>>();

  /** `demoEnds`: what was begun in the demo tenant before the app started ended with that tenant, which began anew. */
  constructor(
    private readonly store: PlanStore,
    private readonly demoEnds = false,
  ) {}

  /** The plan of this id; null where none was begun. */
  async find(planId: string): Promise<KeptPlan | null> {
    const before = this.opened.get(planId) ?? this.open(planId);
    this.opened.set(planId, before);
    const kept = await before;
    if (kept === null) this.opened.delete(planId);
    return kept;
  }

  /** All of them, and what could not be read. */
  async all(): Promise<{ readonly plans: readonly KeptPlan[]; readonly notes: readonly string[] }> {
    const { planIds, notes } = await this.store.list();
    const plans = await Promise.all(planIds.map((planId) => this.find(planId)));
    return { plans: plans.filter((kept) => kept !== null), notes };
  }

  /** Begins a journal; the plan lies in its first line. */
  async begin(plan: Plan, target: string, at: string): Promise<Result<KeptPlan, Failure>> {
    try {
      const journal = await this.store.create(plan.id, { kind: 'plan', schemaVersion: 1, at, plan, target });
      const kept = { plan, journal };
      this.opened.set(plan.id, Promise.resolve(kept));
      return ok(kept);
    } catch (error) {
      return err(failure('plan-journal-failed', { detail: error instanceof Error && 'code' in error ? String(error.code) : null }));
    }
  }

  /** Forgets a plan and its journal. */
  async remove(planId: string): Promise<void> {
    this.opened.delete(planId);
    await this.store.remove(planId);
  }

  private async open(planId: string): Promise<KeptPlan | null> {
    const journal = await this.store.open(planId);
    const first: JournalEntry | undefined = journal?.entries[0];
    if (journal === null || first?.kind !== 'plan') return null;
    // Its steps would count as done in a tenant that knows nothing of them.
    if (this.demoEnds && first.target === 'demo') {
      await this.store.remove(planId);
      return null;
    }
    return { plan: first.plan, journal };
  }
}
