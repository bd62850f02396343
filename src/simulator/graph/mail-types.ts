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
};
