import type { ExchangeItem } from './collection.schema';
import { UniqueLookup } from './lookup';
import { addressOf, keyOf, listOf } from './text-key';

/** One mailbox of a reading. `index` is its place in every bit set; `id` its ExternalDirectoryObjectId, or its Guid where that is empty. */
export interface Mailbox {
  readonly index: number;
  readonly id: string;
  readonly address: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly item: ExchangeItem<'mailboxes'>;
}

/** What a text that should name a mailbox stands for. */
export type MailboxMatch =
  | { readonly kind: 'mailbox'; readonly mailbox: Mailbox }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Mailbox[] }
  | { readonly kind: 'none' };

/** The mailboxes of a reading, found by id, then by address, then by distinguished name, then by a name that only one has. */
export class MailboxDirectory {
  readonly all: readonly Mailbox[];
  private readonly ids = new Map<string, Mailbox>();
  private readonly addresses = new UniqueLookup<Mailbox>();
  private readonly distinguishedNames = new UniqueLookup<Mailbox>();
  private readonly names = new UniqueLookup<Mailbox>();

  constructor(items: readonly ExchangeItem<'mailboxes'>[]) {
    const all: Mailbox[] = [];
    items.forEach((item, position) => {
      const id = keyOf(item.ExternalDirectoryObjectId) || keyOf(item.Guid) || keyOf(item.PrimarySmtpAddress) || `mailbox ${position + 1}`;
      if (this.ids.has(id)) return;
      const mailbox: Mailbox = {
        index: all.length,
        id,
        address: keyOf(item.PrimarySmtpAddress) || keyOf(item.UserPrincipalName) || id,
        name: item.DisplayName || item.Name || item.PrimarySmtpAddress || id,
        isShared: keyOf(item.RecipientTypeDetails) === 'sharedmailbox',
        item,
      };
      all.push(mailbox);
      this.ids.set(id, mailbox);
    });
    this.all = all;
    for (const mailbox of all) this.register(mailbox);
  }

  /** The number of mailboxes. */
  get size(): number {
    return this.all.length;
  }

  /** The mailbox with an id (either of its two), or undefined. */
  byId(id: string | null | undefined): Mailbox | undefined {
    return this.ids.get(keyOf(id));
  }

  /** The mailbox that an id, address, distinguished name or unique name stands for. */
  match(text: string): MailboxMatch {
    const key = keyOf(text);
    const byId = this.ids.get(key);
    if (byId) return { kind: 'mailbox', mailbox: byId };
    for (const lookup of [this.addresses, this.distinguishedNames, this.names]) {
      const found = lookup.find(lookup === this.addresses ? addressOf(text) : key);
      if (found) return { kind: 'mailbox', mailbox: found };
      if (found === null) return { kind: 'ambiguous', candidates: lookup.all(lookup === this.addresses ? addressOf(text) : key) };
    }
    return { kind: 'none' };
  }

  private register(mailbox: Mailbox): void {
    const { item } = mailbox;
    const guid = keyOf(item.Guid);
    if (guid !== '' && !this.ids.has(guid)) this.ids.set(guid, mailbox);
    for (const address of [item.PrimarySmtpAddress, item.UserPrincipalName, ...listOf(item.EmailAddresses)]) {
      this.addresses.add(addressOf(address), mailbox);
    }
    this.distinguishedNames.add(keyOf(item.DistinguishedName), mailbox);
    for (const name of [item.Name, item.DisplayName, item.Alias]) this.names.add(keyOf(name), mailbox);
  }
}
