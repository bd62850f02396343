import { maskOf, NO_CAPABILITIES, type Capability, type CapabilityMask } from '../capability';
import { EXCHANGE_APP_ID, GRAPH_APP_ID, resourceOf, type ResourceAppId } from './resources';

/** A protocol whose app role works only on mailboxes where the service principal itself has a mailbox permission. */
export type ProtocolRole = 'imapPop' | 'smtp';

/** One application permission whose meaning is known. */
export interface ApplicationPermission {
  readonly kind: 'known';
  readonly resourceAppId: ResourceAppId;
  /** App role id, lower case. */
  readonly id: string;
  readonly value: string;
  /** Closed under implication. For protocol roles: what they give where the mailbox permission is there as well. */
  readonly mask: CapabilityMask;
  /** Whether an application access policy confines it. */
  readonly governedByAap: boolean;
  /** True where no document says whether an application access policy confines it: coded as not governed, to be shown as unconfirmed. */
  readonly aapNotConfirmed: boolean;
  /** Set where the role works only together with a mailbox permission of the service principal. */
  readonly protocol: ProtocolRole | null;
  /** True for roles of the retired Outlook REST API: they give nothing and should be removed. */
  readonly retired: boolean;
  /** The Exchange role that gives the same within a scope, or null. */
  readonly replacedBy: string | null;
  /** The Microsoft document the row rests on. */
  readonly source: string;
}

/** An application permission of a mailbox family that the table does not know: its capabilities are possible, not certain. */
export interface UnknownPermission {
  readonly kind: 'unknown';
  readonly resourceAppId: ResourceAppId;
  readonly id: string;
  readonly value: string;
  /** Every capability of the family, closed under implication. */
  readonly mask: CapabilityMask;
}

const PERMISSIONS_REFERENCE = 'https://learn.microsoft.com/graph/permissions-reference';
const AAP_DOCUMENT = 'https://learn.microsoft.com/graph/auth-limit-mailbox-access';
const RBAC_DOCUMENT = 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac';
const EWS_DOCUMENT =
  'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth';
const PROTOCOLS_DOCUMENT =
  'https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth';
const OUTLOOK_REST_DOCUMENT = 'https://learn.microsoft.com/outlook/rest/compare-graph';
const APP_ONLY_DOCUMENT = 'https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2';

type Details = Partial<Omit<ApplicationPermission, 'kind' | 'resourceAppId' | 'id' | 'value' | 'mask'>>;

function permission(
  resourceAppId: ResourceAppId,
  id: string,
  value: string,
  capabilities: readonly Capability[],
  details: Details,
): ApplicationPermission {
  return {
    kind: 'known',
    resourceAppId,
    id,
    value,
    mask: maskOf(...capabilities),
    governedByAap: false,
    aapNotConfirmed: false,
    protocol: null,
    retired: false,
    replacedBy: null,
    source: PERMISSIONS_REFERENCE,
    ...details,
  };
}

/** One of the eleven Graph permissions that Microsoft names as governed by application access policies. */
function governed(id: string, value: string, capability: Capability, replacedBy: string): ApplicationPermission {
  return permission(GRAPH_APP_ID, id, value, [capability], { governedByAap: true, replacedBy, source: AAP_DOCUMENT });
}

/** A Graph permission about which Microsoft does not say whether application access policies govern it. */
function unconfirmed(id: string, value: string, capabilities: readonly Capability[], replacedBy: string | null): ApplicationPermission {
  const source = replacedBy === null ? PERMISSIONS_REFERENCE : RBAC_DOCUMENT;
  return permission(GRAPH_APP_ID, id, value, capabilities, { aapNotConfirmed: true, replacedBy, source });
}

function withoutContent(id: string, value: string): ApplicationPermission {
  return permission(GRAPH_APP_ID, id, value, [], {});
}

function retired(id: string, value: string): ApplicationPermission {
  return permission(EXCHANGE_APP_ID, id, value, [], { retired: true, source: OUTLOOK_REST_DOCUMENT });
}

function protocolRole(
  id: string,
  value: string,
  capability: Capability,
  protocol: ProtocolRole,
  replacedBy: string | null,
): ApplicationPermission {
  return permission(EXCHANGE_APP_ID, id, value, [capability], { protocol, replacedBy, source: PROTOCOLS_DOCUMENT });
}

/** What Exchange Web Services gives with full access, by `full_access_as_app` or by the role that replaces it. */
export const EWS_FULL_ACCESS_MASK: CapabilityMask = maskOf(
  'mail.write',
  'mail.send',
  'calendar.write',
  'contacts.write',
  'settings.write',
  'folders.write',
  'config.write',
  'items.export',
  'items.import',
);

const ITEMS_READ: readonly Capability[] = ['mail.read', 'calendar.read', 'contacts.read'];
const ITEMS_WRITE: readonly Capability[] = ['mail.write', 'calendar.write', 'contacts.write'];

/** Every application permission of the two resources that concerns mailboxes. Ids are unique within one resource only. */
export const APPLICATION_PERMISSIONS: readonly ApplicationPermission[] = [
  governed('6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a', 'Mail.ReadBasic', 'mail.readBasic', 'Application Mail.ReadBasic'),
  governed('693c5e45-0940-467d-9b8a-1022fb9d42ef', 'Mail.ReadBasic.All', 'mail.readBasic', 'Application Mail.ReadBasic'),
  governed('810c84a8-4a9e-49e6-bf7d-12d183f40d01', 'Mail.Read', 'mail.read', 'Application Mail.Read'),
  governed('e2a3a72e-5f79-4c64-b1b1-878b674786c9', 'Mail.ReadWrite', 'mail.write', 'Application Mail.ReadWrite'),
  governed('b633e1c5-b582-4048-a93e-9f11b44c7e96', 'Mail.Send', 'mail.send', 'Application Mail.Send'),
  governed('40f97065-369a-49f4-947c-6a255697ae91', 'MailboxSettings.Read', 'settings.read', 'Application MailboxSettings.Read'),
  governed('6931bccd-447a-43d1-b442-00a195474933', 'MailboxSettings.ReadWrite', 'settings.write', 'Application MailboxSettings.ReadWrite'),
  governed('798ee544-9d2d-430c-a058-570e29e34338', 'Calendars.Read', 'calendar.read', 'Application Calendars.Read'),
  governed('ef54d2bf-783f-4e0f-bca1-3210c0444d99', 'Calendars.ReadWrite', 'calendar.write', 'Application Calendars.ReadWrite'),
  governed('089fe4d0-434a-44c5-8827-41ba8a0b17f5', 'Contacts.Read', 'contacts.read', 'Application Contacts.Read'),
  governed('6918b873-d17a-4dc1-b314-35f528134491', 'Contacts.ReadWrite', 'contacts.write', 'Application Contacts.ReadWrite'),

  unconfirmed('8ba4a692-bc31-4128-9094-475872af8a53', 'Calendars.ReadBasic.All', ['calendar.readBasic'], null),
  unconfirmed('99280d24-a782-4793-93cc-0888549957f6', 'MailboxFolder.Read.All', ['folders.read'], 'Application MailboxFolder.Read'),
  unconfirmed(
    'fef87b92-8391-4589-9da7-eb93dab7dc8a',
    'MailboxFolder.ReadWrite.All',
    ['folders.write'],
    'Application MailboxFolder.ReadWrite',
  ),
  unconfirmed('7d9f353d-a7bd-4fbb-822a-26d5dd39a3ce', 'MailboxItem.Read.All', ITEMS_READ, 'Application MailboxItem.Read'),
  unconfirmed('1583d471-fede-4e7c-b062-57e9d60cfb49', 'MailboxItem.ReadWrite.All', ITEMS_WRITE, 'Application MailboxItem.ReadWrite'),
  unconfirmed('937550e9-33a3-494b-88ae-d9cd394b1fbb', 'MailboxItem.Export.All', ['items.export'], 'Application MailboxItem.Export'),
  unconfirmed(
    '76577085-e73d-4f1d-b26a-85fb33892327',
    'MailboxItem.ImportExport.All',
    ['items.export', 'items.import'],
    'Application MailboxItem.ImportExport',
  ),
  unconfirmed('27d9d776-f4d2-426d-80ad-5f22f2b01b0a', 'MailboxConfigItem.Read', ['config.read'], 'Application MailboxConfigItem.Read'),
  unconfirmed(
    'aa6d92d4-b25a-4640-aefe-3e3231e5e736',
    'MailboxConfigItem.ReadWrite',
    ['config.write'],
    'Application MailboxConfigItem.ReadWrite',
  ),
  unconfirmed(
    'e118f1da-5c1c-46cf-bff6-8858d786f46f',
    'Mail-Advanced.ReadWrite.All',
    ['mail.write'],
    'Application Mail-Advanced.ReadWrite.All',
  ),
  unconfirmed('a2c9652d-4d7f-4e4e-9d75-ac32fdc6f413', 'MailTips.ReadBasic.All', [], 'Application MailTips.ReadBasic.All'),

  // Work hours and locations, mail addresses of users, and the sync switch of contacts: no content of a mailbox.
  withoutContent('470229df-a15a-4b08-9d95-8c534862b362', 'Calendars.Read.All'),
  withoutContent('d91697b0-a708-4c11-a712-8fb2dc081aa2', 'Calendars.ReadWrite.All'),
  withoutContent('280d0935-0796-47d1-8d26-273470a3f17a', 'User-Mail.ReadWrite.All'),
  withoutContent('c8948c23-e66b-42db-83fd-770b71ab78d2', 'Contacts-OnPremisesSyncBehavior.ReadWrite.All'),

  {
    ...permission(EXCHANGE_APP_ID, 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', 'full_access_as_app', [], {
      governedByAap: true,
      replacedBy: 'Application EWS.AccessAsApp',
      source: EWS_DOCUMENT,
    }),
    mask: EWS_FULL_ACCESS_MASK,
  },
  protocolRole('5e5addcd-3e8d-4e90-baf5-964efab2b20a', 'IMAP.AccessAsApp', 'mail.write', 'imapPop', null),
  protocolRole('28b54159-e98b-4a00-9d52-10c8c7cbd7f3', 'IMAP.AccessAsApp', 'mail.write', 'imapPop', null),
  protocolRole('cb842b43-da6e-4506-86fe-bb12199c656d', 'POP.AccessAsApp', 'mail.write', 'imapPop', null),
  protocolRole('de49976f-4890-467b-967d-b3847b062f21', 'POP.AccessAsApp', 'mail.write', 'imapPop', null),
  protocolRole('ce81e10f-fda1-4348-8947-f7fdb6c649ad', 'SMTP.SendAsApp', 'mail.send', 'smtp', 'Application SMTP.SendAsApp'),
  protocolRole('7146a1f0-8703-45b3-9eae-527a64c00995', 'SMTP.SendAsApp', 'mail.send', 'smtp', 'Application SMTP.SendAsApp'),
  // Administration, not access: with an admin role the app can grant itself reach, which is a finding of its own.
  permission(EXCHANGE_APP_ID, 'dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp', [], { source: APP_ONLY_DOCUMENT }),
  permission(EXCHANGE_APP_ID, 'ea3d980d-ebc7-4be4-8298-a167e5b8797c', 'Exchange.ManageAsAppV2', [], { source: APP_ONLY_DOCUMENT }),

  retired('810c84a8-4a9e-49e6-bf7d-12d183f40d01', 'Mail.Read'),
  retired('e2a3a72e-5f79-4c64-b1b1-878b674786c9', 'Mail.ReadWrite'),
  retired('b633e1c5-b582-4048-a93e-9f11b44c7e96', 'Mail.Send'),
  retired('798ee544-9d2d-430c-a058-570e29e34338', 'Calendars.Read'),
  retired('2dfdc6dc-2fa7-4a2c-a922-dbd4f85d17be', 'Calendars.Read.All'),
  retired('ef54d2bf-783f-4e0f-bca1-3210c0444d99', 'Calendars.ReadWrite.All'),
  retired('089fe4d0-434a-44c5-8827-41ba8a0b17f5', 'Contacts.Read'),
  retired('6918b873-d17a-4dc1-b314-35f528134491', 'Contacts.ReadWrite'),
  retired('d45fa9f8-36e5-4cd2-b601-b063c7cf9ac2', 'MailboxSettings.Read'),
  retired('f9156939-25cd-4ba8-abfe-7fabcf003749', 'MailboxSettings.ReadWrite'),
];

const RETIRED_FAMILIES: ReadonlySet<string> = new Set(['mail', 'calendars', 'contacts', 'mailboxsettings']);

const MAIL = maskOf('mail.write', 'mail.send');
const CALENDAR = maskOf('calendar.write');
const CONTACTS = maskOf('contacts.write');
const SETTINGS = maskOf('settings.write');
const FOLDERS = maskOf('folders.write');
const CONFIG = maskOf('config.write');
const ITEMS = maskOf('mail.write', 'calendar.write', 'contacts.write', 'items.export', 'items.import');

/** What an unknown permission of a family could give; the family is the name before its first dot. */
const FAMILY_MASKS: ReadonlyMap<string, CapabilityMask> = new Map([
  ['mail', MAIL],
  ['mail-advanced', MAIL],
  ['calendars', CALENDAR],
  ['contacts', CONTACTS],
  ['mailboxsettings', SETTINGS],
  ['mailboxfolder', FOLDERS],
  ['mailboxitem', ITEMS],
  ['mailboxconfigitem', CONFIG],
]);

const keyOf = (resourceAppId: ResourceAppId, rest: string): string => `${resourceAppId}/${rest.trim().toLowerCase()}`;

const BY_ID = new Map(APPLICATION_PERMISSIONS.map((row) => [keyOf(row.resourceAppId, row.id), row]));
const BY_NAME = new Map(APPLICATION_PERMISSIONS.map((row) => [keyOf(row.resourceAppId, row.value), row]));

function familyOf(value: string): string {
  const dot = value.indexOf('.');
  return (dot < 0 ? value : value.slice(0, dot)).toLowerCase();
}

function maskOfUnknown(value: string): CapabilityMask {
  const family = familyOf(value);
  const known = FAMILY_MASKS.get(family);
  if (known !== undefined) return known;
  return family.startsWith('mailbox') ? SETTINGS | FOLDERS | ITEMS | CONFIG : NO_CAPABILITIES;
}

/**
 * What an app role means: by resource and id; for an id the table lacks, by the name the reading gives it. Null for what has
 * nothing to do with mailboxes. Both resources have roles of the same name and even the same id, so the resource always counts.
 */
export function lookupApplicationPermission(
  resourceAppId: string,
  appRoleId: string,
  nameInReading: string | undefined,
): ApplicationPermission | UnknownPermission | null {
  const resource = resourceOf(resourceAppId);
  if (resource === null) return null;
  const byId = BY_ID.get(keyOf(resource, appRoleId));
  if (byId !== undefined) return byId;
  const value = nameInReading?.trim() ?? '';
  if (value === '') return null;
  const id = appRoleId.trim().toLowerCase();
  const byName = BY_NAME.get(keyOf(resource, value));
  if (byName !== undefined) return { ...byName, id };
  if (resource === EXCHANGE_APP_ID) return RETIRED_FAMILIES.has(familyOf(value)) ? retired(id, value) : null;
  const mask = maskOfUnknown(value);
  return mask === NO_CAPABILITIES ? null : { kind: 'unknown', resourceAppId: resource, id, value, mask };
}

/** What an app role id could mean where the reading does not tell its resource. */
export interface UnknownResourceGrant {
  /** The permissions of both resources that have this id; empty for an id that concerns no mailbox. */
  readonly candidates: readonly ApplicationPermission[];
  /** Everything they could give together. */
  readonly mask: CapabilityMask;
}

/** The permissions that an app role id could stand for on a resource that the reading does not hold. */
export function capabilitiesOfUnknownResource(appRoleId: string): UnknownResourceGrant {
  const id = appRoleId.trim().toLowerCase();
  const candidates = APPLICATION_PERMISSIONS.filter((row) => row.id === id);
  return { candidates, mask: candidates.reduce((mask, row) => mask | row.mask, NO_CAPABILITIES) };
}
