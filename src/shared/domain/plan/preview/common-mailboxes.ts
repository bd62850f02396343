import type { Mailbox, MailboxDirectory } from '../../collection/mailbox-directory';
import { addBit, createBitSet, forEachBit, type ReadonlyBitSet } from '../../reach/bit-set';

/**
 * The mailboxes of two readings under common numbers: those of the earlier one keep theirs, new ones follow. Nearly always the two have the
 * same mailboxes, and sets need no translation.
 */
export class CommonMailboxes {
  readonly all: readonly Mailbox[];
  private readonly same: boolean;
  private readonly places: readonly number[];
  // The two readings may share a set, which means other mailboxes in each.
  private readonly earlier = new WeakMap<ReadonlyBitSet, ReadonlyBitSet>();
  private readonly later = new WeakMap<ReadonlyBitSet, ReadonlyBitSet>();

  constructor(before: MailboxDirectory, after: MailboxDirectory) {
    this.same = before === after || (before.size === after.size && before.all.every(({ id }, index) => after.all[index]?.id === id));
    if (this.same) {
      this.all = after.all;
      this.places = [];
      return;
    }
    const union = [...before.all];
    const numbers = new Map(before.all.map(({ id, index }) => [id, index]));
    this.places = after.all.map((mailbox) => {
      const known = numbers.get(mailbox.id);
      if (known !== undefined) return known;
      return union.push(mailbox) - 1;
    });
    this.all = union;
  }

  /** How many there are. */
  get size(): number {
    return this.all.length;
  }

  /** The number of a mailbox of the later reading. */
  placeOf(later: number): number {
    return this.same ? later : (this.places[later] ?? 0);
  }

  /** A set over the earlier reading's mailboxes. */
  ofEarlier(bits: ReadonlyBitSet): ReadonlyBitSet {
    return this.same ? bits : this.translate(bits, this.earlier, (index) => index);
  }

  /** A set over the later reading's mailboxes. */
  ofLater(bits: ReadonlyBitSet): ReadonlyBitSet {
    return this.same ? bits : this.translate(bits, this.later, (index) => this.placeOf(index));
  }

  private translate(
    bits: ReadonlyBitSet,
    translated: WeakMap<ReadonlyBitSet, ReadonlyBitSet>,
    place: (index: number) => number,
  ): ReadonlyBitSet {
    const known = translated.get(bits);
    if (known) return known;
    const result = createBitSet(this.size);
    forEachBit(bits, (index) => addBit(result, place(index)));
    translated.set(bits, result);
    return result;
  }
}
