import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MailboxSets, type TriSet } from '../../../../../src/shared/domain/reach/mailbox-sets';
import { both, either, not, type Verdict } from '../../../../../src/shared/domain/reach/verdict';

const verdicts = fc.array(fc.constantFrom<Verdict>('yes', 'no', 'unknown'), { maxLength: 100 });

function toSet(sets: MailboxSets, list: readonly Verdict[]): TriSet {
  const where = (wanted: Verdict): number[] => list.flatMap((verdict, index) => (verdict === wanted ? [index] : []));
  const certain = sets.of([...where('yes'), ...where('unknown')]);
  const doubtful = sets.and(sets.of(where('unknown')), sets.allUnknown);
  // Yes, and unknown where the list says so: the complement of what is not unknown keeps the two apart.
  return sets.and(certain, sets.or(sets.of(where('yes')), doubtful));
}

const toList = (sets: MailboxSets, set: TriSet): Verdict[] => Array.from({ length: sets.size }, (_, index) => sets.verdict(set, index));

describe('sets of mailboxes follow three-valued logic, mailbox by mailbox', () => {
  it('or, and, not', () => {
    fc.assert(
      fc.property(verdicts, verdicts, (first, second) => {
        const size = Math.min(first.length, second.length);
        const [left, right] = [first.slice(0, size), second.slice(0, size)];
        const sets = new MailboxSets(size);
        const [a, b] = [toSet(sets, left), toSet(sets, right)];
        const each = (combine: (x: Verdict, y: Verdict) => Verdict): Verdict[] =>
          left.map((verdict, index) => combine(verdict, right[index] ?? 'no'));
        expect(toList(sets, a)).toEqual(left);
        expect(toList(sets, sets.or(a, b))).toEqual(each(either));
        expect(toList(sets, sets.and(a, b))).toEqual(each(both));
        expect(toList(sets, sets.not(a))).toEqual(left.map(not));
        expect(sets.countYes(a)).toBe(left.filter((verdict) => verdict === 'yes').length);
        expect(sets.countUnknown(a)).toBe(left.filter((verdict) => verdict === 'unknown').length);
      }),
    );
  });

  it.each([0, 1, 31, 32, 33, 64])('with %i mailboxes, the constant sets mean what they say', (size) => {
    const sets = new MailboxSets(size);
    const full = (verdict: Verdict): Verdict[] => Array.from({ length: size }, () => verdict);
    expect([toList(sets, sets.all), toList(sets, sets.none), toList(sets, sets.allUnknown)]).toEqual([
      full('yes'),
      full('no'),
      full('unknown'),
    ]);
    expect([sets.countYes(sets.all), sets.countUnknown(sets.allUnknown), sets.countYes(sets.not(sets.none))]).toEqual([size, size, size]);
  });

  it('a list that may be incomplete leaves the rest unknown', () => {
    const sets = new MailboxSets(3);
    expect(toList(sets, sets.of([1], false))).toEqual(['unknown', 'yes', 'unknown']);
  });
});
