import { STAFF } from './people';
import type { AssignmentDefinition, GroupDefinition, PolicyDefinition, RightDefinition } from './definition';

/** Groups that policies, scopes and delegations rest on. */
export const GROUPS: readonly GroupDefinition[] = [
  {
    name: 'Ticketline mailboxes',
    alias: 'ticketline-scope',
    kind: 'mailSecurity',
    members: ['support', 'returns'],
    groups: ['Service desk mailboxes'],
    owner: 'Leila Haddad',
  },
  {
    name: 'Service desk mailboxes',
    alias: 'service-desk-scope',
    kind: 'mailSecurity',
    members: ['helpdesk'],
    groups: ['Field service mailboxes'],
  },
  {
    name: 'Field service mailboxes',
    alias: 'field-service-scope',
    kind: 'mailSecurity',
    members: ['Lars Eide', 'Kofi Mensah'],
    groups: ['Service desk mailboxes'],
  },
  {
    name: 'Executives',
    alias: 'executives',
    kind: 'mailSecurity',
    members: ['Ingrid Solberg', 'Henrik Dahl', 'Amara Okafor', 'Tomas Lindqvist', 'Priya Raman'],
  },
  {
    name: 'Parcel mailboxes',
    alias: 'parcel-scope',
    kind: 'mailSecurity',
    members: ['orders', 'returns', 'Sara Lund'],
    owner: 'Sara Lund',
  },
  { name: 'Fax users', alias: 'fax-users', kind: 'mailSecurity' },
  {
    name: 'Contract mailboxes',
    alias: 'contract-scope',
    kind: 'mailSecurity',
    members: ['contracts', "Siobhan O'Neil"],
    groups: ['Legal team'],
    owner: "Siobhan O'Neil",
  },
  { name: 'Legal team', alias: 'legal-team', kind: 'mailSecurity', members: ["Siobhan O'Neil", 'Mathias Kohler'] },
  {
    name: 'New starters',
    alias: 'new-starters',
    kind: 'microsoft365',
    members: ['careers', 'Freya Nilsen', 'Noor van Dijk'],
    owner: 'Kristin Aas',
    open: true,
  },
  {
    name: 'Finance team',
    alias: 'finance-team',
    kind: 'mailSecurity',
    members: ['Anders Holm', 'Ruth Goldstein'],
    groups: ['Accounts payable'],
  },
  { name: 'Accounts payable', alias: 'accounts-payable', kind: 'mailSecurity', members: ['Beatriz Costa', 'Felix Brandt'] },
  {
    name: 'Support agents',
    alias: 'support-agents',
    kind: 'mailSecurity',
    members: ['Erik Moen', 'Nadia Petrova', 'Samuel Adeyemi', 'Camille Laurent', 'Grace Murphy'],
  },
  {
    name: 'Marketing crew',
    alias: 'marketing-crew',
    kind: 'security',
    members: ['Rania Aziz', 'Lucas Meyer', 'Freya Nilsen'],
    rule: '(user.department -eq "Marketing")',
  },
  { name: 'All staff', alias: 'all-staff', kind: 'mailSecurity', members: ['*'] },
];

/** Administrative units: who is in them. */
export const UNITS: readonly { readonly name: string; readonly members: readonly string[]; readonly groups: readonly string[] }[] = [
  {
    name: 'Oslo office',
    members: [
      ...STAFF.filter(([, , city]) => city === 'Oslo')
        .slice(0, 14)
        .map(([name]) => name),
      'facilities',
    ],
    groups: ['Legal team'],
  },
  { name: 'Bergen office', members: [], groups: [] },
];

/** Management scopes: name and recipient filter. */
export const SCOPES: readonly { readonly name: string; readonly filter: string; readonly exclusive?: boolean }[] = [
  { name: 'Helpdesk mailboxes', filter: "CustomAttribute1 -eq 'helpdesk'" },
  { name: 'Finance shared', filter: "(Department -eq 'Finance') -and (RecipientTypeDetails -eq 'SharedMailbox')" },
  {
    name: 'New starters',
    filter:
      "MemberOfGroup -eq 'CN=New starters,OU=northwind.example,OU=Microsoft Exchange Hosted Organizations,DC=EURPR04A002,DC=PROD,DC=OUTLOOK,DC=COM'",
  },
  { name: 'Western offices', filter: "City -like 'B*' -or City -eq 'Trondheim'" },
  { name: 'Quill pilots', filter: "ExtensionCustomAttribute1 -eq 'quill' -or Alias -eq 'mei.lin'" },
  { name: 'Devices', filter: "CustomAttribute1 -eq 'device'" },
  { name: 'Product', filter: "Department -eq 'Product' -and -not (City -eq 'Trondheim')", exclusive: true },
];

/** RBAC for Applications. */
export const ASSIGNMENTS: readonly AssignmentDefinition[] = [
  { app: 'Beacon Archive', role: 'Application Mail.Read', scope: { kind: 'organization' } },
  { app: 'Tidewater Helpdesk', role: 'Application Mail.ReadWrite', scope: { kind: 'filter', name: 'Helpdesk mailboxes' } },
  { app: 'Tidewater Helpdesk', role: 'Application Mail.Send', scope: { kind: 'filter', name: 'Helpdesk mailboxes' } },
  { app: 'Northlight Contracts', role: 'Application Mail Full Access', scope: { kind: 'group', name: 'Contract mailboxes' } },
  { app: 'Fjord Room Planner', role: 'Application Calendars.ReadWrite', scope: { kind: 'unit', name: 'Oslo office' } },
  { app: 'Invoice Reader', role: 'Application Mail.Read', scope: { kind: 'filter', name: 'Finance shared' } },
  { app: 'Welcome Aboard', role: 'Application Mail.Send', scope: { kind: 'filter', name: 'New starters' } },
  { app: 'Signature Studio', role: 'Application MailboxSettings.ReadWrite', scope: { kind: 'filter', name: 'Western offices' } },
  { app: 'Meridian Scheduler', role: 'Application Calendars.Read', scope: { kind: 'organization' } },
  { app: 'Quill Assistant', role: 'Application Mail.Read', scope: { kind: 'filter', name: 'Quill pilots' } },
  { app: 'Delta Journal', role: 'Application Mail.Read', scope: { kind: 'filter', name: 'Journal mailboxes (removed)' } },
  { app: 'Aurora Preview', role: 'Application Mail.Summarize', scope: { kind: 'filter', name: 'Product' } },
  { app: 'Aurora Preview', role: 'Application Mail.Read', scope: { kind: 'none' } },
  { app: 'Scan Station', role: 'Application SMTP.SendAsApp', scope: { kind: 'filter', name: 'Devices' } },
  { app: 'Compass Migration', role: 'Application Exchange Full Access', scope: { kind: 'unit', name: 'Bergen office' } },
  { app: 'Lobby Room Display', role: 'Application EWS.AccessAsApp', scope: { kind: 'unit', name: 'Oslo office' } },
];

/** Application access policies; the scope is a group, a mailbox alias, or the external auditor, who has no mailbox here. */
export const POLICIES: readonly PolicyDefinition[] = [
  { app: 'Ticketline', right: 'RestrictAccess', scope: 'Ticketline mailboxes', description: 'Ticketline: service mailboxes only' },
  { app: 'Parcel Tracker', right: 'RestrictAccess', scope: 'Parcel mailboxes', description: 'Parcel Tracker' },
  { app: 'Pulse Surveys', right: 'DenyAccess', scope: 'Executives', description: 'No surveys for executives' },
  { app: 'Fax Bridge', right: 'RestrictAccess', scope: 'Fax server users', description: 'Fax', broken: true },
  { app: 'Archive Probe', right: 'RestrictAccess', scope: 'Fax users', description: 'Probe' },
  { app: 'Night Batch', right: 1, scope: 'Parcel mailboxes', description: 'Batch' },
  { app: '*', right: 'DenyAccess', scope: 'External Auditor', description: 'Auditor' },
];

/** FullAccess. */
export const FULL_ACCESS: readonly RightDefinition[] = [
  { mailbox: 'support', trustee: 'Support agents' },
  { mailbox: 'returns', trustee: 'Support agents' },
  { mailbox: 'returns', trustee: 'Sara Lund' },
  { mailbox: 'returns', trustee: 'Grace Murphy', deny: true },
  { mailbox: 'helpdesk', trustee: 'Jonas Berg' },
  { mailbox: 'helpdesk', trustee: 'Sofia Marino' },
  { mailbox: 'helpdesk', trustee: 'EURPR04A002\\Organization Management', inherited: true },
  { mailbox: 'helpdesk', trustee: 'Marek Nowak', inherited: true },
  { mailbox: 'sales', trustee: 'Chloe Bernard' },
  { mailbox: 'sales', trustee: 'Pieter de Vries' },
  { mailbox: 'orders', trustee: 'pointer of Copper Mail Gateway' },
  { mailbox: 'orders', trustee: 'Andrei Ionescu' },
  { mailbox: 'invoices', trustee: 'Finance team' },
  { mailbox: 'billing', trustee: 'Finance team' },
  { mailbox: 'billing', trustee: 'deleted account 1' },
  { mailbox: 'careers', trustee: 'Elena Popescu' },
  { mailbox: 'contracts', trustee: 'Legal team' },
  { mailbox: 'press', trustee: 'Marketing crew' },
  { mailbox: 'facilities', trustee: 'Astrid Bakke' },
  { mailbox: 'board', trustee: 'Amara Okafor' },
  { mailbox: 'info', trustee: 'All staff' },
  { mailbox: 'Ingrid Solberg', trustee: 'Amara Okafor' },
  { mailbox: 'Henrik Dahl', trustee: 'Ivan Horvat' },
];

/** SendAs. */
export const SEND_AS: readonly RightDefinition[] = [
  { mailbox: 'support', trustee: 'Support agents' },
  { mailbox: 'returns', trustee: 'Support agents' },
  { mailbox: 'sales', trustee: 'Chloe Bernard' },
  { mailbox: 'sales', trustee: 'Victor Santos' },
  { mailbox: 'invoices', trustee: 'Accounts payable' },
  { mailbox: 'scan', trustee: 'pointer of Printer Fleet' },
  { mailbox: 'orders', trustee: 'pointer of Copper Mail Gateway' },
  { mailbox: 'press', trustee: 'Rania Aziz' },
  { mailbox: 'press', trustee: 'External Auditor' },
  { mailbox: 'careers', trustee: 'deleted account 2' },
];

/** SendOnBehalf: mailbox → names, as the mailbox itself lists them. The two Maria Jensens cannot be told apart by name. */
export const SEND_ON_BEHALF: Readonly<Record<string, readonly string[]>> = {
  'Ingrid Solberg': ['amara.okafor'],
  board: ['priya.raman'],
  sales: ['Maria Jensen'],
  facilities: ['Noor van Dijk'],
};

/** Shared mailboxes that keep no copy of what delegates send. */
export const WITHOUT_SENT_COPY: readonly string[] = ['sales', 'press'];

/** Mailboxes where basic SMTP AUTH was switched on by hand. */
export const SMTP_BASIC: readonly string[] = ['scan', 'orders', 'facilities'];

/** User mailboxes whose permissions were not read before the reading was cancelled. */
export const PERMISSIONS_NOT_READ: readonly string[] = [
  'Jakob Stein',
  'Mei Lin',
  'Ivan Horvat',
  'Astrid Bakke',
  'Noor van Dijk',
  'Agnes Kowalska',
  'Kofi Mensah',
  'Freya Nilsen',
];
