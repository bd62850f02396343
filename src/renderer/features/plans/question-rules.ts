import type { Answer, Answers, Question } from './plan-api';

/** What a question holds before anybody answered it. */
export function emptyAnswer(question: Question): Answer | undefined {
  if (question.default !== undefined) return question.default;
  if (question.type === 'boolean') return false;
  return question.type === 'mailboxes' || question.type === 'permissions' ? [] : undefined;
}

/** The answer to a question as the form shows it: what was entered, else what it begins with. */
export function answerTo(question: Question, answers: Answers): Answer | undefined {
  return answers[question.id] ?? emptyAnswer(question);
}

/** Whether a question is asked, given the other answers. A question whose condition names one that is not asked itself is not asked. */
export function isAsked(question: Question, questions: readonly Question[], answers: Answers): boolean {
  return Object.entries(question.when ?? {}).every(([id, wanted]) => {
    const other = questions.find((candidate) => candidate.id === id);
    if (other === undefined || other === question || !isAsked(other, questions, answers)) return false;
    const given = answerTo(other, answers);
    const values = typeof wanted === 'string' ? [wanted] : wanted;
    return Array.isArray(given) ? values.some((value) => given.includes(value)) : values.includes(String(given));
  });
}

/** The questions that are asked now, in their order. */
export function askedQuestions(questions: readonly Question[], answers: Answers): readonly Question[] {
  return questions.filter((question) => isAsked(question, questions, answers));
}

function isBlank(answer: Answer | undefined): boolean {
  return answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);
}

/** What is sent: the answers to the questions that are asked; blank ones of questions that may be left out are left out. */
export function answersToSend(questions: readonly Question[], answers: Answers): Answers {
  const sent: Record<string, Answer> = {};
  for (const question of askedQuestions(questions, answers)) {
    const answer = answerTo(question, answers);
    if (answer !== undefined && (question.required || !isBlank(answer))) sent[question.id] = answer;
  }
  return sent;
}

/** Required questions that nobody answered: they are told before anything is sent. */
export function missingAnswers(questions: readonly Question[], answers: Answers): readonly string[] {
  return askedQuestions(questions, answers)
    .filter((question) => question.required && isBlank(answerTo(question, answers)))
    .map((question) => question.id);
}

/** Whether a text is a recipient filter, to be written in an editor of its own. */
export function isFilter(question: Question): boolean {
  return question.type === 'text' && /filter$/i.test(question.id);
}

/** The parts of a pasted text: addresses or ids between commas, semicolons, blanks or line ends. */
export function pastedParts(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).map((part) => part.trim()))].filter((part) => part !== '');
}
