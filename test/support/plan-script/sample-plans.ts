import { parseCollection } from '../../../src/shared/domain/collection/parse-collection';
import { openReading, type Reading } from '../../../src/shared/domain/collection/reading';
import { buildPlan } from '../../../src/shared/domain/plan/build-plan';
import type { PlanContext, PlanFamilyDefinition } from '../../../src/shared/domain/plan/family';
import type { Plan, PlanFamily, PlanSubject } from '../../../src/shared/domain/plan/plan.schema';
import type { Answer, Answers, PlanProblem, Question } from '../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../src/shared/domain/plan/registry';
import type { Result } from '../../../src/shared/domain/result';
import { createReachEngine } from '../../../src/shared/domain/reach/reach-engine';
import { dumpCollection } from '../../../src/simulator/dump/dump-collection';
import type { TenantState } from '../../../src/simulator/state/tenant-state';

/** The kinds of plans that can be made. */
export const BUILT_FAMILIES = Object.keys(PLAN_FAMILY_DEFINITIONS) as readonly PlanFamily[];

/** Where what the questions suggest would change nothing. */
const OWN_ANSWERS: Readonly<Partial<Record<PlanFamily, Answers>>> = {
  'change-policy': { scope: 'newGroup' },
  // Nobody signs in with the new credential here: a person says so.
  'rotate-credential': { inUse: 'word' },
};

/** What plans of a simulated tenant are made from. */
export function contextOf(state: TenantState, planId = 'ab12cd34ef56'): PlanContext {
  const parsed = parseCollection(JSON.parse([...dumpCollection(state)].join('')));
  if (!parsed.ok) throw new Error(parsed.error.message);
  const reading = openReading(parsed.value.collection, parsed.value.warnings);
  return { reading, engine: createReachEngine(reading), planId, readingId: null, now: reading.collection.collectedAt };
}

/** A plan of a kind for the first subject that takes one, with the answers that the questions themselves suggest; `own`: answers that win. */
export function samplePlan(context: PlanContext, family: PlanFamily, own: Answers = {}): Plan {
  const definition = PLAN_FAMILY_DEFINITIONS[family];
  if (!definition) throw new Error(`there are no plans ${family}`);
  const problems: string[] = [];
  const wanted = { ...OWN_ANSWERS[family], ...own }['subject'];
  for (const subject of subjectsOf(context.reading, definition)) {
    if (wanted !== undefined && subject.id !== wanted) continue;
    const whyNot = definition.appliesTo(context, subject);
    if (whyNot !== null) {
      problems.push(whyNot);
      continue;
    }
    const built = planFor(context, definition, subject.id, own);
    if (built.ok) return built.value;
    problems.push(built.error.map(({ question, message }: PlanProblem) => `${subject.id} ${question ?? ''}: ${message}`).join(' '));
  }
  throw new Error(`no ${family} can be made here: ${[...new Set(problems)].slice(0, 5).join(' | ')}`);
}

/** A plan for one subject, with the answers that the questions themselves suggest. */
export function planFor(
  context: PlanContext,
  definition: PlanFamilyDefinition,
  subjectId: string,
  own: Answers = {},
): Result<Plan, readonly PlanProblem[]> {
  const questions = definition.questions(context, subjectId);
  const answers = suggestedAnswers(context.reading, questions, { ...OWN_ANSWERS[definition.id], ...own });
  return buildPlan(definition, context, { ...answers, subject: subjectId });
}

/** Everything in a reading that plans of a kind may be about. */
export function subjectsOf(
  reading: Reading,
  { subjects }: PlanFamilyDefinition,
): readonly { readonly kind: PlanSubject['kind']; readonly id: string }[] {
  const { graph, exchange } = reading.collection;
  return subjects.flatMap((kind) => {
    const ids: Readonly<Record<PlanSubject['kind'], readonly string[]>> = {
      app: (graph.servicePrincipals ?? []).map(({ appId }) => appId),
      mailbox: reading.mailboxes.all.map(({ id }) => id),
      group: (exchange.groups ?? []).map(({ ExternalDirectoryObjectId: id }) => id ?? ''),
      policy: (exchange.applicationAccessPolicies ?? []).map(({ Identity: id }) => id ?? ''),
      tenant: [reading.collection.tenant.id],
    };
    return ids[kind].filter((id) => id !== '').map((id) => ({ kind, id }));
  });
}

/** The answers that questions have of their own, and for those that have none the first that will do. */
function suggestedAnswers(reading: Reading, questions: readonly Question[], own: Answers): Answers {
  const answers: Record<string, Answer> = { ...own };
  for (const question of questions) {
    if (answers[question.id] !== undefined) continue;
    const isAsked = Object.entries(question.when ?? {}).every(([id, values]) => [values].flat().includes(String(answers[id] ?? '')));
    const answer = isAsked
      ? (question.default ?? (question.required || ['mailboxes', 'add'].includes(question.id) ? firstAnswer(reading, question) : undefined))
      : undefined;
    if (answer !== undefined) answers[question.id] = answer;
  }
  return answers;
}

function firstAnswer(reading: Reading, { type, choices }: Question): Answer | undefined {
  const people = reading.mailboxes.all.filter(({ item }) => item.RecipientTypeDetails === 'UserMailbox');
  const [first, second] = people;
  switch (type) {
    case 'mailboxes':
      return [first, second].flatMap((mailbox) => (mailbox ? [mailbox.address] : []));
    case 'user':
      return first?.id;
    case 'group':
      return reading.collection.exchange.groups?.[0]?.ExternalDirectoryObjectId ?? undefined;
    case 'choice':
      return choices?.[0]?.value;
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'permissions':
      return ['Mail.Read'];
    case 'text':
    case 'date':
    case 'secretLifetime':
      return undefined;
  }
}
