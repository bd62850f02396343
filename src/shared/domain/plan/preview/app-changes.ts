import {
  andNotInto,
  countBits,
  createBitSet,
  forEachBit,
  hasBit,
  orInto,
  sameBits,
  type BitSet,
  type ReadonlyBitSet,
} from '../../reach/bit-set';
import { bitOf, CAPABILITIES, type Capability } from '../../reach/capability';
import type { TriSet } from '../../reach/mailbox-sets';
import type { Verdict } from '../../reach/verdict';
import type { CommonMailboxes } from './common-mailboxes';
import { DIRECTIONS, type ChangeLists, type ChangingPrincipal, type Direction } from './reach-change';

/** An answer for every mailbox, capability by capability; one that is not listed is *no* everywhere. */
export type CapabilitySets = ReadonlyMap<Capability, TriSet>;

interface CapabilityChange {
  readonly capability: Capability;
  readonly sets: Readonly<Record<Direction, BitSet>>;
}

/** Compares the sets of one app, which are over the common mailboxes. Where the app is asked for, what stays is counted too. */
export function compareApp(
  principal: ChangingPrincipal,
  before: CapabilitySets,
  after: CapabilitySets,
  mailboxes: CommonMailboxes,
  lists: ChangeLists,
  askedFor: boolean,
): void {
  const none: TriSet = { yes: createBitSet(mailboxes.size), unknown: createBitSet(mailboxes.size) };
  const changes: CapabilityChange[] = [];
  for (const capability of CAPABILITIES) {
    const change = changeOf(capability, before.get(capability) ?? none, after.get(capability) ?? none);
    if (change !== null) changes.push(change);
  }
  if (changes.length === 0 && !askedFor) return;
  const touched = createBitSet(mailboxes.size);
  for (const direction of DIRECTIONS) {
    const pairs = unionOf(
      changes.map(({ sets }) => sets[direction]),
      mailboxes.size,
    );
    orInto(touched, pairs);
    lists.count(direction, countBits(pairs));
    showFirst(pairs, lists.room(direction), (index) => {
      const mailbox = mailboxes.all[index];
      if (mailbox === undefined) return;
      const mask = changes.reduce((sum, { capability, sets }) => (hasBit(sets[direction], index) ? sum | bitOf(capability) : sum), 0);
      lists.show(direction, principal, mailbox, mask, (capability) => ({
        before: verdictIn(before.get(capability), index),
        after: verdictIn(after.get(capability), index),
      }));
    });
  }
  if (!askedFor) return;
  const reached = unionOf(
    [...before.values(), ...after.values()].flatMap(({ yes, unknown }) => [yes, unknown]),
    mailboxes.size,
  );
  andNotInto(reached, touched);
  lists.unchanged += countBits(reached);
}

function changeOf(capability: Capability, before: TriSet, after: TriSet): CapabilityChange | null {
  if (before === after || (sameBits(before.yes, after.yes) && sameBits(before.unknown, after.unknown))) return null;
  const size = before.yes.length * 32;
  const difference = (left: ReadonlyBitSet, ...others: readonly ReadonlyBitSet[]): BitSet => {
    const result = createBitSet(size);
    orInto(result, left);
    for (const other of others) andNotInto(result, other);
    return result;
  };
  const uncertain = difference(before.unknown, after.unknown);
  orInto(uncertain, difference(after.unknown, before.unknown));
  return {
    capability,
    sets: {
      gains: difference(after.yes, before.yes, before.unknown),
      loses: difference(before.yes, after.yes, after.unknown),
      uncertain,
    },
  };
}

function unionOf(sets: readonly ReadonlyBitSet[], size: number): BitSet {
  const union = createBitSet(size);
  for (const set of new Set(sets)) orInto(union, set);
  return union;
}

function verdictIn(set: TriSet | undefined, index: number): Verdict {
  if (set === undefined) return 'no';
  if (hasBit(set.yes, index)) return 'yes';
  return hasBit(set.unknown, index) ? 'unknown' : 'no';
}

function showFirst(set: ReadonlyBitSet, limit: number, show: (index: number) => void): void {
  let shown = 0;
  if (limit > 0)
    forEachBit(set, (index) => {
      if (shown < limit) show(index);
      shown += 1;
    });
}
