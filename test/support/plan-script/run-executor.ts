import { NodeHttp } from '../../../src/main/adapters/http/node-http';
import { connectChangeableSimulator } from '../../../src/main/adapters/tenant/changeable-simulator';
import { SimulatorClock } from '../../../src/main/adapters/tenant/simulator-clock';
import { RunControl } from '../../../src/main/services/plan-control';
import { PlanExecutor } from '../../../src/main/services/plan-executor';
import { PlanLog } from '../../../src/main/services/plan-log';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import { FakeVault } from '../identity/fake-vault';
import { MemoryJournal } from '../plan-runner/memory-journal';
import { CountingCertificates } from '../plan-runner/run-plan';

/** Runs a plan as the app does, where everything that it asks for is confirmed and every live test comes out as expected. */
export async function runAsTheApp(simulator: RunningSimulator, plan: Plan): Promise<void> {
  if (simulator.operator === null) throw new Error('the tenant has no administrator');
  const clock = new SimulatorClock(new NodeHttp(), () => Promise.resolve(simulator.url));
  const tenant = await connectChangeableSimulator(simulator, simulator.operator, clock, new AbortController().signal);
  if (!tenant.ok) throw new Error(tenant.error.message);
  const journal = new MemoryJournal([{ kind: 'plan', schemaVersion: 1, at: clock.now(), plan, target: 'demo' }]);
  const log = new PlanLog(
    plan,
    journal,
    () => clock.now(),
    () => undefined,
  );
  const parts = {
    tenant: tenant.value,
    log,
    vault: new FakeVault(),
    certificates: new CountingCertificates(),
    control: new RunControl(),
    liveTest: () => Promise.resolve({ kind: 'settled' as const, says: [] }),
    random: () => 0.5,
  };
  for (;;) {
    const end = await new PlanExecutor(plan, parts).run();
    if (end === 'over') return;
    const held = log.progress().steps.find(({ hold }) => hold !== null);
    if (end !== 'held' || held?.hold?.kind !== 'person') throw new Error(`${end}: ${held?.id ?? ''} ${JSON.stringify(held?.hold)}`);
    await log.write({ kind: 'confirmed', step: held.id, by: 'the test', says: '' });
  }
}
