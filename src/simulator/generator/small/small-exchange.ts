import { DIRECTORY_ROLES } from '../../facts/directory-roles';
import { inDays, type BuildContext } from '../build-context';
import {
  addManagementScope,
  addPointer,
  addPolicy,
  assignRole,
  byScope,
  giveFullAccess,
  giveSendAs,
  ORGANIZATION,
} from '../build-exchange';
import type { AppsByName } from './small-apps';
import type { GroupIds } from './small-groups';
import type { MailboxIds } from './small-mailboxes';
import type { PeopleById } from './small-people';

/** Everything the rest of the tenant refers to. */
export interface SmallParts {
  readonly people: PeopleById;
  readonly boxes: MailboxIds;
  readonly groups: GroupIds;
  readonly apps: AppsByName;
}

/** Makes policies, scopes, pointers and role assignments: one of each kind, the sound ones and the broken ones. */
export function addSmallExchange(context: BuildContext, parts: SmallParts): void {
  addPolicies(context, parts);
  addRoleAssignments(context, parts);
  addProtocolRights(context, parts);
  addAdministration(context, parts);
  addSettings(context, parts);
}

function appOf({ apps }: SmallParts, name: string): { readonly appId: string; readonly made: NonNullable<ReturnType<AppsByName['get']>> } {
  const made = apps.get(name);
  if (!made) throw new Error(`there is no app ${name}`);
  return { appId: made.principal.appId, made };
}

function scopeOf(context: BuildContext, parts: SmallParts, group: string): { readonly id: string; readonly name: string } {
  const id = parts.groups.get(group) ?? '';
  return { id, name: context.state.groups.get(id)?.displayName ?? group };
}

function addPolicies(context: BuildContext, parts: SmallParts): void {
  const policy = (app: string, right: 'RestrictAccess' | 'DenyAccess', group: string, description: string): void => {
    addPolicy(context, [appOf(parts, app).appId], right, scopeOf(context, parts, group), description);
  };
  policy('Tidewater CRM Connector', 'RestrictAccess', 'CRM Mail Scope', 'CRM sees orders only');
  policy('Quillstone Archive', 'RestrictAccess', 'Archive Scope', 'Archive of finance and legal');
  policy('Brightfold Newsletter', 'DenyAccess', 'Board Mailboxes', 'Keep out of the board');
  policy('Northlight Backup', 'RestrictAccess', 'Archive Scope', 'Pilot');
  policy('Northlight Backup', 'DenyAccess', 'Board Mailboxes', 'Not the board');
  // The group was deleted, the policy stayed.
  addPolicy(
    context,
    [appOf(parts, 'Harrowgate Scanner').appId],
    'RestrictAccess',
    { id: context.random.guid(), name: 'Scanner Senders' },
    'Scanner',
  );
  // Made for an emergency; the group behind it is empty again.
  addPolicy(context, ['*'], 'DenyAccess', scopeOf(context, parts, 'Closed to Apps'), 'Emergency brake');
}

function addRoleAssignments(context: BuildContext, parts: SmallParts): void {
  const pointer = (app: string): ReturnType<typeof addPointer> => addPointer(context, appOf(parts, app).made.principal);
  const group = (name: string) => ({ kind: 'group', groupId: parts.groups.get(name) ?? '' }) as const;
  const unit = (name: string) => ({ kind: 'administrativeUnit', unitId: parts.groups.get(name) ?? '' }) as const;
  const distinguishedNameOf = (name: string): string =>
    context.state.exchangeGroups.get(parts.groups.get(name) ?? '')?.DistinguishedName ?? '';

  addManagementScope(context, 'Helpdesk mailboxes', "CustomAttribute1 -eq 'helpdesk'");
  addManagementScope(
    context,
    'Shared mailboxes of finance',
    "(RecipientTypeDetails -eq 'SharedMailbox') -and (Department -eq 'Finance' -or CustomAttribute1 -eq 'ledger')",
  );
  addManagementScope(context, 'Booking pilot', `MemberOfGroup -eq '${distinguishedNameOf('Booking Pilot').replaceAll("'", "''")}'`);
  addManagementScope(context, 'People of the field', "Title -like '*Engineer*' -and -not(DisplayName -like 'Room*')");
  addManagementScope(context, 'Board only', "Department -eq 'Management'", { Exclusive: true });

  assignRole(context, pointer('Parcelwright Helpdesk'), 'Application Mail.ReadWrite', byScope('Helpdesk mailboxes'));
  const booking = pointer('Meridian Room Booking');
  assignRole(context, booking, 'Application Calendars.ReadWrite', ORGANIZATION);
  assignRole(context, booking, 'Application MailboxSettings.Read', unit('Meeting Rooms'));
  const fernhill = pointer('Fernhill Invoice Reader');
  assignRole(context, fernhill, 'Application Mail.Read', group('Invoice Reader Scope'));
  assignRole(context, fernhill, 'Application Mail.Send', byScope('Shared mailboxes of finance'), false);
  const stonebridge = pointer('Stonebridge Ticketing');
  assignRole(context, stonebridge, 'Application Mail Full Access', byScope('Helpdesk mailboxes'));
  assignRole(context, stonebridge, 'Application Calendars.Read', unit('Utrecht Office'));
  assignRole(context, pointer('Oakline Surveys'), 'Application Mail.Send', group('Survey Mailboxes'));
  const dovetail = pointer('Dovetail Scheduler');
  assignRole(context, dovetail, 'Application Calendars.ReadWrite', byScope('Booking pilot'));
  assignRole(context, dovetail, 'Application Contacts.Read', byScope('People of the field'));
  assignRole(context, pointer('Kestrel Signature Service'), 'Application Exchange Full Access', byScope('Shared mailboxes of finance'));
  // The object id of the registration, where that of the service principal belongs.
  const vellum = appOf(parts, 'Vellum Document Intake').made;
  assignRole(
    context,
    addPointer(context, vellum.principal, vellum.application?.id ?? ''),
    'Application Mail.Read',
    group('Invoice Reader Scope'),
  );
  // Deleted and made again: Exchange still knows the first one.
  addPointer(context, appOf(parts, 'Outlook Bridge 2017').made.principal, context.random.guid());
}

function addProtocolRights(context: BuildContext, parts: SmallParts): void {
  const box = (alias: string): string => parts.boxes.get(alias) ?? '';
  const copperleaf = addPointer(context, appOf(parts, 'Copperleaf Fax Gateway').made.principal);
  giveFullAccess(context, box('fax'), copperleaf.Guid);
  giveSendAs(context, box('fax'), copperleaf.Guid);
  const bellweather = addPointer(context, appOf(parts, 'Bellweather Mail Fetcher').made.principal);
  giveFullAccess(context, box('repairs'), bellweather.Guid);
  // Only a service principal has a right on it: no person looks after this one.
  giveFullAccess(context, box('expo'), bellweather.Guid);
}

function addAdministration(context: BuildContext, parts: SmallParts): void {
  const { state, random } = context;
  const housekeeping = appOf(parts, 'Exchange Housekeeping').made.principal;
  const give = (principalId: string, role: keyof typeof DIRECTORY_ROLES, scope = '/'): void => {
    state.roleAssignments.add({ id: random.text(36), principalId, roleDefinitionId: DIRECTORY_ROLES[role], directoryScopeId: scope });
  };
  give(housekeeping.id, 'Exchange Administrator');
  give(parts.people.get('maeve.byrne') ?? '', 'User Administrator', `/administrativeUnits/${parts.groups.get('Utrecht Office') ?? ''}`);
  state.roleEligibilities.add({
    id: random.guid(),
    principalId: parts.people.get('arthur.quayle') ?? '',
    roleDefinitionId: DIRECTORY_ROLES['Privileged Role Administrator'],
    directoryScopeId: '/',
  });
  const organizationManagement = state.roleGroups.get('Organization Management');
  if (organizationManagement) state.roleGroups.replace({ ...organizationManagement, members: [parts.people.get('adm-exchange') ?? ''] });
  state.roleGroups.add({
    Name: 'Mailbox Maintenance',
    Guid: random.guid(),
    Roles: ['Mail Recipients', 'View-Only Recipients'],
    members: [addPointer(context, housekeeping).Guid, parts.people.get('zoe.fairbairn') ?? ''],
  });
  const factory = appOf(parts, 'App Factory').made.principal;
  for (const name of ['Courier Desk Notifications', 'Kestrel Signature Service']) {
    const { made } = appOf(parts, name);
    if (made.application) state.owners.add(made.application.id, factory.id);
    state.owners.add(made.principal.id, factory.id);
  }
}

function addSettings(context: BuildContext, parts: SmallParts): void {
  const { state, random } = context;
  const fernhill = appOf(parts, 'Fernhill Invoice Reader').made.application;
  if (fernhill) {
    state.federatedCredentials.add({
      id: random.guid(),
      applicationId: fernhill.id,
      name: 'release-pipeline',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:aldermoor/invoice-reader:environment:production',
      audiences: ['api://AzureADTokenExchange'],
      description: 'Deployments of the invoice reader',
    });
  }
  state.appManagementPolicies.add({
    id: random.guid(),
    displayName: 'Secrets of at most six months',
    description: 'For apps that finance runs',
    isEnabled: true,
    restrictions: {
      passwordCredentials: [
        {
          restrictionType: 'passwordLifetime',
          state: 'enabled',
          maxLifetime: 'P180D',
          restrictForAppsCreatedAfterDateTime: inDays(context, -200),
        },
      ],
      keyCredentials: [],
    },
    appliesTo: fernhill ? [fernhill.id] : [],
  });
  for (const row of [...state.signInActivities].slice(0, 12)) addCredentialActivity(context, row.appId);
}

function addCredentialActivity({ state, random }: BuildContext, appId: string): void {
  const application = state.applicationsByAppId.first(appId);
  const principal = state.servicePrincipalsByAppId.first(appId);
  const credential = application?.passwordCredentials[0] ?? application?.keyCredentials[0];
  if (!application || !principal || !credential) return;
  state.credentialActivities.add({
    id: random.text(48),
    appId,
    appObjectId: application.id,
    servicePrincipalObjectId: principal.id,
    keyId: credential.keyId,
    keyType: 'usage' in credential ? 'certificate' : 'clientSecret',
    credentialOrigin: 'application',
    expirationDateTime: credential.endDateTime,
    lastSignInDateTime: state.signInActivities.get(appId)?.applicationClient ?? null,
  });
}
