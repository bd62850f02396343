import { createHash } from 'node:crypto';
import type { Mailbox, MailboxType, Message } from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import type { View } from '../views/graph-views';

/** Folders that every mailbox has, by name and by the well-known name that paths take. https://learn.microsoft.com/graph/api/resources/mailfolder */
export const MAIL_FOLDERS: readonly (readonly [displayName: string, wellKnown: string])[] = [
  ['Archive', 'archive'],
  ['Conversation History', 'conversationhistory'],
  ['Deleted Items', 'deleteditems'],
  ['Drafts', 'drafts'],
  ['Inbox', 'inbox'],
  ['Junk Email', 'junkemail'],
  ['Outbox', 'outbox'],
  ['Sent Items', 'sentitems'],
];

/** The id of a folder in a mailbox: the same whenever it is asked for. */
export function folderId(mailboxId: string, displayName: string): string {
  return `AQMkAD${createHash('sha256').update(`${mailboxId.toLowerCase()} ${displayName}`).digest('base64url')}AAA=`;
}

/** A folder as Graph answers it. */
export function viewMailFolder(state: TenantState, mailboxId: string, displayName: string): View {
  const messages = state.mail.of(mailboxId).filter((message) => message.folder === displayName);
  return {
    id: folderId(mailboxId, displayName),
    displayName,
    parentFolderId: folderId(mailboxId, 'Top of Information Store'),
    childFolderCount: 0,
    unreadItemCount: messages.filter((message) => !message.isRead).length,
    totalItemCount: messages.length,
    isHidden: false,
  };
}

/** What only those see who may read more than the headers. https://learn.microsoft.com/graph/permissions-reference#mailreadbasic */
const BEYOND_HEADERS = ['body', 'bodyPreview', 'uniqueBody', 'internetMessageHeaders'];

/** A message as Graph answers it; with `headersOnly`, without its text. */
export function viewMailMessage(mailboxId: string, message: Message, headersOnly: boolean): View {
  const from = { emailAddress: message.from };
  const view: View = {
    id: message.id,
    createdDateTime: message.receivedDateTime,
    lastModifiedDateTime: message.receivedDateTime,
    changeKey: createHash('sha256').update(message.id).digest('base64').slice(0, 24),
    categories: [],
    receivedDateTime: message.receivedDateTime,
    sentDateTime: message.receivedDateTime,
    hasAttachments: message.hasAttachments,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    bodyPreview: message.bodyText.slice(0, 255),
    importance: 'normal',
    parentFolderId: folderId(mailboxId, message.folder),
    conversationId: `AAQkAD${createHash('sha256').update(message.subject).digest('base64url')}`,
    isDeliveryReceiptRequested: null,
    isReadReceiptRequested: false,
    isRead: message.isRead,
    isDraft: message.isDraft,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(message.id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    inferenceClassification: 'focused',
    body: { contentType: 'text', content: message.bodyText },
    sender: from,
    from,
    toRecipients: message.to.map((recipient) => ({ emailAddress: recipient })),
    ccRecipients: [],
    bccRecipients: [],
    replyTo: [],
    flag: { flagStatus: 'notFlagged' },
  };
  return headersOnly ? Object.fromEntries(Object.entries(view).filter(([name]) => !BEYOND_HEADERS.includes(name))) : view;
}

/** https://learn.microsoft.com/graph/api/resources/mailboxsettings#userpurpose-values */
const PURPOSES: Readonly<Record<MailboxType, string>> = {
  UserMailbox: 'user',
  SharedMailbox: 'shared',
  RoomMailbox: 'room',
  EquipmentMailbox: 'equipment',
};

/** The settings of a mailbox: as they come, since nobody here changes them. */
export function viewMailboxSettings(box: Mailbox): View {
  return {
    archiveFolder: folderId(box.ExternalDirectoryObjectId, 'Archive'),
    automaticRepliesSetting: { status: 'disabled', externalAudience: 'all', internalReplyMessage: '', externalReplyMessage: '' },
    dateFormat: 'dd/MM/yyyy',
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    language: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
    timeFormat: 'HH:mm',
    timeZone: 'GMT Standard Time',
    userPurpose: PURPOSES[box.RecipientTypeDetails],
    workingHours: null,
  };
}
