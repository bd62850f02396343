import type { Plan } from '../../shared/domain/plan/plan.schema';
import { foldJournal, isOver, stepsToUndo, type RunProgress } from '../../shared/domain/plan/run-state';
import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { LiveCredential, PlanAction, PlanRun, PlanSummary, PlanView } from '../../shared/ipc/plan-shapes';
import { readingTargetSchema } from '../../shared/ipc/reading-shapes';
import type { CallOptions } from '../ports/engine';
import type { SecretVault } from '../ports/secret-vault';
import type { ReadingTarget } from '../ports/tenants';
import type { ChangeableTenant, ChangeableTenantsPort } from '../ports/tenant-writer';
import type { KeptPlan, KeptPlans } from './kept-plans';
import type { LiveOutcome } from './plan-attempt';
import type { PlanDrafts } from './plan-drafts';
import { JournalFailure, type JournalLine } from './plan-log';
import { needsOf, needsOfNext } from './plan-needs';
import { PlanSessions, type SessionParts } from './plan-sessions';
import { planRun, planSummary, planView } from './plan-view';

/** What the runs of plans work with. */
export interface RunsParts extends SessionParts {
  readonly drafts: Pick<PlanDrafts, 'draft' | 'all' | 'forget'>;
  readonly tenants: ChangeableTenantsPort;
  readonly kept: KeptPlans;
  /** Where what a plan makes in a tenant is kept. */
  readonly vaultOf: (target: ReadingTarget) => Promise<SecretVault>;
  /** Real calls for a step of a plan, one round; with a credential that is used for this run alone, or one that is kept. */
  readonly liveTest: (
    step: { readonly plan: Plan; readonly step: Plan['steps'][number]; readonly target: ReadingTarget; readonly tenant: ChangeableTenant },
    credential: LiveCredential | null,
    signal: AbortSignal,
  ) => Promise<LiveOutcome>;
}

type Act<Name extends PlanAction['action']> = Extract<PlanAction, { action: Name }>;
type Acted = Promise<Result<PlanRun, Failure>>;

/** How a plan goes on: from where the tenant is reached, with what, and what is written before. */
interface GoingOn {
  readonly target: ReadingTarget | null;
  readonly backwards: boolean;
  readonly credential?: LiveCredential | undefined;
  readonly lines: (actor: string) => readonly JournalLine[];
}

const MOST_PLANS = 500;

/** Consent that is not to be had for everything may be had for the next step. */
const CONSENT: ReadonlySet<string> = new Set(['consent-needed', 'consent-refused', 'admin-approval-needed']);

/** Plans that are run: what somebody does to them, and how far they are. */
export class PlanRuns {
  private readonly sessions: PlanSessions;
  private readonly going = new Set<string>();

  constructor(private readonly parts: RunsParts) {
    this.sessions = new PlanSessions(parts);
  }

  /** A plan, and how far it is. */
  async get(planId: string): Promise<Result<{ plan: PlanView; run: PlanRun }, Failure>> {
    const draft = this.parts.drafts.draft(planId);
    if (draft) return ok({ plan: planView(draft), run: planRun(planId, foldJournal(draft, []), [], false) });
    const kept = await this.parts.kept.find(planId);
    if (kept === null) return err(failure('plan-unknown'));
    const run = this.sessions.runOf(kept);
    // Of a plan with a thousand steps those are shown that it stands at.
    const current = run.steps.findIndex(({ state }) => !isOver(state));
    return ok({ plan: planView(kept.plan, Math.max(0, current - 20)), run });
  }

  /** Every plan that was begun and every draft, the latest first. */
  async list(): Promise<{ plans: PlanSummary[]; notes: string[] }> {
    const { plans, notes } = await this.parts.kept.all();
    const drafts = this.parts.drafts.all().map((plan) => planSummary(plan, foldJournal(plan, []), false));
    const all = [...plans.map((kept) => this.sessions.summaryOf(kept)), ...drafts];
    all.sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
    return { plans: all.slice(0, MOST_PLANS), notes: [...notes] };
  }

  /** What credentials that plans created are called, by the names under which they are kept. */
  async credentialLabels(): Promise<ReadonlyMap<string, string>> {
    const { plans } = await this.parts.kept.all();
    return new Map(
      plans.flatMap(({ plan }) =>
        plan.steps.flatMap(({ credential }) => (credential ? [[credential.vaultName, credential.label] as const] : [])),
      ),
    );
  }

  /** Forgets a plan and its journal; what it did stays done. */
  async discard(planId: string): Promise<Result<{ done: true }, Failure>> {
    if (this.sessions.isActive(planId)) return err(failure('plan-running'));
    if (this.parts.drafts.draft(planId)) {
      this.parts.drafts.forget(planId);
      return ok({ done: true });
    }
    if ((await this.parts.kept.find(planId)) === null) return err(failure('plan-unknown'));
    this.sessions.leave(planId);
    await this.parts.kept.remove(planId);
    return ok({ done: true });
  }

  /** Everything stops: the app ends. */
  stopAll(): void {
    this.sessions.stopAll();
  }

  /** What somebody does to a plan. Answers when it is taken; events tell how the plan goes on. */
  async act(planId: string, act: PlanAction, options: CallOptions): Acted {
    if (act.action === 'run') return this.run(planId, act, options);
    const kept = await this.parts.kept.find(planId);
    if (kept === null) return err(failure(this.parts.drafts.draft(planId) ? 'plan-not-begun' : 'plan-unknown'));
    // What a plan did can be taken back when it is over; a click that comes too late makes nothing else of it.
    if (act.action !== 'undoTo' && this.isOver(kept)) return err(failure('plan-over'));
    if ('step' in act && !kept.plan.steps.some(({ id }) => id === act.step)) return err(failure('plan-step-unknown'));
    try {
      return await this.actOn(kept, act, options);
    } catch (error) {
      if (error instanceof JournalFailure) return err(failure('plan-journal-failed', { detail: error.detail }));
      throw error;
    }
  }

  private isOver(kept: KeptPlan): boolean {
    return ['done', 'undone'].includes(this.sessions.progressOf(kept).state);
  }

  private async run(planId: string, { target, confirmed }: Act<'run'>, options: CallOptions): Acted {
    if (this.sessions.isActive(planId)) return err(failure('plan-running'));
    const draft = this.parts.drafts.draft(planId);
    const kept = draft === null ? await this.parts.kept.find(planId) : null;
    const plan = draft ?? kept?.plan;
    if (!plan) return err(failure('plan-unknown'));
    if (kept !== null && this.isOver(kept)) return err(failure('plan-over'));
    const wanted = new Set(confirmed);
    const lines = (actor: string): readonly JournalLine[] => [
      { kind: 'run', target },
      // What a person does is confirmed when it has been done, not before.
      ...plan.steps
        .filter(({ id, confirm, change }) => wanted.has(id) && confirm !== null && change?.api !== 'person')
        .map(({ id, confirm }) => ({ kind: 'confirmed' as const, step: id, by: actor, says: confirm ?? '' })),
    ];
    return this.goOn(plan, kept, { target, backwards: false, lines }, options);
  }

  private async actOn(kept: KeptPlan, act: Exclude<PlanAction, { action: 'run' }>, options: CallOptions): Acted {
    const { plan } = kept;
    const progress = this.sessions.progressOf(kept);
    const step = 'step' in act ? progress.steps.find(({ id }) => id === act.step) : undefined;
    const planned = plan.steps.find(({ id }) => id === step?.id);
    const backwards = progress.undoTo !== null;
    const onward = { target: null, backwards } as const;
    switch (act.action) {
      case 'pause':
        return this.halt(kept, { kind: 'paused' }, progress.state !== 'paused');
      case 'cancel':
        return this.halt(kept, { kind: 'ended', how: 'cancelled' }, true);
      case 'lookNow':
        if (this.sessions.isActive(plan.id) || step?.hold?.kind === 'handedOver') {
          this.sessions.wake(plan.id);
          if (this.sessions.isActive(plan.id)) return ok(this.sessions.runOf(kept));
        }
        return this.goOn(plan, kept, { ...onward, lines: () => [this.again(progress)] }, options);
      case 'retry': {
        await this.sessions.stop(plan.id);
        const line = backwards ? this.again(progress) : ({ kind: 'run', step: act.step } as const);
        return this.goOn(plan, kept, { ...onward, credential: act.credential, lines: () => [line] }, options);
      }
      case 'skip': {
        if (planned?.optional !== true) return err(failure('plan-not-skippable'));
        await this.sessions.stop(plan.id);
        return this.goOn(
          plan,
          kept,
          { ...onward, lines: () => [{ kind: 'skipped', step: act.step, reason: act.reason }, this.again(progress)] },
          options,
        );
      }
      case 'confirm': {
        const waits = step?.hold !== null && step?.hold !== undefined && ['person', 'credential', 'handedOver'].includes(step.hold.kind);
        if (!waits && planned?.confirm === null) return err(failure('plan-nothing-to-confirm'));
        await this.sessions.stop(plan.id);
        const confirmed = (by: string): JournalLine => ({ kind: 'confirmed', step: act.step, by, says: act.note });
        return this.goOn(plan, kept, { ...onward, lines: (actor) => [this.again(progress), confirmed(actor)] }, options);
      }
      case 'handOver': {
        if (step !== undefined && isOver(step.state)) return err(failure('plan-step-unknown', { message: 'This step is done already.' }));
        await this.sessions.stop(plan.id);
        const hold = { kind: 'handedOver', to: act.to, since: this.parts.clock.now() } as const;
        await this.sessions.write(kept, () => this.parts.clock.now(), [{ kind: 'held', step: act.step, hold }]);
        const gone = await this.goOn(plan, kept, { ...onward, lines: () => [] }, options);
        // The step is handed over in any case: who looks whether it was done may come later.
        return gone.ok ? gone : ok(this.sessions.runOf(kept));
      }
      case 'undoTo': {
        const first = stepsToUndo(plan, progress.steps, act.step);
        if (first.length === 0) return err(failure('plan-not-undoable', { message: 'Nothing was changed from this step on.' }));
        await this.sessions.stop(plan.id);
        return this.goOn(plan, kept, { target: null, backwards: true, lines: () => [{ kind: 'undoing', to: act.step }] }, options);
      }
    }
  }

  /** Goes on in the direction in which it went. */
  private again({ undoTo }: RunProgress): JournalLine {
    return undoTo === null ? { kind: 'run' } : { kind: 'undoing', to: undoTo };
  }

  private async halt(kept: KeptPlan, last: JournalLine, write: boolean): Acted {
    const { id } = kept.plan;
    if (this.sessions.isActive(id)) {
      // The change that is under way is finished first; nobody has to wait for that here.
      void this.sessions.stop(id, last);
    } else {
      this.sessions.leave(id);
      if (write) await this.sessions.write(kept, () => this.parts.clock.now(), [last]);
    }
    return ok(this.sessions.runOf(kept));
  }

  /** Reaches the tenant, writes what is to be written, and lets the plan go on. One at a time: a second click does nothing twice. */
  private async goOn(plan: Plan, before: KeptPlan | null, going: GoingOn, options: CallOptions): Acted {
    if (this.going.has(plan.id)) return err(failure('plan-running'));
    this.going.add(plan.id);
    try {
      return await this.goOnAlone(plan, before, going, options);
    } finally {
      this.going.delete(plan.id);
    }
  }

  private async goOnAlone(plan: Plan, before: KeptPlan | null, going: GoingOn, options: CallOptions): Acted {
    const progress = before === null ? foldJournal(plan, []) : this.sessions.progressOf(before);
    const parsed = readingTargetSchema.safeParse(going.target ?? progress.target);
    if (!parsed.success) return err(failure('plan-not-begun'));
    const target = parsed.data;
    const signal = options.signal ?? new AbortController().signal;
    const tenant = await this.connect(plan, progress, target, going.backwards, signal);
    if (!tenant.ok) return tenant;
    if (this.sessions.isActive(plan.id)) return err(failure('plan-running'));
    const now = (): string => tenant.value.clock.now();
    const kept = before === null ? await this.parts.kept.begin(plan, target, now()) : ok(before);
    if (!kept.ok) return kept;
    this.parts.drafts.forget(plan.id);
    try {
      await this.sessions.write(kept.value, now, going.lines(tenant.value.actor));
    } catch (error) {
      if (error instanceof JournalFailure) return err(failure('plan-journal-failed', { detail: error.detail }));
      throw error;
    }
    const credential = going.credential ?? null;
    const vault = await this.parts.vaultOf(target);
    this.sessions.start(kept.value, tenant.value, vault, (of, step, reached, stop) =>
      this.parts.liveTest({ plan: of, step, target, tenant: reached }, credential, stop),
    );
    return ok(this.sessions.runOf(kept.value));
  }

  private async connect(
    plan: Plan,
    progress: RunProgress,
    target: ReadingTarget,
    backwards: boolean,
    signal: AbortSignal,
  ): Promise<Result<ChangeableTenant, Failure>> {
    const { tenants } = this.parts;
    let tenant = await tenants.connect(target, needsOf(plan, progress, backwards), signal);
    if (!tenant.ok && CONSENT.has(tenant.error.code) && !backwards)
      tenant = await tenants.connect(target, needsOfNext(plan, progress), signal);
    if (tenant.ok && tenant.value.tenantId.toLowerCase() !== plan.tenant.id.toLowerCase()) return err(failure('plan-other-tenant'));
    return tenant;
  }
}
