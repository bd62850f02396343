import { shown } from './display-text';
import type { Answer, Answers, PlanProblem, Question } from './questions.schema';

/** The question that says what a plan is about; it is asked only where that is not known. */
export const SUBJECT = 'subject';

const DAY = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/;

/** Whether a question is asked, given the answers to others. */
export function isAsked(question: Question, answers: Answers): boolean {
  return Object.entries(question.when ?? {}).every(([id, wanted]) => {
    const answer = answers[id];
    const texts = Array.isArray(wanted) ? wanted : [wanted];
    return answer !== undefined && !Array.isArray(answer) && texts.includes(String(answer));
  });
}

/**
 * The answers with the defaults of questions that are asked and were left out; an empty text or list leaves out as well. Whoever
 * chose nothing of what there is to choose from did not leave it out: what is usual would be more than was asked for.
 */
export function withDefaults(questions: readonly Question[], answers: Answers): Answers {
  const complete: Record<string, Answer> = { ...answers };
  for (const question of questions) {
    const { id } = question;
    if (isNothingChosen(question, complete[id])) continue;
    if (question.default !== undefined && isLeftOut(complete[id]) && isAsked(question, complete)) complete[id] = question.default;
  }
  return complete;
}

/** What is wrong with answers, defaults taken into account: each question once, in the order of the questions. */
export function checkAnswers(questions: readonly Question[], answers: Answers): readonly PlanProblem[] {
  const complete = withDefaults(questions, answers);
  const known = new Set(questions.map(({ id }) => id));
  const unknown = Object.keys(answers)
    .filter((id) => !known.has(id) && id !== SUBJECT)
    .map((id): PlanProblem => ({ question: id, message: `There is no question "${shown(id)}".` }));
  const wrong = questions.flatMap((question): readonly PlanProblem[] => {
    if (!isAsked(question, complete)) return [];
    const answer = complete[question.id];
    const message = isLeftOut(answer) ? missing(question) : wrongWith(question, answer as Answer);
    return message === null ? [] : [{ question: question.id, message }];
  });
  return [...wrong, ...unknown];
}

function isLeftOut(answer: Answer | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
}

function isNothingChosen({ type }: Question, answer: Answer | undefined): boolean {
  return type === 'permissions' && Array.isArray(answer) && answer.length === 0;
}

function missing({ label, required }: Question): string | null {
  return required ? `An answer is missing: ${label}` : null;
}

function wrongWith(question: Question, answer: Answer): string | null {
  const said = shown(Array.isArray(answer) ? answer.join(', ') : String(answer));
  switch (question.type) {
    case 'boolean':
      return typeof answer === 'boolean' ? null : `Answer true or false, not "${said}".`;
    case 'number':
      return isNumber(answer) ? null : `Give a number, not "${said}".`;
    case 'secretLifetime':
      return isNumber(answer) && Number.isInteger(Number(answer)) && Number(answer) > 0
        ? null
        : `Give a number of whole days, not "${said}".`;
    case 'date':
      return typeof answer === 'string' && DAY.test(answer) && !Number.isNaN(Date.parse(answer))
        ? null
        : `Give a date such as 2027-01-31, not "${said}".`;
    case 'choice':
      return typeof answer === 'string' && among(question, [answer]) ? null : `"${said}" is none of the choices: ${choicesOf(question)}.`;
    case 'permissions':
      if (!isTexts(answer)) return `Give a list of texts, not "${said}".`;
      return among(question, answer) ? null : `"${said}" has what is none of the choices: ${choicesOf(question)}.`;
    case 'mailboxes':
      return isTexts(answer) ? null : `Give a list of addresses, not "${said}".`;
    default:
      return typeof answer === 'string' ? null : `Give a text, not "${said}".`;
  }
}

/** Whoever answers on paper or in a form writes a number as a text. */
function isNumber(answer: Answer): boolean {
  if (typeof answer === 'number') return Number.isFinite(answer);
  return typeof answer === 'string' && answer.trim() !== '' && Number.isFinite(Number(answer));
}

function isTexts(answer: Answer): answer is string | string[] {
  return typeof answer === 'string' || Array.isArray(answer);
}

function among({ choices }: Question, answer: string | readonly string[]): boolean {
  if (choices === undefined) return true;
  const values = new Set(choices.map(({ value }) => value));
  const texts = typeof answer === 'string' ? answer.split(/[\r\n,;]+/).map((text) => text.trim()) : answer;
  return texts.every((text) => text === '' || values.has(text));
}

const CHOICES_SHOWN = 12;

function choicesOf({ choices = [] }: Question): string {
  const first = choices.slice(0, CHOICES_SHOWN).map(({ value }) => shown(value));
  return `${first.join(', ')}${choices.length > CHOICES_SHOWN ? ` and ${String(choices.length - CHOICES_SHOWN)} more` : ''}`;
}
