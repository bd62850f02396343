import { describe, expect, test } from 'vitest';
import { compareSkips } from '../../../scripts/test/allowed-skips.mjs';

const holds = (when: string): boolean | undefined => ({ always: true, never: false })[when];

describe('skips are compared with the committed list', () => {
  test.each([
    ['nothing skipped, nothing listed', [], [], []],
    ['a skip that is listed', ['a b'], [['unit', 'a b', 'always']], []],
    ['a skip that a pattern covers', ['a b', 'a c'], [['unit', 'a *', 'always']], []],
    ['a skip that is not listed', ['a b'], [], ['skipped without being allowed to: unit: a b']],
    ['a skip listed for another suite', ['a b'], [['contract', 'a b', 'always']], ['skipped without being allowed to: unit: a b']],
    ['a skip listed for another machine', ['a b'], [['unit', 'a b', 'never']], ['skipped without being allowed to: unit: a b']],
    ['a listed skip that did not happen', [], [['unit', 'a b', 'always']], ['listed as skipped here, but was not: unit: a b']],
    ['one listed for another machine', [], [['unit', 'a b', 'never']], []],
    ['one listed for a suite that did not run', [], [['e2e', 'a b', 'always']], []],
    [
      'a condition nobody defined',
      [],
      [['unit', 'a b', 'someday']],
      ['test/allowed-skips.json names a condition that does not exist: someday'],
    ],
    [
      'a pattern is no regular expression',
      ['axb'],
      [['unit', 'a.b', 'always']],
      ['skipped without being allowed to: unit: axb', 'listed as skipped here, but was not: unit: a.b'],
    ],
  ] as const)('%s', (_case, skipped, listed, expected) => {
    const skips = skipped.map((name) => ({ suite: 'unit', name }));
    const entries = listed.map(([suite, name, when]) => ({ suite, test: name, when, reason: 'because' }));
    expect(compareSkips(skips, ['unit'], entries, holds).disagreements).toEqual(expected);
  });

  test('each skip carries the reason of its entry', () => {
    const { explained } = compareSkips(
      [{ suite: 'unit', name: 'a' }],
      ['unit'],
      [{ suite: 'unit', test: 'a', when: 'always', reason: 'because' }],
      holds,
    );
    expect(explained.map((skip: { reason?: string }) => skip.reason)).toEqual(['because']);
  });
});
