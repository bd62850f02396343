import { SETTLING_FACTS } from '../../shared/domain/plan/settling';
import type { Change, Look, PlanStep } from '../../shared/domain/plan/plan.schema';

/** Doing a step, or taking it back: the one change, and what is true when it has shown. */
export interface PlanTask {
  readonly step: PlanStep;
  readonly direction: 'do' | 'undo';
  readonly change: Change | null;
  readonly verification: readonly Look[];
  readonly precondition: readonly Look[];
}

/** How a run of one step ended. `over`: it is done, or taken back. */
export type StepEnd = 'over' | 'held' | 'stopped';

const MINUTE = 60_000;

/** A change that nobody knows of is looked for so long where sending it twice would do no harm. */
const LOOK_FOR = MINUTE / 2;
/** And so long where it would: what was made may be long in coming into sight. */
const LOOK_FOR_NEW = 10 * MINUTE;

/** Doing a step. */
export function forwardTask(step: PlanStep): PlanTask {
  const { change, verification, precondition } = step;
  return { step, direction: 'do', change, verification, precondition };
}

/** Taking a step back; null where it cannot be, or nothing was changed. */
export function backwardTask(step: PlanStep): PlanTask | null {
  if (step.undo.kind !== 'change') return null;
  const { change, verification } = step.undo;
  return { step, direction: 'undo', change, verification, precondition: [] };
}

/**
 * How long, after a change whose answer never came, it is looked for before looks are believed that it was not made. Whatever has a
 * name, a key or a place of its own is refused when it is sent a second time; what is made without one would be there twice.
 */
export function doubtTime(task: PlanTask): number {
  const usual = SETTLING_FACTS[task.step.settles].usual;
  return Math.min(Math.max(usual, LOOK_FOR), makesAnother(task) ? LOOK_FOR_NEW : LOOK_FOR);
}

function makesAnother({ change, step, direction }: PlanTask): boolean {
  if (direction === 'do' && step.credential !== null) return true;
  if (change === null || change.api !== 'graph') return false;
  if (change.edit !== null) return change.edit.add.length > 0;
  return change.method === 'POST' && !/\/(\$ref|appRoleAssignments|appRoleAssignedTo|oauth2PermissionGrants)$/.test(change.path);
}
