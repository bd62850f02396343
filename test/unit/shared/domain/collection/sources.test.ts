import { describe, expect, it } from 'vitest';
import type { CoverageEntry } from '../../../../../src/shared/domain/collection/collection.schema';
import { coverageOf, SOURCE_PATHS } from '../../../../../src/shared/domain/collection/sources';
import { collection, user } from '../../../../support/collection-builder';

/** The coverage of `graph.users`, given its rows (null: absent) and what the file claims. */
function stateOf(rows: number | null, claimed?: CoverageEntry | null): CoverageEntry {
  const users = Array.from({ length: rows ?? 0 }, (_, index) => user(`U${index}`));
  const reading = collection({ graph: { users }, without: rows === null ? ['graph.users'] : [] });
  return coverageOf(claimed === undefined ? reading : { ...reading, coverage: { 'graph.users': claimed } })['graph.users'];
}

describe('the coverage of a source is what the file says, corrected by what it holds', () => {
  const cases: readonly (readonly [what: string, rows: number | null, claimed: CoverageEntry | undefined, expected: CoverageEntry])[] = [
    ['absent: missing', null, undefined, { state: 'missing', count: 0, reason: 'the file has no such source' }],
    [
      'absent with a reason: missing for that reason',
      null,
      { state: 'missing', reason: '403' },
      { state: 'missing', count: 0, reason: '403' },
    ],
    [
      'absent, called complete: missing',
      null,
      { state: 'complete', count: 7 },
      { state: 'missing', count: 0, reason: 'the file has no such source' },
    ],
    ['absent, called partial: missing', null, { state: 'partial', reason: 'cut' }, { state: 'missing', count: 0, reason: 'cut' }],
    ['present without an entry: complete', 2, undefined, { state: 'complete', count: 2 }],
    ['present and empty without an entry: complete', 0, undefined, { state: 'complete', count: 0 }],
    ['called complete: complete, counted anew', 2, { state: 'complete', count: 9 }, { state: 'complete', count: 2 }],
    ['called partial: partial with its reason', 2, { state: 'partial', reason: 'cut' }, { state: 'partial', count: 2, reason: 'cut' }],
    ['called partial without a reason', 2, { state: 'partial' }, { state: 'partial', count: 2, reason: 'no reason given' }],
    ['called missing with rows: partial', 2, { state: 'missing', reason: '403' }, { state: 'partial', count: 2, reason: '403' }],
    ['called missing and empty: missing', 0, { state: 'missing', reason: '403' }, { state: 'missing', count: 0, reason: '403' }],
  ];
  it.each(cases)('%s', (_, rows, claimed, expected) => {
    expect(stateOf(rows, claimed)).toEqual(expected);
  });

  it('an entry of null is no entry', () => {
    expect(stateOf(1, null)).toEqual({ state: 'complete', count: 1 });
  });

  it('names every source once, and entries for anything else say nothing', () => {
    expect(new Set(SOURCE_PATHS).size).toBe(SOURCE_PATHS.length);
    const coverage = coverageOf(collection({ coverage: { 'graph.devices': { state: 'missing', reason: 'x' } } }));
    expect(Object.keys(coverage)).toEqual([...SOURCE_PATHS]);
  });
});
