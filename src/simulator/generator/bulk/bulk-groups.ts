import type { BuildContext } from '../build-context';
import { addGroup, addUnit, type GroupKind } from '../build-groups';
import { CITIES, DEPARTMENTS } from './bulk-names';
import { teamKey, type BulkPeople } from './bulk-people';
import type { BulkSize } from './bulk-size';

const KINDS: readonly GroupKind[] = ['mailSecurity', 'mailSecurity', 'distribution', 'microsoft365', 'security', 'security'];

/** The groups that rights and scopes can be given to. */
export interface BulkGroups {
  /** Mail-enabled security groups of people. */
  readonly teams: readonly string[];
  /** Mail-enabled security groups of shared mailboxes, made for policies and role assignments. */
  readonly scopes: readonly string[];
  readonly units: readonly string[];
}

/** Makes groups until there are as many, with as many memberships in all; one in ten holds other groups. */
export function addBulkGroups(context: BuildContext, size: BulkSize, people: BulkPeople): BulkGroups {
  const { state, random } = context;
  const teams: string[] = [];
  const scopes: string[] = [];
  const scopeCount = Math.max(10, Math.round(size.groups / 60));
  for (let number = 0; number < scopeCount; number += 1) {
    const id = addGroup(context, {
      kind: 'mailSecurity',
      name: `App Scope ${number + 1}`,
      alias: `app-scope-${number + 1}`,
      join: number % 11 === 0 ? 'Open' : 'Closed',
    }).id;
    for (let member = random.between(3, 25); member > 0; member -= 1) state.members.add(id, random.pick(people.shared));
    if (number > 0 && random.chance(0.3)) state.members.add(id, random.pick(scopes));
    scopes.push(id);
  }
  const rest = size.groups - scopeCount;
  const perGroup = Math.max(1, Math.floor((size.memberships - state.members.size) / rest));
  for (let number = 0; number < rest; number += 1) {
    const department = random.pick(DEPARTMENTS);
    const city = random.pick(CITIES);
    const kind = random.pick(KINDS);
    const dynamic = kind === 'microsoft365' && random.chance(0.05);
    const team = people.staff.get(teamKey(department, city)) ?? people.everybody;
    const id = addGroup(context, {
      kind,
      name: `${department} ${city} ${number + 1}`,
      alias: `g${number + 1}`,
      owners: random.chance(0.5) ? [random.pick(team)] : [],
      ...(dynamic ? { rule: `(user.department -eq "${department}")` } : {}),
    }).id;
    // Most groups are small, a few are very large.
    const wanted = random.chance(0.02) ? perGroup * 12 : random.between(1, Math.max(1, Math.round(perGroup * 1.5)));
    for (let member = 0; member < wanted; member += 1) state.members.add(id, random.pick(wanted > team.length ? people.everybody : team));
    if (teams.length > 0 && random.chance(0.1)) state.members.add(id, random.pick(teams));
    if (kind === 'mailSecurity') teams.push(id);
  }
  // The number of memberships is what was asked for: the last ones go where there is room.
  while (state.members.size < size.memberships) state.members.add(random.pick(teams), random.pick(people.everybody));
  const units = Array.from({ length: size.units }, (_, number) => addBulkUnit(context, number, people));
  return { teams, scopes, units };
}

function addBulkUnit(context: BuildContext, number: number, people: BulkPeople): string {
  const department = DEPARTMENTS[number % DEPARTMENTS.length] ?? '';
  const city = CITIES[Math.floor(number / DEPARTMENTS.length) % CITIES.length] ?? '';
  return addUnit(context, { name: `${department} ${city} Unit`, members: people.staff.get(teamKey(department, city)) ?? [] }).id;
}
