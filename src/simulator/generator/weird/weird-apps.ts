import type { AssignmentScope, ManagementScope } from '../../state/exchange-types';
import { APPLICATION_ROLE_NAMES } from '../../facts/exchange-roles';
import { addApp } from '../build-apps';
import type { BuildContext } from '../build-context';
import { addManagementScope, addPointer, addPolicy, assignRole } from '../build-exchange';
import { weirdFilter } from './weird-filters';

const ROLES = [
  'Mail.ReadBasic',
  'Mail.ReadBasic.All',
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'MailboxSettings.Read',
  'MailboxSettings.ReadWrite',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'Calendars.ReadBasic.All',
  'Calendars.Read.All',
  'Contacts.Read',
  'Contacts.ReadWrite',
  'MailboxFolder.Read.All',
  'MailboxFolder.ReadWrite.All',
  'MailboxItem.Read.All',
  'MailboxItem.ReadWrite.All',
  'MailboxItem.Export.All',
  'MailboxItem.ImportExport.All',
  'MailboxConfigItem.Read',
  'MailboxConfigItem.ReadWrite',
  'Mail-Advanced.ReadWrite.All',
  'MailTips.ReadBasic.All',
  'User-Mail.ReadWrite.All',
  'User.Read.All',
];
const EXCHANGE_ROLES = ['full_access_as_app', 'IMAP.AccessAsApp', 'POP.AccessAsApp', 'SMTP.SendAsApp', 'Mail.Read', 'Exchange.ManageAsApp'];
const SCOPES = ['Mail.Read', 'Mail.ReadWrite.Shared', 'Mail.Send', 'Mail.Send.Shared', 'Calendars.Read.Shared', 'User.Read'];

/** Apps with any mixture of permissions, some disabled, some of other organisations. */
export function addWeirdApps(context: BuildContext): void {
  const { random, state } = context;
  const users = [...state.users].map((row) => row.id);
  const count = random.between(6, 12);
  for (let number = 0; number < count; number += 1) {
    addApp(context, {
      name: random.chance(0.2) ? 'Team 1' : `App ${number}`,
      enabled: random.chance(0.85),
      ...(random.chance(0.3) ? { organization: random.guid() } : {}),
      roles: random.sample(ROLES, random.between(0, 3)),
      exchangeRoles: random.sample(EXCHANGE_ROLES, random.between(0, 2)),
      ...(random.chance(0.4) ? { scopes: random.sample(SCOPES, random.between(1, 3)) } : {}),
      userScopes: random.sample(users, random.between(0, 2)).map((userId) => ({ userId, scopes: random.sample(SCOPES, 2) })),
    });
  }
}

/** Policies: for one app, for several, for all; over groups, people, guests and what is gone. */
export function addWeirdPolicies(context: BuildContext): void {
  const { random, state } = context;
  const apps = [...state.servicePrincipals].slice(2).map((row) => row.appId);
  const scopes = [...state.exchangeGroups, ...state.mailboxes, ...state.recipients].map((row) => ({
    id: row.ExternalDirectoryObjectId,
    name: row.DisplayName,
  }));
  const count = random.between(0, 6);
  for (let number = 0; number < count; number += 1) {
    const chosen = random.sample(apps, random.chance(0.25) ? 2 : 1).map((id) => (random.chance(0.3) ? id.toUpperCase() : id));
    const scope = random.chance(0.85) ? random.pick(scopes) : { id: random.guid(), name: 'Gone' };
    addPolicy(
      context,
      random.chance(0.08) ? ['*'] : chosen,
      random.pick(['RestrictAccess', 'RestrictAccess', 'DenyAccess']),
      scope,
      `Policy ${number}`,
    );
  }
}

/** Pointers, right and wrong, and role assignments with every scope there is. */
export function addWeirdAssignments(context: BuildContext): void {
  const { random, state } = context;
  for (let number = 0; number < 5; number += 1) {
    const odd: Partial<ManagementScope> = random.chance(0.1)
      ? { RecipientRoot: 'weird.example/Users' }
      : random.chance(0.1)
        ? { ScopeRestrictionType: 'ServerScope' }
        : {};
    addManagementScope(context, `Scope ${number}`, weirdFilter(context), { ...odd, Exclusive: random.chance(0.1) });
  }
  for (const principal of [...state.servicePrincipals].slice(2)) {
    if (random.chance(0.35)) continue;
    const application = state.applicationsByAppId.first(principal.appId);
    const objectId = random.chance(0.8) ? principal.id : random.chance(0.5) && application ? application.id : random.guid();
    const pointer = addPointer(context, principal, objectId);
    const count = random.between(0, 3);
    for (let number = 0; number < count; number += 1)
      assignRole(context, pointer, weirdRole(context), weirdScope(context), random.chance(0.9));
  }
}

function weirdRole({ random }: BuildContext): string {
  return random.chance(0.05)
    ? 'Application Teleport.ReadWrite'
    : random.chance(0.05)
      ? 'Mail Recipients'
      : random.pick(APPLICATION_ROLE_NAMES);
}

function weirdScope({ random, state }: BuildContext): AssignmentScope {
  const group = random.pick([...state.exchangeGroups, { ExternalDirectoryObjectId: random.guid() }]);
  const unit = random.pick([...state.administrativeUnits, { id: random.guid() }]);
  const roll = random.next();
  if (roll < 0.2) return { kind: 'organization' };
  if (roll < 0.6) {
    const name = random.chance(0.9) ? `Scope ${random.between(0, 4)}` : 'Scope that is gone';
    return { kind: 'managementScope', name, writtenAs: random.pick(['CustomResourceScope', 'CustomRecipientWriteScope'] as const) };
  }
  if (roll < 0.8) return { kind: 'group', groupId: group.ExternalDirectoryObjectId };
  if (roll < 0.95) return { kind: 'administrativeUnit', unitId: unit.id };
  return { kind: 'other', word: random.pick(['None', 'Self', 'MyGAL', 'NotApplicable']) };
}
