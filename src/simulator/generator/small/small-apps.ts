import { addApp, type AppPlan, type MadeApp } from '../build-apps';
import type { BuildContext } from '../build-context';
import type { DemoApp } from '../made-tenant';
import { addReader, secretText } from '../tenant-reader';
import { addMicrosoftPrincipal } from '../build-resources';
import type { MailboxIds } from './small-mailboxes';
import type { PeopleById } from './small-people';
import { QUIET_APPS } from './small-quiet-apps';

/** Organisations of vendors. */
const VENDOR_A = '3f1c7d52-8a0e-4d6b-9b1e-6c2f0a7d4e11';
const VENDOR_B = '8e5a2b90-17c4-4f3d-a6d8-2b9c41f0e7a3';
const VENDOR_C = 'b70d9e64-53f2-4a81-8c0b-91d7e3a2f5c6';

/** Service principals of Microsoft that stand in most tenants. https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
const MICROSOFT: readonly (readonly [appId: string, name: string])[] = [
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph Command Line Tools'],
  ['00000003-0000-0ff1-ce00-000000000000', 'Office 365 SharePoint Online'],
  ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', 'Microsoft Teams Services'],
  ['fb78d390-0c51-40cd-8e17-fdbfab77341b', 'Microsoft Exchange REST API Based Powershell'],
  ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'Azure Portal'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Microsoft Azure PowerShell'],
];

/** The apps that the rest of the tenant refers to, by name. */
export type AppsByName = ReadonlyMap<string, MadeApp>;

/** Makes the apps: every way to reach a mailbox, every way to lose sight of a credential, and the quiet rest. */
export function addSmallApps(
  context: BuildContext,
  people: PeopleById,
  boxes: MailboxIds,
): { readonly apps: AppsByName; readonly demo: readonly DemoApp[] } {
  const apps = new Map<string, MadeApp>();
  const demo: DemoApp[] = [];
  const id = (alias: string): string => people.get(alias) ?? boxes.get(alias) ?? '';
  for (const [appId, name] of MICROSOFT) apps.set(name, { application: null, principal: addMicrosoftPrincipal(context, appId, name) });
  const plans: readonly SmallApp[] = [...reachingApps(id), ...delegatedApps(id), ...powerfulApps(id), ...QUIET_APPS];
  for (const { usable, ...plan } of plans) {
    const text = usable ? secretText(context) : undefined;
    const secrets = text === undefined ? plan.secrets : [...(plan.secrets ?? []), { name: 'demo', from: -30, to: 150, text }];
    const made = addApp(context, secrets === undefined ? plan : { ...plan, secrets });
    apps.set(plan.name, made);
    if (text !== undefined) demo.push({ appId: made.principal.appId, displayName: plan.name, secret: text });
  }
  const reader = addReader(context, [id('arthur.quayle'), id('zoe.fairbairn')]);
  apps.set('Tenant Reader', reader.made);
  return { apps, demo: [...demo, reader.demo] };
}

/** An app, and whether it gets a secret that the tenant tells. */
export type SmallApp = AppPlan & { readonly usable?: boolean };

/** Apps with application permissions on mailboxes. */
function reachingApps(id: (alias: string) => string): readonly SmallApp[] {
  const seen = { byApp: 1 };
  return [
    // Whole tenant, by Entra.
    {
      name: 'Ledgerline Payables',
      roles: ['Mail.ReadWrite', 'Mail.Send', 'User.Read.All'],
      usable: true,
      secrets: [{ name: 'pipeline', from: -725, to: 5 }],
      owners: [id('george.pell')],
      seen,
    },
    {
      name: 'Courier Desk Notifications',
      roles: ['Mail.Send'],
      certificates: [{ name: 'CN=courier-desk', from: -200, to: 165 }],
      owners: [id('zoe.fairbairn'), id('marcus.reid')],
      seen,
    },
    // Scoped in Exchange, and the old grant forgotten.
    {
      name: 'Parcelwright Helpdesk',
      roles: ['Mail.ReadWrite'],
      secrets: [{ from: -100, to: 260 }],
      owners: [id('fiona.gallagher')],
      seen: { byApp: 0.2 },
    },
    // Application access policies: sound, not enough, upside down, broken, empty.
    { name: 'Tidewater CRM Connector', roles: ['Mail.ReadWrite', 'Calendars.Read'], usable: true, owners: [id('daniel.okafor')], seen },
    {
      name: 'Quillstone Archive',
      roles: ['Mail.Read', 'MailboxItem.Read.All'],
      secrets: [{ from: -40, to: 320 }],
      owners: [id('zoe.fairbairn')],
      seen,
    },
    {
      name: 'Brightfold Newsletter',
      roles: ['Mail.Send'],
      secrets: [{ from: -300, to: 20 }],
      owners: [id('sofia.lindqvist')],
      seen: { byApp: 12 },
    },
    {
      name: 'Harrowgate Scanner',
      roles: ['Mail.Send'],
      secrets: [{ from: -340, to: 90 }],
      owners: [id('victor.lang')],
      seen: { byApp: 3 },
    },
    // Exchange roles, without a scope and with every kind of scope.
    { name: 'Meridian Room Booking', secrets: [{ from: -60, to: 300 }], owners: [id('rosalind.carey')], usable: true, seen },
    {
      name: 'Fernhill Invoice Reader',
      certificates: [{ name: 'CN=fernhill', from: -90, to: 275 }],
      owners: [id('george.pell'), id('priya.raman')],
      seen,
    },
    { name: 'Stonebridge Ticketing', secrets: [{ from: -10, to: 170 }], owners: [id('marcus.reid')], usable: true, seen },
    { name: 'Oakline Surveys', secrets: [{ from: -200, to: 160 }], owners: [id('jack.halloran')], seen: { byApp: 20 } },
    { name: 'Dovetail Scheduler', secrets: [{ from: -30, to: 335 }], owners: [id('maeve.byrne')], seen },
    { name: 'Kestrel Signature Service', certificates: [{ name: 'CN=kestrel', from: -30, to: 335 }], owners: [id('zoe.fairbairn')], seen },
    // Pointers that point elsewhere.
    { name: 'Vellum Document Intake', secrets: [{ from: -50, to: 130 }], owners: [id('nadia.petrov')], seen: { byApp: 5 } },
    // EWS.
    { name: 'Larkspur Signatures', exchangeRoles: ['full_access_as_app'], secrets: [{ from: -900, to: 900 }], seen: { byApp: 0.5 } },
    // IMAP, POP and SMTP.
    {
      name: 'Copperleaf Fax Gateway',
      exchangeRoles: ['IMAP.AccessAsApp', 'SMTP.SendAsApp'],
      secrets: [{ from: -350, to: 14 }],
      owners: [id('victor.lang')],
      seen,
    },
    {
      name: 'Bellweather Mail Fetcher',
      exchangeRoles: ['POP.AccessAsApp', 'SMTP.SendAsApp'],
      secrets: [{ from: -20, to: 160 }],
      owners: [id('zoe.fairbairn')],
    },
    // The Outlook REST API is gone, the grant is not.
    {
      name: 'Outlook Bridge 2017',
      exchangeRoles: ['Mail.Read', 'Calendars.ReadWrite.All'],
      secrets: [{ from: -2200, to: -1400 }],
      age: 2300,
    },
    {
      name: 'Pinehollow Analytics',
      roles: ['Mail.ReadBasic.All', 'MailboxSettings.Read'],
      secrets: [{ from: -500, to: 200 }],
      owners: [id('yuki.tanabe')],
      seen: { byApp: 214 },
    },
    // Other organisations.
    {
      name: 'Glasswing Mail Merge',
      organization: VENDOR_A,
      roles: ['Mail.Send', 'Contacts.Read'],
      homepage: 'https://glasswing.example',
      seen: { byApp: 2 },
    },
    {
      name: 'Northlight Backup',
      organization: VENDOR_B,
      verifiedPublisher: 'Northlight Systems',
      roles: ['Mail.ReadWrite', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'MailboxFolder.ReadWrite.All', 'MailboxConfigItem.ReadWrite'],
      seen,
    },
    {
      name: 'Cormorant Migration',
      roles: ['MailboxItem.ImportExport.All', 'Mail.ReadWrite'],
      enabled: false,
      secrets: [{ from: -800, to: -70 }],
      owners: [id('gareth.penhale')],
      seen: { byApp: 190 },
    },
    {
      name: 'Availability Kiosk',
      roles: ['Calendars.ReadBasic.All', 'MailTips.ReadBasic.All'],
      secrets: [{ from: -15, to: 350 }],
      owners: [id('rosalind.carey')],
      seen,
    },
  ];
}

/** Apps that act for people. */
function delegatedApps(id: (alias: string) => string): readonly SmallApp[] {
  const seen = { byUser: 1 };
  return [
    {
      name: 'Postroom Shared Inbox',
      organization: VENDOR_C,
      verifiedPublisher: 'Postroom Software',
      scopes: ['User.ReadBasic.All', 'Mail.ReadWrite.Shared', 'Mail.Send.Shared', 'offline_access'],
      seen,
    },
    {
      name: 'Wrenfield Calendar Sync',
      scopes: ['User.Read'],
      exchangeScopes: ['EWS.AccessAsUser.All'],
      secrets: [{ from: -200, to: 500 }],
      owners: [id('ines.carvalho')],
      seen,
    },
    {
      name: 'Dovecote Outlook Panel',
      scopes: ['openid', 'profile', 'User.Read', 'Mail.Read', 'Contacts.Read'],
      redirectUris: ['http://panel.aldermoor.example/auth', 'https://panel.aldermoor.example/auth', 'http://localhost:4200'],
      secrets: [{ from: -100, to: 80 }],
      owners: [id('tom.ashworth')],
      seen,
    },
    {
      name: 'Mailtide Reader',
      organization: VENDOR_A,
      userScopes: [
        { userId: id('amira.haddad'), scopes: ['Mail.Read', 'offline_access'] },
        { userId: id('jack.halloran'), scopes: ['Mail.Read', 'Mail.Send'] },
        { userId: id('reception'), scopes: ['Mail.ReadWrite', 'Mail.Send', 'offline_access'] },
      ],
      seen: { byUser: 6 },
    },
    {
      name: 'Fieldnote Mobile',
      publicUris: ['msauth.com.fieldnote://auth'],
      scopes: ['User.Read', 'Calendars.ReadWrite', 'MailboxSettings.Read'],
      owners: [id('marcus.reid')],
      seen,
    },
    {
      name: 'Thunderline Mail Client',
      organization: VENDOR_B,
      verifiedPublisher: 'Northlight Systems',
      scopes: ['IMAP.AccessAsUser.All', 'SMTP.Send', 'offline_access'],
      seen: { byUser: 4 },
    },
  ];
}

/** Apps that reach nothing by themselves, but could give themselves reach, or widen somebody else's. */
function powerfulApps(id: (alias: string) => string): readonly SmallApp[] {
  return [
    {
      name: 'Landing Zone Automation',
      roles: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
      secrets: [
        { from: -60, to: 120 },
        { from: -50, to: 130 },
        { from: -5, to: 175 },
      ],
      owners: [id('zoe.fairbairn')],
      seen: { byApp: 0.1 },
    },
    {
      name: 'Exchange Housekeeping',
      exchangeRoles: ['Exchange.ManageAsApp'],
      certificates: [{ name: 'CN=exo-housekeeping', from: -300, to: 60, twice: true }],
      owners: [id('arthur.quayle')],
      seen: { byApp: 1 },
    },
    {
      name: 'Joiner Leaver Workflow',
      roles: ['User.ReadWrite.All', 'Group.ReadWrite.All', 'AdministrativeUnit.ReadWrite.All'],
      secrets: [{ from: -80, to: 280 }],
      owners: [id('maeve.byrne')],
      seen: { byApp: 0.3 },
    },
    {
      name: 'App Factory',
      roles: ['Application.ReadWrite.OwnedBy'],
      certificates: [{ from: -10, to: 355 }],
      owners: [id('dev.malhotra')],
      seen: { byApp: 2 },
    },
  ];
}
