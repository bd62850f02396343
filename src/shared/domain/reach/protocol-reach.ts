import { addBit, createBitSet, removeBit } from './bit-set';
import { EntryTally, heldVerdict } from './entry-verdict';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import type { MailboxSets, TriSet } from './mailbox-sets';
import type { AppEntry } from './reach-model';
import type { RecipientRights, RightEntry } from './recipient-rights';
import type { RightKind } from './right-capabilities';
import type { Verdict } from './verdict';

/**
 * Where an app's own service principal has a mailbox permission: what IMAP, POP and SMTP app roles need besides the grant.
 * https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
 */
export class ProtocolReach {
  constructor(
    private readonly reading: Reading,
    private readonly rights: RecipientRights,
    private readonly sets: MailboxSets,
  ) {}

  /** Mailboxes where IMAP.AccessAsApp and POP.AccessAsApp work: FullAccess of the service principal itself. */
  imapPop(app: AppEntry): TriSet {
    return this.held(app, 'fullAccess');
  }

  /** Mailboxes where SMTP.SendAsApp works: SendAs; with FullAccess alone no document says whether it does. */
  smtp(app: AppEntry): TriSet {
    const fullAccess = this.held(app, 'fullAccess');
    return this.sets.or(this.held(app, 'sendAs'), this.sets.and(fullAccess, this.sets.allUnknown));
  }

  /** The entries of one right on one mailbox that name the app's service principal. */
  entriesOf(app: AppEntry, right: RightKind, mailbox: number): readonly RightEntry[] {
    return this.principalIds(app).flatMap((id) =>
      this.rights.heldBy(id).filter((entry) => entry.right === right && entry.mailbox === mailbox),
    );
  }

  /** Why the permissions of service principals are not known in full, or null. */
  gap(right: 'fullAccess' | 'sendAs'): string | null {
    const pointers = this.reading.gap('exchange.servicePrincipals');
    if (right === 'sendAs') return this.reading.gap('exchange.recipientPermissions') ?? pointers;
    return (
      this.reading.gap('exchange.mailboxPermissions') ??
      (this.rights.fullAccessUnread.length > 0 ? 'the mailbox permissions were not read for this mailbox' : pointers)
    );
  }

  private held(app: AppEntry, right: 'fullAccess' | 'sendAs'): TriSet {
    const tallies = new Map<number, EntryTally>();
    const count = (entry: RightEntry, certainty: Verdict): void => {
      if (entry.right !== right) return;
      const tally = tallies.get(entry.mailbox) ?? new EntryTally();
      tally.add(entry, certainty);
      tallies.set(entry.mailbox, tally);
    };
    for (const id of this.principalIds(app)) for (const entry of this.rights.heldBy(id)) count(entry, 'yes');
    // A trustee that names nobody may be a pointer that was not read.
    if (!this.reading.isComplete('exchange.servicePrincipals')) for (const entry of this.rights.unmatched) count(entry, 'unknown');
    const yes = createBitSet(this.sets.size);
    const unknown = createBitSet(this.sets.size);
    const unread = this.unread(right);
    for (const mailbox of unread === 'all' ? this.reading.mailboxes.all.map((item) => item.index) : unread) addBit(unknown, mailbox);
    for (const [mailbox, tally] of tallies) {
      const verdict = heldVerdict(tally);
      if (verdict === 'yes') addBit(yes, mailbox);
      else if (verdict === 'unknown') addBit(unknown, mailbox);
      // An entry that was not read can beat neither a seen explicit Deny nor, as far as is seen, a yes.
      if (verdict === 'yes' || tally.explicitDeny === 'yes') removeBit(unknown, mailbox);
    }
    return { yes, unknown };
  }

  private unread(right: 'fullAccess' | 'sendAs'): readonly number[] | 'all' {
    if (right === 'fullAccess') return this.rights.fullAccessUnread;
    return this.reading.isComplete('exchange.recipientPermissions') ? [] : 'all';
  }

  private principalIds(app: AppEntry): readonly string[] {
    const ids = app.pointers.map(
      (pointer) => pointer.objectId || keyOf(pointer.item.Guid) || keyOf(pointer.item.Identity) || pointer.appId,
    );
    const own = keyOf(app.servicePrincipal?.id);
    return [...new Set(own === '' ? ids : [own, ...ids])];
  }
}
