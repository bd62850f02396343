import { describe, expect, it } from 'vitest';
import { canStop, runFigures, shareOf } from '../../../../../src/renderer/features/reading-run/run-figures';
import { runProgress, sourceProgress } from '../../../../support/fake-bridge';

describe('the figures of a running reading', () => {
  it('count what is settled, what is lacking and what is read now', () => {
    const sources = [
      sourceProgress({ state: 'complete', count: 40 }),
      sourceProgress({ state: 'partial', count: 7, reason: 'cancelled' }),
      sourceProgress({ state: 'missing', reason: 'forbidden' }),
      sourceProgress({ state: 'reading', label: 'Mailboxes', count: 3, total: 60 }),
      sourceProgress(),
    ];
    expect(runFigures(runProgress('r', { sources }))).toEqual({ done: 3, total: 5, gaps: 2, items: 50, current: ['Mailboxes'] });
  });

  it.each([
    ['connect', true],
    ['read', true],
    ['write', false],
    ['open', false],
  ] as const)('in the phase %s it can be stopped: %s', (phase, expected) => {
    expect(canStop(runProgress('r', { phase }))).toBe(expected);
  });

  it('can be stopped before anything is known of it', () => {
    expect(canStop(null)).toBe(true);
  });

  it.each([
    ['half', { state: 'reading', count: 30, total: 60 }, 0.5],
    ['more than was expected', { state: 'reading', count: 70, total: 60 }, 1],
    ['an unknown total', { state: 'reading', count: 30, total: null }, null],
    ['an empty source', { state: 'reading', count: 0, total: 0 }, null],
    ['a settled source', { state: 'complete', count: 60, total: 60 }, null],
  ] as const)('the share of a source: %s', (_, source, share) => {
    expect(shareOf(sourceProgress(source))).toBe(share);
  });
});
