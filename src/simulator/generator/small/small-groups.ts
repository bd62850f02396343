import type { BuildContext } from '../build-context';
import { addGroup, addUnit } from '../build-groups';
import type { MailboxIds } from './small-mailboxes';
import type { PeopleById } from './small-people';

/** The object ids of groups and administrative units by display name. */
export type GroupIds = ReadonlyMap<string, string>;

/** Makes the groups: teams, scopes of policies and role assignments, and those that nobody looks after. */
export function addSmallGroups(context: BuildContext, people: PeopleById, boxes: MailboxIds): GroupIds {
  const ids = new Map<string, string>();
  const person = (...aliases: readonly string[]): readonly string[] => aliases.map((alias) => people.get(alias) ?? boxes.get(alias) ?? '');
  const add = (plan: Parameters<typeof addGroup>[1]): string => {
    const group = addGroup(context, plan);
    ids.set(plan.name, group.id);
    return group.id;
  };
  const members = (...departments: readonly string[]): readonly string[] =>
    [...context.state.users]
      .filter((user) => user.department !== null && departments.includes(user.department) && user.jobTitle !== null && user.mail !== null)
      .map((user) => user.id);

  // Teams, some of them inside others.
  const field = add({ kind: 'mailSecurity', name: 'Field Service', members: person('piotr.zielinski', 'beatriz.moreno') });
  add({ kind: 'mailSecurity', name: 'Service Desk', members: [...person('fiona.gallagher', 'callum.frost', 'hannah.voss'), field] });
  add({ kind: 'mailSecurity', name: 'Accounts Team', members: person('priya.raman', 'george.pell', 'saskia.dewit', 'p.eriksen') });
  const inside = add({ kind: 'mailSecurity', name: 'Inside Sales', members: person('ewan.drummond', 'noor.vandenberg') });
  add({
    kind: 'mailSecurity',
    name: 'Sales Team',
    members: [...person('daniel.okafor', 'charlotte.beaumont', 'lukas.brandt', 'amira.haddad'), inside],
  });
  add({
    kind: 'microsoft365',
    name: 'Marketing Crew',
    members: members('Marketing'),
    owners: person('sofia.lindqvist'),
    visibility: 'Public',
  });
  add({
    kind: 'microsoft365',
    name: 'All Staff',
    rule: '(user.userType -eq "Member") and (user.accountEnabled -eq true)',
    members: [...context.state.users].filter((user) => user.userType === 'Member' && user.accountEnabled).map((user) => user.id),
  });
  add({ kind: 'distribution', name: 'Announcements', members: members('Management', 'Finance', 'Sales', 'Marketing') });
  add({ kind: 'security', name: 'Laptops Sheffield', members: members('Engineering') });

  // What application access policies and role assignments are scoped to.
  const archived = add({ kind: 'mailSecurity', name: 'Archive Scope Finance', members: person('payroll', 'accounts-receivable') });
  add({ kind: 'mailSecurity', name: 'CRM Mail Scope', members: [...person('orders', 'info'), archived], join: 'Closed' });
  add({ kind: 'mailSecurity', name: 'Archive Scope', members: [...person('legal'), archived] });
  add({ kind: 'mailSecurity', name: 'Board Mailboxes', members: members('Management') });
  add({ kind: 'mailSecurity', name: 'Closed to Apps', members: [] });
  add({
    kind: 'mailSecurity',
    name: 'Invoice Reader Scope',
    members: person('invoices', 'accounts-receivable'),
    owners: person('george.pell'),
    join: 'Open',
  });
  add({ kind: 'microsoft365', name: 'Survey Mailboxes', members: person('info', 'press'), owners: person('jack.halloran', 'yuki.tanabe') });
  add({ kind: 'mailSecurity', name: 'Booking Pilot', members: person('room.kelham', 'room.dom', 'fiona.gallagher') });

  // A loop that somebody made years ago.
  const east = add({ kind: 'mailSecurity', name: 'Project Ridgeway', members: person('dev.malhotra', 'greta.olsen') });
  const west = add({ kind: 'mailSecurity', name: 'Project Ridgeway Partners', members: [...person('m.trent'), east] });
  context.state.members.add(east, west);

  ids.set(
    'Utrecht Office',
    addUnit(context, {
      name: 'Utrecht Office',
      rule: '(user.city -eq "Utrecht")',
      members: [...context.state.users].filter((user) => user.city === 'Utrecht').map((user) => user.id),
    }).id,
  );
  ids.set(
    'Meeting Rooms',
    addUnit(context, { name: 'Meeting Rooms', members: person('room.kelham', 'room.crucible', 'room.dom', 'room.singel') }).id,
  );
  return ids;
}
