import { randomUUID } from 'node:crypto';
import type { Mailbox, Message } from '../../state/exchange-types';
import type { TenantState } from '../../state/tenant-state';
import { decide, mailboxOfPath } from '../routes/mailboxes';
import { GRAPH_ERRORS } from '../graph-errors';
import { SEND_MAIL_BODY } from './bodies';
import { isRecord } from './body-shapes';
import { readBody } from './read-body';
import { WRITE_ERRORS } from './write-errors';
import { failure, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

interface Address {
  readonly emailAddress: { readonly address?: string; readonly name?: string | null };
}
interface GivenMessage {
  readonly subject?: string | null;
  readonly body?: { readonly contentType?: string; readonly content?: string | null } | null;
  readonly toRecipients?: readonly Address[];
  readonly ccRecipients?: readonly Address[];
  readonly bccRecipients?: readonly Address[];
  readonly from?: Address | null;
}

/** A message is sent and kept. Whether the caller may is for Exchange to decide. https://learn.microsoft.com/graph/api/user-sendmail */
export const SEND_MAIL_WRITES: readonly WriteRoute[] = ['/users/{id}/sendMail', '/me/sendMail'].map((template) => ({
  method: 'POST',
  template,
  limits: 'mailbox',
  answer: function (this: WriteRoute, context) {
    const box = mailboxOfPath(context.state, context.caller, this, context.ids);
    if (box === null) return failure(GRAPH_ERRORS.noMailbox());
    return 'status' in box ? failure(box) : send(context, box);
  },
}));

function send(context: WriteContext, box: Mailbox): WriteAnswer {
  const { state } = context;
  const refused = decide(context, box, 'sendMail');
  if (refused) return failure(refused);
  const read = readBody<{ message: GivenMessage; saveToSentItems: boolean | null }>(withFlag(context.body), SEND_MAIL_BODY, 'action');
  if (!read.ok) return failure(read.error);
  const { message = {}, saveToSentItems } = read.value;
  const to = addressesOf(message.toRecipients);
  const all = [...to, ...addressesOf(message.ccRecipients), ...addressesOf(message.bccRecipients)];
  if (all.length === 0 || all.some(({ address }) => !/^[^\s@]+@[^\s@]+$/.test(address))) return failure(WRITE_ERRORS.noRecipients());
  const sender = message.from ? senderOf(state, message.from) : box;
  if (sender === null || (sender !== box && decide(context, sender, 'sendMail') !== null)) return failure(WRITE_ERRORS.cannotSendAs());
  const sent: Message = {
    id: `AAMkAD${randomUUID().replaceAll('-', '')}AAA=`,
    folder: 'Sent Items',
    subject: message.subject ?? '',
    bodyText: message.body?.content ?? '',
    from: { name: sender.DisplayName, address: sender.PrimarySmtpAddress },
    to,
    receivedDateTime: state.clock.nowText(),
    isRead: true,
    isDraft: false,
    hasAttachments: false,
    internetMessageId: `<${randomUUID()}@${state.defaultDomain}>`,
  };
  if (saveToSentItems !== false) state.mail.add(box.ExternalDirectoryObjectId, sent);
  for (const address of new Set(all.map((recipient) => recipient.address.toLowerCase()))) deliver(state, address, sent);
  return { kind: 'accepted' };
}

/** Into every mailbox of the tenant that it is addressed to; what goes outside is gone. */
function deliver(state: TenantState, address: string, sent: Message): void {
  const box = state.mailboxesByAddress.first(address);
  if (!box) return;
  const id = `AAMkAD${randomUUID().replaceAll('-', '')}AAA=`;
  state.mail.add(box.ExternalDirectoryObjectId, { ...sent, id, folder: 'Inbox', isRead: false });
}

function addressesOf(list: readonly Address[] = []): readonly { readonly name: string; readonly address: string }[] {
  return list.map(({ emailAddress: { address = '', name } }) => ({ address, name: name ?? address }));
}

function senderOf(state: TenantState, from: Address): Mailbox | null {
  return state.mailboxesByAddress.first(from.emailAddress.address ?? '') ?? null;
}

/** The page of the request shows the flag as text. */
function withFlag(body: unknown): unknown {
  if (!isRecord(body)) return body;
  const { saveToSentItems: flag } = body;
  return flag === 'true' || flag === 'false' ? { ...body, saveToSentItems: flag === 'true' } : body;
}
