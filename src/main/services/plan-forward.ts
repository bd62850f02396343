import { readOutputs } from '../../shared/domain/plan/look-result';
import type { PlanStep } from '../../shared/domain/plan/plan.schema';
import { SETTLING_FACTS } from '../../shared/domain/plan/settling';
import type { PlanAttempt } from './plan-attempt';
import { PlanCredentials } from './plan-credentials';
import { forwardTask, type PlanTask, type StepEnd } from './plan-task';
import type { Seen } from './tenant-looks';

/** So many sentences of what was seen are written down; a plan may have a look per mailbox. */
const MOST_EVIDENCE = 100;

/** A step whose answers are lost again and again is somebody's to look into. */
const MOST_ROUNDS = 30;
const ALWAYS_LOST = 'The change was sent again and again, and what came of it never became clear.';

/** Does one step: looks first, sends its change at most once, and waits until the tenant shows it. */
export class ForwardStep {
  private readonly credentials: PlanCredentials;

  constructor(private readonly attempt: PlanAttempt) {
    this.credentials = new PlanCredentials(attempt);
  }

  /** Runs a step to where it is done, or stands still. Throws MissingOutput and JournalFailure. */
  async run(step: PlanStep): Promise<StepEnd> {
    const { attempt } = this;
    const { control } = attempt.parts;
    const task = forwardTask(step);
    const first = await this.lookFirst(task);
    if (first !== null) return first;
    for (let rounds = 0; ; rounds += 1) {
      if (control.stopped) return 'stopped';
      if (rounds > MOST_ROUNDS) return attempt.fail(step, 'tenant-unreachable', ALWAYS_LOST, null);
      const { outcome, handedTo, confirmed } = attempt.progress(step);
      // Where a person's word is the outcome, it counts whoever was asked.
      if (handedTo !== null && !(isPersons(task) && confirmed !== null)) return this.stayHandedOver(step, handedTo);
      if (outcome === 'made') return this.waitUntilShown(task);
      if (outcome === 'unknown' && !isPersons(task)) {
        const found = await attempt.resolveDoubt(task);
        if (found.kind === 'end') return found.end;
        if (found.kind === 'again') continue;
        const end = await this.shown(task, found.seen);
        if (end === 'not-ours') continue;
        return end;
      }
      const end = await this.make(task);
      if (end !== 'go-on') return end;
    }
  }

  /** Whether it is so already, whoever did it. */
  private async lookFirst(task: PlanTask): Promise<StepEnd | null> {
    const { attempt } = this;
    if (task.verification.length === 0) return null;
    const looked = await attempt.look(task);
    if (looked.kind === 'end') return looked.end;
    if (!looked.seen.holds && task.step.credential === null) return null;
    const end = await this.shown(task, looked.seen);
    return end === 'not-ours' ? null : end;
  }

  /** Sends the change, or asks a person for it. */
  private async make(task: PlanTask): Promise<StepEnd | 'go-on'> {
    const { attempt } = this;
    const { step, change } = task;
    if (change === null) return this.waitUntilShown(task);
    const needed = task.precondition.length === 0 ? null : await attempt.look(task, task.precondition);
    if (needed?.kind === 'end') return needed.end;
    if (needed?.seen.holds === false)
      return attempt.fail(step, 'plan-precondition', needed.seen.says[0] ?? null, needed.seen.says.join('\n'));
    if (change.api === 'person') return this.askPerson(task, change.instruction);
    const ask = await this.confirmationNeeded(step);
    if (ask !== null) return attempt.hold(step, { kind: 'person', says: ask });
    const made = await this.credentials.prepare(step);
    const sent = await attempt.send(task, made, (answer) => this.credentials.keep(step, answer));
    switch (sent.kind) {
      case 'end':
        return sent.end;
      case 'made':
      case 'unknown':
      case 'again':
        return 'go-on';
      case 'look': {
        const looked = await attempt.lookAfter(task, sent);
        if (looked.kind === 'end') return looked.end;
        if (looked.seen.holds) {
          const end = await this.shown(task, looked.seen);
          return end === 'not-ours' ? 'go-on' : end;
        }
        return attempt.fail(step, sent.code, null, `${sent.says} ${looked.seen.says[0] ?? ''}`);
      }
    }
  }

  /** What has to be said before this step runs; null where nothing has, or it was. */
  private async confirmationNeeded(step: PlanStep): Promise<string | null> {
    if (this.attempt.progress(step).confirmed !== null) return null;
    const sentences = [step.confirm, await this.credentials.warning(step)].filter((sentence): sentence is string => sentence !== null);
    return sentences.length === 0 ? null : sentences.join(' ');
  }

  private async askPerson(task: PlanTask, instruction: string): Promise<StepEnd | 'go-on'> {
    const { attempt } = this;
    const { step } = task;
    const { log } = attempt.parts;
    const { sentAt, confirmed } = attempt.progress(step);
    if (sentAt === null) await log.write({ kind: 'intent', step: step.id, direction: 'do' });
    else if (confirmed !== null && Date.parse(confirmed.at) >= Date.parse(sentAt)) {
      const says = `Confirmed by ${confirmed.by}. ${confirmed.says}`.trim().slice(0, 4_000);
      await log.write({ kind: 'outcome', step: step.id, direction: 'do', ok: true, status: null, says });
      return 'go-on';
    }
    const says = step.confirm === null ? instruction : `${instruction} ${step.confirm}`;
    return attempt.hold(step, { kind: 'person', says: says.slice(0, 4_000) });
  }

  private async waitUntilShown(task: PlanTask): Promise<StepEnd> {
    const looked = await this.attempt.settle(task, null);
    if (looked.kind === 'end') return looked.end;
    const end = await this.shown(task, looked.seen);
    // What was there was an orphan: the step begins again.
    return end === 'not-ours' ? this.run(task.step) : end;
  }

  /** The tenant shows it. Of a credential it has to be the one whose text is kept here, unless somebody else made it. */
  private async shown(task: PlanTask, seen: Seen): Promise<StepEnd | 'not-ours'> {
    const { step } = task;
    if (step.credential !== null && this.attempt.progress(step).handedTo === null) {
      const own = await this.credentials.tellApart(task, seen);
      if (own.kind === 'end') return own.end;
      if (own.kind === 'none') return 'not-ours';
    }
    return seen.holds ? this.finish(task, seen) : 'not-ours';
  }

  /** The tenant shows it: real calls besides, where the step wants them; then it is done. */
  private async finish(task: PlanTask, seen: Seen): Promise<StepEnd> {
    const { attempt } = this;
    const { step } = task;
    const tested = step.liveTest === null ? ([] as readonly string[]) : await this.test(step);
    if (!Array.isArray(tested)) return tested as StepEnd;
    const { outcome, doubted, confirmed, made } = attempt.progress(step);
    const own = step.credential === null ? null : this.credentials.own(step, seen);
    const found = own ?? seen.results[0]?.found[0] ?? null;
    const outputs = readOutputs(step.outputs, found);
    if (outputs === null)
      return attempt.fail(step, 'plan-output-missing', 'What was found lacks something that later steps need.', seen.says.join('\n'));
    const word = confirmed === null ? [] : [`Confirmed by ${confirmed.by}. ${confirmed.says}`.trim()];
    const evidence = [...word, ...seen.says, ...(tested as readonly string[])];
    const more = evidence.length - MOST_EVIDENCE;
    const shown = more > 0 ? [...evidence.slice(0, MOST_EVIDENCE), `And ${String(more)} more, all as they should be.`] : evidence;
    await attempt.parts.log.write({
      kind: 'done',
      step: step.id,
      changed: outcome === 'made' || outcome === 'unknown' || doubted,
      outputs: { ...made, ...outputs },
      evidence: shown.map((text) => text.slice(0, 4_000)),
    });
    return 'over';
  }

  /** Calls until they come out as expected. What was seen, or how the run ends. */
  private async test(step: PlanStep): Promise<readonly string[] | StepEnd> {
    const { attempt } = this;
    const { control, liveTest } = attempt.parts;
    const facts = SETTLING_FACTS[step.settles];
    const { sentAt, hold } = attempt.progress(step);
    const since = sentAt === null ? (hold?.kind === 'settling' ? Date.parse(hold.since) : attempt.now()) : Date.parse(sentAt);
    let pause = facts.first;
    for (;;) {
      if (control.stopped) return 'stopped';
      const came = await liveTest(step, control.signal);
      if (control.stopped) return 'stopped';
      switch (came.kind) {
        case 'settled':
          return came.says;
        case 'failed':
          return attempt.fail(step, came.code, null, came.says);
        case 'no-credential': {
          // A person's word stands where no credential is to be had.
          const { confirmed } = attempt.progress(step);
          if (confirmed !== null) return [];
          return attempt.hold(step, { kind: 'credential', says: came.says });
        }
        case 'not-yet':
          await attempt.waitFor(step, since, facts.usual, came.says, pause);
          pause = Math.min(pause * 2, facts.slowest);
      }
    }
  }

  private async stayHandedOver(step: PlanStep, to: string): Promise<StepEnd> {
    const { hold, since } = this.attempt.progress(step);
    if (hold?.kind === 'handedOver') return 'held';
    return this.attempt.hold(step, { kind: 'handedOver', to, since: since ?? this.attempt.parts.tenant.clock.now() });
  }
}

function isPersons({ change }: PlanTask): boolean {
  return change?.api === 'person';
}
