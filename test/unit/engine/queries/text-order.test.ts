import { describe, expect, test } from 'vitest';
import { comparable, compareValues, wordsOf } from '../../../../src/engine/queries/text-order';

describe('the form in which texts are compared', () => {
  test.each([
    ['Ärger', 'arger'],
    ['ÉCOLE', 'ecole'],
    ['ﬁle', 'file'],
    ['ПРИВЕТ', 'привет'],
    ['Plain', 'plain'],
  ])('%s', (text, expected) => {
    expect(comparable(text)).toBe(expected);
  });
});

describe('two values', () => {
  test.each([
    [1, 2, 1, -1],
    [1, 2, -1, 1],
    ['a', 'a', 1, 0],
    [null, 1, 1, 1],
    [null, 1, -1, 1],
    [1, null, -1, -1],
    [null, null, 1, 0],
  ] as const)('%j and %j with sign %j', (left, right, sign, expected) => {
    expect(compareValues(left, right, sign)).toBe(expected);
  });
});

describe('the words of a search', () => {
  test.each([
    [undefined, []],
    ['   ', []],
    ['  Anna  MÜLLER ', ['anna', 'muller']],
  ])('%j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});
