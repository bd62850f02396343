import type { PlanRun, PlanStepView, RunState, StepState, StepStatus } from './plan-api';

const MOVING: readonly RunState[] = ['running', 'undoing'];
const ENDED: readonly RunState[] = ['done', 'cancelled', 'undone'];

/** Whether Mailscope is at work on a plan right now: changing, or taking back. */
export function isMoving(state: RunState): boolean {
  return MOVING.includes(state);
}

/** Whether a plan is over: nothing more happens to it by itself, and nothing is left to do. */
export function isEnded(state: RunState): boolean {
  return ENDED.includes(state);
}

/** Whether a plan was begun and is not over: what a start must not forget. */
export function isUnfinished(state: RunState): boolean {
  return state !== 'draft' && !isEnded(state);
}

/** Whether nothing more is to come of a step. */
export function isStepSettled(state: StepState): boolean {
  return state === 'done' || state === 'already-so' || state === 'skipped' || state === 'undone';
}

/** Whether a step has been done, so that it can be taken back. */
export function isStepDone(state: StepState): boolean {
  return state === 'done' || state === 'already-so';
}

/** The status of a step; one that main does not tell of has not begun. */
export function statusOf(run: PlanRun | null, stepId: string): StepStatus {
  return (
    run?.steps.find((step) => step.id === stepId) ?? {
      id: stepId,
      state: 'open',
      since: null,
      hold: null,
      evidence: [],
      reason: null,
      attempts: 0,
    }
  );
}

/** The step a plan stands at: the first one that is under way, else the first one that is not settled; null where all are. */
export function currentStep(run: PlanRun): string | null {
  const busy = run.steps.find(({ state }) => state !== 'open' && !isStepSettled(state));
  return (busy ?? run.steps.find(({ state }) => state === 'open'))?.id ?? null;
}

/** How many steps are settled. */
export function settledSteps(run: PlanRun): number {
  return run.steps.filter(({ state }) => isStepSettled(state)).length;
}

/** Whether a done step can be taken back, with everything after it: every done step from it on must have a way back. */
export function canUndoTo(steps: readonly PlanStepView[], run: PlanRun, stepId: string): boolean {
  const from = steps.findIndex((step) => step.id === stepId);
  if (from < 0 || isMoving(run.state) || !isStepDone(statusOf(run, stepId).state)) return false;
  const done = steps.slice(from).filter((step) => statusOf(run, step.id).state === 'done');
  return done.some((step) => step.undo.kind === 'change');
}

/** Steps that are done and that no undoing takes back, from one step on: titles. */
export function keptByUndo(steps: readonly PlanStepView[], run: PlanRun, stepId: string): readonly string[] {
  const from = steps.findIndex((step) => step.id === stepId);
  return steps
    .slice(Math.max(0, from))
    .filter((step) => statusOf(run, step.id).state === 'done' && step.undo.kind === 'impossible')
    .map((step) => step.title);
}

/** What a step has made that somebody has to carry to the app: a secret, or a certificate with its private key. Null where nothing. */
export function credentialToCopy({ credential }: Pick<PlanStepView, 'credential'>, state: StepState): PlanStepView['credential'] {
  return isStepDone(state) ? credential : null;
}
