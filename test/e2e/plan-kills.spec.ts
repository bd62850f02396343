import type { Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan, PlanStep } from '../../src/shared/domain/plan/plan.schema';
import type { MailscopeApi } from '../../src/shared/ipc/mailscope-api';
import type { PlanAction, PlanRun } from '../../src/shared/ipc/plan-shapes';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { expect, test } from '../support/launch-electron';
import { changedRows, changesOf, rowsOf, withoutNew } from '../support/plan-runner/child-runs';
import { PlanOnSimulator } from '../support/plan-runner/plan-on-simulator';
import { BUILT_FAMILIES, contextOf, samplePlan } from '../support/plan-script/sample-plans';
import { tenantEnvironment } from '../support/sign-in';

/** What the preload gives the page. */
interface Bridge {
  readonly mailscope: MailscopeApi;
}

/** Does something to the plan, as the page would. */
async function act(window: Page, planId: string, action: PlanAction): Promise<void> {
  const answer = await window.evaluate(
    ([id, wish, request]) =>
      (globalThis as unknown as Bridge).mailscope.plans.act({ requestId: request, input: { planId: id, act: wish } }),
    [planId, action, `kill-${String(Math.random())}`] as const,
  );
  if (!answer.ok) throw new Error(`${action.action}: ${answer.error.message}`);
}

async function stateOf(window: Page, planId: string): Promise<PlanRun> {
  const answer = await window.evaluate(
    ([id, request]) => (globalThis as unknown as Bridge).mailscope.plans.get({ requestId: request, input: { planId: id } }),
    [planId, `get-${String(Math.random())}`] as const,
  );
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.run;
}

/** Lets the tenant make the first change of each step, and hold back its answer. */
function holdChanges({ faults }: RunningSimulator, { steps }: Plan): void {
  for (const { change } of steps) {
    if (change === null || change.api === 'person') continue;
    const place =
      change.api === 'graph' ? `${change.method} ${change.path.split(/[?$]/)[0] ?? ''}` : `/exchange/cmdlet/${change.cmdlet.toLowerCase()}`;
    const problem = faults.set(`hold=1@${place}`);
    if (problem !== null) throw new Error(problem);
  }
}

/** Whether the tenant has made a change, and keeps its answer back. */
function isHolding({ log }: RunningSimulator): boolean {
  return log.all().some(({ fault }) => fault === 'hold');
}

/** Brings a plan to its end: says what a person would, and lets time pass. */
async function finish(window: Page, simulator: RunningSimulator, plan: Plan): Promise<void> {
  const { id, steps } = plan;
  const run: PlanAction = { action: 'run', target: 'demo', confirmed: steps.map((step) => step.id) };
  await act(window, id, run);
  await expect
    .poll(
      async () => {
        const now = await answerHold(window, plan);
        if (now === 'waiting') simulator.clock().advance(10 * 60_000);
        return now;
      },
      { timeout: 45_000, intervals: [200] },
    )
    .toBe('done');
}

/** Says what a person would where the plan waits for one; how far the plan was. */
async function answerHold(window: Page, { id, steps }: Plan): Promise<PlanRun['state']> {
  const now = await stateOf(window, id);
  const held = now.steps.find(({ hold, state }) => hold !== null && state !== 'done');
  const step = steps.find((other) => other.id === held?.id);
  if (now.state === 'needs-you' && step) await act(window, id, answerTo(step, held?.hold?.kind ?? ''));
  return now.state;
}

/** What somebody without the app's credential says to a step that stands still. */
function answerTo(step: PlanStep, hold: string): PlanAction {
  if (hold === 'credential') return { action: 'skip', step: step.id, reason: 'The credential of the app is not at hand.' };
  return { action: 'confirm', step: step.id, note: 'by the test' };
}

for (const family of BUILT_FAMILIES) {
  test(`a plan ${family} whose app is killed while the tenant holds back an answer ends as one that nobody disturbed`, async ({
    launch,
  }) => {
    test.setTimeout(120_000);
    const simulator = await startSimulator({ size: 'S' });
    const undisturbed = await PlanOnSimulator.start();
    const userData = mkdtempSync(join(tmpdir(), 'mailscope-e2e-kill-'));
    try {
      const plan = samplePlan(contextOf(simulator.state()), family);
      const before = rowsOf(simulator);
      const known = before.join('\n');
      await undisturbed.run(plan);
      const at = new Date(simulator.clock().now()).toISOString();
      mkdirSync(join(userData, 'plans'), { recursive: true });
      const begun = JSON.stringify({ kind: 'plan', schemaVersion: 1, at, plan, target: 'demo' });
      writeFileSync(join(userData, 'plans', `${plan.id}.jsonl`), `${begun}\n`, { mode: 0o600 });

      holdChanges(simulator, plan);
      const first = await launch({ userData, env: tenantEnvironment(simulator) });
      await act(first.window, plan.id, { action: 'run', target: 'demo', confirmed: plan.steps.map(({ id }) => id) });
      const begins = async (): Promise<boolean> => {
        if (!isHolding(simulator)) await answerHold(first.window, plan);
        return isHolding(simulator);
      };
      await expect.poll(begins, { timeout: 20_000, intervals: [50] }).toBe(true);
      first.app.process().kill('SIGKILL');
      await first.close().catch(() => undefined);
      simulator.faults.clear('hold');

      const second = await launch({ userData, env: tenantEnvironment(simulator) });
      await finish(second.window, simulator, plan);
      const wanted = changedRows(before, rowsOf(undisturbed.simulator));
      expect(withoutNew(changedRows(before, rowsOf(simulator)), known)).toEqual(withoutNew(wanted, known));
      expect(withoutNew(changesOf(simulator), known)).toEqual(withoutNew(changesOf(undisturbed.simulator), known));
      await second.close();
    } finally {
      await simulator.stop();
      await undisturbed.stop();
      rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
    }
  });
}
