import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';
import type { User } from '../state/directory-types';
import type { Mailbox } from '../state/exchange-types';
import type { TenantState } from '../state/tenant-state';
import { allOf, grant, refuse, type Verdict } from './decision';
import { isSendAsAllowed } from './mailbox-rights';
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
import { isOwner, personVerdict } from './people';

interface ScopeEffect {
  readonly protocol: Protocol;
  readonly operations: readonly Operation[];
  /** Whether it reaches beyond the own mailbox. */
  readonly shared: boolean;
}

const FAMILIES: readonly (readonly [name: string, operations: readonly Operation[], hasShared: boolean])[] = [
  ['Mail.ReadBasic', MAIL_HEADERS, true],
  ['Mail.Read', MAIL_READ, true],
  ['Mail.ReadWrite', MAIL_WRITE, true],
  ['Mail-Advanced.ReadWrite', MAIL_WRITE, true],
  ['Mail.Send', MAIL_SEND, true],
  ['Calendars.ReadBasic', EVENT_TIMES, false],
  ['Calendars.Read', EVENTS_READ, true],
  ['Calendars.ReadWrite', EVENTS_WRITE, true],
  ['Contacts.Read', CONTACTS_READ, true],
  ['Contacts.ReadWrite', CONTACTS_WRITE, true],
  ['MailboxSettings.Read', SETTINGS_READ, false],
  ['MailboxSettings.ReadWrite', SETTINGS_WRITE, false],
  ['MailboxFolder.Read', FOLDERS_READ, false],
  ['MailboxFolder.ReadWrite', FOLDERS_WRITE, false],
  ['MailboxItem.Read', [...MAIL_READ, ...EVENTS_READ, ...CONTACTS_READ], false],
  ['MailboxItem.ReadWrite', [...MAIL_WRITE, ...EVENTS_WRITE, ...CONTACTS_WRITE], false],
  ['MailboxItem.Export', ITEMS_EXPORT, false],
  ['MailboxItem.ImportExport', ITEMS_TRANSFER, false],
  ['MailboxConfigItem.Read', CONFIGURATION_READ, false],
  ['MailboxConfigItem.ReadWrite', CONFIGURATION_WRITE, false],
];

const BY_EWS: readonly Operation[] = [
  ...MAIL_WRITE,
  ...MAIL_SEND,
  ...EVENTS_WRITE,
  ...CONTACTS_WRITE,
  ...SETTINGS_WRITE,
  ...FOLDERS_WRITE,
  ...CONFIGURATION_WRITE,
  ...ITEMS_TRANSFER,
];

/** Delegated permissions by name. https://learn.microsoft.com/graph/permissions-reference, https://learn.microsoft.com/graph/outlook-share-messages-folders */
const SCOPES: ReadonlyMap<string, ScopeEffect> = new Map<string, ScopeEffect>([
  ...FAMILIES.map(([name, operations]) => [name, { protocol: 'graph', operations, shared: false }] as const),
  ...FAMILIES.filter(([, , hasShared]) => hasShared).map(
    ([name, operations]) => [`${name}.Shared`, { protocol: 'graph', operations, shared: true }] as const,
  ),
  ['EWS.AccessAsUser.All', { protocol: 'ews', operations: BY_EWS, shared: true }],
  ['IMAP.AccessAsUser.All', { protocol: 'imap', operations: MAIL_WRITE, shared: true }],
  ['POP.AccessAsUser.All', { protocol: 'pop', operations: MAIL_WRITE, shared: true }],
  ['SMTP.Send', { protocol: 'smtp', operations: MAIL_SEND, shared: true }],
]);

/** The delegated permissions that an app has for a user on a resource: what the user's token says under `scp`. */
export function grantedScopes(state: TenantState, appId: string, userId: string, resourceAppId: string = GRAPH_APP_ID): readonly string[] {
  const client = state.servicePrincipalsByAppId.first(appId);
  const resource = state.servicePrincipalsByAppId.first(resourceAppId);
  if (!client || !resource) return [];
  const grants = state.grantsByClient
    .all(client.id)
    .filter((row) => row.resourceId.toLowerCase() === resource.id.toLowerCase())
    .filter((row) => row.consentType === 'AllPrincipals' || row.principalId?.toLowerCase() === userId.toLowerCase());
  return [...new Set(grants.flatMap((row) => row.scope.split(' ').filter((value) => value !== '')))];
}

/**
 * The scopes that count for a protocol. Consent to EWS, IMAP, POP and SMTP is given on Microsoft Graph or on Exchange Online,
 * and works either way: the token is asked for at outlook.office.com.
 * https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
 */
export function scopesFor(state: TenantState, appId: string, userId: string, protocol: Protocol): readonly string[] {
  const onGraph = grantedScopes(state, appId, userId, GRAPH_APP_ID);
  return protocol === 'graph' ? onGraph : [...onGraph, ...grantedScopes(state, appId, userId, EXCHANGE_APP_ID)];
}

/** What a person may do with an app in between: no more than the person may, and no more than the scopes say. */
export function delegatedVerdict(
  state: TenantState,
  user: User,
  scopes: readonly string[],
  mailbox: Mailbox,
  operation: Operation,
  protocol: Protocol,
): Verdict {
  const own = isOwner(user, mailbox);
  const scope = scopes.find((value) => {
    const effect = SCOPES.get(value);
    return effect !== undefined && effect.protocol === protocol && effect.operations.includes(operation) && (own || effect.shared);
  });
  if (scope === undefined) return refuse(own ? 'no scope opens this' : 'no scope opens mailboxes of others for this', 'sharedFolders');
  const person = personVerdict(state, user, mailbox, operation);
  // By SMTP a delegate can only send as the mailbox, never on behalf of it.
  const sends = protocol === 'smtp' && !own && !isSendAsAllowed(state, user.id, mailbox) ? [refuse('no SendAs', 'protocols')] : [];
  return allOf([person, ...sends], grant(`${scope}; ${person.reason}`, 'sharedFolders'));
}
