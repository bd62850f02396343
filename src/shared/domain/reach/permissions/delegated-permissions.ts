import { maskOf, NO_CAPABILITIES, type Capability, type CapabilityMask } from '../capability';
import { EWS_FULL_ACCESS_MASK } from './application-permissions';
import { EXCHANGE_APP_ID, GRAPH_APP_ID, resourceOf } from './resources';

/**
 * Which mailboxes a delegated permission opens to the signed-in user, besides the own one: none, those where the user is a
 * delegate (full access or a folder permission), where the user may send (send as or on behalf), where the user has full
 * access, or where the user has send as.
 */
export type DelegatedReach = 'own' | 'ownAndDelegate' | 'ownAndSender' | 'ownAndFullAccess' | 'ownAndSendAs';

/** One delegated permission that concerns mailboxes. It never gives more than the signed-in user has. */
export interface DelegatedPermission {
  /** As Microsoft spells it. */
  readonly scope: string;
  /** Closed under implication; an upper bound, since the user's own rights limit it. */
  readonly mask: CapabilityMask;
  /** Whether it opens mailboxes of others through the rights of the user. */
  readonly shared: boolean;
  readonly reachBy: DelegatedReach;
  /** True for scopes of the retired Outlook REST API: they give nothing and should be removed. */
  readonly retired: boolean;
  /** The Microsoft document the row rests on. */
  readonly source: string;
}

const PERMISSIONS_REFERENCE = 'https://learn.microsoft.com/graph/permissions-reference';
const SHARED_DOCUMENT = 'https://learn.microsoft.com/graph/outlook-share-messages-folders';
const SEND_DOCUMENT = 'https://learn.microsoft.com/graph/outlook-send-mail-from-other-user';
const EWS_DOCUMENT =
  'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth';
const PROTOCOLS_DOCUMENT =
  'https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth';
const OUTLOOK_REST_DOCUMENT = 'https://learn.microsoft.com/outlook/rest/compare-graph';

function row(scope: string, mask: CapabilityMask, reachBy: DelegatedReach, source: string): DelegatedPermission {
  return { scope, mask, shared: reachBy !== 'own', reachBy, retired: false, source };
}

const own = (scope: string, ...capabilities: readonly Capability[]): DelegatedPermission =>
  row(scope, maskOf(...capabilities), 'own', PERMISSIONS_REFERENCE);

const shared = (scope: string, ...capabilities: readonly Capability[]): DelegatedPermission =>
  row(scope, maskOf(...capabilities), 'ownAndDelegate', SHARED_DOCUMENT);

const PROTOCOL_SCOPES: readonly DelegatedPermission[] = [
  row('EWS.AccessAsUser.All', EWS_FULL_ACCESS_MASK, 'ownAndFullAccess', EWS_DOCUMENT),
  row('IMAP.AccessAsUser.All', maskOf('mail.write'), 'ownAndFullAccess', PROTOCOLS_DOCUMENT),
  row('POP.AccessAsUser.All', maskOf('mail.write'), 'ownAndFullAccess', PROTOCOLS_DOCUMENT),
  row('SMTP.Send', maskOf('mail.send'), 'ownAndSendAs', PROTOCOLS_DOCUMENT),
];

/** Every delegated permission of Microsoft Graph that concerns mailboxes. */
export const GRAPH_DELEGATED_PERMISSIONS: readonly DelegatedPermission[] = [
  own('Mail.ReadBasic', 'mail.readBasic'),
  own('Mail.Read', 'mail.read'),
  own('Mail.ReadWrite', 'mail.write'),
  own('Mail.Send', 'mail.send'),
  own('Mail-Advanced.ReadWrite', 'mail.write'),
  own('Calendars.ReadBasic', 'calendar.readBasic'),
  own('Calendars.Read', 'calendar.read'),
  own('Calendars.ReadWrite', 'calendar.write'),
  own('Contacts.Read', 'contacts.read'),
  own('Contacts.ReadWrite', 'contacts.write'),
  own('MailboxSettings.Read', 'settings.read'),
  own('MailboxSettings.ReadWrite', 'settings.write'),
  own('MailboxFolder.Read', 'folders.read'),
  own('MailboxFolder.ReadWrite', 'folders.write'),
  own('MailboxItem.Read', 'mail.read', 'calendar.read', 'contacts.read'),
  own('MailboxItem.ReadWrite', 'mail.write', 'calendar.write', 'contacts.write'),
  own('MailboxItem.Export', 'items.export'),
  own('MailboxItem.ImportExport', 'items.export', 'items.import'),
  own('MailboxConfigItem.Read', 'config.read'),
  own('MailboxConfigItem.ReadWrite', 'config.write'),
  shared('Mail.ReadBasic.Shared', 'mail.readBasic'),
  shared('Mail.Read.Shared', 'mail.read'),
  shared('Mail.ReadWrite.Shared', 'mail.write'),
  shared('Mail-Advanced.ReadWrite.Shared', 'mail.write'),
  shared('Calendars.Read.Shared', 'calendar.read'),
  shared('Calendars.ReadWrite.Shared', 'calendar.write'),
  shared('Contacts.Read.Shared', 'contacts.read'),
  shared('Contacts.ReadWrite.Shared', 'contacts.write'),
  row('Mail.Send.Shared', maskOf('mail.send'), 'ownAndSender', SEND_DOCUMENT),
  ...PROTOCOL_SCOPES,
];

const byScope = (rows: readonly DelegatedPermission[]): ReadonlyMap<string, DelegatedPermission> =>
  new Map(rows.map((permission) => [permission.scope.toLowerCase(), permission]));

const GRAPH_SCOPES = byScope(GRAPH_DELEGATED_PERMISSIONS);
const EXCHANGE_SCOPES = byScope(PROTOCOL_SCOPES);

/** The families of the retired Outlook REST API on the Exchange resource, whatever follows the dot. */
const RETIRED_SCOPE = /^(?:mail|calendars|contacts|mailboxsettings)\./i;

/**
 * What a delegated scope means on a resource, or null for one that concerns no mailbox content; case does not count. With a
 * resource that the reading does not hold (null) the scope is read as one of Microsoft Graph: the cautious side.
 */
export function delegatedPermission(resourceAppId: string | null, scope: string): DelegatedPermission | null {
  const resource = resourceAppId === null ? GRAPH_APP_ID : resourceOf(resourceAppId);
  const name = scope.trim();
  if (resource === GRAPH_APP_ID) return GRAPH_SCOPES.get(name.toLowerCase()) ?? null;
  if (resource !== EXCHANGE_APP_ID) return null;
  const known = EXCHANGE_SCOPES.get(name.toLowerCase());
  if (known !== undefined) return known;
  if (!RETIRED_SCOPE.test(name)) return null;
  return { scope: name, mask: NO_CAPABILITIES, shared: false, reachBy: 'own', retired: true, source: OUTLOOK_REST_DOCUMENT };
}

/** The scopes of a grant's text: separated by white space, each once (case does not count), in their order. */
export function parseScopes(text: string | null | undefined): readonly string[] {
  const scopes = new Map<string, string>();
  for (const scope of (text ?? '').split(/\s+/)) {
    const key = scope.toLowerCase();
    if (key !== '' && !scopes.has(key)) scopes.set(key, scope);
  }
  return [...scopes.values()];
}

/** The permissions among the scopes of a grant that open mailboxes. */
export function permissionsOf(resourceAppId: string | null, scopes: readonly string[]): readonly DelegatedPermission[] {
  return scopes.flatMap((scope) => {
    const permission = delegatedPermission(resourceAppId, scope);
    return permission === null || permission.retired ? [] : [permission];
  });
}
