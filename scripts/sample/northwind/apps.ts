import type { AppDefinition } from './definition';

const YEAR = { from: '2026-06-15', until: '2027-06-15' } as const;

/** Apps with application permissions that Entra grants. */
const ENTRA_APPS: readonly AppDefinition[] = [
  {
    name: 'Harbor CRM Connector',
    graph: ['Mail.ReadWrite', 'Mail.Send', 'Contacts.ReadWrite'],
    owners: ['Jonas Berg', 'Leila Haddad'],
    secrets: [
      { name: 'production', from: '2026-02-01', until: '2027-02-01' },
      { name: 'production (new)', from: '2026-09-01', until: '2027-09-01' },
      { name: 'integration partner', from: '2026-05-20', until: '2027-05-20' },
    ],
    lastSignIn: '2026-11-20',
  },
  {
    name: 'Lumen Mail Analytics',
    home: 'elsewhere',
    graph: ['Mail.ReadBasic.All', 'User.Read.All'],
    lastSignIn: '2026-11-19',
  },
  {
    name: 'Ledger Export',
    graph: ['MailboxItem.Export.All'],
    owners: ['Anders Holm'],
    secrets: [{ name: 'nightly export', from: '2025-11-26', until: '2026-11-26' }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Calendar Insights',
    home: 'elsewhere',
    verifiedPublisher: 'Brightwater Software Ltd',
    graph: ['Calendars.Read'],
    lastSignIn: '2026-11-18',
  },
  {
    name: 'Contact Card Sync',
    graph: ['Contacts.ReadWrite'],
    owners: ['Sofia Marino'],
    certificates: [{ name: 'CN=contact-sync', ...YEAR }],
    lastSignIn: '2026-07-02',
  },
  { name: 'Absence Dashboard', graph: ['MailboxSettings.Read'], secrets: [{ name: 'dashboard', ...YEAR }], lastSignIn: '2026-11-20' },
  {
    name: 'Lobby Room Display',
    exchange: ['full_access_as_app'],
    owners: ['Marek Nowak'],
    secrets: [{ name: 'panels', from: '2021-03-01', until: '2031-03-01' }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Pulse Surveys',
    graph: ['Mail.Send'],
    owners: ['Kristin Aas', 'Omar Farouk'],
    secrets: [{ name: 'surveys', from: '2025-12-10', until: '2026-12-10' }],
    lastSignIn: '2026-11-17',
  },
  {
    name: 'Ticketline',
    graph: ['Mail.ReadWrite', 'Mail.Send'],
    owners: ['Leila Haddad', 'Daniel Wirth'],
    certificates: [{ name: 'CN=ticketline', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Parcel Tracker',
    graph: ['Mail.Read', 'MailboxItem.Read.All'],
    owners: ['Sara Lund'],
    secrets: [{ name: 'tracker', ...YEAR }],
    lastSignIn: '2026-11-20',
  },
  {
    name: 'Fax Bridge',
    graph: ['Mail.Send'],
    owners: ['Marek Nowak'],
    secrets: [{ name: 'bridge', from: '2024-04-01', until: '2026-04-01' }],
  },
  { name: 'Night Batch', graph: ['Mail.Read'], owners: ['Daniel Wirth', 'Jonas Berg'], secrets: [{ name: 'batch', ...YEAR }] },
  {
    name: 'Archive Probe',
    graph: ['Mail.ReadBasic'],
    owners: ['Daniel Wirth', 'Marek Nowak'],
    certificates: [{ name: 'CN=probe', ...YEAR }],
  },
  {
    name: 'Copper Mail Gateway',
    exchange: ['IMAP.AccessAsApp', 'SMTP.SendAsApp'],
    owners: ['Marek Nowak', 'Jonas Berg'],
    secrets: [{ name: 'gateway', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Printer Fleet',
    exchange: ['SMTP.SendAsApp (2)'],
    owners: ['Daniel Wirth', 'Marek Nowak'],
    secrets: [{ name: 'printers', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  { name: 'Post Collector', exchange: ['POP.AccessAsApp'], owners: ['Marek Nowak'], secrets: [{ name: 'collector', ...YEAR }] },
  { name: 'Survey Mailer', exchange: ['Mail.Read', 'Mail.Send'], owners: ['Kristin Aas'], secrets: [{ name: 'mailer', ...YEAR }] },
  {
    name: 'Retired Newsletter',
    disabled: true,
    graph: ['Mail.Send'],
    secrets: [{ name: 'newsletter', from: '2023-05-01', until: '2025-05-01' }],
  },
  { name: 'Ghost Connector', otherGrants: [{ resource: 'deleted mail API', role: 'Mail.Read' }], owners: ['Jonas Berg'] },
  {
    name: 'Attachment Scanner',
    otherGrants: [{ resource: 'graph', role: 'Mail.ReadAttachments.All' }],
    owners: ['Sofia Marino', 'Leila Haddad'],
    certificates: [{ name: 'CN=scanner', ...YEAR }],
    lastSignIn: '2026-11-20',
  },
  { name: 'Mail Tips Checker', graph: ['MailTips.ReadBasic.All'], owners: ['Sofia Marino'] },
];

/** Apps that can grant themselves reach, or widen what a scope rests on. */
const POWERFUL_APPS: readonly AppDefinition[] = [
  {
    name: 'Identity Governance',
    graph: ['AppRoleAssignment.ReadWrite.All', 'Directory.Read.All'],
    owners: ['Jonas Berg', 'Leila Haddad'],
    certificates: [{ name: 'CN=governance', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Exchange Automation',
    exchange: ['Exchange.ManageAsApp'],
    owners: ['Jonas Berg', 'Marek Nowak'],
    certificates: [{ name: 'CN=exchange-automation', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Developer Portal',
    graph: ['Application.ReadWrite.OwnedBy'],
    owners: ['Leila Haddad'],
    secrets: [{ name: 'portal', ...YEAR }],
    lastSignIn: '2026-11-20',
  },
  {
    name: 'Directory Writer',
    graph: ['User.ReadWrite.All', 'GroupMember.ReadWrite.All'],
    owners: ['Jonas Berg', 'Sofia Marino'],
    certificates: [{ name: 'CN=directory-writer', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Password Desk',
    graph: ['User-PasswordProfile.ReadWrite.All'],
    owners: ['Leila Haddad', 'Sofia Marino'],
    secrets: [{ name: 'desk', ...YEAR }],
  },
  {
    name: 'Office Moves',
    graph: ['AdministrativeUnit.ReadWrite.All'],
    owners: ['Astrid Bakke', 'Jonas Berg'],
    secrets: [{ name: 'moves', ...YEAR }],
  },
];

/** Apps that Exchange confines (or does not) by role assignments. */
const RBAC_APPS: readonly AppDefinition[] = [
  {
    name: 'Beacon Archive',
    owners: ['Jonas Berg', 'Daniel Wirth'],
    certificates: [{ name: 'CN=beacon', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Tidewater Helpdesk',
    graph: ['Mail.ReadWrite'],
    owners: ['Leila Haddad', 'Daniel Wirth'],
    secrets: [{ name: 'tidewater', from: '2026-01-05', until: '2027-01-05' }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Northlight Contracts',
    owners: ["Siobhan O'Neil", 'Mathias Kohler'],
    certificates: [{ name: 'CN=northlight', ...YEAR }],
    lastSignIn: '2026-11-20',
  },
  {
    name: 'Fjord Room Planner',
    owners: ['Astrid Bakke'],
    secrets: [{ name: 'planner', from: '2025-11-28', until: '2026-11-28' }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Invoice Reader',
    owners: ['Anders Holm', 'Ruth Goldstein'],
    certificates: [{ name: 'CN=invoice-reader', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  { name: 'Welcome Aboard', owners: ['Kristin Aas', 'Elena Popescu'], secrets: [{ name: 'welcome', ...YEAR }], lastSignIn: '2026-11-12' },
  { name: 'Signature Studio', home: 'elsewhere', verifiedPublisher: 'Signature Studio GmbH', lastSignIn: '2026-11-21' },
  {
    name: 'Meridian Scheduler',
    owners: ['Marek Nowak', 'Sofia Marino'],
    secrets: [{ name: 'meridian', ...YEAR }],
    lastSignIn: '2026-11-20',
  },
  { name: 'Quill Assistant', owners: ['Mei Lin', 'Jakob Stein'], certificates: [{ name: 'CN=quill', ...YEAR }], lastSignIn: '2026-11-15' },
  { name: 'Delta Journal', owners: ['Daniel Wirth'], secrets: [{ name: 'journal', ...YEAR }] },
  { name: 'Aurora Preview', owners: ['Jakob Stein', 'Mei Lin'], secrets: [{ name: 'preview', ...YEAR }] },
  {
    name: 'Scan Station',
    owners: ['Daniel Wirth', 'Marek Nowak'],
    certificates: [{ name: 'CN=scan-station', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Compass Migration',
    owners: ['Marek Nowak', 'Jonas Berg'],
    secrets: [{ name: 'wave 1', from: '2026-11-25', until: '2027-02-25' }],
  },
];

/** Apps that act for signed-in users. */
const DELEGATED_APPS: readonly AppDefinition[] = [
  {
    name: 'Send Later Add-in',
    home: 'elsewhere',
    verifiedPublisher: 'Paperplane Apps AS',
    delegated: 'User.Read Mail.ReadWrite Mail.Send offline_access',
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Team Inbox',
    delegated: 'User.Read Mail.ReadWrite.Shared Mail.Send.Shared offline_access',
    owners: ['Erik Moen', 'Nadia Petrova'],
    redirects: ['https://inbox.northwind.example/signin', 'http://inbox-old.northwind.example/signin'],
    secrets: [{ name: 'web', ...YEAR }],
    lastSignIn: '2026-11-21',
  },
  {
    name: 'Mail Merge Helper',
    home: 'elsewhere',
    delegatedTo: { 'Rania Aziz': 'User.Read Mail.Send', 'Freya Nilsen': 'User.Read Mail.Send' },
    lastSignIn: '2026-10-30',
  },
  {
    name: 'Heritage Desktop Mail',
    home: 'elsewhere',
    verifiedPublisher: 'Heritage Mail Foundation',
    delegatedTo: { 'Jakob Stein': 'IMAP.AccessAsUser.All SMTP.Send offline_access', 'Mei Lin': 'POP.AccessAsUser.All SMTP.Send' },
  },
  {
    name: 'Meeting Notes',
    owners: ['Jakob Stein', 'Ivan Horvat'],
    delegated: 'User.Read Calendars.Read.Shared',
    secrets: [{ name: 'notes', ...YEAR }],
    lastSignIn: '2026-11-20',
  },
  {
    name: 'Travel Booking',
    delegatedExchange: 'EWS.AccessAsUser.All',
    owners: ['Astrid Bakke', 'Noor van Dijk'],
    secrets: [{ name: 'booking', ...YEAR }],
    lastSignIn: '2026-11-19',
  },
];

/** Microsoft's own, with their real app ids. */
const MICROSOFT_APPS: readonly AppDefinition[] = [
  {
    name: 'Microsoft Graph Command Line Tools',
    home: 'microsoft',
    appId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    delegatedTo: { 'Jonas Berg': 'User.Read Mail.Read openid profile' },
    lastSignIn: '2026-11-19',
  },
  { name: 'Graph Explorer', home: 'microsoft', appId: 'de8bc8b5-d9f9-48b1-a8ad-b748da725064', delegated: 'User.Read openid profile' },
  { name: 'Microsoft Azure CLI', home: 'microsoft', appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' },
  {
    name: 'Outlook Mobile',
    home: 'microsoft',
    appId: '27922004-5251-4030-b22d-91ecd9a37ea4',
    delegated: 'Mail.ReadWrite Mail.Send Calendars.ReadWrite Contacts.ReadWrite',
  },
  { name: 'Microsoft Teams', home: 'microsoft', appId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264' },
];

/** Apps that have nothing to do with mail: an audit must not list them, a search may find them. */
const OTHER_APPS: readonly AppDefinition[] = [
  { name: 'Timesheets', delegated: 'User.Read', owners: ['Anders Holm'] },
  { name: 'Intranet', graph: ['Sites.Read.All'], owners: ['Lucas Meyer'] },
  { name: 'Document Vault', graph: ['Files.Read.All'], owners: ["Siobhan O'Neil"] },
  { name: 'Expense Claims', delegated: 'User.Read', owners: ['Beatriz Costa'] },
  { name: 'Badge Printer', graph: ['User.Read.All'], owners: ['Astrid Bakke'] },
  { name: 'Learning Hub', home: 'elsewhere', verifiedPublisher: 'Learning Hub Inc', delegated: 'User.Read' },
  { name: 'Org Chart', graph: ['User.Read.All', 'Group.Read.All'], owners: ['Omar Farouk'] },
  { name: 'Payroll Sign-in', home: 'elsewhere', verifiedPublisher: 'Payday Systems AS', delegated: 'User.Read' },
  { name: 'Warehouse Scanner', delegated: 'User.Read', owners: ['Kofi Mensah'] },
  {
    name: 'Deploy Pipeline',
    graph: ['Directory.Read.All'],
    owners: ['Sofia Marino'],
    federated: { name: 'main branch', issuer: 'https://token.actions.example', subject: 'repo:northwind/web:ref:refs/heads/main' },
  },
  {
    name: 'Campaign Mailer',
    graph: ['Mail.Send'],
    owners: ['Rania Aziz', 'Lucas Meyer'],
    federated: {
      name: 'campaign runner',
      issuer: 'https://token.actions.example',
      subject: 'repo:northwind/campaigns:environment:production',
    },
    lastSignIn: '2026-11-14',
  },
];

/** Every app of the sample. */
export const APPS: readonly AppDefinition[] = [
  ...ENTRA_APPS,
  ...POWERFUL_APPS,
  ...RBAC_APPS,
  ...DELEGATED_APPS,
  ...MICROSOFT_APPS,
  ...OTHER_APPS,
];
