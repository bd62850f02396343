import { create } from 'zustand';
import type { PlanRun, PlanSummary } from './plan-api';

interface PlansState {
  /** Every plan that is kept, latest first; null until main told. */
  readonly plans: readonly PlanSummary[] | null;
  /** What could not be read of the stored plans, one sentence each. */
  readonly notes: readonly string[];
  /** The latest picture of each plan that was asked for or told of. */
  readonly runs: Readonly<Record<string, PlanRun>>;
  /** Plans for which an action is on its way. */
  readonly busy: readonly string[];
}

/** The plans of this computer. Changed by `plan-actions` only. */
export const usePlansStore = create<PlansState>(() => ({ plans: null, notes: [], runs: {}, busy: [] }));

/** How far a plan is, as main told last; null until it did. */
export function usePlanRun(planId: string): PlanRun | null {
  return usePlansStore((state) => state.runs[planId] ?? null);
}

/** Whether an action on a plan is on its way. */
export function useIsPlanBusy(planId: string): boolean {
  return usePlansStore((state) => state.busy.includes(planId));
}
