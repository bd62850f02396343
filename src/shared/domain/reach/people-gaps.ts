import type { Mailbox } from '../collection/mailbox-directory';
import type { Principal } from '../collection/principal-directory';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import type { Unresolved } from '../answers/answer-shapes';
import type { RecipientRights, RightEntry } from './recipient-rights';
import type { RightKind } from './right-capabilities';
import type { RightHolders } from './right-holders';

/** Finds what could not be attributed to a person: unread sources, trustees that do not resolve, groups whose members are not known. */
export class PeopleGaps {
  constructor(
    private readonly reading: Reading,
    private readonly rights: RecipientRights,
    private readonly holders: RightHolders,
  ) {}

  /** Every entry of the answer's `unresolved` that concerns people. */
  find(): Unresolved[] {
    const found = [...this.rights.unresolved, ...this.unreadSources()];
    const byTrustee = new Map<string, { right: RightKind; trustee: string; reason: string; mailboxes: Set<string> }>();
    for (const mailbox of this.reading.mailboxes.all) {
      for (const entry of this.rights.on(mailbox.index)) {
        const reason = this.doubtOf(entry);
        if (reason === null) continue;
        const key = `${entry.right} ${keyOf(entry.trustee)}`;
        const item = byTrustee.get(key) ?? { right: entry.right, trustee: entry.trustee, reason, mailboxes: new Set<string>() };
        item.mailboxes.add(mailbox.id);
        byTrustee.set(key, item);
      }
    }
    for (const { right, trustee, reason, mailboxes } of byTrustee.values()) {
      found.push({ mailboxes: [...mailboxes], principals: 'people', right, trustee, reason });
    }
    return found;
  }

  /** Why somebody may be missing among those who have one of the rights on a mailbox, or null; unread sources apart. */
  doubtOn(mailbox: Mailbox, rights: readonly RightKind[]): string | null {
    for (const entry of this.rights.on(mailbox.index)) {
      const doubt = !entry.deny && rights.includes(entry.right) ? this.doubtOf(entry) : null;
      if (doubt !== null) return doubt;
    }
    return null;
  }

  private unreadSources(): Unresolved[] {
    const found: Unresolved[] = [];
    const unread = this.rights.fullAccessUnread;
    if (unread === 'all' || unread.length > 0) {
      found.push({
        mailboxes: unread === 'all' ? 'all' : unread.map((index) => this.reading.mailboxes.all[index]?.id ?? ''),
        principals: 'people',
        right: 'fullAccess',
        trustee: null,
        reason: this.reading.gap('exchange.mailboxPermissions') ?? 'the permissions of these mailboxes were not read',
      });
    }
    const gap = this.reading.gap('exchange.recipientPermissions');
    if (gap !== null) found.push({ mailboxes: 'all', principals: 'people', right: 'sendAs', trustee: null, reason: gap });
    return found;
  }

  /** Why an entry cannot be attributed in full, or null. */
  private doubtOf(entry: RightEntry): string | null {
    const { match } = entry;
    switch (match.kind) {
      case 'ambiguous':
        return `"${entry.trustee}" is the name of ${match.candidates.length} principals: ${match.candidates.map((item) => item.id).join(', ')}`;
      case 'none':
        return `nobody in the reading is called "${entry.trustee}"`;
      case 'everyone':
        return 'the right is given to everyone, not to named accounts';
      case 'principal':
        return match.principal.kind === 'group' ? this.doubtOfGroup(match.principal) : null;
      case 'sid':
        return this.reading.isComplete('exchange.recipients')
          ? null
          : 'a SID; whether it still belongs to an account is not known, because the recipients were not read in full';
      case 'system':
        return null;
    }
  }

  private doubtOfGroup(group: Principal): string | null {
    if (!this.reading.membership.known) return `the members of the group "${group.name}" were not read in full`;
    return this.holders.hasUndecidedMembers(group.id)
      ? `the group "${group.name}" has members of whom it is not known whether they are accounts`
      : null;
  }
}
