import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';
import {
  CONFIGURATION_READ,
  CONFIGURATION_WRITE,
  CONTACTS_READ,
  CONTACTS_WRITE,
  EVENTS_READ,
  EVENTS_WRITE,
  EVENT_TIMES,
  FOLDERS_READ,
  FOLDERS_WRITE,
  ITEMS_EXPORT,
  ITEMS_TRANSFER,
  MAIL_HEADERS,
  MAIL_READ,
  MAIL_SEND,
  MAIL_WRITE,
  SETTINGS_READ,
  SETTINGS_WRITE,
  type Operation,
  type Protocol,
} from './operations';

/** What a granted application permission lets an app do, and by which way in. */
export interface PermissionEffect {
  readonly protocol: Protocol;
  readonly operations: readonly Operation[];
  /** Whether an application access policy can stop it: the list of documents `policies` is complete as it stands. */
  readonly policyApplies: boolean;
  /** Whether the app needs a right on the mailbox as well, as a person would. */
  readonly needsMailboxRight: boolean;
}

const graph = (operations: readonly Operation[], policyApplies: boolean): PermissionEffect => ({
  protocol: 'graph',
  operations,
  policyApplies,
  needsMailboxRight: false,
});

const EVERYTHING_BY_EWS: readonly Operation[] = [
  ...MAIL_WRITE,
  ...MAIL_SEND,
  ...EVENTS_WRITE,
  ...CONTACTS_WRITE,
  ...SETTINGS_WRITE,
  ...FOLDERS_WRITE,
  ...CONFIGURATION_WRITE,
  ...ITEMS_TRANSFER,
];

/**
 * Application permissions of Microsoft Graph that open mailboxes. Those that policies govern are named on
 * https://learn.microsoft.com/graph/auth-limit-mailbox-access; what is not named there is not governed.
 */
const GRAPH_EFFECTS: Readonly<Record<string, PermissionEffect>> = {
  'Mail.ReadBasic': graph(MAIL_HEADERS, true),
  'Mail.ReadBasic.All': graph(MAIL_HEADERS, true),
  'Mail.Read': graph(MAIL_READ, true),
  'Mail.ReadWrite': graph(MAIL_WRITE, true),
  'Mail.Send': graph(MAIL_SEND, true),
  'MailboxSettings.Read': graph(SETTINGS_READ, true),
  'MailboxSettings.ReadWrite': graph(SETTINGS_WRITE, true),
  'Calendars.Read': graph(EVENTS_READ, true),
  'Calendars.ReadWrite': graph(EVENTS_WRITE, true),
  'Contacts.Read': graph(CONTACTS_READ, true),
  'Contacts.ReadWrite': graph(CONTACTS_WRITE, true),
  'Calendars.ReadBasic.All': graph(EVENT_TIMES, false),
  'MailboxFolder.Read.All': graph(FOLDERS_READ, false),
  'MailboxFolder.ReadWrite.All': graph(FOLDERS_WRITE, false),
  'MailboxItem.Read.All': graph([...MAIL_READ, ...EVENTS_READ, ...CONTACTS_READ], false),
  'MailboxItem.ReadWrite.All': graph([...MAIL_WRITE, ...EVENTS_WRITE, ...CONTACTS_WRITE], false),
  'MailboxItem.Export.All': graph(ITEMS_EXPORT, false),
  'MailboxItem.ImportExport.All': graph(ITEMS_TRANSFER, false),
  'MailboxConfigItem.Read': graph(CONFIGURATION_READ, false),
  'MailboxConfigItem.ReadWrite': graph(CONFIGURATION_WRITE, false),
  'Mail-Advanced.ReadWrite.All': graph(MAIL_WRITE, false),
};

/**
 * Application permissions of Office 365 Exchange Online. Its Mail, Calendars, Contacts and MailboxSettings permissions
 * belonged to the Outlook REST API, which is gone: https://learn.microsoft.com/outlook/rest/compare-graph
 */
const EXCHANGE_EFFECTS: Readonly<Record<string, PermissionEffect>> = {
  full_access_as_app: { protocol: 'ews', operations: EVERYTHING_BY_EWS, policyApplies: true, needsMailboxRight: false },
  'IMAP.AccessAsApp': { protocol: 'imap', operations: MAIL_WRITE, policyApplies: false, needsMailboxRight: true },
  'POP.AccessAsApp': { protocol: 'pop', operations: MAIL_WRITE, policyApplies: false, needsMailboxRight: true },
  'SMTP.SendAsApp': { protocol: 'smtp', operations: MAIL_SEND, policyApplies: false, needsMailboxRight: true },
};

/** What an application permission opens; undefined where it opens no mailbox. */
export function effectOf(resourceAppId: string, value: string): PermissionEffect | undefined {
  const effects = resourceAppId === GRAPH_APP_ID ? GRAPH_EFFECTS : resourceAppId === EXCHANGE_APP_ID ? EXCHANGE_EFFECTS : {};
  return Object.hasOwn(effects, value) ? effects[value] : undefined;
}

/**
 * What a management role for applications opens: the permission of the same name, but for these.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac#supported-application-roles
 */
const ROLE_EFFECTS: Readonly<Record<string, PermissionEffect>> = {
  'Application Mail Full Access': graph([...MAIL_WRITE, ...MAIL_SEND], false),
  'Application Exchange Full Access': graph([...MAIL_WRITE, ...MAIL_SEND, ...EVENTS_WRITE, ...CONTACTS_WRITE, ...SETTINGS_WRITE], false),
  'Application EWS.AccessAsApp': { protocol: 'ews', operations: EVERYTHING_BY_EWS, policyApplies: false, needsMailboxRight: false },
  'Application SMTP.SendAsApp': { protocol: 'smtp', operations: MAIL_SEND, policyApplies: false, needsMailboxRight: false },
  'Application MailboxFolder.Read': graph(FOLDERS_READ, false),
  'Application MailboxFolder.ReadWrite': graph(FOLDERS_WRITE, false),
  'Application MailboxItem.Read': graph([...MAIL_READ, ...EVENTS_READ, ...CONTACTS_READ], false),
  'Application MailboxItem.ReadWrite': graph([...MAIL_WRITE, ...EVENTS_WRITE, ...CONTACTS_WRITE], false),
  'Application MailboxItem.Export': graph(ITEMS_EXPORT, false),
  'Application MailboxItem.ImportExport': graph(ITEMS_TRANSFER, false),
  'Application MailTips.ReadBasic.All': graph([], false),
};

const PREFIX = 'Application ';

/** What a management role opens; null where it is none of an application, undefined where no document names it. */
export function roleEffectOf(role: string): PermissionEffect | null | undefined {
  if (!role.startsWith(PREFIX)) return null;
  if (Object.hasOwn(ROLE_EFFECTS, role)) return ROLE_EFFECTS[role];
  const effect = effectOf(GRAPH_APP_ID, role.slice(PREFIX.length));
  return effect && { ...effect, policyApplies: false };
}
