import { timeText } from '../state/clock';
import type { Message } from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import { createRandom, type Random } from './random';

const SUBJECTS: readonly (readonly [subject: string, body: string])[] = [
  ['Invoice 2291 for October', 'Please find the invoice for October attached. Payment is due within 30 days.'],
  ['Minutes of Tuesday’s meeting', 'Thank you all for joining. The minutes are below; corrections until Friday, please.'],
  ['Your order has been shipped', 'Your parcel left our warehouse this morning and should be with you on Thursday.'],
  ['Question about the calibration certificate', 'The certificate we got names another serial number. Could you have a look?'],
  ['Holiday plans for December', 'Please enter your days in the calendar so that the service desk stays staffed.'],
  ['Offer: pressure sensors, 40 units', 'As agreed on the phone, here is our offer. It is valid until the end of the month.'],
  ['Password will expire', 'Your password expires in ten days. Change it in your account settings.'],
  ['Visit on Thursday', 'Two guests arrive at nine. Could reception have badges ready?'],
  ['Complaint: display flickers', 'The unit we received last week shows a flickering display. What should we do?'],
  ['Contract draft, third round', 'Our counsel has two remarks on clause seven; the rest is fine.'],
];

/** The few messages that a mailbox has from the start; the same ones whenever the tenant is made. */
export function firstMessages(mailboxId: string, state: TenantState): readonly Message[] {
  const mailbox = state.mailboxes.get(mailboxId);
  if (!mailbox) return [];
  const random = createRandom(seedOf(mailboxId));
  const self = { name: mailbox.DisplayName, address: mailbox.PrimarySmtpAddress };
  const count = random.between(3, 7);
  return Array.from({ length: count }, (_, index) => {
    const sent = index === count - 1;
    const other = otherOf(random, state, mailboxId);
    return makeMessage(random, state, sent ? self : other, sent ? other : self, sent, (count - index) * 9);
  });
}

function makeMessage(
  random: Random,
  state: TenantState,
  from: Message['from'],
  to: Message['from'],
  sent: boolean,
  hoursAgo: number,
): Message {
  const [subject, bodyText] = random.pick(SUBJECTS);
  return {
    id: `AAMkAD${random.text(60)}=`,
    folder: sent ? 'Sent Items' : 'Inbox',
    subject,
    bodyText,
    from,
    to: [to],
    receivedDateTime: timeText(state.madeAt - hoursAgo * 3_600_000),
    isRead: sent || random.chance(0.6),
    isDraft: false,
    hasAttachments: false,
    internetMessageId: `<${random.text(24)}@${state.defaultDomain}>`,
  };
}

function otherOf(random: Random, state: TenantState, mailboxId: string): Message['from'] {
  const other = state.mailboxes.at(random.between(0, state.mailboxes.positionCount - 1));
  if (!other || other.ExternalDirectoryObjectId.toLowerCase() === mailboxId)
    return { name: 'Hollins & Vale', address: 'orders@hollins-vale.example' };
  return { name: other.DisplayName, address: other.PrimarySmtpAddress };
}

/** FNV-1a: any spread of the ids over the seeds will do. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
