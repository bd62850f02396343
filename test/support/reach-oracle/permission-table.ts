import { EXCHANGE_APP_ID, EXCHANGE_ROLE_IDS, GRAPH_APP_ID, GRAPH_ROLE_IDS } from '../permission-ids';

/** Every capability of the domain, written here again so that a slip in the product's list is seen. */
export const ALL = [
  'mail.readBasic',
  'mail.read',
  'mail.write',
  'mail.send',
  'settings.read',
  'settings.write',
  'calendar.readBasic',
  'calendar.read',
  'calendar.write',
  'contacts.read',
  'contacts.write',
  'folders.read',
  'folders.write',
  'items.export',
  'items.import',
  'config.read',
  'config.write',
] as const;

/** Write brings read, read brings the basics; nothing else implies anything. */
export function withImplied(capabilities: readonly string[]): string[] {
  const closed = new Set(capabilities);
  for (const capability of capabilities) {
    const [area, verb] = capability.split('.');
    if (verb === 'write') closed.add(`${area}.read`);
    if ((verb === 'write' || verb === 'read') && (area === 'mail' || area === 'calendar')) closed.add(`${area}.readBasic`);
  }
  return [...closed];
}

/** What an application permission gives: outright, only with a permission on the mailbox, or perhaps. */
export interface Permission {
  readonly capabilities: readonly string[];
  readonly governed: boolean;
  readonly needs?: 'fullAccess' | 'sendAs';
  readonly doubtful?: boolean;
}

const EWS = [
  'mail.write',
  'mail.send',
  'calendar.write',
  'contacts.write',
  'settings.write',
  'folders.write',
  'config.write',
  'items.export',
  'items.import',
];

const GRAPH: Readonly<Record<string, Permission>> = {
  'Mail.ReadBasic': { capabilities: ['mail.readBasic'], governed: true },
  'Mail.ReadBasic.All': { capabilities: ['mail.readBasic'], governed: true },
  'Mail.Read': { capabilities: ['mail.read'], governed: true },
  'Mail.ReadWrite': { capabilities: ['mail.write'], governed: true },
  'Mail.Send': { capabilities: ['mail.send'], governed: true },
  'MailboxSettings.Read': { capabilities: ['settings.read'], governed: true },
  'MailboxSettings.ReadWrite': { capabilities: ['settings.write'], governed: true },
  'Calendars.Read': { capabilities: ['calendar.read'], governed: true },
  'Calendars.ReadWrite': { capabilities: ['calendar.write'], governed: true },
  'Contacts.Read': { capabilities: ['contacts.read'], governed: true },
  'Contacts.ReadWrite': { capabilities: ['contacts.write'], governed: true },
  'Calendars.ReadBasic.All': { capabilities: ['calendar.readBasic'], governed: false },
  'MailboxFolder.Read.All': { capabilities: ['folders.read'], governed: false },
  'MailboxFolder.ReadWrite.All': { capabilities: ['folders.write'], governed: false },
  'MailboxItem.Read.All': { capabilities: ['mail.read', 'calendar.read', 'contacts.read'], governed: false },
  'MailboxItem.ReadWrite.All': { capabilities: ['mail.write', 'calendar.write', 'contacts.write'], governed: false },
  'MailboxItem.Export.All': { capabilities: ['items.export'], governed: false },
  'MailboxItem.ImportExport.All': { capabilities: ['items.export', 'items.import'], governed: false },
  'MailboxConfigItem.Read': { capabilities: ['config.read'], governed: false },
  'MailboxConfigItem.ReadWrite': { capabilities: ['config.write'], governed: false },
  'Mail-Advanced.ReadWrite.All': { capabilities: ['mail.write'], governed: false },
  'MailTips.ReadBasic.All': { capabilities: [], governed: false },
  'Calendars.Read.All': { capabilities: [], governed: false },
  'Calendars.ReadWrite.All': { capabilities: [], governed: false },
  'Contacts-OnPremisesSyncBehavior.ReadWrite.All': { capabilities: [], governed: false },
};

const EXCHANGE: Readonly<Record<string, Permission>> = {
  full_access_as_app: { capabilities: EWS, governed: true },
  'IMAP.AccessAsApp': { capabilities: ['mail.write'], governed: false, needs: 'fullAccess' },
  'POP.AccessAsApp': { capabilities: ['mail.write'], governed: false, needs: 'fullAccess' },
  'SMTP.SendAsApp': { capabilities: ['mail.send'], governed: false, needs: 'sendAs' },
};

const NOTHING: Permission = { capabilities: [], governed: false };

function byId(ids: Readonly<Record<string, string>>, table: Readonly<Record<string, Permission>>): Map<string, Permission> {
  return new Map(Object.entries(ids).map(([value, id]) => [id, table[value.replace(' (2)', '')] ?? NOTHING]));
}

const GRAPH_BY_ID = byId(GRAPH_ROLE_IDS, GRAPH);
const EXCHANGE_BY_ID = byId(EXCHANGE_ROLE_IDS, EXCHANGE);

const FAMILIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^Mail(-Advanced)?\./, ['mail.readBasic', 'mail.read', 'mail.write', 'mail.send']],
  [/^MailboxSettings\./, ['settings.read', 'settings.write']],
  [/^Calendars\./, ['calendar.readBasic', 'calendar.read', 'calendar.write']],
  [/^Contacts\./, ['contacts.read', 'contacts.write']],
];

/** What role `roleId` of the resource with this app id gives; `value` is what the reading's own resource calls the role. */
export function permissionOf(resourceAppId: string, roleId: string, value: string | undefined): Permission {
  const known =
    resourceAppId === GRAPH_APP_ID ? GRAPH_BY_ID.get(roleId) : resourceAppId === EXCHANGE_APP_ID ? EXCHANGE_BY_ID.get(roleId) : NOTHING;
  if (known) return known;
  if (value === undefined) return NOTHING;
  const named = resourceAppId === GRAPH_APP_ID ? GRAPH[value] : EXCHANGE[value];
  if (named) return named;
  const family = resourceAppId === GRAPH_APP_ID ? FAMILIES.find(([pattern]) => pattern.test(value)) : undefined;
  return family ? { capabilities: family[1], governed: false, doubtful: true } : NOTHING;
}

/** What a role id gives on either resource, for a grant whose resource the reading does not hold. */
export function permissionsWithId(roleId: string): Permission[] {
  return [GRAPH_BY_ID.get(roleId), EXCHANGE_BY_ID.get(roleId)].filter((permission) => permission !== undefined);
}

/** Whether a role id is of a permission that has to do with mailboxes, on either resource. */
export function isMailboxRole(roleId: string): boolean {
  const named = [...Object.entries(GRAPH_ROLE_IDS), ...Object.entries(EXCHANGE_ROLE_IDS)].filter(([, id]) => id === roleId);
  return named.some(([value]) => /mail|calendar|contact|exchange\.manage|imap|pop|smtp|full_access/i.test(value));
}

const ROLES: Readonly<Record<string, readonly string[]>> = {
  'mail.readbasic': ['mail.readBasic'],
  'mail.read': ['mail.read'],
  'mail.readwrite': ['mail.write'],
  'mail.send': ['mail.send'],
  'mailboxsettings.read': ['settings.read'],
  'mailboxsettings.readwrite': ['settings.write'],
  'calendars.read': ['calendar.read'],
  'calendars.readwrite': ['calendar.write'],
  'contacts.read': ['contacts.read'],
  'contacts.readwrite': ['contacts.write'],
  'mailboxfolder.read': ['folders.read'],
  'mailboxfolder.readwrite': ['folders.write'],
  'mailboxitem.read': ['mail.read', 'calendar.read', 'contacts.read'],
  'mailboxitem.readwrite': ['mail.write', 'calendar.write', 'contacts.write'],
  'mailboxitem.export': ['items.export'],
  'mailboxitem.importexport': ['items.export', 'items.import'],
  'mailboxconfigitem.read': ['config.read'],
  'mailboxconfigitem.readwrite': ['config.write'],
  'mail-advanced.readwrite.all': ['mail.write'],
  'mailtips.readbasic.all': [],
  'ews.accessasapp': EWS,
  'smtp.sendasapp': ['mail.send'],
  'mail full access': ['mail.write', 'mail.send'],
  'exchange full access': ['mail.write', 'mail.send', 'calendar.write', 'contacts.write', 'settings.write'],
};

/** What an RBAC role gives; an `Application …` role that no document lists might give anything, another role gives nothing. */
export function roleCapabilities(role: string): { readonly capabilities: readonly string[]; readonly doubtful: boolean } {
  const match = /^application (.+)$/i.exec(role.trim());
  if (!match) return { capabilities: [], doubtful: false };
  const known = ROLES[(match[1] ?? '').toLowerCase()];
  return known ? { capabilities: known, doubtful: false } : { capabilities: ALL, doubtful: true };
}
