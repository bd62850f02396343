import { both, either, not, type Verdict } from './verdict';

/** The entries of one right on one mailbox, as they apply to one principal: three-valued per level and effect. */
export interface AppliedEntries {
  readonly explicitAllow: Verdict;
  readonly explicitDeny: Verdict;
  readonly inheritedAllow: Verdict;
  readonly inheritedDeny: Verdict;
}

/**
 * Whether the right is held: an explicit entry beats an inherited one, and on one level Deny beats allow.
 * https://learn.microsoft.com/powershell/module/exchange/add-mailboxpermission
 */
export function heldVerdict(entries: AppliedEntries): Verdict {
  const inherited = both(entries.inheritedAllow, not(entries.inheritedDeny));
  return both(either(entries.explicitAllow, inherited), not(entries.explicitDeny));
}

/** A mutable tally of entries for one principal. */
export class EntryTally implements AppliedEntries {
  explicitAllow: Verdict = 'no';
  explicitDeny: Verdict = 'no';
  inheritedAllow: Verdict = 'no';
  inheritedDeny: Verdict = 'no';

  /** Counts one entry that applies for certain or perhaps. */
  add(entry: { readonly deny: boolean; readonly inherited: boolean }, certainty: Verdict): void {
    if (entry.inherited) {
      if (entry.deny) this.inheritedDeny = either(this.inheritedDeny, certainty);
      else this.inheritedAllow = either(this.inheritedAllow, certainty);
    } else if (entry.deny) this.explicitDeny = either(this.explicitDeny, certainty);
    else this.explicitAllow = either(this.explicitAllow, certainty);
  }
}
