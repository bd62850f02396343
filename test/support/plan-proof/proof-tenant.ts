import { NodeCertificateMaker } from '../../../src/main/adapters/crypto/node-certificate-maker';
import { connectChangeableSimulator } from '../../../src/main/adapters/tenant/changeable-simulator';
import type { DemoClockPort } from '../../../src/main/ports/demo-tenant';
import type { LiveOutcome } from '../../../src/main/services/plan-attempt';
import { RunControl } from '../../../src/main/services/plan-control';
import { PlanExecutor } from '../../../src/main/services/plan-executor';
import { PlanLog } from '../../../src/main/services/plan-log';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import type { Plan, PlanStep } from '../../../src/shared/domain/plan/plan.schema';
import type { Collection } from '../../../src/shared/domain/collection/collection.schema';
import { openReading } from '../../../src/shared/domain/collection/reading';
import { createReachEngine } from '../../../src/shared/domain/reach/reach-engine';
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../../../src/simulator/server/start-simulator';
import type { LoggedRequest } from '../../../src/simulator/server/request-log';
import { FakeVault } from '../identity/fake-vault';
import { MemoryJournal } from '../plan-runner/memory-journal';
import { leapingClock, readSimulator, temporaryFolder } from '../reading/read-simulator';

/** Twice what Microsoft says that the slowest cache takes. */
const SETTLED = 4 * 3_600_000;

/** How a live test of a step comes out; by default as it should. */
export type LiveTest = (step: PlanStep) => Promise<LiveOutcome>;

/** What a test wants besides. */
export interface RunWish {
  readonly liveTest?: LiveTest;
  /** Called when a step is done, or taken back. */
  readonly afterStep?: (step: string) => void;
}

const AS_EXPECTED: LiveTest = () => Promise.resolve({ kind: 'settled', says: [] });

/** A simulated tenant that is read as the product reads it and changed as the product changes it. Its clock stands; who waits moves it. */
export class ProofTenant {
  private vault = new FakeVault();

  private constructor(readonly simulator: RunningSimulator) {}

  static async start(options: SimulatorOptions = {}): Promise<ProofTenant> {
    return new ProofTenant(await startSimulator({ size: 'S', standing: true, ...options }));
  }

  stop(): Promise<void> {
    return this.simulator.stop();
  }

  /** The tenant as it was in the beginning. */
  reset(): void {
    this.simulator.world.reset();
    this.vault = new FakeVault();
  }

  /** Waits until every part of the service knows of every change, and no cache holds anything older. */
  settle(): void {
    if (this.simulator.state().replication.mode === 'real') this.simulator.clock().advance(SETTLED);
  }

  /** Reads everything, by HTTP. */
  async read(): Promise<Collection> {
    const folder = temporaryFolder();
    try {
      const read = await readSimulator(this.simulator, { folder: folder.path, clock: leapingClock(this.simulator) });
      if (!read.result.ok) throw new Error(`the tenant could not be read: ${JSON.stringify(read.result.error)}`);
      return read.collection;
    } finally {
      folder.remove();
    }
  }

  /** Reads everything, and makes of it what plans are made from. */
  async context(planId?: string): Promise<PlanContext> {
    return contextOver(await this.read(), planId);
  }

  /** A plan, ready to be run over this tenant. */
  begin(plan: Plan, wish: RunWish = {}): ProofRun {
    return new ProofRun(this.simulator, this.vault, plan, wish);
  }
}

/** What plans are made from. */
export function contextOver(collection: Collection, planId = 'ab12cd34ef56'): PlanContext {
  const reading = openReading(collection);
  return { reading, engine: createReachEngine(reading), planId, readingId: null, now: collection.collectedAt };
}

/** How a run ended, and the changes that the service was asked for meanwhile. `stale`: the tenant is not as the plan supposes. */
export interface RunOutcome {
  readonly end: 'over' | 'stale';
  readonly changes: readonly LoggedRequest[];
}

/** A run of a plan: everything that it asks a person for is confirmed. */
export class ProofRun {
  private readonly journal: MemoryJournal;
  private readonly clock: DemoClockPort;

  constructor(
    private readonly simulator: RunningSimulator,
    private readonly vault: FakeVault,
    readonly plan: Plan,
    private readonly wish: RunWish,
  ) {
    this.clock = pushedClock(simulator);
    this.journal = new MemoryJournal([{ kind: 'plan', schemaVersion: 1, at: this.clock.now(), plan, target: 'demo' }]);
  }

  /** Runs to the end. */
  forward(): Promise<RunOutcome> {
    return this.go((log) => (log.progress().startedAt === null ? log.write({ kind: 'run' }) : Promise.resolve()));
  }

  /** Takes back what was done, up to and with the first step. */
  back(): Promise<RunOutcome> {
    const [first] = this.plan.steps;
    return this.go((log) => log.write({ kind: 'undoing', to: first?.id ?? '' }));
  }

  private async go(begin: (log: PlanLog) => Promise<void>): Promise<RunOutcome> {
    const { simulator, plan, clock } = this;
    if (simulator.operator === null) throw new Error('the tenant has no administrator');
    const from = simulator.log.all().length;
    const tenant = await connectChangeableSimulator(simulator, simulator.operator, clock, new AbortController().signal);
    if (!tenant.ok) throw new Error(tenant.error.message);
    const log = new PlanLog(
      plan,
      this.journal,
      () => clock.now(),
      () => {
        const last = this.journal.entries.at(-1);
        if (last?.kind === 'done' || last?.kind === 'undone') this.wish.afterStep?.(last.step);
      },
    );
    await begin(log);
    const parts = {
      tenant: tenant.value,
      log,
      vault: this.vault,
      certificates: new NodeCertificateMaker(),
      control: new RunControl(),
      liveTest: this.wish.liveTest ?? AS_EXPECTED,
      random: () => 0.5,
    };
    for (;;) {
      const end = await new PlanExecutor(plan, parts).run();
      if (end === 'over' || end === 'stale') return { end, changes: changesIn(simulator.log.all().slice(from)) };
      const held = log.progress().steps.find(({ hold }) => hold !== null);
      if (end !== 'held' || held?.hold?.kind !== 'person')
        throw new Error(`${end}: ${held?.id ?? ''} ${JSON.stringify(held?.hold)} ${JSON.stringify(log.entries.at(-1))}`);
      await clock.sleep(1_000);
      await log.write({ kind: 'confirmed', step: held.id, by: 'the test', says: '' });
    }
  }
}

/** No plan waits longer for anything that comes by itself. */
const LONGEST = 3 * 24 * 3_600_000;

/** The simulator's clock, which stands: whoever sleeps by it moves it. */
function pushedClock(simulator: RunningSimulator): DemoClockPort {
  const now = (): string => new Date(simulator.clock().now()).toISOString();
  const latest = simulator.clock().now() + LONGEST;
  const advance = async (milliseconds: number): Promise<string> => {
    if (simulator.clock().now() > latest) throw new Error('the plan waits for something that does not come');
    simulator.clock().advance(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
    return now();
  };
  return {
    now,
    sleep: async (milliseconds) => void (await advance(milliseconds)),
    look: () => Promise.resolve(now()),
    advance: (minutes) => advance(minutes * 60_000),
  };
}

/** Requests that change something. */
function changesIn(requests: readonly LoggedRequest[]): readonly LoggedRequest[] {
  return requests.filter(({ front, method, cmdlet }) =>
    front === 'graph' ? method !== 'GET' : front === 'exchange' && cmdlet !== undefined && !/^(Get|Test)-/.test(cmdlet),
  );
}
