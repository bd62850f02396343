import type { Mailbox } from '../../collection/mailbox-directory';
import type { Reading } from '../../collection/reading';
import { hasBit } from '../../reach/bit-set';
import type { TriSet } from '../../reach/mailbox-sets';
import { compareText } from './held-permissions';

/** Mailboxes in the order in which plans list them, which does not depend on the reading's: by address. */
export function byAddress(mailboxes: Iterable<Mailbox>): readonly Mailbox[] {
  return [...mailboxes].sort((left, right) => compareText(left.address, right.address) || compareText(left.id, right.id));
}

/** The mailboxes that are in a set for certain. */
export function certainIn(reading: Reading, set: TriSet): readonly Mailbox[] {
  return byAddress(reading.mailboxes.all.filter((mailbox) => hasBit(set.yes, mailbox.index)));
}

/** The mailboxes of which it is not known whether they are in a set. */
export function unknownIn(reading: Reading, set: TriSet): readonly Mailbox[] {
  return byAddress(reading.mailboxes.all.filter((mailbox) => hasBit(set.unknown, mailbox.index)));
}

/** The mailboxes that are not in a set for certain. */
export function outsideOf(reading: Reading, set: TriSet): readonly Mailbox[] {
  return byAddress(reading.mailboxes.all.filter((mailbox) => !hasBit(set.yes, mailbox.index) && !hasBit(set.unknown, mailbox.index)));
}

/** The addresses of mailboxes, for a note. */
export function addressesOf(mailboxes: readonly Mailbox[]): readonly string[] {
  return mailboxes.map((mailbox) => mailbox.address);
}
