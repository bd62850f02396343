import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../src/shared/domain/collection/reading';
import { buildPlan } from '../../src/shared/domain/plan/build-plan';
import type { PlanContext } from '../../src/shared/domain/plan/family';
import { planSchema, type Plan, type PlanFamily, type PlanStep } from '../../src/shared/domain/plan/plan.schema';
import { applyEffects } from '../../src/shared/domain/plan/preview/apply-effects';
import type { Answers, PlanProblem } from '../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../src/shared/domain/plan/registry';
import { CAPABILITIES, type Capability } from '../../src/shared/domain/reach/capability';
import { createReachEngine, type ReachEngine } from '../../src/shared/domain/reach/reach-engine';
import type { Verdict } from '../../src/shared/domain/reach/verdict';
import { brokenReferences, referenceProblems } from './plan-reference';
import { referenceFolder } from './reference';

/** The id of every plan that is built in tests. */
export const PLAN_ID = '1a2b3c4d5e6f';

/** What a builder works from, over a collection as its file would be read. */
export function planContext(collection: Collection): PlanContext {
  const parsed = parseCollection(JSON.parse(JSON.stringify(collection)));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  const reading = openReading(parsed.value.collection, parsed.value.warnings);
  return { reading, engine: createReachEngine(reading), planId: PLAN_ID, readingId: 'reading-1', now: '2026-11-21T12:00:00Z' };
}

/** The plan, or what is wrong with the answers. */
export function tryPlan(context: PlanContext, family: PlanFamily, answers: Answers): Plan | readonly PlanProblem[] {
  const definition = PLAN_FAMILY_DEFINITIONS[family];
  if (!definition) throw new Error(`There is no family ${family}`);
  const built = buildPlan(definition, context, answers);
  return built.ok ? built.value : built.error;
}

/** The plan; a problem fails the test. */
export function makePlan(context: PlanContext, family: PlanFamily, answers: Answers): Plan {
  const plan = tryPlan(context, family, answers);
  if ('steps' in plan) return plan;
  throw new Error(plan.map(({ question, message }) => `${question ?? '-'}: ${message}`).join('\n'));
}

/** The messages of what is wrong with the answers, by the question; a plan fails the test. */
export function problemsWith(context: PlanContext, family: PlanFamily, answers: Answers): readonly PlanProblem[] {
  const plan = tryPlan(context, family, answers);
  if ('steps' in plan) throw new Error(`A plan was made: ${plan.title}`);
  return plan;
}

/** Everything that is wrong with the form of a plan: its schema, its references, and what Microsoft does not know. */
export function flawsOf(plan: Plan): readonly string[] {
  const parsed = planSchema.safeParse(plan);
  return [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ...brokenReferences(plan),
    ...(referenceFolder === null ? [] : referenceProblems(plan)),
  ];
}

/** The collection as it is when a plan has run up to and with a step; without one, to its end. */
export function collectionAfter(context: PlanContext, plan: Plan, until?: (step: PlanStep) => boolean): Collection {
  const end = until === undefined ? -1 : plan.steps.findIndex(until);
  const steps = end < 0 ? plan.steps : plan.steps.slice(0, end + 1);
  return applyEffects(
    context.reading.collection,
    steps.flatMap((step) => step.effects),
  );
}

/** What an app can do where, by its application permissions: `address capability` → verdict; *no* is left out. */
export function reachOf(engine: ReachEngine, appId: string, only: readonly Capability[] = CAPABILITIES): ReadonlyMap<string, Verdict> {
  const app = engine.app(appId);
  const found = new Map<string, Verdict>();
  if (!app) return found;
  const reach = engine.applicationReach(app);
  for (const capability of only) {
    const set = reach.of(capability);
    for (const mailbox of engine.reading.mailboxes.all) {
      const verdict = engine.sets.verdict(set, mailbox.index);
      if (verdict !== 'no') found.set(`${mailbox.address} ${capability}`, verdict);
    }
  }
  return found;
}

/** The addresses that an app reaches for certain with one capability. */
export function reachedBy(engine: ReachEngine, appId: string, capability: Capability): readonly string[] {
  return [...reachOf(engine, appId, [capability])]
    .flatMap(([cell, verdict]) => (verdict === 'yes' ? [cell.split(' ')[0] ?? ''] : []))
    .sort();
}

/** The engine over what a plan leaves. */
export function engineAfter(context: PlanContext, plan: Plan, until?: (step: PlanStep) => boolean): ReachEngine {
  return createReachEngine(openReading(collectionAfter(context, plan, until)));
}
