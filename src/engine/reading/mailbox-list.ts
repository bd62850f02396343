import { keyOf } from '../../shared/domain/collection/text-key';
import { textIn, type Row } from './row-reader';

/** What of a mailbox the reading of its permissions needs. */
export interface ListedMailbox {
  /** ExternalDirectoryObjectId, or Guid where that is empty; as Exchange writes it. */
  readonly id: string;
  readonly shared: boolean;
}

/** The mailboxes that were read, in their order, each once. */
export class MailboxList {
  private readonly byId = new Map<string, ListedMailbox>();

  /** Looks at a row of mailboxes. */
  add(row: Row): void {
    const id = textIn(row, 'ExternalDirectoryObjectId') || textIn(row, 'Guid');
    const key = keyOf(id);
    if (key !== '' && !this.byId.has(key))
      this.byId.set(key, { id, shared: keyOf(textIn(row, 'RecipientTypeDetails')) === 'sharedmailbox' });
  }

  /** How many there are. */
  get size(): number {
    return this.byId.size;
  }

  /** Those whose permissions are wanted. */
  wanted(which: 'shared' | 'all'): readonly ListedMailbox[] {
    const all = [...this.byId.values()];
    return which === 'all' ? all : all.filter((mailbox) => mailbox.shared);
  }
}
