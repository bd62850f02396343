import type { Plan, PlanStep } from '../../shared/domain/plan/plan.schema';
import { isOver, type RunProgress } from '../../shared/domain/plan/run-state';
import type { ChangeNeeds } from '../ports/tenant-writer';

/** What the rest of a plan needs of whoever runs it; of steps that others do, nothing. */
export function needsOf(plan: Plan, progress: RunProgress, backwards: boolean): ChangeNeeds {
  const others = new Set(
    progress.steps.filter(({ state, handedTo }) => handedTo !== null || (!backwards && isOver(state))).map(({ id }) => id),
  );
  const steps = plan.steps.filter(({ id }) => !others.has(id));
  return { scopes: scopesOf(steps), exchange: plan.basis.some(isExchange) || plan.steps.some(usesExchange) };
}

/** What the next step alone needs: nobody has to have every right of a plan. */
export function needsOfNext(plan: Plan, progress: RunProgress): ChangeNeeds {
  const over = new Set(progress.steps.filter(({ state, handedTo }) => isOver(state) || handedTo !== null).map(({ id }) => id));
  const next = plan.steps.find(({ id }) => !over.has(id));
  return { scopes: scopesOf(next ? [next] : []), exchange: plan.basis.some(isExchange) || plan.steps.some(usesExchange) };
}

function scopesOf(steps: readonly PlanStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ requires }) => requires.scopes))].sort();
}

function usesExchange(step: PlanStep): boolean {
  const { change, verification, precondition, undo } = step;
  const undone = undo.kind === 'change' ? [...undo.verification.map(({ read }) => read.api), undo.change.api] : [];
  return change?.api === 'exchange' || [...verification, ...precondition].some(isExchange) || undone.includes('exchange');
}

function isExchange({ read }: { readonly read: { readonly api: string } }): boolean {
  return read.api === 'exchange';
}
