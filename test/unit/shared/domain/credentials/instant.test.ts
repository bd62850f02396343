import { describe, expect, it } from 'vitest';
import { days, instantOf, wholeDaysBetween } from '../../../../../src/shared/domain/credentials/instant';

describe('a time', () => {
  it.each([
    ['2026-11-21T07:00:00Z', '2026-11-21T07:00:00.000Z'],
    ['2026-11-21T07:00:00.1234567Z', '2026-11-21T07:00:00.123Z'],
    ['2026-11-21T07:00:00+02:00', '2026-11-21T05:00:00.000Z'],
    ['2021-12-31T00:00:00-8:00', '2021-12-31T08:00:00.000Z'],
    [' 2026-11-21T07:00:00-08:00 ', '2026-11-21T15:00:00.000Z'],
  ])('%s is read', (text, expected) => {
    expect(new Date(instantOf(text) ?? 0).toISOString()).toBe(expected);
  });

  it.each([[null], [undefined], [''], ['soon'], ['2026-13-45T00:00:00Z']])('%s is none', (text) => {
    expect(instantOf(text)).toBeNull();
  });
});

describe('whole days', () => {
  it.each([
    [0, 0],
    [days(1) - 1, 0],
    [days(1), 1],
    [days(30) + 1, 30],
    [-1, -1],
    [-days(1), -1],
    [-days(1) - 1, -2],
  ])('of %i milliseconds are %i', (milliseconds, expected) => {
    expect(wholeDaysBetween(1_000_000, 1_000_000 + milliseconds)).toBe(expected);
  });
});
