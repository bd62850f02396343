import { err, ok, type Result } from '../result';
import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import type { PlanProblem } from './questions.schema';
import { findMailboxes } from './subjects';
import { literal } from './template';

/** The one mailbox that a text stands for. */
export function findMailbox(reading: Reading, question: string, text: string): Result<Mailbox, PlanProblem> {
  if (text.trim() === '') return err({ question, message: 'Say which mailbox: its address.' });
  const found = findMailboxes(reading, question, [text]);
  if (!found.ok) return err(found.error[0] ?? { question, message: 'Say which mailbox: its address.' });
  const [mailbox] = found.value;
  return mailbox ? ok(mailbox) : err({ question, message: 'Say which mailbox: its address.' });
}

/** How a cmdlet is told a mailbox: by what does not change when the mailbox is renamed. */
export function identityOf(mailbox: Mailbox): string {
  return literal(mailbox.item.ExternalDirectoryObjectId || mailbox.item.Guid || mailbox.item.PrimarySmtpAddress || mailbox.address);
}
