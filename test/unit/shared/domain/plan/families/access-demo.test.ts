import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanContext } from '../../../../../../src/shared/domain/plan/family';
import type { Plan, PlanFamily, PlanSubject } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import { demoModel } from '../../../../../support/demo-model';
import { engineAfter, flawsOf, makePlan, PLAN_ID, reachOf, tryPlan } from '../../../../../support/plan-cases';

let context: PlanContext;

beforeAll(async () => {
  const { reading, engine } = await demoModel();
  context = { reading, engine, planId: PLAN_ID, readingId: 'demo', now: reading.collection.collectedAt };
});

const appId = (name: string): string => context.engine.apps.find((app) => app.name === name)?.appId ?? name;

/** The subjects of the demo tenant that a kind of plan is offered for. */
function offered(family: PlanFamily): readonly { readonly id: string; readonly name: string }[] {
  const { engine, reading } = context;
  const all: Readonly<Partial<Record<PlanSubject['kind'], readonly { readonly id: string; readonly name: string }[]>>> = {
    app: engine.apps.map((app) => ({ id: app.appId, name: app.name })),
    policy: engine.policies.map((policy) => ({ id: policy.identity, name: policy.scope.name })),
    group: (reading.collection.exchange.groups ?? []).map((group) => ({
      id: group.ExternalDirectoryObjectId ?? '',
      name: group.DisplayName ?? '',
    })),
  };
  const { subjects, appliesTo } = PLAN_FAMILY_DEFINITIONS[family];
  return subjects.flatMap((kind) => (all[kind] ?? []).filter(({ id }) => appliesTo(context, { kind, id }) === null));
}

const first = (count: number): string[] => context.reading.mailboxes.all.slice(0, count).map((mailbox) => mailbox.id);
const ANSWERS: Readonly<Partial<Record<PlanFamily, () => Answers>>> = {
  'restrict-app': () => ({ scope: 'newGroup', mailboxes: first(3) }),
  'restrict-by-policy': () => ({ mailboxes: first(3) }),
  'change-policy': () => ({ scope: 'newGroup', mailboxes: first(3) }),
  'edit-scope': () => ({ add: first(3), remove: context.reading.mailboxes.all.slice(3, 5).map((mailbox) => mailbox.id) }),
};

describe('plans of access for the demo tenant', () => {
  it.each([
    ['restrict-app', 17],
    ['restrict-by-policy', 44],
    ['change-policy', 7],
    ['remove-policy', 7],
    ['edit-scope', 13],
    ['close-scope-group', 2],
    ['repair-pointer', 1],
  ] as const)('%s is sound for every one of the subjects that it is offered for', (family, count) => {
    const plans = offered(family).map(({ id }) => tryPlan(context, family, { subject: id, ...ANSWERS[family]?.() }));
    const made = plans.filter((plan): plan is Plan => 'steps' in plan);
    expect(made).toHaveLength(count);
    for (const plan of made) expect(flawsOf(plan)).toEqual([]);
  });

  it.each(['Ticketline', 'Parcel Tracker', 'Pulse Surveys'])('the migration of %s changes nothing but what it announces', (name) => {
    for (const nested of ['filter', 'members', 'leaveOut']) {
      const plan = makePlan(context, 'migrate-policy', { subject: appId(name), nested });
      const announced = new Set(plan.notes.flatMap((note) => (/falls? out/.test(note.text) ? note.mailboxes : [])));
      const engine = engineAfter(context, plan);
      const changed = context.engine.apps.flatMap((app) => {
        const [before, after] = [reachOf(context.engine, app.appId), reachOf(engine, app.appId)];
        return [...new Set([...before.keys(), ...after.keys()])].flatMap((cell) =>
          before.get(cell) === after.get(cell) ? [] : [cell.split(' ')[0] ?? ''],
        );
      });
      expect(new Set(changed)).toEqual(announced);
      if (nested !== 'leaveOut') expect(announced.size).toBe(0);
    }
  });

  it('lists who falls out of Ticketline where inner groups are left out', () => {
    const plan = makePlan(context, 'migrate-policy', { subject: appId('Ticketline'), nested: 'leaveOut' });
    expect(plan.notes[0]?.text).toMatch(/fall/);
    expect(plan.notes[0]?.mailboxes.length).toBeGreaterThan(0);
  });

  it('removes nothing but the grant of an app whose roles have a scope already', () => {
    const plan = makePlan(context, 'restrict-app', { subject: appId('Tidewater Helpdesk'), liveTest: false });
    expect(plan.steps.flatMap((step) => (step.change === null ? [] : [step.id]))).toEqual(['remove-mail-readwrite']);
  });

  it('proposes a name and an address for a new group that nothing in the tenant has', () => {
    for (const { id } of offered('restrict-app')) {
      const questions = PLAN_FAMILY_DEFINITIONS['restrict-app'].questions(context, id);
      const proposed = questions
        .filter((question) => ['groupName', 'groupAddress'].includes(question.id))
        .map((question) => String(question.default));
      expect(proposed).toHaveLength(2);
      for (const text of proposed) expect(context.reading.principals.match(text).kind).toBe('none');
    }
  });
});
