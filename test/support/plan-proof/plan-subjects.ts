import type { Finding } from '../../../src/shared/domain/answers/answer-shapes';
import { findAll } from '../../../src/shared/domain/findings/find-all';
import type { PlanContext } from '../../../src/shared/domain/plan/family';
import type { Plan, PlanFamily } from '../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../src/shared/domain/plan/registry';
import { planFor, subjectsOf } from '../plan-script/sample-plans';

/** A plan that can be made here, and the findings that it is offered for. */
export interface OfferedPlan {
  readonly plan: Plan;
  readonly findings: readonly string[];
}

/** A finding as two readings have it in common; a policy that is made anew has another identity. */
export function findingKey({ id, subject }: Pick<Finding, 'id' | 'subject'>): string {
  return `${id} ${subject.kind} ${subject.kind === 'policy' ? subject.name : subject.id}`;
}

/** Nobody signs in with a credential that a test makes: no report will ever show it. */
const OWN_ANSWERS: Readonly<Partial<Record<PlanFamily, Answers>>> = { 'rotate-credential': { inUse: 'word' } };

/** What can be made of a kind: a plan for every subject that a finding names, and for so many subjects at least; no more than so many. */
export function offeredPlans(
  context: PlanContext,
  family: PlanFamily,
  count: { readonly atLeast: number; readonly atMost: number },
): { readonly plans: readonly OfferedPlan[]; readonly refused: readonly string[] } {
  const definition = PLAN_FAMILY_DEFINITIONS[family];
  const own = OWN_ANSWERS[family] ?? {};
  if (!definition) throw new Error(`there are no plans ${family}`);
  const named = new Map<string, { readonly id: string; readonly findings: string[] }>();
  for (const { id, subject, fix } of findAll(context.reading, context.engine, context.now).findings) {
    if (fix !== family) continue;
    const known = named.get(subject.id) ?? { id: subject.id, findings: [] };
    named.set(subject.id, known);
    known.findings.push(findingKey({ id, subject }));
  }
  const plans: OfferedPlan[] = [];
  const refused: string[] = [];
  const add = (subjectId: string, findings: readonly string[]): void => {
    const first = planFor(context, definition, subjectId, own);
    // A scope that is there already may hold none of the mailboxes that are named by way of example.
    const without = first.ok ? first : planFor(context, definition, subjectId, { ...own, mailboxes: [] });
    const built = without.ok ? without : first;
    if (built.ok) {
      // Several apps may rest on one group: what is done to it is one plan.
      const same = plans.find(({ plan }) => JSON.stringify(plan.steps) === JSON.stringify(built.value.steps));
      if (!same) plans.push({ plan: built.value, findings });
    } else refused.push(`${subjectId}: ${built.error.map(({ question, message }) => `${question ?? ''} ${message}`).join(' ')}`);
  };
  for (const { id, findings } of named.values()) add(id, findings);
  const wrong = refused.slice();
  for (const subject of subjectsOf(context.reading, definition)) {
    if (plans.length >= count.atLeast) break;
    if (named.has(subject.id) || definition.appliesTo(context, subject) !== null) continue;
    add(subject.id, []);
  }
  return { plans: plans.slice(0, count.atMost), refused: wrong };
}
