import type { Hold } from '../../shared/domain/plan/journal.schema';
import type { PlanStep } from '../../shared/domain/plan/plan.schema';
import { outputsOf, type StepProgress } from '../../shared/domain/plan/run-state';
import { SETTLING_FACTS } from '../../shared/domain/plan/settling';
import type { Outputs } from '../../shared/domain/plan/template';
import { ERROR_TEXTS, type ErrorCode } from '../../shared/ipc/error-codes';
import type { CertificateMaker } from '../ports/certificate-maker';
import type { SecretVault } from '../ports/secret-vault';
import type { ChangeableTenant } from '../ports/tenant-writer';
import { PlanChanges } from './plan-changes';
import type { RunControl } from './plan-control';
import type { PlanLog } from './plan-log';
import type { PlanTask, StepEnd } from './plan-task';
import { doubtTime } from './plan-task';
import type { ChangeOutcome } from './tenant-answers';
import { TenantLooks, type LookFailure, type Seen } from './tenant-looks';

/** What a live test of a step came to, once. */
export type LiveOutcome =
  | { readonly kind: 'settled'; readonly says: readonly string[] }
  | { readonly kind: 'not-yet'; readonly says: string }
  | { readonly kind: 'no-credential'; readonly says: string }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly says: string };

/** What a run works with. */
export interface AttemptParts {
  readonly tenant: ChangeableTenant;
  readonly log: PlanLog;
  readonly vault: SecretVault;
  readonly certificates: CertificateMaker;
  readonly control: RunControl;
  /** Real calls with the app's own credential, one round. */
  readonly liveTest: (step: PlanStep, signal: AbortSignal) => Promise<LiveOutcome>;
  readonly random?: () => number;
}

/** What looking came to: it was seen, or the run ends here. */
export type Looked = { readonly kind: 'seen'; readonly seen: Seen } | { readonly kind: 'end'; readonly end: StepEnd };

/** What sending came to: it was made or may have been, it is to be looked for, or the run ends here. */
export type Sent =
  | { readonly kind: 'made'; readonly answer: unknown }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'again' }
  | { readonly kind: 'look'; readonly says: string; readonly code: ErrorCode }
  | { readonly kind: 'end'; readonly end: StepEnd };

/** How long what exists already, or is not there yet, may take to come into sight. */
const REPLICATION = 10 * 60_000;

/** So often a change is sent again because the service asked to wait. */
const MOST_BUSY = 20;

/** The parts that doing a step and taking it back have in common: looking, waiting, sending once, standing still. */
export class PlanAttempt {
  readonly looks: TenantLooks;
  readonly changes: PlanChanges;

  constructor(readonly parts: AttemptParts) {
    const { directory, exchange, clock } = parts.tenant;
    this.looks = new TenantLooks({ directory, exchange, clock, ...(parts.random ? { random: parts.random } : {}) });
    this.changes = new PlanChanges(parts.tenant, this.looks);
  }

  /** How far a step is. */
  progress(step: PlanStep): StepProgress {
    return this.parts.log.step(step.id);
  }

  /** What earlier steps brought, and what of a step itself is known: made for it here, or found. */
  outputs(step: PlanStep, own: Readonly<Record<string, string>> | null = null): Outputs {
    const all = outputsOf(this.parts.log.progress().steps);
    const { made } = this.progress(step);
    const mine = { ...all[step.id], ...made, ...own };
    return Object.keys(mine).length === 0 ? all : { ...all, [step.id]: mine };
  }

  /** Looks once. What cannot be looked at holds the step. */
  async look(task: PlanTask, looks = task.verification, own: Readonly<Record<string, string>> | null = null): Promise<Looked> {
    const { control } = this.parts;
    const seen = await this.looks.look(looks, this.outputs(task.step, own), control.signal);
    return seen.ok ? { kind: 'seen', seen: seen.value } : { kind: 'end', end: await this.notReadable(task.step, seen.error) };
  }

  /** Waits until the verification holds. `until`: gives up then (milliseconds), and says what was seen last. */
  async settle(task: PlanTask, until: number | null, own: Readonly<Record<string, string>> | null = null): Promise<Looked> {
    const { control } = this.parts;
    const facts = SETTLING_FACTS[task.step.settles];
    const since = this.sentAt(task);
    let pause = facts.first;
    for (;;) {
      if (control.stopped) return { kind: 'end', end: 'stopped' };
      const looked = await this.look(task, task.verification, own);
      if (looked.kind === 'end' || looked.seen.holds) return looked;
      if (until !== null && this.now() >= until) return looked;
      await this.waitFor(task.step, since, facts.usual, looked.seen.says[0] ?? '', pause);
      pause = Math.min(pause * 2, facts.slowest);
    }
  }

  /** Shows what a step waits for, and waits a while. */
  async waitFor(step: PlanStep, since: number, usual: number, saw: string, pause: number): Promise<void> {
    const { log, control, tenant } = this.parts;
    const late = this.now() > since + usual ? ' This takes unusually long; Mailscope goes on looking.' : '';
    await log.hold(step.id, {
      kind: 'settling',
      settling: step.settles,
      since: new Date(since).toISOString(),
      expectedBy: new Date(since + usual).toISOString(),
      lastLook: tenant.clock.now(),
      saw: `${saw}${late}`.slice(0, 4_000),
    });
    await control.wait(tenant.clock, pause);
  }

  /** A change whose answer never came: looked for until looks can be believed. `again`: it was not made. */
  async resolveDoubt(task: PlanTask, own: Readonly<Record<string, string>> | null = null): Promise<Looked | { readonly kind: 'again' }> {
    const until = this.sentAt(task) + doubtTime(task);
    const looked = await this.settle(task, until, own);
    if (looked.kind === 'end' || looked.seen.holds) return looked;
    const says = `No answer had come, and looking shows that it was not made. ${looked.seen.says[0] ?? ''}`.slice(0, 4_000);
    const line = { kind: 'outcome', step: task.step.id, direction: task.direction, ok: false, status: null, says } as const;
    await this.parts.log.write({ ...line, doubt: true });
    return { kind: 'again' };
  }

  /** Sends the one change, with a line before and a line after it. */
  async send(
    task: PlanTask,
    made: Readonly<Record<string, string>> | null,
    onMade: (answer: unknown) => Promise<{ readonly keyId: string | null; readonly says: string }>,
  ): Promise<Sent> {
    const { log, control } = this.parts;
    const { step, direction, change } = task;
    if (change === null || change.api === 'person') return { kind: 'made', answer: null };
    const ready = await this.changes.prepare(change, this.outputs(step, made), control.signal);
    if (ready.kind === 'not-readable') return { kind: 'end', end: await this.notReadable(step, ready.failure) };
    if (ready.kind === 'gone') return this.absent(task, 'What is to be changed is not there.');
    if (control.stopped) return { kind: 'end', end: 'stopped' };
    await log.write({ kind: 'intent', step: step.id, direction, ...(made === null ? {} : { made }) });
    const outcome = await ready.send();
    if (outcome.kind === 'unknown') {
      await this.waitFor(step, this.sentAt(task), doubtTime(task), `${outcome.says} Whether it was made is looked for.`, 0);
      return { kind: 'unknown' };
    }
    // What only this answer holds is put away before anything else may fail.
    const { keyId, says } = outcome.kind === 'made' ? await onMade(outcome.answer) : { keyId: null, says: '' };
    const line = { kind: 'outcome', step: step.id, direction, ok: outcome.kind === 'made', status: outcome.status } as const;
    await log.write({ ...line, says: `${outcome.says} ${says}`.trim().slice(0, 4_000), ...(keyId === null ? {} : { keyId }) });
    return outcome.kind === 'made' ? { kind: 'made', answer: outcome.answer } : this.refused(task, outcome);
  }

  /** It is refused because it exists, or is gone, already: whether that is what was wanted, looking tells. */
  lookAfter(
    task: PlanTask,
    { code }: Extract<Sent, { kind: 'look' }>,
    own: Readonly<Record<string, string>> | null = null,
  ): Promise<Looked> {
    // What an attempt before this one has made may be long in coming into sight.
    const mayCome = code === 'plan-exists-otherwise' || this.progress(task.step).doubted;
    return this.settle(task, this.now() + (mayCome ? REPLICATION : 0), own);
  }

  /** Holds a step. */
  async hold(step: PlanStep, hold: Hold): Promise<StepEnd> {
    await this.parts.log.hold(step.id, hold);
    return 'held';
  }

  /** It failed, and nothing was lost. */
  fail(step: PlanStep, code: ErrorCode, says: string | null, detail: string | null): Promise<StepEnd> {
    const { message, next } = ERROR_TEXTS[code];
    return this.hold(step, { kind: 'failed', code, says: says ?? message, nextStep: next, detail: detail?.slice(0, 4_000) ?? null });
  }

  /** A right is missing: which, and that somebody else may do it. */
  right(step: PlanStep, detail: string): Promise<StepEnd> {
    return this.hold(step, { kind: 'right', says: rightSentence(step, this.parts.tenant.actor, detail) });
  }

  /** The tenant's time, milliseconds since 1970. */
  now(): number {
    return Date.parse(this.parts.tenant.clock.now());
  }

  private sentAt(task: PlanTask): number {
    const { sentAt, hold } = this.progress(task.step);
    if (sentAt !== null) return Date.parse(sentAt);
    return hold?.kind === 'settling' ? Date.parse(hold.since) : this.now();
  }

  private async refused(task: PlanTask, { why, says, wait }: Extract<ChangeOutcome, { kind: 'refused' }>): Promise<Sent> {
    const { step } = task;
    switch (why) {
      case 'busy': {
        // A service that never has time is somebody's to decide about.
        if (this.progress(step).attempts % MOST_BUSY === 0) return { kind: 'end', end: await this.fail(step, 'plan-refused', null, says) };
        const pause = wait ?? SETTLING_FACTS['new-object'].slowest;
        await this.waitFor(step, this.now(), pause, `The service asks to wait ${String(Math.ceil(pause / 1000))} seconds: ${says}`, pause);
        return { kind: 'again' };
      }
      case 'exists':
        return { kind: 'look', says, code: 'plan-exists-otherwise' };
      case 'absent':
        return this.absent(task, says);
      case 'right':
        return { kind: 'end', end: await this.right(step, says) };
      case 'sign-in':
        return { kind: 'end', end: await this.fail(step, 'sign-in-needed', null, says) };
      case 'other':
        return { kind: 'end', end: await this.fail(step, 'plan-refused', null, says) };
    }
  }

  /** What a change is about is not there: where an earlier step has just made it, it is not everywhere yet. */
  private async absent(task: PlanTask, says: string): Promise<Sent> {
    const { log } = this.parts;
    const recent = log.progress().steps.some((other) => {
      return (
        other.id !== task.step.id && other.state === 'done' && other.since !== null && this.now() - Date.parse(other.since) < REPLICATION
      );
    });
    if (!recent || this.progress(task.step).doubted) return { kind: 'look', says, code: 'plan-refused' };
    const looked = await this.look(task);
    if (looked.kind === 'end') return looked;
    if (looked.seen.holds) return { kind: 'look', says, code: 'plan-refused' };
    const { first, usual } = SETTLING_FACTS['new-object'];
    await this.waitFor(task.step, this.now(), usual, `Not found everywhere yet: ${says}`, first * 2);
    return this.parts.control.stopped ? { kind: 'end', end: 'stopped' } : { kind: 'again' };
  }

  private async notReadable(step: PlanStep, { kind, reason }: LookFailure): Promise<StepEnd> {
    switch (kind) {
      case 'cancelled':
        return 'stopped';
      case 'forbidden':
        return this.right(step, reason);
      case 'notSignedIn':
        return this.fail(step, 'sign-in-needed', null, reason);
      case 'unreadable':
        return this.fail(step, 'plan-not-readable', null, reason);
    }
  }
}

/** What is missing, and who has it. */
export function rightSentence({ requires }: Pick<PlanStep, 'requires'>, actor: string, detail: string): string {
  const needs = [
    requires.entraRoles.length > 0 ? `the Entra role ${requires.entraRoles.join(' or ')}` : '',
    requires.exchangeRoles.length > 0 ? `the Exchange role group ${requires.exchangeRoles.join(' or ')}` : '',
    requires.scopes.length > 0 ? `the permission ${requires.scopes.join(', ')}` : '',
  ].filter((need) => need !== '');
  const need = needs.length === 0 ? '' : ` It takes ${needs.join(' and ')}.`;
  return `${actor} may not do this.${need} Hand the step to somebody who may, or go on with another account. The service says: ${detail}`.slice(
    0,
    4_000,
  );
}
