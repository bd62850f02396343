import { describe, expect, it } from 'vitest';
import { checkAnswers, isAsked, withDefaults } from '../../../../../src/shared/domain/plan/check-answers';
import type { Answer, Question } from '../../../../../src/shared/domain/plan/questions.schema';

const question = (type: Question['type'], more: Partial<Question> = {}): Question => ({
  id: 'it',
  label: 'What?',
  type,
  required: true,
  ...more,
});
const choices = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
];

describe('one answer', () => {
  it.each<readonly [Question['type'], Answer, string | null]>([
    ['text', 'x', null],
    ['text', 3, 'Give a text, not "3".'],
    ['text', ['x'], 'Give a text, not "x".'],
    ['user', 'anna@contoso.com', null],
    ['group', true, 'Give a text, not "true".'],
    ['mailboxes', ['a@x.y', 'b@x.y'], null],
    ['mailboxes', 'a@x.y', null],
    ['mailboxes', 3, 'Give a list of addresses, not "3".'],
    ['number', 3, null],
    ['number', '3', null],
    ['number', 'three', 'Give a number, not "three".'],
    ['number', ' ', 'Give a number, not "".'],
    ['secretLifetime', 180, null],
    ['secretLifetime', '180', null],
    ['secretLifetime', 0, 'Give a number of whole days, not "0".'],
    ['secretLifetime', 1.5, 'Give a number of whole days, not "1.5".'],
    ['date', '2027-01-31', null],
    ['date', '31.1.2027', 'Give a date such as 2027-01-31, not "31.1.2027".'],
    ['boolean', false, null],
    ['boolean', 'no', 'Answer true or false, not "no".'],
  ])('as %s: %j', (type, answer, message) => {
    expect(checkAnswers([question(type)], { it: answer })).toEqual(message === null ? [] : [{ question: 'it', message }]);
  });

  it.each<readonly [Question['type'], Answer, boolean]>([
    ['choice', 'a', true],
    ['choice', 'A', false],
    ['choice', ['a'], false],
    ['permissions', ['a', 'b'], true],
    ['permissions', 'a, b', true],
    ['permissions', ['a', 'c'], false],
    ['permissions', 3, false],
  ])('among choices, as %s: %j', (type, answer, fine) => {
    expect(checkAnswers([question(type, { choices })], { it: answer }).length === 0).toBe(fine);
  });
});

describe('answers that were left out', () => {
  it.each<readonly [string, Partial<Question>, Readonly<Record<string, Answer>>, number]>([
    ['are missing where they are required', {}, {}, 1],
    ['are not missing otherwise', { required: false }, {}, 0],
    ['are not missing where there is a usual one', { default: 'x' }, {}, 0],
    ['count as left out when they are empty', {}, { it: '' }, 1],
    ['are not missing where they are not asked for', { when: { other: 'x' } }, {}, 0],
    ['are missing where another answer asks for them', { when: { other: ['w', 'x'] } }, { other: 'x' }, 1],
  ])('%s', (_words, more, answers, problems) => {
    const other = question('text', { id: 'other', required: false });
    expect(checkAnswers([other, question('text', more)], answers)).toHaveLength(problems);
  });

  it('are not what is usual where somebody chose nothing of what there is', () => {
    const chosen = question('permissions', { default: ['a'], required: false, choices });
    expect(withDefaults([chosen], { it: [] })).toEqual({ it: [] });
    expect(checkAnswers([chosen], { it: [] })).toEqual([]);
    expect(checkAnswers([{ ...chosen, required: true }], { it: [] })).toHaveLength(1);
    expect(withDefaults([chosen], {})).toEqual({ it: ['a'] });
  });

  it('are what is usual, also where a usual answer is what asks for them', () => {
    const first = question('choice', { id: 'first', default: 'a', choices });
    const second = question('text', { id: 'second', default: 'x', when: { first: 'a' } });
    const third = question('text', { id: 'third', default: 'y', when: { first: 'b' } });
    expect(withDefaults([first, second, third], {})).toEqual({ first: 'a', second: 'x' });
    expect(isAsked(third, { first: 'b' })).toBe(true);
    expect(isAsked(question('text', { when: { flag: 'true' } }), { flag: true })).toBe(true);
  });
});

it('names what nobody asked, but for what the plan is about', () => {
  expect(checkAnswers([], { subject: 'x', strange: 1, toString: 2 }).map(({ question: name }) => name)).toEqual(['strange', 'toString']);
});
