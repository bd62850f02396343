import { err, type Result } from '../result';
import { checkAnswers, SUBJECT, withDefaults } from './check-answers';
import type { PlanContext, PlanFamilyDefinition } from './family';
import type { Plan } from './plan.schema';
import type { Answers, PlanProblem } from './questions.schema';
import { subjectOfFamily } from './subject-of-family';

/** Makes a plan of a kind from answers: those that were left out are filled in, and all are checked before the builder sees them. */
export function buildPlan(family: PlanFamilyDefinition, context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const subject = Object.hasOwn(answers, SUBJECT) && typeof answers[SUBJECT] === 'string' ? answers[SUBJECT] : null;
  const questions = family.questions(context, subject);
  const problems = [...subjectProblems(family, context, subject), ...checkAnswers(questions, answers)];
  return problems.length > 0 ? err(problems) : family.build(context, withDefaults(questions, answers));
}

/** A subject that the reading does not hold is told together with all else that is wrong. */
function subjectProblems(family: PlanFamilyDefinition, context: PlanContext, subject: string | null): readonly PlanProblem[] {
  if (subject === null || subjectOfFamily(context, family, subject) !== null) return [];
  const reasons = family.subjects.map((kind) => family.appliesTo(context, { kind, id: subject }));
  const [reason] = reasons;
  return reason && reasons.every((why) => why !== null) ? [{ question: SUBJECT, message: reason }] : [];
}
