import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListChange } from '../../../../src/simulator/exchange/bind-parameters';
import { CMDLET_ERRORS, gave, refused } from '../../../../src/simulator/exchange/cmdlet-errors';
import { changedList } from '../../../../src/simulator/exchange/list-change';

const read = (name: string) => (name === 'nobody' ? refused(CMDLET_ERRORS.notFound(name)) : gave(name.toLowerCase()));
const change = (given: ListChange, before: readonly string[]): readonly string[] | string => {
  const after = changedList(given, before, read);
  return after.ok ? after.value : after.error.id;
};
const by = (add: readonly string[], remove: readonly string[] = []): ListChange => ({ kind: 'change', add, remove });
const to = (...values: readonly string[]): ListChange => ({ kind: 'replace', values });

describe('a list of ids', () => {
  it.each<[what: string, given: ListChange, before: readonly string[], after: readonly string[] | string]>([
    ['is replaced', to('b', 'c'), ['a'], ['b', 'c']],
    ['is emptied', to(), ['a'], []],
    ['gets a value once', to('b', 'B'), ['a'], ['b']],
    ['gets more', by(['b']), ['a'], ['a', 'b']],
    ['keeps what it has already', by(['A']), ['a'], ['a']],
    ['loses some', by([], ['A']), ['a', 'b'], ['b']],
    ['does not mind that something is not there', by([], ['z']), ['a'], ['a']],
    ['gains and loses at once', by(['c'], ['a']), ['a', 'b'], ['b', 'c']],
    ['stays where a name means nobody', by(['nobody']), ['a'], 'ManagementObjectNotFoundException'],
    ['stays where a name to be removed means nobody', by([], ['nobody']), ['a'], 'ManagementObjectNotFoundException'],
  ])('%s', (_what, given, before, after) => {
    expect(change(given, before)).toEqual(after);
  });

  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));

  it('is the same after the same change twice, and holds what was added and nothing that was removed', () => {
    fc.assert(
      fc.property(names, names, names, (before, add, remove) => {
        const given = by(
          add.filter((name) => !remove.includes(name)),
          remove,
        );
        const once = change(given, before) as readonly string[];
        expect(change(given, once)).toEqual(once);
        expect(new Set(once)).toEqual(new Set([...before, ...add].filter((name) => !remove.includes(name))));
        expect(new Set(once).size).toBe(once.length);
      }),
    );
  });
});
