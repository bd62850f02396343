import type { AssignmentScope } from '../../state/exchange-types';
import type { BuildContext } from '../build-context';
import {
  addManagementScope,
  addPointer,
  addPolicy,
  assignRole,
  byScope,
  giveFullAccess,
  giveSendAs,
  giveSendOnBehalf,
  ORGANIZATION,
  SELF,
} from '../build-exchange';
import type { BulkApps } from './bulk-apps';
import type { BulkGroups } from './bulk-groups';
import { CITIES, DEPARTMENTS } from './bulk-names';
import { teamKey, type BulkPeople } from './bulk-people';
import type { BulkSize } from './bulk-size';

const ROLES = [
  'Application Mail.Read',
  'Application Mail.ReadWrite',
  'Application Mail.Send',
  'Application Mail Full Access',
  'Application Calendars.ReadWrite',
  'Application Calendars.Read',
  'Application MailboxSettings.Read',
  'Application Exchange Full Access',
];
const SELF_RIGHTS = { rights: Object.freeze(['FullAccess', 'ReadPermission']) };
const BUILT_IN = { rights: Object.freeze(['FullAccess', 'DeleteItem', 'ReadPermission']), inherited: true };

/** Makes policies, scopes, pointers and role assignments in bulk. */
export function addBulkExchange(context: BuildContext, size: BulkSize, apps: BulkApps, groups: BulkGroups): void {
  const { state, random } = context;
  for (let number = 0; number < size.policies; number += 1) {
    const app = apps.governed[number % apps.governed.length];
    const id = random.pick(groups.scopes);
    const name = state.exchangeGroups.get(id)?.Name ?? '';
    if (app)
      addPolicy(
        context,
        [app.appId],
        random.chance(0.85) ? 'RestrictAccess' : 'DenyAccess',
        random.chance(0.95) ? { id, name } : { id: random.guid(), name: 'Gone' },
      );
  }
  for (let number = 0; number < size.scopes; number += 1) addManagementScope(context, `Scope ${number + 1}`, filterOf(context, groups));
  const pointers = apps.forRoles.map((principal) => addPointer(context, principal, random.chance(0.99) ? principal.id : random.guid()));
  for (let number = 0; number < size.roleAssignments; number += 1) {
    const pointer = pointers[number % pointers.length];
    if (pointer) assignRole(context, pointer, random.pick(ROLES), scopeOf(context, size, groups));
  }
}

function filterOf({ random, state }: BuildContext, groups: BulkGroups): string {
  switch (random.between(0, 3)) {
    case 0:
      return `CustomAttribute1 -eq '${random.pick(['helpdesk', 'crm', 'ledger', 'archive', 'booking'])}'`;
    case 1:
      return `(Department -eq '${random.pick(DEPARTMENTS)}') -and (City -eq '${random.pick(CITIES)}')`;
    case 2:
      return `MemberOfGroup -eq '${state.exchangeGroups.get(random.pick(groups.scopes))?.DistinguishedName ?? ''}'`;
    default:
      return `(RecipientTypeDetails -eq 'SharedMailbox') -and -not(City -eq '${random.pick(CITIES)}')`;
  }
}

function scopeOf({ random }: BuildContext, size: BulkSize, groups: BulkGroups): AssignmentScope {
  const roll = random.next();
  if (roll < 0.08) return ORGANIZATION;
  if (roll < 0.5) return byScope(`Scope ${random.between(1, size.scopes)}`);
  if (roll < 0.8) return { kind: 'group', groupId: random.pick(groups.scopes) };
  return { kind: 'administrativeUnit', unitId: random.pick(groups.units) };
}

/** Fills access lists until there are as many entries: two that every mailbox has, the rest on shared mailboxes and among colleagues. */
export function addBulkRights(context: BuildContext, size: BulkSize, people: BulkPeople, groups: BulkGroups, apps: BulkApps): void {
  const { state, random } = context;
  for (const { ExternalDirectoryObjectId: id } of state.mailboxes) {
    giveFullAccess(context, id, SELF, SELF_RIGHTS);
    giveFullAccess(context, id, 'EURPR04A003\\Organization Management', BUILT_IN);
  }
  const pointers = apps.byProtocol.map((principal) => addPointer(context, principal).Guid);
  for (const pointer of pointers) {
    const id = random.pick(people.shared);
    giveFullAccess(context, id, pointer);
    giveSendAs(context, id, pointer);
  }
  while (state.mailboxPermissions.size < size.mailboxPermissions) {
    const shared = random.chance(0.7);
    giveFullAccess(context, shared ? random.pick(people.shared) : random.pick(people.everybody), trusteeOf(context, people, groups), {
      deny: random.chance(0.005),
      inherited: random.chance(0.02),
    });
  }
  while (state.recipientPermissions.size < size.sendAs) {
    giveSendAs(
      context,
      random.chance(0.85) ? random.pick(people.shared) : random.pick(people.everybody),
      trusteeOf(context, people, groups),
    );
  }
  for (const id of people.shared) if (random.chance(0.15)) giveSendOnBehalf(context, id, random.pick(people.everybody));
}

function trusteeOf({ random }: BuildContext, people: BulkPeople, groups: BulkGroups): string {
  const roll = random.next();
  if (roll < 0.25) return random.pick(groups.teams);
  if (roll < 0.255) return `S-1-5-21-1884213370-2217764051-3058821144-${random.between(10_000, 90_000_000)}`;
  return random.pick(people.staff.get(teamKey(random.pick(DEPARTMENTS), random.pick(CITIES))) ?? people.everybody);
}
