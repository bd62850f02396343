import { describe, expect, it } from 'vitest';
import { EntryTally, heldVerdict } from '../../../../../src/shared/domain/reach/entry-verdict';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';

interface Entry {
  readonly deny: boolean;
  readonly inherited: boolean;
}

/** An explicit entry beats an inherited one; on one level Deny beats an allow. */
function literally(entries: readonly Entry[]): boolean {
  const explicit = entries.filter(({ inherited }) => !inherited);
  const level = explicit.length > 0 ? explicit : entries;
  return level.length > 0 && level.every(({ deny }) => !deny);
}

const KINDS: readonly Entry[] = [false, true].flatMap((deny) => [false, true].map((inherited) => ({ deny, inherited })));
const CERTAINTIES: readonly Verdict[] = ['yes', 'unknown', 'no'];

describe('a verdict is certain exactly where every outcome of the doubts agrees', () => {
  const combinations = CERTAINTIES.flatMap((a) =>
    CERTAINTIES.flatMap((b) => CERTAINTIES.flatMap((c) => CERTAINTIES.map((d) => [a, b, c, d] as const))),
  );
  it.each(combinations)('explicit allow %s, inherited allow %s, explicit Deny %s, inherited Deny %s', (...certainties) => {
    const tally = new EntryTally();
    const outcomes = new Set<boolean>();
    KINDS.forEach((entry, index) => {
      tally.add(entry, certainties[index] ?? 'no');
    });
    for (let choice = 0; choice < 2 ** KINDS.length; choice += 1) {
      const active = KINDS.filter(
        (_, index) => certainties[index] === 'yes' || (certainties[index] === 'unknown' && (choice >> index) & 1),
      );
      outcomes.add(literally(active));
    }
    expect(heldVerdict(tally)).toBe(outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no');
  });
});
