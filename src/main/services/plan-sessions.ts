import type { Plan, PlanStep } from '../../shared/domain/plan/plan.schema';
import { foldJournal, isOver, type RunProgress } from '../../shared/domain/plan/run-state';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { PlanRun, PlanSummary } from '../../shared/ipc/plan-shapes';
import type { CertificateMaker } from '../ports/certificate-maker';
import type { ClockPort } from '../ports/clock';
import type { EventsPort } from '../ports/events';
import type { LogPort } from '../ports/log';
import type { SecretVault } from '../ports/secret-vault';
import type { ChangeableTenant } from '../ports/tenant-writer';
import type { KeptPlan } from './kept-plans';
import type { LiveOutcome } from './plan-attempt';
import { RunControl } from './plan-control';
import { PlanExecutor } from './plan-executor';
import { JournalFailure, PlanLog, type JournalLine } from './plan-log';
import { PlanTurns } from './plan-turns';
import { planRun, planSummary } from './plan-view';

/** Real calls for a step, one round. */
export type StepTest = (plan: Plan, step: PlanStep, tenant: ChangeableTenant, signal: AbortSignal) => Promise<LiveOutcome>;

/** What runs of plans need besides a tenant. */
export interface SessionParts {
  readonly certificates: CertificateMaker;
  readonly events: EventsPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
}

interface Session {
  readonly kept: KeptPlan;
  readonly log: PlanLog;
  readonly control: RunControl;
  readonly over: Promise<void>;
  /** For which plan it waits, or null. */
  behind: { readonly title: string; readonly since: string } | null;
  /** What somebody who stopped it wants written when it has. */
  last: JournalLine | null;
}

/** Events about one plan come no more often than this. */
const QUIET = 100;
/** How often a step that somebody else does is looked at. */
const FIRST_WATCH = 30_000;
const SLOWEST_WATCH = 5 * 60_000;

/** The plans that run in this app now: one per tenant at a time, each told about as it goes on. */
export class PlanSessions {
  private readonly active = new Map<string, Session>();
  private readonly watches = new Map<string, RunControl>();
  private readonly problems = new Map<string, Failure>();
  private readonly telling = new Set<string>();
  private readonly turns = new PlanTurns();

  constructor(private readonly parts: SessionParts) {}

  /** Whether a plan is under way. */
  isActive(planId: string): boolean {
    return this.active.has(planId);
  }

  /** How far a plan is, by what is written. */
  progressOf({ plan, journal }: KeptPlan): RunProgress {
    return this.active.get(plan.id)?.log.progress() ?? foldJournal(plan, journal.entries);
  }

  /** How far a plan is, as the screen shows it. */
  runOf(kept: KeptPlan): PlanRun {
    const { id } = kept.plan;
    return planRun(id, this.shown(kept), kept.journal.entries, this.goesOn(id));
  }

  /** The same for a list. */
  summaryOf(kept: KeptPlan): PlanSummary {
    return planSummary(kept.plan, this.shown(kept), this.goesOn(kept.plan.id));
  }

  /** Whether it goes on by itself: it runs, or somebody else is waited for. */
  private goesOn(planId: string): boolean {
    return this.active.has(planId) || this.watches.has(planId);
  }

  /** Writes lines into the journal of a plan. Throws JournalFailure. */
  async write(kept: KeptPlan, now: () => string, lines: readonly JournalLine[]): Promise<void> {
    const session = this.active.get(kept.plan.id);
    const log = session?.log ?? new PlanLog(kept.plan, kept.journal, now, () => undefined);
    for (const line of lines) await log.write(line);
    this.tell(kept);
  }

  /** Looks now at what a plan waits for. */
  wake(planId: string): void {
    this.active.get(planId)?.control.wake();
    this.watches.get(planId)?.wake();
  }

  /** Stops a plan after the change that is under way, and writes what is to be written then. */
  async stop(planId: string, last: JournalLine | null = null): Promise<void> {
    this.leave(planId);
    const session = this.active.get(planId);
    if (!session) return;
    session.last = last ?? session.last;
    session.control.stop();
    await session.over;
  }

  /** Nobody looks any more whether somebody else has done a step. */
  leave(planId: string): void {
    this.watches.get(planId)?.stop();
    this.watches.delete(planId);
  }

  /** Everything stops: the app ends. What is under way goes on at another start. */
  stopAll(): void {
    for (const { control } of this.active.values()) control.stop();
    for (const planId of [...this.watches.keys()]) this.leave(planId);
  }

  /** Lets a plan go on; answers at once. */
  start(kept: KeptPlan, tenant: ChangeableTenant, vault: SecretVault, test: StepTest): void {
    const { plan } = kept;
    this.leave(plan.id);
    if (this.active.has(plan.id)) return;
    this.problems.delete(plan.id);
    const control = new RunControl();
    const log = new PlanLog(
      plan,
      kept.journal,
      () => tenant.clock.now(),
      () => this.tell(kept),
    );
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const session: Session = { kept, log, control, over, behind: null, last: null };
    this.active.set(plan.id, session);
    void this.run(session, tenant, vault, test).finally(() => {
      this.active.delete(plan.id);
      end();
      this.tell(kept);
    });
  }

  private async run(session: Session, tenant: ChangeableTenant, vault: SecretVault, test: StepTest): Promise<void> {
    const { kept, log, control } = session;
    const { plan } = kept;
    const { certificates } = this.parts;
    const giveBack = await this.turns.take(tenant.tenantId, plan.title, control.signal, (title) => {
      session.behind = { title, since: tenant.clock.now() };
      this.tell(kept);
    });
    session.behind = null;
    const liveTest = (step: PlanStep, signal: AbortSignal): Promise<LiveOutcome> => test(plan, step, tenant, signal);
    const executor = new PlanExecutor(plan, { tenant, log, vault, certificates, control, liveTest });
    try {
      const end = giveBack === null ? 'stopped' : await executor.run();
      if (session.last !== null && end !== 'over') await log.write(session.last);
      else if (end === 'held') this.watch(session, tenant, executor, () => this.start(kept, tenant, vault, test));
    } catch (error) {
      this.fail(plan.id, error);
    } finally {
      giveBack?.();
    }
  }

  /** A step that was handed over: looked at now and then, until it has been done. */
  private watch({ kept, log }: Session, tenant: ChangeableTenant, executor: PlanExecutor, goOn: () => void): void {
    const { plan } = kept;
    const held = log.progress().steps.find(({ hold }) => hold?.kind === 'handedOver');
    const step = plan.steps.find(({ id }) => id === held?.id);
    if (!step) return;
    const watch = new RunControl();
    this.watches.set(plan.id, watch);
    const look = async (): Promise<void> => {
      for (let pause = FIRST_WATCH; !watch.stopped; pause = Math.min(pause * 2, SLOWEST_WATCH)) {
        await watch.wait(tenant.clock, pause);
        if (watch.stopped) return;
        if (await executor.isDone(step)) return goOn();
      }
    };
    void look().catch((error: unknown) => this.fail(plan.id, error));
  }

  private fail(planId: string, error: unknown): void {
    if (error instanceof JournalFailure) {
      this.parts.log.error('plan-journal', { reason: error.detail });
      this.problems.set(planId, failure('plan-journal-failed', { detail: error.detail }));
      return;
    }
    const logId = this.parts.log.error('plan-threw', { reason: error instanceof Error ? error.name : 'unknown' });
    this.problems.set(planId, failure('internal', { logId }));
  }

  /** What is written, and what only this app knows: for whom it waits, and what kept it from writing. */
  private shown(kept: KeptPlan): RunProgress {
    const progress = this.progressOf(kept);
    const behind = this.active.get(kept.plan.id)?.behind ?? null;
    const problem = this.problems.get(kept.plan.id) ?? null;
    if (behind === null && problem === null) return progress;
    const current = progress.steps.find(({ state }) => !isOver(state));
    const steps = progress.steps.map((step) => {
      if (step !== current) return step;
      if (behind !== null)
        return { ...step, state: 'waiting' as const, hold: { kind: 'queued' as const, behind: behind.title, since: behind.since } };
      const { code, message, next, detail } = problem as Failure;
      return { ...step, state: 'failed' as const, hold: { kind: 'failed' as const, code, says: message, nextStep: next, detail } };
    });
    return { ...progress, state: behind === null ? 'failed' : 'waiting', steps };
  }

  /** Tells every window how far a plan is; what happens within a moment is told at once. */
  private tell(kept: KeptPlan): void {
    const { id } = kept.plan;
    if (this.telling.has(id)) return;
    this.telling.add(id);
    void this.parts.clock.sleep(QUIET).then(() => {
      this.telling.delete(id);
      this.parts.events.send('planChanged', this.runOf(kept));
    });
  }
}
