import { describe, expect, it } from 'vitest';
import { planRun, planSummary, planView } from '../../../../src/main/services/plan-view';
import { graphLook } from '../../../../src/shared/domain/plan/look';
import type { JournalEntry } from '../../../../src/shared/domain/plan/journal.schema';
import { foldJournal } from '../../../../src/shared/domain/plan/run-state';
import { ANSWER_LIMIT } from '../../../../src/shared/ipc/envelope';
import { planRunSchema, planSummarySchema, planViewSchema } from '../../../../src/shared/ipc/plan-shapes';
import { askPerson, makeScope, makeThing, planOf } from '../../../support/plan-runner/small-plans';

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const looks = (count: number, text = 'x'): ReturnType<typeof graphLook>[] =>
  Array.from({ length: count }, (_none, index) =>
    graphLook(`/v1.0/users/${String(index)}`, { says: `${text} ${String(index)} is a member.` }),
  );

describe('a plan on its way to the screen', () => {
  it('is whole where it fits', () => {
    const plan = planOf([makeThing('a'), askPerson()], { basis: looks(2) });
    const view = planView(plan);
    expect(view).toMatchObject({ shortened: false, basis: ['x 0 is a member.', 'x 1 is a member.'], steps: [{ looks: 1 }, { looks: 0 }] });
    expect(planViewSchema.parse(view)).toEqual(view);
  });

  it('says how many looks there are where they are cut', () => {
    const view = planView(planOf([makeThing('a', { verification: looks(9_000, 'y'.repeat(100)) })]));
    expect(view.shortened).toBe(true);
    expect(view.steps[0]?.looks).toBe(9_000);
    expect(view.steps[0]?.verification.length).toBeLessThan(9_000);
  });

  it.each([
    [3, 1_500, 400],
    [40, 60, 1_500],
    [300, 8, 400],
    [600, 1, 1_900],
    [2_000, 1, 120],
  ])('fits with its run into an answer: %i steps, %i looks each, texts of %i', (steps, count, length) => {
    const word = 'ü'.repeat(length);
    const verification = looks(count, word.slice(0, 1_900));
    const plan = planOf(
      Array.from({ length: steps }, (_none, index) => makeScope(`s${String(index)}`, null, { verification, why: word, title: word })),
      { sentence: word },
    );
    const evidence = [word, word, word];
    const entries = plan.steps.map(({ id }): JournalEntry => ({
      kind: 'done',
      at: '2026-11-21T12:00:00Z',
      step: id,
      changed: true,
      outputs: {},
      evidence,
    }));
    const run = planRun(plan.id, foldJournal(plan, entries), entries, false);
    for (const from of [0, steps - 1]) {
      const view = planView(plan, from);
      expect(bytes({ plan: view, run })).toBeLessThan(ANSWER_LIMIT);
      expect(planViewSchema.safeParse(view).error?.issues).toBeUndefined();
      // Whatever is cut, the step that the plan stands at is there, under its own name.
      const ids = view.steps.map(({ id }) => id);
      expect(ids).toContain(plan.steps[from]?.id);
      const first = plan.steps.findIndex(({ id }) => id === ids[0]);
      expect(ids).toEqual(plan.steps.slice(first, first + ids.length).map(({ id }) => id));
      expect(view.steps.every(({ looks: number }) => number === count)).toBe(true);
    }
    expect(planRunSchema.safeParse(run).error?.issues).toBeUndefined();
    expect(run.steps).toHaveLength(steps);
  });
});

describe('a plan in a list', () => {
  it('says what it stands at, and why', () => {
    const plan = planOf([makeThing('a'), askPerson()]);
    const at = '2026-11-21T12:00:00Z';
    const progress = foldJournal(plan, [
      { kind: 'run', at },
      { kind: 'skipped', at, step: 'make-a', reason: 'no' },
      { kind: 'held', at, step: 'ask', hold: { kind: 'person', says: 'Hand it over.' } },
    ]);
    const summary = planSummary(plan, progress, false);
    expect(planSummarySchema.parse(summary)).toMatchObject({
      state: 'needs-you',
      stepsDone: 1,
      stepsTotal: 2,
      standsAt: 'Step ask — Hand it over.',
    });
  });
});
