import type { Reading } from '../collection/reading';
import type { Principal, TrusteeMatch } from '../collection/principal-directory';
import { hasWord, keyOf, listOf } from '../collection/text-key';
import type { Unresolved } from '../answers/answer-shapes';
import type { RightKind } from './right-capabilities';

export type { RightKind } from './right-capabilities';

/** One entry of a mailbox's permissions with its trustee resolved. */
export interface RightEntry {
  readonly mailbox: number;
  readonly right: RightKind;
  /** As in the source. */
  readonly trustee: string;
  readonly match: TrusteeMatch;
  readonly deny: boolean;
  readonly inherited: boolean;
}

/** The rights on every mailbox of a reading, by mailbox and by holder. */
export class RecipientRights {
  /** Entries whose mailbox could not be told, as seen from outside. */
  readonly unresolved: Unresolved[] = [];
  /** Entries whose trustee nobody of the reading is called. */
  readonly unmatched: RightEntry[] = [];
  private readonly byMailbox: RightEntry[][];
  private readonly byPrincipal = new Map<string, RightEntry[]>();
  private readonly read: ReadonlySet<number> | 'all' | 'none';

  constructor(private readonly reading: Reading) {
    this.byMailbox = Array.from({ length: reading.mailboxes.size }, () => []);
    const { exchange } = reading.collection;
    for (const item of exchange.mailboxPermissions ?? []) {
      if (!hasWord(item.AccessRights, 'fullaccess')) continue;
      this.add(item.Identity, 'fullAccess', item.User, item.Deny === true, item.IsInherited === true);
    }
    for (const item of exchange.recipientPermissions ?? []) {
      if (!hasWord(item.AccessRights, 'sendas')) continue;
      this.add(item.Identity, 'sendAs', item.Trustee, keyOf(item.AccessControlType) === 'deny', item.IsInherited === true);
    }
    for (const mailbox of reading.mailboxes.all) {
      for (const trustee of listOf(mailbox.item.GrantSendOnBehalfTo)) {
        if (keyOf(trustee) !== '') this.put(mailbox.index, 'sendOnBehalf', trustee, false, false);
      }
    }
    this.read = this.mailboxesRead();
  }

  /** The entries of one mailbox. */
  on(mailbox: number): readonly RightEntry[] {
    return this.byMailbox[mailbox] ?? [];
  }

  /** The entries that name a principal itself (not through a group), by its id. */
  heldBy(principalId: string): readonly RightEntry[] {
    return this.byPrincipal.get(principalId) ?? [];
  }

  /** Whether the FullAccess entries of a mailbox were read: no entry then means nobody. */
  isFullAccessRead(mailbox: number): boolean {
    if (this.read === 'all') return true;
    return this.read !== 'none' && this.read.has(mailbox);
  }

  /** The mailboxes whose FullAccess entries were not read, or `all`. */
  get fullAccessUnread(): readonly number[] | 'all' {
    if (this.read === 'all') return [];
    if (this.read === 'none') return 'all';
    return this.reading.mailboxes.all.filter((mailbox) => !this.isFullAccessRead(mailbox.index)).map((mailbox) => mailbox.index);
  }

  /** An explicit list holds even for a source that was cut short; "all" only where nothing says otherwise. */
  private mailboxesRead(): ReadonlySet<number> | 'all' | 'none' {
    const state = this.reading.coverage['exchange.mailboxPermissions'].state;
    const listed = this.reading.collection.exchange.mailboxPermissionsRead;
    if (state === 'missing') return 'none';
    if (Array.isArray(listed)) {
      const indexes = listed.map((id) => this.reading.mailboxes.byId(id)?.index);
      return new Set(indexes.filter((index) => index !== undefined));
    }
    return state === 'complete' ? 'all' : 'none';
  }

  private add(identity: string, right: RightKind, trustee: string, deny: boolean, inherited: boolean): void {
    const match = this.reading.mailboxes.match(identity);
    if (match.kind === 'mailbox') {
      this.put(match.mailbox.index, right, trustee, deny, inherited);
    } else if (match.kind === 'ambiguous') {
      const holder = this.reading.principals.match(trustee);
      if (holder.kind === 'system') return;
      this.unresolved.push({
        mailboxes: match.candidates.map((mailbox) => mailbox.id),
        principals: holder.kind === 'principal' && holder.principal.kind === 'servicePrincipal' ? 'apps' : 'people',
        right,
        trustee,
        reason: `the mailbox is given as "${identity}", which several mailboxes are called`,
      });
    }
  }

  private put(mailbox: number, right: RightKind, trustee: string, deny: boolean, inherited: boolean): void {
    const match = this.reading.principals.match(trustee);
    const entry: RightEntry = { mailbox, right, trustee, match, deny, inherited };
    this.byMailbox[mailbox]?.push(entry);
    if (match.kind === 'principal') this.index(match.principal, entry);
    else if (match.kind === 'none') this.unmatched.push(entry);
  }

  private index(principal: Principal, entry: RightEntry): void {
    const entries = this.byPrincipal.get(principal.id);
    if (entries) entries.push(entry);
    else this.byPrincipal.set(principal.id, [entry]);
  }
}

/** What a trustee stands for, as one text: two that are equal stand for the same. */
export function keyOfMatch(match: TrusteeMatch): string {
  switch (match.kind) {
    case 'principal':
      return `${match.principal.kind} ${match.principal.id} ${match.principal.name}`;
    case 'ambiguous':
      return match.candidates.map((candidate) => `${candidate.kind} ${candidate.id}`).join(' or ');
    case 'sid':
      return `sid ${match.sid}`;
    default:
      return match.kind;
  }
}
