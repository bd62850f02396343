import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Links } from '../../../../src/simulator/state/links';

describe('links', () => {
  it('are seen from both sides, in the order in which they came', () => {
    const links = new Links();
    links.add('Group', 'B');
    links.add('GROUP', 'a');
    expect(links.membersOf('group')).toEqual(['b', 'a']);
    expect(links.holdersOf('A')).toEqual(['group']);
    expect(links.has('group', 'A')).toBe(true);
  });

  it('stand once, however often they are made', () => {
    const links = new Links();
    expect([links.add('g', 'm'), links.add('G', 'M'), links.size]).toEqual([true, false, 1]);
  });

  it('go away with either object', () => {
    const links = new Links();
    links.add('outer', 'inner');
    links.add('inner', 'person');
    links.removeObject('INNER');
    expect([links.size, links.membersOf('outer'), links.holdersOf('person')]).toEqual([0, [], []]);
  });

  it('agree with a set of pairs after any sequence of changes', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), id, id), { maxLength: 40 }), (steps) => {
        const links = new Links();
        const pairs = new Set<string>();
        for (const [add, holder, member] of steps) {
          const pair = `${holder}>${member}`;
          expect(add ? links.add(holder, member) : links.remove(holder, member)).toBe(add !== pairs.has(pair));
          if (add) pairs.add(pair);
          else pairs.delete(pair);
        }
        const seen = ['a', 'b', 'c', 'd'].flatMap((holder) => links.membersOf(holder).map((member) => `${holder}>${member}`));
        const backwards = ['a', 'b', 'c', 'd'].flatMap((member) => links.holdersOf(member).map((holder) => `${holder}>${member}`));
        expect(seen.sort()).toEqual([...pairs].sort());
        expect(backwards.sort()).toEqual([...pairs].sort());
        expect(links.size).toBe(pairs.size);
      }),
    );
  });
});
