import { describe, expect, it } from 'vitest';
import { matchesAll, matchesValue, valueAt } from '../../../../../src/shared/domain/plan/match';
import type { Match } from '../../../../../src/shared/domain/plan/plan.schema';

describe('whether a value is as asked for', () => {
  it.each<readonly [unknown, Match, boolean]>([
    ['Sales', 'sales', true],
    [' Sales ', 'SALES', true],
    ['Sales', 'Sale', false],
    [true, true, true],
    ['True', true, true],
    [false, true, false],
    [3, '3', true],
    [null, null, true],
    [undefined, null, true],
    ['', null, true],
    ['x', null, false],
    [['a'], 'A', true],
    [['a', 'b'], 'a', false],
    [[], null, true],
    ['b', { oneOf: ['a', 'b'] }, true],
    ['c', { oneOf: ['a', 'b'] }, false],
    [['a', 'b'], { contains: 'B' }, true],
    [['ab'], { contains: 'b' }, false],
    ['xab', { contains: 'AB' }, true],
    ['xab', { contains: '' }, false],
    [['a'], { lacks: 'b' }, true],
    [['a', 'b'], { lacks: 'b' }, false],
    [undefined, { lacks: 'b' }, true],
    ['a', { not: 'b' }, true],
    ['B', { not: 'b' }, false],
  ])('%j against %j: %s', (value, match, expected) => {
    expect(matchesValue(value, match)).toBe(expected);
  });
});

describe('what a dotted name leads to', () => {
  const object = { web: { redirectUris: ['http://a'] }, 'a.b': 1, list: [] };
  it.each<readonly [string, unknown]>([
    ['web.redirectUris', ['http://a']],
    ['a.b', 1],
    ['web.nothing', undefined],
    ['nothing.redirectUris', undefined],
    ['toString', undefined],
    ['__proto__.polluted', undefined],
  ])('%s', (name, expected) => {
    expect(valueAt(object, name)).toEqual(expected);
  });
});

it('counts an object only if every property is as asked for', () => {
  expect(matchesAll({ a: 1, b: { c: 'x' } }, { a: 1, 'b.c': 'X' })).toBe(true);
  expect(matchesAll({ a: 1, b: { c: 'x' } }, { a: 1, 'b.c': 'y' })).toBe(false);
  expect(matchesAll(null, { a: 1 })).toBe(false);
  expect(matchesAll({ anything: 1 }, {})).toBe(true);
});
