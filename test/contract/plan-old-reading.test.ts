import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanContext } from '../../src/shared/domain/plan/family';
import { removeGrants } from '../../src/shared/domain/plan/families/remove-grants';
import { restrictApp } from '../../src/shared/domain/plan/families/restrict-app';
import type { Plan } from '../../src/shared/domain/plan/plan.schema';
import { PlanOnSimulator } from '../support/plan-runner/plan-on-simulator';
import { planFor } from '../support/plan-script/sample-plans';

let tenant: PlanOnSimulator;

beforeAll(async () => {
  tenant = await PlanOnSimulator.start();
});

afterAll(() => tenant.stop());

function made(context: PlanContext, planId: string, family: typeof removeGrants, appId: string): Plan {
  const built = planFor({ ...context, planId }, family, appId);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

it('an older plan does not begin where a permission was taken away and given back meanwhile: Graph knows it by another id', async () => {
  const context = tenant.read();
  const app = context.engine.apps.find(({ name }) => name === 'Ledgerline Payables');
  if (!app) throw new Error('the demo tenant lacks the app');
  const first = made(context, '00000001abcd', removeGrants, app.appId);
  const older = [made(context, '00000002abcd', removeGrants, app.appId), made(context, '00000003abcd', restrictApp, app.appId)];
  await tenant.run(first);
  await tenant.undo(first);
  const before = tenant.changes().length;
  for (const plan of older) await expect(tenant.run(plan)).rejects.toThrow(/^stale at the basis: .*holds .*as it was read/);
  expect(tenant.changes()).toHaveLength(before);
});
