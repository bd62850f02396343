import type { EntityFacts } from './entity-types';

/** The types of a mailbox. */
export const MAIL_TYPES: Readonly<Record<string, readonly [set: string, facts: EntityFacts]>> = {
  // https://learn.microsoft.com/graph/api/resources/message#properties
  message: [
    'messages',
    {
      properties:
        'id categories[] changeKey createdDateTime lastModifiedDateTime bccRecipients[] body bodyPreview ccRecipients[] conversationId conversationIndex flag from hasAttachments importance inferenceClassification internetMessageHeaders[] internetMessageId isDeliveryReceiptRequested isDraft isRead isReadReceiptRequested parentFolderId receivedDateTime replyTo[] sender sentDateTime subject toRecipients[] uniqueBody webLink',
      filters: {
        receivedDateTime: 'eq ne ge le gt lt',
        isRead: 'eq ne',
        isDraft: 'eq ne',
        subject: 'eq ne startswith contains',
        hasAttachments: 'eq ne',
        internetMessageId: 'eq',
      },
    },
  ],
  mailFolder: [
    'mailFolders',
    {
      properties: 'id childFolderCount displayName isHidden parentFolderId totalItemCount unreadItemCount',
      filters: { displayName: 'eq startswith' },
    },
  ],
  // https://learn.microsoft.com/graph/api/resources/event#properties
  event: [
    'events',
    {
      properties:
        'id attendees[] body bodyPreview categories[] createdDateTime end hasAttachments importance isAllDay isCancelled isOrganizer lastModifiedDateTime location organizer sensitivity showAs start subject type webLink',
    },
  ],
  // https://learn.microsoft.com/graph/api/resources/contact#properties
  contact: [
    'contacts',
    {
      properties:
        'id businessPhones[] categories[] companyName createdDateTime department displayName emailAddresses[] givenName jobTitle lastModifiedDateTime mobilePhone surname',
    },
  ],
  // https://learn.microsoft.com/graph/api/resources/mailboxsettings#properties
  mailboxSettings: [
    'mailboxSettings',
    {
      properties:
        'archiveFolder automaticRepliesSetting dateFormat delegateMeetingMessageDeliveryOptions language timeFormat timeZone userPurpose workingHours',
    },
  ],
};
