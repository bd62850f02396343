import type { Plan, PlanStep } from '../../shared/domain/plan/plan.schema';
import { isOver, stepsToUndo, wasTouched } from '../../shared/domain/plan/run-state';
import { MissingOutput } from '../../shared/domain/plan/template';
import { PlanAttempt, type AttemptParts } from './plan-attempt';
import { BackwardStep } from './plan-backward';
import { ForwardStep } from './plan-forward';
import type { StepEnd } from './plan-task';

/** How a run ended: the plan is over, a step stands still, it was stopped, or the tenant is not as it was read. */
export type RunEnd = 'over' | 'held' | 'stopped' | 'stale';

/** Runs one plan over one tenant: forward to its end, or back to where it is asked for. Every line is on the disk before the next thing happens. */
export class PlanExecutor {
  private readonly attempt: PlanAttempt;

  constructor(
    private readonly plan: Plan,
    private readonly parts: AttemptParts,
  ) {
    this.attempt = new PlanAttempt(parts);
  }

  /** Goes on from wherever the journal says that it is. Throws JournalFailure. */
  run(): Promise<RunEnd> {
    return this.parts.log.progress().undoTo === null ? this.forward() : this.backward();
  }

  /** Looks whether a step has been done meanwhile, by somebody else. */
  async isDone(step: PlanStep): Promise<boolean> {
    if (step.verification.length === 0) return false;
    try {
      const seen = await this.attempt.looks.look(step.verification, this.attempt.outputs(step), this.parts.control.signal);
      return seen.ok && seen.value.holds;
    } catch (error) {
      if (error instanceof MissingOutput) return false;
      throw error;
    }
  }

  private async forward(): Promise<RunEnd> {
    const { log, control } = this.parts;
    const begun = log.progress().steps.some((step) => isOver(step.state) || wasTouched(step) || step.hold !== null);
    if (!begun) {
      const basis = await this.checkBasis();
      if (basis !== null) return basis;
    }
    const step = new ForwardStep(this.attempt);
    for (const next of this.plan.steps) {
      if (isOver(log.step(next.id).state)) continue;
      if (control.stopped) return 'stopped';
      const end = await this.guarded(next, () => step.run(next));
      if (end !== 'over') return end;
    }
    await log.write({ kind: 'ended', how: 'done' });
    return 'over';
  }

  private async backward(): Promise<RunEnd> {
    const { log, control } = this.parts;
    const { undoTo, undoSince, steps } = log.progress();
    const step = new BackwardStep(this.attempt);
    for (const next of stepsToUndo(this.plan, steps, undoTo ?? '')) {
      if (control.stopped) return 'stopped';
      const end = await this.guarded(next, () => step.run(next, undoSince ?? ''));
      if (end !== 'over') return end;
    }
    const rest = log.progress().steps.some((other) => wasTouched(other) && this.undoOf(other.id) !== 'impossible');
    await log.write(rest ? { kind: 'paused' } : { kind: 'ended', how: 'undone' });
    return 'over';
  }

  private undoOf(id: string): PlanStep['undo']['kind'] {
    return this.plan.steps.find((step) => step.id === id)?.undo.kind ?? 'nothing';
  }

  /** Looks whether the tenant is as it was read: what a plan rests on. Null: it is. */
  private async checkBasis(): Promise<RunEnd | null> {
    const { log, control } = this.parts;
    const [first] = this.plan.steps;
    const seen = await this.attempt.looks.look(this.plan.basis, {}, control.signal);
    if (!seen.ok) {
      if (seen.error.kind === 'cancelled' || first === undefined) return 'stopped';
      if (seen.error.kind === 'forbidden') await this.attempt.right(first, seen.error.reason);
      else
        await this.attempt.fail(first, seen.error.kind === 'notSignedIn' ? 'sign-in-needed' : 'plan-not-readable', null, seen.error.reason);
      return 'held';
    }
    const { holds, says } = seen.value;
    await log.write({ kind: 'basis', ok: holds, says: says.slice(0, 200).map((text) => text.slice(0, 4_000)) });
    return holds ? null : 'stale';
  }

  private async guarded(step: PlanStep, run: () => Promise<StepEnd>): Promise<StepEnd> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof MissingOutput)) throw error;
      const title = this.plan.steps.find(({ id }) => id === error.step)?.title ?? error.step;
      return this.attempt.fail(step, 'plan-output-missing', `This step needs what the step “${title}” would have brought.`, error.message);
    }
  }
}
