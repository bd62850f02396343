import { readOutputs } from '../../shared/domain/plan/look-result';
import type { PlanStep } from '../../shared/domain/plan/plan.schema';
import type { PlanAttempt } from './plan-attempt';
import { PlanCredentials } from './plan-credentials';
import { backwardTask, forwardTask, type PlanTask, type StepEnd } from './plan-task';
import type { Seen } from './tenant-looks';

/** Takes one step back: sends what undoes it at most once, and waits until the tenant shows it. */
export class BackwardStep {
  private readonly credentials: PlanCredentials;

  constructor(private readonly attempt: PlanAttempt) {
    this.credentials = new PlanCredentials(attempt);
  }

  /** Runs to where it is taken back, or stands still. `undoSince`: when it was asked for. Throws MissingOutput and JournalFailure. */
  async run(step: PlanStep, undoSince: string): Promise<StepEnd> {
    const { attempt } = this;
    const { log, control } = attempt.parts;
    if (step.undo.kind === 'impossible') return this.leave(step, step.undo.says, undoSince);
    const task = backwardTask(step);
    if (task === null) {
      await log.write({ kind: 'undone', step: step.id, says: 'Nothing had been changed.' });
      return 'over';
    }
    const own = await this.own(step);
    if (own.kind === 'end') return own.end;
    if (own.kind === 'nothing') {
      await log.write({ kind: 'undone', step: step.id, says: 'Nothing of it was found in the tenant.' });
      return 'over';
    }
    const first = await attempt.look(task, task.verification, own.outputs);
    if (first.kind === 'end') return first.end;
    if (first.seen.holds) return this.finish(task, first.seen);
    for (;;) {
      if (control.stopped) return 'stopped';
      const { undoOutcome } = attempt.progress(step);
      if (undoOutcome === 'made') {
        const looked = await attempt.settle(task, null, own.outputs);
        return looked.kind === 'end' ? looked.end : this.finish(task, looked.seen);
      }
      if (undoOutcome === 'unknown' && task.change?.api !== 'person') {
        const found = await attempt.resolveDoubt(task, own.outputs);
        if (found.kind === 'end') return found.end;
        if (found.kind === 'seen') return this.finish(task, found.seen);
        continue;
      }
      if (task.change?.api === 'person') {
        const end = await this.askPerson(task, task.change.instruction);
        if (end !== null) return end;
        continue;
      }
      const sent = await attempt.send(task, own.outputs, () => Promise.resolve({ keyId: null, says: '' }));
      if (sent.kind === 'end') return sent.end;
      if (sent.kind !== 'look') continue;
      const looked = await attempt.lookAfter(task, sent, own.outputs);
      if (looked.kind === 'end') return looked.end;
      return looked.seen.holds ? this.finish(task, looked.seen) : attempt.fail(step, sent.code, null, sent.says);
    }
  }

  /** What the step brought: from the journal, or, where it ended too early for that, from the tenant. */
  private async own(
    step: PlanStep,
  ): Promise<
    | { readonly kind: 'known'; readonly outputs: Readonly<Record<string, string>> | null }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'end'; readonly end: StepEnd }
  > {
    const { outputs, made } = this.attempt.progress(step);
    if (outputs !== null || Object.keys(step.outputs).length === 0) return { kind: 'known', outputs: outputs ?? made };
    const looked = await this.attempt.look(forwardTask(step));
    if (looked.kind === 'end') return looked;
    const found = looked.seen.results[0]?.found[0];
    const read = found === undefined ? null : readOutputs(step.outputs, found);
    return read === null ? { kind: 'nothing' } : { kind: 'known', outputs: { ...made, ...read } };
  }

  /** What cannot be taken back stays, once somebody has taken note of it. */
  private async leave(step: PlanStep, says: string, undoSince: string): Promise<StepEnd> {
    const { confirmed } = this.attempt.progress(step);
    if (confirmed !== null && Date.parse(confirmed.at) >= Date.parse(undoSince)) return 'over';
    return this.attempt.hold(step, {
      kind: 'person',
      says: `${says} Confirm to go on with the steps before it; this one stays as it is.`.slice(0, 4_000),
    });
  }

  private async askPerson({ step }: PlanTask, instruction: string): Promise<StepEnd | null> {
    const { log } = this.attempt.parts;
    const { undoOutcome, sentAt, confirmed } = this.attempt.progress(step);
    if (undoOutcome === 'unknown' && confirmed !== null && sentAt !== null && Date.parse(confirmed.at) >= Date.parse(sentAt)) {
      await log.write({
        kind: 'outcome',
        step: step.id,
        direction: 'undo',
        ok: true,
        status: null,
        says: `Confirmed by ${confirmed.by}. ${confirmed.says}`.slice(0, 4_000),
      });
      return null;
    }
    if (undoOutcome !== 'unknown') await log.write({ kind: 'intent', step: step.id, direction: 'undo' });
    return this.attempt.hold(step, { kind: 'person', says: instruction.slice(0, 4_000) });
  }

  private async finish({ step }: PlanTask, seen: Seen): Promise<StepEnd> {
    await this.credentials.forget(step);
    await this.attempt.parts.log.write({ kind: 'undone', step: step.id, says: seen.says.slice(0, 20).join(' ').slice(0, 4_000) });
    return 'over';
  }
}
