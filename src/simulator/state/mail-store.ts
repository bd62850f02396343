import type { Message } from './exchange-types';

/**
 * The messages of all mailboxes. A mailbox gets its first messages when somebody first looks into it: 50,000 mailboxes
 * that nobody opens cost nothing, and what is made is the same however often the tenant is made.
 */
export class MailStore {
  private readonly boxes = new Map<string, Message[]>();

  constructor(private readonly firstMessages: (mailboxId: string) => readonly Message[]) {}

  /** The messages of a mailbox, oldest first. */
  of(mailboxId: string): readonly Message[] {
    return this.open(mailboxId);
  }

  /** Puts a message into a mailbox. */
  add(mailboxId: string, message: Message): void {
    this.open(mailboxId).push(message);
  }

  /** Changes a message, by its id. False where there is none. */
  replace(mailboxId: string, message: Message): boolean {
    const box = this.open(mailboxId);
    const position = box.findIndex((held) => held.id === message.id);
    if (position < 0) return false;
    box[position] = message;
    return true;
  }

  /** Deletes a message. False where there is none. */
  remove(mailboxId: string, messageId: string): boolean {
    const box = this.open(mailboxId);
    const position = box.findIndex((held) => held.id === messageId);
    if (position < 0) return false;
    box.splice(position, 1);
    return true;
  }

  private open(mailboxId: string): Message[] {
    const key = mailboxId.toLowerCase();
    const held = this.boxes.get(key);
    if (held) return held;
    const made = [...this.firstMessages(key)];
    this.boxes.set(key, made);
    return made;
  }
}
