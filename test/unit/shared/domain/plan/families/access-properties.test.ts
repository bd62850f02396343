import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../../../../src/shared/domain/collection/collection.schema';
import { keyOf } from '../../../../../../src/shared/domain/collection/text-key';
import type { PlanContext } from '../../../../../../src/shared/domain/plan/family';
import type { Plan, PlanFamily } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import type { TriSet } from '../../../../../../src/shared/domain/reach/mailbox-sets';
import { reordered } from '../../../../../support/change-collection';
import { engineAfter, flawsOf, planContext, reachOf, tryPlan } from '../../../../../support/plan-cases';
import { createRandom, type Random } from '../../../../../support/random';
import { randomTenant } from '../../../../../support/random-tenant';

const RUNS = Number(process.env['MAILSCOPE_PROPERTY_RUNS'] ?? 12);
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const NEW_GROUP = { groupName: 'New scope', groupAddress: 'new-scope@contoso.com' };

type Case = readonly [family: PlanFamily, answers: Answers];

function holds(property: (seed: number) => readonly string[]): void {
  fc.assert(
    fc.property(seeds, (seed) => {
      expect(property(seed)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}

/** Answers for every kind of plan about access, as many as the tenant has subjects for. */
function cases({ engine, reading }: PlanContext, random: Random): readonly Case[] {
  const boxes = reading.mailboxes.all.map((mailbox) => mailbox.id);
  const groups = (reading.collection.exchange.groups ?? []).map((group) => group.ExternalDirectoryObjectId ?? '');
  const some = (): string[] => random.some(boxes, 0.4);
  const apps = engine.apps.filter((app) => app.servicePrincipal);
  return [
    ...apps.flatMap(({ appId: subject }): Case[] => [
      ['restrict-app', { subject, scope: 'newGroup', mailboxes: some(), ...NEW_GROUP }],
      ['restrict-app', { subject, scope: 'filter', filter: "CustomAttribute1 -like 'A*' -or City -eq 'Oslo'" }],
      ['restrict-app', { subject, scope: 'current' }],
      ...(groups.length > 0
        ? [['restrict-app', { subject, scope: 'existingGroup', group: random.pick(groups), mailboxes: some() }] as const]
        : []),
      ['restrict-by-policy', { subject, accessRight: random.pick(['RestrictAccess', 'DenyAccess']), mailboxes: some(), ...NEW_GROUP }],
      ['migrate-policy', { subject, scope: 'sameGroups', nested: random.pick(['filter', 'members', 'leaveOut']) }],
      ['migrate-policy', { subject, scope: 'newGroup', ...NEW_GROUP }],
      ['repair-pointer', { subject }],
      ['close-scope-group', { subject }],
    ]),
    ...engine.policies.flatMap(({ identity: subject, right }): Case[] => [
      ['remove-policy', { subject }],
      ['change-policy', { subject, accessRight: right === 'deny' ? 'RestrictAccess' : 'DenyAccess' }],
      ['change-policy', { subject, scope: 'newGroup', mailboxes: some(), ...NEW_GROUP }],
    ]),
    ...groups.map((subject): Case => ['edit-scope', { subject, add: some() }]),
  ];
}

/** What a plan says on its own about some of its mailboxes. */
function announced(plan: Plan, about: RegExp): ReadonlySet<string> {
  return new Set(plan.notes.filter((note) => about.test(note.text)).flatMap((note) => note.mailboxes));
}

function mayHold(context: PlanContext, { scope, group, filter, mailboxes, subject }: Answers): ReadonlySet<string> {
  const { engine, reading } = context;
  const sets: TriSet[] = [
    ...(scope === 'filter' ? [engine.filters.evaluate(String(filter)).members] : []),
    ...(scope === 'existingGroup' ? [engine.groups.directMembers(keyOf(String(group)))] : []),
    ...(scope === 'current' ? (engine.app(String(subject))?.roleAssignments ?? []).map((item) => item.scope.members) : []),
  ];
  const named = Array.isArray(mailboxes) ? mailboxes : [];
  const held = reading.mailboxes.all.filter(
    (mailbox) => named.includes(mailbox.id) || sets.some((set) => engine.sets.verdict(set, mailbox.index) !== 'no'),
  );
  return new Set(held.map((mailbox) => mailbox.address));
}

function eachPlan(
  seed: number,
  visit: (context: PlanContext, plan: Plan, answers: Answers, tenant: Collection) => readonly string[],
): readonly string[] {
  const tenant = randomTenant(seed);
  const context = planContext(tenant);
  return cases(context, createRandom(seed)).flatMap(([family, answers]) => {
    const plan = tryPlan(context, family, answers);
    return 'steps' in plan ? visit(context, plan, answers, tenant) : [];
  });
}

describe('plans of access on random readings', () => {
  it('are sound: their form, their references, and every request as Microsoft documents it', { timeout: 120_000 }, () => {
    holds((seed) => eachPlan(seed, (_context, plan) => flawsOf(plan).map((flaw) => `${plan.title}: ${flaw}`)));
  });

  it('never let an app gain a mailbox that is not in the answers, when it is restricted', { timeout: 120_000 }, () => {
    holds((seed) =>
      eachPlan(seed, (context, plan, answers) => {
        if (plan.family !== 'restrict-app') return [];
        const before = reachOf(context.engine, plan.subject.id);
        const allowed = mayHold(context, answers);
        return [...reachOf(engineAfter(context, plan), plan.subject.id)].flatMap(([cell, verdict]) => {
          const [address = ''] = cell.split(' ');
          return verdict === 'yes' && !before.has(cell) && !allowed.has(address) ? [`${plan.title}: ${cell}`] : [];
        });
      }),
    );
  });

  it('say beforehand who falls out and who gets in, when policies become roles', { timeout: 120_000 }, () => {
    holds((seed) =>
      eachPlan(seed, (context, plan) => {
        if (plan.family !== 'migrate-policy') return [];
        const before = reachOf(context.engine, plan.subject.id);
        const after = reachOf(engineAfter(context, plan), plan.subject.id);
        const losses = announced(plan, /fall/);
        const gains = announced(plan, /suddenly|not known whether/);
        return [...new Set([...before.keys(), ...after.keys()])].flatMap((cell) => {
          const [address = ''] = cell.split(' ');
          const [was, is] = [before.get(cell), after.get(cell)];
          if (was === 'yes' && is !== 'yes' && !losses.has(address)) return [`${plan.title}: loses ${cell}`];
          return was !== 'yes' && is === 'yes' && !gains.has(address) ? [`${plan.title}: gains ${cell}`] : [];
        });
      }),
    );
  });

  it('open nothing on the way that is closed before and after', { timeout: 120_000 }, () => {
    holds((seed) =>
      eachPlan(seed, (context, plan) => {
        if (plan.subject.kind === 'group') return [];
        const apps = plan.subject.kind === 'app' ? [plan.subject.id] : context.engine.apps.map((app) => app.appId);
        const changing = plan.steps.filter((step) => step.effects.length > 0);
        const final = engineAfter(context, plan);
        return changing.slice(0, -1).flatMap((step) => {
          const between = engineAfter(context, plan, (other) => other === step);
          return apps.flatMap((appId) => {
            const ends = [reachOf(context.engine, appId), reachOf(final, appId)];
            const open = [...reachOf(between, appId)].find(([cell, verdict]) => verdict === 'yes' && ends.every((end) => !end.has(cell)));
            return open ? [`${plan.title}: ${open[0]} after ${step.id}`] : [];
          });
        });
      }),
    );
  });

  it('are the same for every order of the rows', { timeout: 120_000 }, () => {
    holds((seed) => {
      const unique = (tenant: Collection): boolean => !(tenant.exchange.mailboxes ?? []).some((mailbox) => mailbox.DisplayName === 'Twin');
      const copies = (tenant: Collection): boolean =>
        (tenant.graph.servicePrincipals ?? []).some((app) => app.displayName === 'Second copy');
      return eachPlan(seed, (_context, plan, answers, tenant) => {
        // Of two rows with one id the first counts, whichever that is.
        if (!unique(tenant) || copies(tenant)) return [];
        const other = tryPlan(planContext(reordered(tenant, createRandom(seed + 1))), plan.family, answers);
        return JSON.stringify(other) === JSON.stringify(plan) ? [] : [`${plan.title}: differs by order`];
      });
    });
  });
});
