import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, retryAfter } from '../../../../../src/shared/domain/retry/retry-after';

const NOW = Date.parse('2026-11-21T07:00:00Z');

describe('how long Retry-After asks to wait', () => {
  it.each([
    ['120', undefined, 120_000],
    [' 5 ', undefined, 5_000],
    ['0', undefined, 1_000],
    ['Sat, 21 Nov 2026 07:02:00 GMT', undefined, 120_000],
    // A clock on this side that is an hour slow changes nothing: the answer brings its own date.
    ['Sat, 21 Nov 2026 08:02:00 GMT', 'Sat, 21 Nov 2026 08:00:00 GMT', 120_000],
    ['Sat, 21 Nov 2026 06:00:00 GMT', undefined, 1_000],
    ['soon', undefined, null],
    ['', undefined, null],
    [undefined, undefined, null],
  ])('%s (answered %s)', (value, date, expected) => {
    expect(retryAfter(value, date, NOW)).toBe(expected);
  });
});

describe('waiting without being told how long', () => {
  it('doubles up to half a minute, and never twice the same for two clients', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, chance) => {
        const pause = backoff(attempt, () => chance);
        const most = Math.min(30_000, 500 * 2 ** (attempt - 1));
        expect(pause).toBeGreaterThanOrEqual(Math.floor(most / 2));
        expect(pause).toBeLessThanOrEqual(most);
      }),
    );
  });
});
