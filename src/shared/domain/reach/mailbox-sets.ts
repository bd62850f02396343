import {
  andInto,
  andNotInto,
  complementOf,
  countBits,
  copyBitSet,
  createBitSet,
  createFullBitSet,
  hasBit,
  intersectionOf,
  orInto,
  type ReadonlyBitSet,
  unionOf,
} from './bit-set';
import type { Verdict } from './verdict';

/** A three-valued answer for every mailbox of a reading: members of `yes`, members of `unknown` (disjoint), and *no* for the rest. */
export interface TriSet {
  readonly yes: ReadonlyBitSet;
  readonly unknown: ReadonlyBitSet;
}

/** The algebra of three-valued sets over the mailboxes of one reading. Sets are shared and never written to after they are made. */
export class MailboxSets {
  /** No mailbox. */
  readonly none: TriSet;
  /** Every mailbox. */
  readonly all: TriSet;
  /** *Unknown* for every mailbox. */
  readonly allUnknown: TriSet;

  constructor(readonly size: number) {
    const empty = createBitSet(size);
    const full = createFullBitSet(size);
    this.none = { yes: empty, unknown: empty };
    this.all = { yes: full, unknown: empty };
    this.allUnknown = { yes: empty, unknown: full };
  }

  /** *Yes* for the given mailboxes; for the rest *no*, or *unknown* where the list may be incomplete. */
  of(members: Iterable<number>, complete = true): TriSet {
    const yes = createBitSet(this.size);
    for (const member of members) yes[member >>> 5] = (yes[member >>> 5] ?? 0) | (1 << (member & 31));
    return { yes, unknown: complete ? this.none.yes : complementOf(yes, this.size) };
  }

  /** The verdict for one mailbox. */
  verdict(set: TriSet, mailbox: number): Verdict {
    if (hasBit(set.yes, mailbox)) return 'yes';
    return hasBit(set.unknown, mailbox) ? 'unknown' : 'no';
  }

  /** OR: yes wins, then unknown. */
  or(left: TriSet, right: TriSet): TriSet {
    if (left === right || right === this.none || left === this.all) return left;
    if (left === this.none || right === this.all) return right;
    const yes = unionOf(left.yes, right.yes);
    const unknown = unionOf(left.unknown, right.unknown);
    andNotInto(unknown, yes);
    return { yes, unknown };
  }

  /** AND: no wins, then unknown. */
  and(left: TriSet, right: TriSet): TriSet {
    if (left === right || right === this.all || left === this.none) return left;
    if (left === this.all || right === this.none) return right;
    const yes = intersectionOf(left.yes, right.yes);
    const unknown = unionOf(left.yes, left.unknown);
    const other = unionOf(right.yes, right.unknown);
    andInto(unknown, other);
    andNotInto(unknown, yes);
    return { yes, unknown };
  }

  /** NOT: yes and no change places, unknown stays. */
  not(set: TriSet): TriSet {
    if (set === this.all) return this.none;
    if (set === this.none) return this.all;
    if (set === this.allUnknown) return set;
    const yes = copyBitSet(set.yes);
    orInto(yes, set.unknown);
    return { yes: complementOf(yes, this.size), unknown: set.unknown };
  }

  /** How many mailboxes are *yes*. */
  countYes(set: TriSet): number {
    return set === this.all ? this.size : countBits(set.yes);
  }

  /** How many mailboxes are *unknown*. */
  countUnknown(set: TriSet): number {
    return set === this.allUnknown ? this.size : countBits(set.unknown);
  }
}
