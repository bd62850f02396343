/**
 * Management roles of Exchange Online: those that applications can be assigned, and a few of administrators.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export const APPLICATION_ROLE_NAMES: readonly string[] = [
  'Application Calendars.Read',
  'Application Calendars.ReadWrite',
  'Application Contacts.Read',
  'Application Contacts.ReadWrite',
  'Application EWS.AccessAsApp',
  'Application Exchange Full Access',
  'Application Mail Full Access',
  'Application Mail-Advanced.ReadWrite.All',
  'Application Mail.Read',
  'Application Mail.ReadBasic',
  'Application Mail.ReadWrite',
  'Application Mail.Send',
  'Application MailboxConfigItem.Read',
  'Application MailboxConfigItem.ReadWrite',
  'Application MailboxFolder.Read',
  'Application MailboxFolder.ReadWrite',
  'Application MailboxItem.Export',
  'Application MailboxItem.ImportExport',
  'Application MailboxItem.Read',
  'Application MailboxItem.ReadWrite',
  'Application MailboxSettings.Read',
  'Application MailboxSettings.ReadWrite',
  'Application MailTips.ReadBasic.All',
  'Application SMTP.SendAsApp',
];

/** Management roles of administrators. https://learn.microsoft.com/exchange/permissions-exo/permissions-exo */
export const ADMINISTRATOR_ROLE_NAMES: readonly string[] = [
  'Address Lists',
  'Audit Logs',
  'Distribution Groups',
  'Mail Recipients',
  'Mail Recipient Creation',
  'Message Tracking',
  'Organization Client Access',
  'Organization Configuration',
  'Recipient Policies',
  'Role Management',
  'Security Group Creation and Membership',
  'User Options',
  'View-Only Configuration',
  'View-Only Recipients',
  'ApplicationImpersonation',
];

/** Role groups that every organisation has, with their roles (shortened). https://learn.microsoft.com/exchange/permissions-exo/permissions-exo */
export const BUILT_IN_ROLE_GROUPS: readonly (readonly [name: string, roles: readonly string[]])[] = [
  ['Organization Management', ADMINISTRATOR_ROLE_NAMES.filter((name) => name !== 'ApplicationImpersonation')],
  ['Recipient Management', ['Distribution Groups', 'Mail Recipients', 'Mail Recipient Creation', 'Message Tracking', 'Recipient Policies']],
  ['View-Only Organization Management', ['View-Only Configuration', 'View-Only Recipients']],
  ['Help Desk', ['User Options', 'View-Only Recipients']],
];
