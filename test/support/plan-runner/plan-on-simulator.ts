import { NodeCertificateMaker } from '../../../src/main/adapters/crypto/node-certificate-maker';
import { connectChangeableSimulator } from '../../../src/main/adapters/tenant/changeable-simulator';
import type { DemoClockPort } from '../../../src/main/ports/demo-tenant';
import type { ChangeableTenant } from '../../../src/main/ports/tenant-writer';
import { RunControl } from '../../../src/main/services/plan-control';
import { PlanExecutor } from '../../../src/main/services/plan-executor';
import { PlanLog } from '../../../src/main/services/plan-log';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import { startSimulator, type RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { FakeVault } from '../identity/fake-vault';
import { contextOf } from '../plan-script/sample-plans';
import { MemoryJournal } from './memory-journal';

/** The simulator's clock, which stands: whoever sleeps moves it. */
class StandingClock implements DemoClockPort {
  private time = 0;

  constructor(private readonly url: string) {}

  now(): string {
    return new Date(this.time).toISOString();
  }

  async sleep(milliseconds: number): Promise<void> {
    await this.ask({ advanceSeconds: Math.max(1, Math.ceil(milliseconds / 1_000)) });
  }

  look(): Promise<string | null> {
    return this.ask(null);
  }

  advance(minutes: number): Promise<string | null> {
    return this.ask({ advanceSeconds: minutes * 60 });
  }

  private async ask(body: object | null): Promise<string> {
    const init = body === null ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = (await (await fetch(`${this.url}/_simulator/clock`, init)).json()) as { readonly now: string };
    this.time = Math.max(this.time, Date.parse(answer.now));
    return this.now();
  }
}

/** Plans run over the simulated tenant within the test's own process, by the real executor and the real adapters; live tests count as settled. */
export class PlanOnSimulator {
  private constructor(
    readonly simulator: RunningSimulator,
    private readonly clock: StandingClock,
    private readonly tenant: ChangeableTenant,
    private log: PlanLog | null,
  ) {}

  static async start(): Promise<PlanOnSimulator> {
    const simulator = await startSimulator({ size: 'S', standing: true });
    return PlanOnSimulator.over(simulator);
  }

  private static async over(simulator: RunningSimulator): Promise<PlanOnSimulator> {
    const clock = new StandingClock(simulator.url);
    if (simulator.operator === null) throw new Error('the tenant has no administrator');
    const reached = await connectChangeableSimulator(simulator, simulator.operator, clock, new AbortController().signal);
    if (!reached.ok) throw new Error(reached.error.message);
    return new PlanOnSimulator(simulator, clock, reached.value, null);
  }

  /** The tenant as it was made. */
  async reset(): Promise<PlanOnSimulator> {
    this.simulator.world.reset();
    this.simulator.log.clear();
    return PlanOnSimulator.over(this.simulator);
  }

  stop(): Promise<void> {
    return this.simulator.stop();
  }

  /** What plans are made from: the tenant as it is now. */
  read(): PlanContext {
    return contextOf(this.simulator.state());
  }

  /** Runs a plan to its end; a step that stands still is an error that says why. */
  async run(plan: Plan): Promise<void> {
    const journal = new MemoryJournal();
    await journal.append({ kind: 'plan', schemaVersion: 1, at: this.clock.now(), plan, target: 'demo' });
    this.log = new PlanLog(
      plan,
      journal,
      () => this.clock.now(),
      () => undefined,
    );
    await this.log.write({ kind: 'run' });
    await this.end(plan, this.log);
  }

  /** Takes back everything that the last run did. */
  async undo(plan: Plan): Promise<void> {
    if (this.log === null) throw new Error('nothing was run');
    await this.log.write({ kind: 'undoing', to: plan.steps[0]?.id ?? '' });
    await this.end(plan, this.log);
  }

  /** The changes that were made so far, each as often as it was. */
  changes(): readonly string[] {
    return this.simulator.log.all().flatMap(({ front, method, status, cmdlet, path }) => {
      const changes = front === 'graph' ? method !== 'GET' : front === 'exchange' && cmdlet !== undefined && !/^(Get|Test)-/.test(cmdlet);
      return changes && status !== null && status >= 200 && status < 300 ? [cmdlet ?? `${method} ${path}`] : [];
    });
  }

  private async end(plan: Plan, log: PlanLog): Promise<void> {
    const parts = {
      tenant: this.tenant,
      log,
      vault: new FakeVault(),
      certificates: new NodeCertificateMaker(),
      control: new RunControl(),
      liveTest: () => Promise.resolve({ kind: 'settled' as const, says: [] }),
    };
    for (;;) {
      const end = await new PlanExecutor(plan, parts).run();
      if (end === 'over') return;
      const held = log.progress().steps.find(({ hold }) => hold !== null);
      if (end !== 'held' || held?.hold?.kind !== 'person') {
        throw new Error(`${end} at ${held?.id ?? 'the basis'}: ${JSON.stringify(held?.hold ?? log.progress().stale)}`);
      }
      await log.write({ kind: 'confirmed', step: held.id, by: 'the test', says: '' });
    }
  }
}
