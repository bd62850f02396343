import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeCertificateMaker } from '../../src/main/adapters/crypto/node-certificate-maker';
import { PlanStoreFiles } from '../../src/main/adapters/files/plan-store-files';
import { connectChangeableSimulator } from '../../src/main/adapters/tenant/changeable-simulator';
import { createPlanServices, type PlanServices } from '../../src/main/plan-services';
import { planTexts } from '../../src/main/plan-texts';
import type { DemoClockPort } from '../../src/main/ports/demo-tenant';
import type { Plan } from '../../src/shared/domain/plan/plan.schema';
import { err, ok } from '../../src/shared/domain/result';
import { failure } from '../../src/shared/ipc/envelope';
import type { PlanRun } from '../../src/shared/ipc/plan-shapes';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { FakeClock, FakeEvents, FakeLog } from '../support/fakes';
import { FakeVault } from '../support/identity/fake-vault';
import { changedRows, changesOf, rowsOf, withoutNew } from '../support/plan-runner/child-runs';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../support/plan-script/sample-plans';

const READING = '0123456789abcdef0123456789abcdef';
const never = new AbortController().signal;

/** The services of the app over the simulated tenant, whose clock whoever waits moves. */
class App {
  readonly events = new FakeEvents();
  readonly services: PlanServices;
  readonly clock: DemoClockPort;

  constructor(
    readonly simulator: RunningSimulator,
    folder: string,
    readonly plan: Plan,
    vault = new FakeVault(),
  ) {
    const now = (): string => new Date(simulator.clock().now()).toISOString();
    this.clock = {
      now,
      sleep: (milliseconds) => {
        simulator.clock().advance(milliseconds);
        return new Promise((resolve) => setImmediate(resolve));
      },
      look: () => Promise.resolve(now()),
      advance: () => Promise.resolve(now()),
    };
    this.services = createPlanServices({
      queries: { ask: () => Promise.resolve(ok({ plan })) } as never,
      store: new PlanStoreFiles(folder, now),
      vault,
      demoVault: vault,
      certificates: new NodeCertificateMaker(),
      appIdentity: { token: () => Promise.resolve(err(failure('app-not-here'))) },
      appCalls: { call: () => Promise.resolve({ kind: 'cancelled' }) },
      tenants: { connect: () => Promise.resolve(err(failure('demo-unavailable'))) },
      changeableTenants: {
        connect: (_target, _needs, signal) =>
          simulator.operator === null
            ? Promise.resolve(err(failure('demo-unavailable')))
            : connectChangeableSimulator(simulator, simulator.operator, this.clock, signal),
      },
      cloudOf: () => Promise.resolve(null),
      clock: new FakeClock(),
      demoClock: this.clock,
      dialogs: {
        chooseCollection: () => Promise.resolve(null),
        chooseProgram: () => Promise.resolve(null),
        chooseTarget: () => Promise.resolve(null),
      },
      events: this.events,
      log: new FakeLog(),
      texts: planTexts('0.1.0'),
      newPlanId: () => plan.id,
      writeFile: () => Promise.resolve(),
    });
  }

  async act(act: Parameters<PlanServices['planRuns']['act']>[1]): Promise<void> {
    const acted = await this.services.planRuns.act(this.plan.id, act, { signal: never });
    if (!acted.ok) throw new Error(`${acted.error.code} ${acted.error.detail ?? ''}`);
  }

  /** Makes the plan, starts it, and confirms whatever asks for it, until it is over. */
  async runToTheEnd(): Promise<PlanRun> {
    await this.services.drafts.build({ readingId: READING, family: this.plan.family, subjectId: null, answers: {} }, {});
    await this.act({ action: 'run', target: 'demo', confirmed: this.plan.steps.map(({ id }) => id) });
    return this.follow();
  }

  async follow(): Promise<PlanRun> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const got = await this.services.planRuns.get(this.plan.id);
      if (!got.ok) throw new Error(got.error.code);
      const { run } = got.value;
      if (run.state === 'needs-you') {
        const step = run.steps.find(({ hold }) => hold !== null);
        this.simulator.clock().advance(1_000);
        await this.act({ action: 'confirm', step: step?.id ?? '', note: 'Done.' });
      } else if (run.state === 'failed') {
        throw new Error(
          JSON.stringify(run.steps.filter(({ hold }) => hold !== null).concat(run.steps.slice(0, 0))) + JSON.stringify(run.stale),
        );
      } else if (!['running', 'waiting', 'undoing'].includes(run.state)) return run;
    }
  }
}

let folder: string;
let simulators: RunningSimulator[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-plan-runs-'));
  simulators = [];
});

afterEach(async () => {
  await Promise.all(simulators.map((simulator) => simulator.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function tenant(replication: 'none' | 'real'): Promise<RunningSimulator> {
  const simulator = await startSimulator({ size: 'S', standing: true, replication });
  simulators.push(simulator);
  return simulator;
}

/** Which plans had to wait, and in which tenant. */
const waited = new Set<string>();

describe.each(BUILT_FAMILIES)('a plan %s', (family) => {
  it('comes to the same in a tenant that shows everything late, there and back, and nothing is sent twice', async () => {
    const quick = await tenant('none');
    const plan = samplePlan(contextOf(quick.state()), family);
    const before = rowsOf(quick);
    const known = before.join('\n');
    const there = async (simulator: RunningSimulator, app: App): Promise<unknown> => {
      const run = await app.runToTheEnd();
      if (run.journal.some(({ says }) => says.startsWith('Waits: '))) waited.add(`${family} ${simulator === quick ? 'at once' : 'late'}`);
      simulator.clock().advance(26 * 3_600_000);
      return {
        state: run.state,
        rows: withoutNew(changedRows(before, rowsOf(simulator)), known),
        changes: withoutNew(changesOf(simulator), known),
      };
    };
    const back = async (simulator: RunningSimulator, app: App): Promise<unknown> => {
      simulator.log.clear();
      await app.act({ action: 'undoTo', step: plan.steps[0]?.id ?? '' });
      const run = await app.follow();
      simulator.clock().advance(26 * 3_600_000);
      return {
        state: run.state,
        rows: withoutNew(changedRows(before, rowsOf(simulator)), known),
        changes: withoutNew(changesOf(simulator), known),
      };
    };
    const first = new App(quick, join(folder, 'quick'), plan);
    const wanted = await there(quick, first);
    expect(wanted).toMatchObject({ state: 'done' });
    const wantedBack = await back(quick, first);
    expect(wantedBack).toMatchObject({ state: 'undone' });

    const slow = await tenant('real');
    const second = new App(slow, join(folder, 'slow'), plan);
    expect(await there(slow, second)).toEqual(wanted);
    expect(await back(slow, second)).toEqual(wantedBack);
  });
});

describe('a tenant that shows everything late', () => {
  it('made most plans wait, and the other one none', () => {
    const late = [...waited].filter((name) => name.endsWith(' late'));
    expect(late.length).toBeGreaterThan(BUILT_FAMILIES.length / 3);
    expect([...waited].filter((name) => name.endsWith(' at once'))).toEqual([]);
  });
});
