import type { Mailbox, RoleAssignment, ServicePrincipalPointer } from '../state/exchange-types';
import type { ServicePrincipal } from '../state/directory-types';
import type { RightsView } from '../state/rights-view';
import { grant, refuse, undecided, type Verdict } from './decision';
import { matchFilter } from './filter-match';
import { isDirectMember } from './membership';
import type { Operation, Protocol } from './operations';
import { roleEffectOf } from './permission-effects';
import { readFilter, type FilterNode } from './recipient-filter';

/**
 * What the role assignments of an app's pointers say about an operation in a mailbox: one verdict per assignment.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function* roleVerdicts(
  rights: RightsView,
  principal: ServicePrincipal,
  mailbox: Mailbox,
  operation: Operation,
  protocol: Protocol,
): Generator<Verdict> {
  for (const { pointer, matches } of pointersOf(rights, principal)) {
    for (const assignment of rights.managementRoleAssignments) {
      if (assignment.assignee.kind !== 'pointer' || assignment.assignee.pointerGuid !== pointer.Guid || !assignment.Enabled) continue;
      const effect = roleEffectOf(assignment.Role);
      if (effect === null) continue;
      if (effect === undefined) {
        const verdict = scopeVerdict(rights, assignment, mailbox);
        yield verdict.granted ? undecided(`no document names the role ${assignment.Role}`, 'roles') : verdict;
        continue;
      }
      if (effect.protocol !== protocol || !effect.operations.includes(operation)) continue;
      const verdict = scopeVerdict(rights, assignment, mailbox);
      yield matches || !verdict.granted
        ? verdict
        : undecided(`the pointer ${pointer.Identity} has the object id of something else`, 'roles');
    }
  }
}

/** The pointers of a service principal: by its object id; those that only share its app id are wrong. */
export function pointersOf(
  rights: RightsView,
  principal: ServicePrincipal,
): readonly { readonly pointer: ServicePrincipalPointer; readonly matches: boolean }[] {
  const found: { pointer: ServicePrincipalPointer; matches: boolean }[] = [];
  for (const pointer of rights.pointers) {
    if (pointer.ObjectId.toLowerCase() === principal.id.toLowerCase()) found.push({ pointer, matches: true });
    else if (pointer.AppId.toLowerCase() === principal.appId.toLowerCase() && !rights.servicePrincipals.has(pointer.ObjectId)) {
      found.push({ pointer, matches: false });
    }
  }
  return found;
}

/** Whether a mailbox is in the scope of an assignment, whatever the role carries. */
export function scopeVerdict(rights: RightsView, assignment: RoleAssignment, mailbox: Mailbox): Verdict {
  const { scope } = assignment;
  const inside = grant(`${assignment.Role} by ${assignment.Name}`, 'roles');
  const outside = refuse(`outside the scope of ${assignment.Name}`, 'roles');
  switch (scope.kind) {
    case 'organization':
      return inside;
    case 'group':
      if (!rights.groups.has(scope.groupId)) return undecided(`the group that ${assignment.Name} is scoped to is gone`, 'roles');
      return isDirectMember(rights, scope.groupId, mailbox.ExternalDirectoryObjectId) ? inside : outside;
    case 'administrativeUnit':
      if (!rights.administrativeUnits.has(scope.unitId)) return undecided(`the unit that ${assignment.Name} is scoped to is gone`, 'roles');
      return rights.unitMembers.has(scope.unitId, mailbox.ExternalDirectoryObjectId) ? inside : outside;
    case 'other':
      return undecided(`no document says what the scope ${scope.word} means for an application`, 'roles');
    case 'managementScope': {
      const inScope = matchesScope(rights, scope.name, mailbox);
      if (inScope === null) return undecided(`the scope ${scope.name} cannot be evaluated`, 'roles');
      return inScope ? inside : outside;
    }
  }
}

/** Filters are read once: a filter is asked about every mailbox. */
const READ = new Map<string, FilterNode | null>();

function matchesScope(rights: RightsView, name: string, mailbox: Mailbox): boolean | null {
  const scope = rights.managementScopes.get(name);
  if (!scope || scope.RecipientRoot !== '' || scope.ScopeRestrictionType !== 'RecipientScope') return null;
  let filter = READ.get(scope.RecipientFilter);
  if (filter === undefined) {
    filter = readFilter(scope.RecipientFilter);
    READ.set(scope.RecipientFilter, filter);
  }
  return filter === null ? null : matchFilter(rights, filter, mailbox);
}
