import { err, type Result } from '../result';
import { checkAnswers, SUBJECT, withDefaults } from './check-answers';
import type { PlanContext, PlanFamilyDefinition } from './family';
import type { Plan } from './plan.schema';
import type { Answers, PlanProblem } from './questions.schema';

/** Makes a plan of a kind from answers: those that were left out are filled in, and all are checked before the builder sees them. */
export function buildPlan(family: PlanFamilyDefinition, context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const subject = Object.hasOwn(answers, SUBJECT) && typeof answers[SUBJECT] === 'string' ? answers[SUBJECT] : null;
  const questions = family.questions(context, subject);
  const problems = checkAnswers(questions, answers);
  return problems.length > 0 ? err(problems) : family.build(context, withDefaults(questions, answers));
}
