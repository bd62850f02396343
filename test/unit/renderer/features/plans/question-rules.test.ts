import { describe, expect, it } from 'vitest';
import type { Question } from '../../../../../src/renderer/features/plans/plan-api';
import {
  answersToSend,
  askedQuestions,
  isFilter,
  missingAnswers,
  pastedParts,
} from '../../../../../src/renderer/features/plans/question-rules';
import { faultIn, placeIn } from '../../../../../src/renderer/features/plans/filter-place';

const question = (overrides: Partial<Question>): Question => ({ id: 'a', label: 'A?', type: 'text', required: true, ...overrides });

const questions: readonly Question[] = [
  question({ id: 'scope', type: 'choice', default: 'group' }),
  question({ id: 'groupName', when: { scope: 'group' } }),
  question({ id: 'filter', when: { scope: ['filter', 'both'] } }),
  question({ id: 'deep', when: { filter: 'x' }, required: false }),
  question({ id: 'mailboxes', type: 'mailboxes', required: false }),
  question({ id: 'test', type: 'boolean', required: false, default: true }),
  question({ id: 'loud', when: { test: 'true' }, required: false }),
];
const ids = (some: readonly Question[]): readonly string[] => some.map(({ id }) => id);

describe('the questions that are asked', () => {
  it.each([
    ['by defaults', {}, ['scope', 'groupName', 'mailboxes', 'test', 'loud']],
    ['by answers', { scope: 'both', test: false }, ['scope', 'filter', 'mailboxes', 'test']],
    ['only where the question they hang on is asked itself', { filter: 'x' }, ['scope', 'groupName', 'mailboxes', 'test', 'loud']],
    ['one below another', { scope: 'filter', filter: 'x' }, ['scope', 'filter', 'deep', 'mailboxes', 'test', 'loud']],
  ])('%s', (_, answers, expected) => {
    expect(ids(askedQuestions(questions, answers))).toEqual(expected);
  });

  it('a question that hangs on one that is not there, or on itself, is not asked', () => {
    expect(askedQuestions([question({ when: { gone: 'x' } }), question({ id: 'b', when: { b: 'x' } })], { b: 'x' })).toEqual([]);
  });
});

describe('the answers that are sent', () => {
  it('are those to questions that are asked, defaults included, without what was left blank', () => {
    expect(answersToSend(questions, { groupName: 'Support', filter: 'forgotten', mailboxes: [], loud: '' })).toEqual({
      scope: 'group',
      groupName: 'Support',
      test: true,
    });
  });

  it('are missing where a required question has none', () => {
    expect(missingAnswers(questions, {})).toEqual(['groupName']);
    expect(missingAnswers(questions, { scope: 'filter', filter: '' })).toEqual(['filter']);
  });
});

describe('what is typed', () => {
  it('pasted addresses are taken apart, each once', () => {
    expect(pastedParts(' a@x.example; b@x.example,\r\na@x.example\tc ')).toEqual(['a@x.example', 'b@x.example', 'c']);
  });

  it('a filter has an editor of its own', () => {
    expect([
      isFilter(question({ id: 'filter' })),
      isFilter(question({ id: 'recipientFilter' })),
      isFilter(question({ id: 'filterName' })),
      isFilter(question({ id: 'filter', type: 'choice' })),
    ]).toEqual([true, true, false, false]);
  });

  it.each([
    [0, { line: 1, column: 1 }, 'a'],
    [2, { line: 1, column: 3 }, '-eq'],
    [6, { line: 2, column: 1 }, '('],
    [99, { line: 2, column: 2 }, '▏'],
  ])('a mistake at %i is shown where it is', (position, place, fault) => {
    const filter = 'a -eq\n(';
    expect(placeIn(filter, position)).toEqual(place);
    const parts = faultIn(filter, position);
    expect(parts.fault).toBe(fault);
    expect(parts.before + (fault === '▏' ? '' : fault) + parts.after).toBe(filter);
  });
});
