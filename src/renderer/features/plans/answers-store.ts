import { create } from 'zustand';
import type { Answer, Answers } from './plan-api';

interface GivenAnswers {
  /** Answers by reading, kind of plan and subject: coming back to a form, one finds what one had entered. */
  readonly given: Readonly<Record<string, Answers>>;
}

/** Answers to the questions of plans, for as long as the window lives. */
export const useAnswersStore = create<GivenAnswers>(() => ({ given: {} }));

/** Takes an answer in. */
export function giveAnswer(key: string, question: string, answer: Answer): void {
  useAnswersStore.setState(({ given }) => ({ given: { ...given, [key]: { ...given[key], [question]: answer } } }));
}
