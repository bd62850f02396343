import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  actOnPlan,
  advanceDemoClock,
  copyNewSecret,
  discardPlan,
  followPlans,
  unfinishedPlans,
} from '../../../../../src/renderer/features/plans/plan-actions';
import { usePlansStore } from '../../../../../src/renderer/features/plans/plans-store';
import { useSessionStore } from '../../../../../src/renderer/state/session-store';
import { FakeBridge } from '../../../../support/fake-bridge';
import { planRun, planSummary, stepStatus } from '../../../../support/plan-samples';

const PLAN = planSummary().planId;
let bridge: FakeBridge;

beforeEach(async () => {
  bridge = new FakeBridge();
  bridge.install();
  usePlansStore.setState(usePlansStore.getInitialState(), true);
  useSessionStore.setState(useSessionStore.getInitialState(), true);
  followPlans();
  await bridge.last('plans.list').answer({ plans: [planSummary()], notes: [] });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const plans = () => usePlansStore.getState().plans;
const tray = () => useSessionStore.getState().tasks;
const listed = () => bridge.calls.filter(({ channel }) => channel === 'plans.list').length;

describe('plans under way', () => {
  it('stand in the tray with the way back to them', () => {
    expect(tray()).toMatchObject([{ title: 'Restrict Tidewater', stage: 'Remove the grant', done: 2, total: 5, address: `/plan/${PLAN}` }]);
  });

  it('are followed: what main tells is known at once, and the list is asked for anew where a step was done', async () => {
    bridge.send(
      'onPlanChanged',
      planRun({ state: 'waiting', steps: [stepStatus({ state: 'done' }), stepStatus({ id: 'b', state: 'done' })] }),
    );
    expect(usePlansStore.getState().runs[PLAN]?.state).toBe('waiting');
    expect(listed()).toBe(1);
    bridge.send('onPlanChanged', planRun({ state: 'done', steps: ['a', 'b', 'c'].map((id) => stepStatus({ id, state: 'done' })) }));
    expect(plans()).toMatchObject([{ state: 'done', stepsDone: 3 }]);
    expect(listed()).toBe(2);
    await bridge.last('plans.list').answer({ plans: [planSummary({ state: 'done', standsAt: null })], notes: [] });
    expect(tray()).toEqual([]);
    expect(unfinishedPlans(plans())).toEqual([]);
  });

  it('leave the tray where they wait for somebody', async () => {
    bridge.send('onPlanChanged', planRun({ state: 'needs-you' }));
    await bridge.last('plans.list').answer({ plans: [planSummary({ state: 'needs-you' })], notes: [] });
    expect(tray()).toEqual([]);
    expect(unfinishedPlans(plans())).toHaveLength(1);
  });
});

describe('an action on a plan', () => {
  it('is sent once, and its answer counts', async () => {
    const first = actOnPlan(PLAN, { action: 'run', target: 'demo', confirmed: ['a'] });
    expect(await actOnPlan(PLAN, { action: 'pause' })).toBe(false);
    expect(bridge.last('plans.act').input).toEqual({ planId: PLAN, act: { action: 'run', target: 'demo', confirmed: ['a'] } });
    await bridge.last('plans.act').answer(planRun({ state: 'running' }));
    expect(await first).toBe(true);
    expect(usePlansStore.getState().runs[PLAN]?.state).toBe('running');
    expect(usePlansStore.getState().busy).toEqual([]);
  });

  it('that fails is told, and can be tried again', async () => {
    const acted = actOnPlan(PLAN, { action: 'retry', step: 'a' });
    await bridge.last('plans.act').fail('consent-needed', 'A permission is missing.');
    expect(await acted).toBe(false);
    expect(useSessionStore.getState().notices).toMatchObject([{ intent: 'error', title: 'A permission is missing.' }]);
    expect(usePlansStore.getState().busy).toEqual([]);
  });
});

describe('what else one does about a plan', () => {
  it('a plan that was deleted is gone', async () => {
    const gone = discardPlan(PLAN);
    await bridge.last('plans.discard').answer({ done: true });
    await bridge.last('plans.list').answer({ plans: [], notes: [] });
    expect(await gone).toBe(true);
    expect([plans(), tray()]).toEqual([[], []]);
  });

  it.each([
    ['secret', 'The secret is on the clipboard.'],
    ['certificate', 'The certificate and its private key are on the clipboard.'],
  ] as const)('a new %s goes to the clipboard by its name alone', async (kind, title) => {
    const copied = copyNewSecret({ kind, vaultName: 'plans/p/s' });
    expect(bridge.last('vault.copySecret').input).toEqual({ name: 'plans/p/s' });
    await bridge.last('vault.copySecret').answer({ clearedAfterSeconds: 60 });
    await copied;
    expect(useSessionStore.getState().notices).toMatchObject([{ intent: 'success', title }]);
  });

  it('the demo’s clock is moved by an hour', async () => {
    const moved = advanceDemoClock();
    expect(bridge.last('demo.advanceClock').input).toEqual({ minutes: 60 });
    await bridge.last('demo.advanceClock').answer({ now: '2026-11-21T09:00:00Z' });
    await moved;
    expect(useSessionStore.getState().notices[0]?.intent).toBe('success');
  });
});
