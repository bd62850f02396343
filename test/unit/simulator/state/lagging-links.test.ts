import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import { LaggingLinks } from '../../../../src/simulator/state/lagging-links';
import { Links } from '../../../../src/simulator/state/links';
import { linkId, Replication } from '../../../../src/simulator/state/replication';

describe('links that are seen late', () => {
  it('show members and holders as they were five seconds ago', () => {
    const step = fc.record({
      holder: fc.constantFrom('g', 'h'),
      member: fc.constantFrom('a', 'b', 'c'),
      act: fc.constantFrom('add', 'remove'),
      seconds: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const clock = createSimulatedClock();
        const replication = new Replication(clock);
        replication.use('real');
        const links = new Links();
        const seen = new LaggingLinks(links, replication, clock);
        const pairs = (): readonly string[] =>
          ['g', 'h'].flatMap((holder) => links.membersOf(holder).map((member) => holder + member)).sort();
        const history: { readonly at: number; readonly pairs: readonly string[] }[] = [{ at: -Infinity, pairs: [] }];
        for (const { holder, member, act, seconds } of steps) {
          clock.advance(seconds * 1000);
          if (act === 'add') links.add(holder, member);
          else links.remove(holder, member);
          history.push({ at: clock.now(), pairs: pairs() });
          const then = history.filter(({ at }) => at <= clock.now() - 5000).at(-1)!.pairs;
          expect(['g', 'h'].flatMap((each) => seen.membersOf(each).map((other) => each + other)).sort()).toEqual(then);
          expect(['a', 'b', 'c'].flatMap((each) => seen.holdersOf(each).map((other) => other + each)).sort()).toEqual(then);
        }
        clock.advance(5000);
        expect(['g', 'h'].flatMap((each) => seen.membersOf(each).map((other) => each + other)).sort()).toEqual(pairs());
      }),
    );
  });

  it('are known to Exchange under a name of their own', () => {
    const clock = createSimulatedClock();
    const replication = new Replication(clock);
    replication.use('real');
    const links = new Links();
    new LaggingLinks(links, replication, clock);
    links.add('G', 'A');
    expect(replication.visibleInExchangeFrom(linkId('g', 'a'))).toBe(clock.now() + 20_000);
    expect(replication.visibleInExchangeFrom(linkId('g', 'b'))).toBe(0);
  });
});
