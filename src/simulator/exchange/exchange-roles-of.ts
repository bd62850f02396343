import type { Caller } from '../entra/caller';
import { DIRECTORY_ROLES } from '../facts/directory-roles';
import type { TenantState } from '../state/tenant-state';
import type { CmdletFacts } from './cmdlet-facts';

/** The role groups that directory roles stand for in Exchange. https://learn.microsoft.com/exchange/permissions-exo/permissions-exo */
const GROUP_OF_ROLE: Readonly<Record<string, string>> = {
  [DIRECTORY_ROLES['Global Administrator']]: 'Organization Management',
  [DIRECTORY_ROLES['Exchange Administrator']]: 'Organization Management',
  [DIRECTORY_ROLES['Exchange Recipient Administrator']]: 'Recipient Management',
  [DIRECTORY_ROLES['Global Reader']]: 'View-Only Organization Management',
  [DIRECTORY_ROLES['Security Reader']]: 'View-Only Organization Management',
};

/**
 * Which management roles have which cmdlets: those that read, those that read settings, and those that change something.
 * https://learn.microsoft.com/powershell/exchange/find-exchange-cmdlet-permissions, https://learn.microsoft.com/exchange/permissions-exo/feature-permissions
 */
const ROLES_FOR: Readonly<Record<CmdletFacts['needs'], readonly string[]>> = {
  recipients: ['View-Only Recipients', 'Mail Recipients', 'Mail Recipient Creation', 'Distribution Groups', 'Organization Configuration'],
  configuration: ['View-Only Configuration', 'Organization Configuration', 'Role Management', 'Organization Client Access'],
  anyone: [],
  roleManagement: ['Role Management'],
  organization: ['Organization Configuration'],
  mailboxes: ['Mail Recipients'],
  mailboxCreation: ['Mail Recipient Creation'],
  groups: ['Distribution Groups', 'Security Group Creation and Membership'],
};

/** The management roles of a caller: by directory roles and by role groups, directly or through groups. */
export function exchangeRolesOf(state: TenantState, caller: Caller): ReadonlySet<string> {
  const ids = identitiesOf(state, caller);
  const groups = new Set<string>();
  for (const row of state.roleAssignments) {
    if (row.directoryScopeId !== '/' || !ids.has(row.principalId.toLowerCase())) continue;
    const group = GROUP_OF_ROLE[row.roleDefinitionId.toLowerCase()];
    if (group !== undefined) groups.add(group);
  }
  const roles = new Set<string>();
  for (const group of state.roleGroups) {
    if (groups.has(group.Name) || group.members.some((member) => ids.has(member.toLowerCase())))
      for (const role of group.Roles) roles.add(role);
  }
  return roles;
}

/** Whether somebody with these roles has a cmdlet. */
export function hasCmdlet(roles: ReadonlySet<string>, facts: CmdletFacts): boolean {
  return facts.needs === 'anyone' || ROLES_FOR[facts.needs].some((role) => roles.has(role));
}

/** A cmdlet as somebody with these roles has it: without the parameters that need a further role. */
export function factsFor(roles: ReadonlySet<string>, facts: CmdletFacts): CmdletFacts {
  const hidden = Object.entries(facts.reserved ?? {})
    .filter(([, role]) => !roles.has(role))
    .map(([name]) => name);
  if (hidden.length === 0) return facts;
  const without = (words: string): string =>
    words
      .split(' ')
      .filter((word) => !hidden.includes(word.split(/[:!]/)[0] ?? ''))
      .join(' ');
  return {
    ...facts,
    ...(facts.common === undefined ? {} : { common: without(facts.common) }),
    sets: Object.fromEntries(Object.entries(facts.sets).map(([name, words]) => [name, without(words)])),
  };
}

/** An app may connect with Exchange.ManageAsApp, a person's client with Exchange.Manage. https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2 */
export function mayConnect(caller: Caller): boolean {
  return caller.kind === 'app'
    ? caller.roles.includes('Exchange.ManageAsApp') || caller.roles.includes('Exchange.ManageAsAppV2')
    : caller.scopes.includes('Exchange.Manage');
}

function identitiesOf(state: TenantState, caller: Caller): ReadonlySet<string> {
  const own = caller.kind === 'app' ? caller.objectId : caller.userId;
  const ids = new Set([own.toLowerCase()]);
  if (caller.kind === 'app') for (const pointer of state.pointersByAppId.all(caller.appId)) ids.add(pointer.Guid.toLowerCase());
  const open = [own.toLowerCase()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const holder of state.members.holdersOf(id)) {
      if (ids.has(holder)) continue;
      ids.add(holder);
      open.push(holder);
    }
  }
  return ids;
}
