import { ALL_CAPABILITIES, maskOf, type Capability, type CapabilityMask } from '../capability';
import { EWS_FULL_ACCESS_MASK } from './application-permissions';

/** What a management role gives an app; unknown for an application role that the table does not know. */
export type RbacRoleMeaning =
  { readonly kind: 'known'; readonly mask: CapabilityMask } | { readonly kind: 'unknown'; readonly mask: CapabilityMask };

/** The application roles with what they give: https://learn.microsoft.com/exchange/permissions-exo/application-rbac */
const ROLES: readonly (readonly [role: string, capabilities: readonly Capability[]])[] = [
  ['Application Mail.ReadBasic', ['mail.readBasic']],
  ['Application Mail.Read', ['mail.read']],
  ['Application Mail.ReadWrite', ['mail.write']],
  ['Application Mail.Send', ['mail.send']],
  ['Application MailboxSettings.Read', ['settings.read']],
  ['Application MailboxSettings.ReadWrite', ['settings.write']],
  ['Application Calendars.Read', ['calendar.read']],
  ['Application Calendars.ReadWrite', ['calendar.write']],
  ['Application Contacts.Read', ['contacts.read']],
  ['Application Contacts.ReadWrite', ['contacts.write']],
  ['Application MailboxFolder.Read', ['folders.read']],
  ['Application MailboxFolder.ReadWrite', ['folders.write']],
  ['Application MailboxItem.Read', ['mail.read', 'calendar.read', 'contacts.read']],
  ['Application MailboxItem.ReadWrite', ['mail.write', 'calendar.write', 'contacts.write']],
  ['Application MailboxItem.Export', ['items.export']],
  ['Application MailboxItem.ImportExport', ['items.export', 'items.import']],
  ['Application MailboxConfigItem.Read', ['config.read']],
  ['Application MailboxConfigItem.ReadWrite', ['config.write']],
  ['Application Mail-Advanced.ReadWrite.All', ['mail.write']],
  ['Application MailTips.ReadBasic.All', []],
  // Sends over its scope, without the mailbox permission that the app role of the same name needs: message centre MC1158911,
  // https://mc.merill.net/message/MC1158911
  ['Application SMTP.SendAsApp', ['mail.send']],
  ['Application Mail Full Access', ['mail.write', 'mail.send']],
  ['Application Exchange Full Access', ['mail.write', 'mail.send', 'calendar.write', 'contacts.write', 'settings.write']],
];

const MASKS: ReadonlyMap<string, CapabilityMask> = new Map([
  ...ROLES.map(([role, capabilities]) => [role.toLowerCase(), maskOf(...capabilities)] as const),
  ['application ews.accessasapp', EWS_FULL_ACCESS_MASK],
]);

/** Names of every application role that is known, as Microsoft spells them. */
export const RBAC_ROLE_NAMES: readonly string[] = [...ROLES.map(([role]) => role), 'Application EWS.AccessAsApp'];

/** What a management role gives an app. An unknown application role may give anything; null for a role that is none. Case does not count. */
export function maskOfRbacRole(role: string): RbacRoleMeaning | null {
  const name = role.trim().toLowerCase();
  const mask = MASKS.get(name);
  if (mask !== undefined) return { kind: 'known', mask };
  return name.startsWith('application ') ? { kind: 'unknown', mask: ALL_CAPABILITIES } : null;
}
