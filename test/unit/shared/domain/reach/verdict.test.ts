import { expect, it } from 'vitest';
import { both, either, not, type Verdict } from '../../../../../src/shared/domain/reach/verdict';

const VERDICTS: readonly Verdict[] = ['yes', 'no', 'unknown'];
const pairs = VERDICTS.flatMap((left) => VERDICTS.map((right) => [left, right] as const));

it.each(pairs)('%s or %s: yes wins, then unknown', (left, right) => {
  const expected = [left, right].includes('yes') ? 'yes' : [left, right].includes('unknown') ? 'unknown' : 'no';
  expect(either(left, right)).toBe(expected);
});

it.each(pairs)('%s and %s: no wins, then unknown', (left, right) => {
  const expected = [left, right].includes('no') ? 'no' : [left, right].includes('unknown') ? 'unknown' : 'yes';
  expect(both(left, right)).toBe(expected);
});

it.each([
  ['yes', 'no'],
  ['no', 'yes'],
  ['unknown', 'unknown'],
] as const)('not %s: %s', (verdict, expected) => {
  expect(not(verdict)).toBe(expected);
});
