import type { PlanFamily, PlanSubject } from '../../shared/domain/plan/plan.schema';
import type { Question } from '../../shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../shared/domain/plan/registry';
import { subjectOfFamily } from '../../shared/domain/plan/subject-of-family';
import { err, ok, type Result } from '../../shared/domain/result';
import type { EngineInput, EngineOutput } from '../../shared/ipc/engine-protocol';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { PlanOffer } from '../../shared/ipc/plan-shapes';
import { clipName, clipSentence } from './clip';
import { weightOf, withinBytes } from './fit-answer';
import type { ReadingModel } from './reading-model';

const QUESTIONS_SHOWN = 100;
/** What the choices of one question, and what its default, may weigh. */
const CHOICES_BUDGET = 60_000;
const DEFAULT_BUDGET = 200_000;
const ALL_BUDGET = 900_000;
/** An answer that is one of several has at most so many characters. */
const ANSWER_LENGTH = 2_000;

/** The kinds of plans that there are for a subject, those that can be made first. */
export function planOffers(model: ReadingModel, subject: { readonly kind: PlanSubject['kind']; readonly id: string }): PlanOffer[] {
  const offers = Object.values(PLAN_FAMILY_DEFINITIONS)
    .filter((family) => family.subjects.includes(subject.kind))
    .map((family) => {
      const whyNot = family.appliesTo(model, subject);
      return { family: family.id, action: family.action, purpose: family.purpose, whyNot: whyNot === null ? null : clipSentence(whyNot) };
    });
  return [...offers.filter(({ whyNot }) => whyNot === null), ...offers.filter(({ whyNot }) => whyNot !== null)];
}

/** What a kind of plan asks, for a subject or for one that is still to be chosen. */
export function planQuestions(model: ReadingModel, input: EngineInput<'planQuestions'>): Result<EngineOutput<'planQuestions'>, Failure> {
  const family = familyOf(input.family);
  if (!family.ok) return family;
  const { action, purpose } = family.value;
  const subject = input.subjectId === null ? null : subjectOfFamily(model, family.value, input.subjectId);
  const questions = family.value.questions(model, input.subjectId).slice(0, QUESTIONS_SHOWN).map(shownQuestion);
  return ok({
    action,
    purpose,
    subject: subject === null ? null : { ...subject, name: clipName(subject.name) },
    questions: withinBytes(questions, ALL_BUDGET),
  });
}

/** A kind of plan by its name. */
export function familyOf(id: PlanFamily): Result<NonNullable<(typeof PLAN_FAMILY_DEFINITIONS)[PlanFamily]>, Failure> {
  const family = PLAN_FAMILY_DEFINITIONS[id];
  return family ? ok(family) : err(failure('bad-request'));
}

/** A default that is too long to be shown is left out: who leaves the question out gets it all the same. */
function shownQuestion(question: Question): Question {
  const { default: usual, choices, ...rest } = question;
  const isShort = !Array.isArray(usual) || usual.every((text) => text.length <= ANSWER_LENGTH);
  const answerable = choices?.filter(({ value }) => value.length <= ANSWER_LENGTH);
  return {
    ...rest,
    ...(usual !== undefined && isShort && weightOf(usual) <= DEFAULT_BUDGET ? { default: usual } : {}),
    ...(answerable ? { choices: withinBytes(answerable, CHOICES_BUDGET) } : {}),
  };
}
