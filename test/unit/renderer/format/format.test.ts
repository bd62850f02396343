import { describe, expect, it } from 'vitest';
import {
  daysUntil,
  formatBytes,
  formatCount,
  formatDay,
  formatDays,
  formatDuration,
  formatExact,
  formatMoment,
  formatNumber,
  formatRelative,
  formatShare,
  formatTime,
} from '../../../../src/renderer/format/format';

const english = { locale: 'en-US' } as const;
const german = { locale: 'de-DE' } as const;

describe('numbers', () => {
  it('are grouped as the locale groups them', () => {
    expect(formatNumber(110000, english)).toBe('110,000');
    expect(formatNumber(110000, german)).toBe('110.000');
  });

  it.each([
    [0, 10, '0 %'],
    [1, 1000, '< 1 %'],
    [999, 1000, '> 99 %'],
    [10, 10, '100 %'],
    [1, 3, '33 %'],
    [0, 0, '–'],
  ])('%i of %i never lies about nothing or everything', (part, whole, text) => {
    expect(formatShare(part, whole, english)).toBe(text);
  });

  it.each([
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [205_000_000, '205 MB'],
    [2_300_000_000, '2.3 GB'],
  ])('%i bytes', (bytes, text) => {
    expect(formatBytes(bytes, english)).toBe(text);
  });

  it('stand before their noun in the right number', () => {
    expect([0, 1, 1700].map((count) => formatCount(count, 'app', 'apps', english))).toEqual(['0 apps', '1 app', '1,700 apps']);
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '1 second'],
    [0.4, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [100, '2 minutes'],
    [5399, '90 minutes'],
    [5400, '1.5 hours'],
    [36_000, '10 hours'],
  ])('%d seconds', (seconds, text) => {
    expect(formatDuration(seconds, english)).toBe(text);
  });
});

describe('dates', () => {
  const at = '2026-11-21T23:30:00Z';

  it('of today are a time to the second', () => {
    // Some versions of the locale data separate the half of the day by a narrow no-break space.
    expect(formatTime('2026-11-21T23:30:07Z', { ...english, timeZone: 'UTC' })).toMatch(/^11:30:07\sPM$/);
    expect(formatTime('soon')).toBe('soon');
  });

  it.each([
    ['UTC', 'en-US', 'Nov 21, 2026'],
    ['Asia/Tokyo', 'en-US', 'Nov 22, 2026'],
    ['UTC', 'de-DE', '21.11.2026'],
    ['Asia/Tokyo', 'de-DE', '22.11.2026'],
  ])('are local days in %s, %s', (timeZone, locale, text) => {
    expect(formatDay(at, { locale, timeZone })).toBe(text);
  });

  it('carry the time where the moment matters', () => {
    expect(formatMoment(at, { locale: 'de-DE', timeZone: 'Asia/Tokyo' })).toBe('22.11.2026, 08:30');
  });

  it('are exact and in UTC where they are copied', () => {
    expect(formatExact('2026-11-21T23:30:00.000+09:00')).toBe('2026-11-21T14:30:00Z');
  });

  it('that are none stand as they are', () => {
    expect([formatDay('soon'), formatMoment('soon'), formatExact('soon'), formatRelative('soon', 0)]).toEqual([
      'soon',
      'soon',
      'soon',
      'soon',
    ]);
  });

  it.each([
    [12, 'in 12 days'],
    [1, 'tomorrow'],
    [0, 'today'],
    [-1, 'yesterday'],
    [-45, '45 days ago'],
    [90, 'in 3 months'],
    [-800, '2 years ago'],
  ])('%i days are said as one would say them', (days, text) => {
    expect(formatDays(days, english)).toBe(text);
  });

  it('count whole days, and a day that has begun to pass is gone', () => {
    const now = Date.parse('2026-11-21T07:00:00Z');
    expect(daysUntil('2026-11-22T06:59:59Z', now)).toBe(0);
    expect(daysUntil('2026-11-22T07:00:00Z', now)).toBe(1);
    expect(daysUntil('2026-11-21T06:59:59Z', now)).toBe(-1);
  });

  it('of the recent past are told in minutes and hours', () => {
    const now = Date.parse('2026-11-21T07:00:00Z');
    expect(formatRelative('2026-11-21T06:55:00Z', now, english)).toBe('5 minutes ago');
    expect(formatRelative('2026-11-21T02:00:00Z', now, english)).toBe('5 hours ago');
    expect(formatRelative('2026-11-11T07:00:00Z', now, english)).toBe('10 days ago');
  });
});
