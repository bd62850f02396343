/** What somebody can try to do in a mailbox, in the words of the calls that do it. */
export const OPERATIONS = [
  'readMessageHeaders',
  'readMessage',
  'changeMessage',
  'sendMail',
  'readSettings',
  'changeSettings',
  'readEventTimes',
  'readEvent',
  'changeEvent',
  'readContact',
  'changeContact',
  'readFolder',
  'changeFolder',
  'exportItem',
  'importItem',
  'readConfiguration',
  'changeConfiguration',
] as const;

/** One of the things that somebody can try to do in a mailbox. */
export type Operation = (typeof OPERATIONS)[number];

/** The ways into a mailbox. */
export const PROTOCOLS = ['graph', 'ews', 'imap', 'pop', 'smtp'] as const;

/** One of the ways into a mailbox. */
export type Protocol = (typeof PROTOCOLS)[number];

/** Sets of operations that permissions are made of: whoever may write may read, whoever may read sees the headers. */
export const MAIL_HEADERS: readonly Operation[] = ['readMessageHeaders'];
export const MAIL_READ: readonly Operation[] = [...MAIL_HEADERS, 'readMessage'];
export const MAIL_WRITE: readonly Operation[] = [...MAIL_READ, 'changeMessage'];
export const MAIL_SEND: readonly Operation[] = ['sendMail'];
export const SETTINGS_READ: readonly Operation[] = ['readSettings'];
export const SETTINGS_WRITE: readonly Operation[] = [...SETTINGS_READ, 'changeSettings'];
export const EVENT_TIMES: readonly Operation[] = ['readEventTimes'];
export const EVENTS_READ: readonly Operation[] = [...EVENT_TIMES, 'readEvent'];
export const EVENTS_WRITE: readonly Operation[] = [...EVENTS_READ, 'changeEvent'];
export const CONTACTS_READ: readonly Operation[] = ['readContact'];
export const CONTACTS_WRITE: readonly Operation[] = [...CONTACTS_READ, 'changeContact'];
export const FOLDERS_READ: readonly Operation[] = ['readFolder'];
export const FOLDERS_WRITE: readonly Operation[] = [...FOLDERS_READ, 'changeFolder'];
export const ITEMS_EXPORT: readonly Operation[] = ['exportItem'];
export const ITEMS_TRANSFER: readonly Operation[] = [...ITEMS_EXPORT, 'importItem'];
export const CONFIGURATION_READ: readonly Operation[] = ['readConfiguration'];
export const CONFIGURATION_WRITE: readonly Operation[] = [...CONFIGURATION_READ, 'changeConfiguration'];
