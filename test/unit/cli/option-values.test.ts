import { describe, expect, it } from 'vitest';
import { parseDays, parseNotEmpty, parseNow } from '../../../src/cli/option-values';

describe('--now', () => {
  it.each([
    ['2026-11-21T07:00:00Z', '2026-11-21T07:00:00Z'],
    ['2026-11-21T07:00:00.250Z', '2026-11-21T07:00:00.250Z'],
    ['2026-11-21T07:00Z', '2026-11-21T07:00:00Z'],
    ['2026-11-21T08:30:00+01:30', '2026-11-21T07:00:00Z'],
    ['2026-11-21', '2026-11-21T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
  ])('takes %s as %s', (text, time) => {
    expect(parseNow(text)).toBe(time);
  });

  it.each([
    '',
    'now',
    'tomorrow',
    '2026',
    '2026-02-30',
    '2026-13-01',
    '2026-11-21T07:00:00',
    '2026-11-21T25:00:00Z',
    '21.11.2026',
    '2026-11-21 07:00',
  ])('refuses "%s"', (text) => {
    expect(() => parseNow(text)).toThrow('2026-11-21T07:00:00Z');
  });
});

describe('--within', () => {
  it.each([
    ['0', 0],
    ['30', 30],
    ['00365', 365],
  ])('takes %s as %d days', (text, days) => {
    expect(parseDays(text)).toBe(days);
  });

  it.each(['', '-1', '1.5', '1e3', '30d', ' 30', '1000000'])('refuses "%s"', (text) => {
    expect(() => parseDays(text)).toThrow('whole number of days');
  });
});

describe('an id or address', () => {
  it('is taken without the spaces around it', () => {
    expect(parseNotEmpty('  support@contoso.com ')).toBe('support@contoso.com');
  });

  it('may not be empty', () => {
    expect(() => parseNotEmpty('  ')).toThrow('empty');
  });
});
