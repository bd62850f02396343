import type { Mailbox } from '../collection/mailbox-directory';
import type { TrusteeMatch } from '../collection/principal-directory';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { EntryTally, heldVerdict } from '../reach/entry-verdict';
import type { RecipientRights, RightEntry, RightKind } from '../reach/recipient-rights';

/** A right that a trustee holds on a mailbox, after Deny entries for the same trustee. */
export interface Delegation {
  readonly mailbox: Mailbox;
  readonly right: RightKind;
  readonly trustee: string;
  readonly match: TrusteeMatch;
  readonly inherited: boolean;
}

/** The word for a right as the portal shows it. */
export const RIGHT_WORDS: Readonly<Record<RightKind, string>> = {
  fullAccess: 'Full Access',
  sendAs: 'Send As',
  sendOnBehalf: 'Send on Behalf',
};

const NOBODY: readonly Delegation[] = [];

/** Who holds rights on which mailbox, trustee by trustee: groups not expanded, system trustees and the own account left out. */
export class DelegationIndex {
  private readonly byMailbox: (readonly Delegation[] | undefined)[] = [];

  constructor(
    private readonly reading: Reading,
    private readonly rights: RecipientRights,
  ) {}

  /** What others than the mailbox's own account hold on it. */
  on(mailbox: Mailbox): readonly Delegation[] {
    const entries = this.rights.on(mailbox.index);
    if (entries.length === 0) return NOBODY;
    return (this.byMailbox[mailbox.index] ??= this.held(entries));
  }

  /** What a principal itself holds, by its object id. */
  heldBy(principalId: string): readonly Delegation[] {
    return this.held(this.rights.heldBy(principalId));
  }

  /** Whether the FullAccess entries of a mailbox were read: no entry then means nobody. */
  isFullAccessRead(mailbox: Mailbox): boolean {
    return this.rights.isFullAccessRead(mailbox.index);
  }

  private held(entries: readonly RightEntry[]): readonly Delegation[] {
    const tallies = entries.some((entry) => entry.deny) ? tallyByTrustee(entries) : null;
    const held: Delegation[] = [];
    for (const entry of entries) {
      const mailbox = this.reading.mailboxes.all[entry.mailbox];
      if (!mailbox || entry.deny || (tallies && heldVerdict(tallies.get(keyOfEntry(entry)) ?? new EntryTally()) === 'no')) continue;
      const { right, trustee, match, inherited } = entry;
      if (match.kind === 'system' || (match.kind === 'principal' && match.principal.id === mailbox.id)) continue;
      held.push({ mailbox, right, trustee, match, inherited });
    }
    return held;
  }
}

function keyOfEntry({ mailbox, right, match, trustee }: RightEntry): string {
  return `${mailbox} ${right} ${match.kind === 'principal' ? match.principal.id : keyOf(trustee)}`;
}

function tallyByTrustee(entries: readonly RightEntry[]): ReadonlyMap<string, EntryTally> {
  const tallies = new Map<string, EntryTally>();
  for (const entry of entries) {
    const key = keyOfEntry(entry);
    const tally = tallies.get(key) ?? new EntryTally();
    tally.add(entry, 'yes');
    tallies.set(key, tally);
  }
  return tallies;
}
