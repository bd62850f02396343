import { randomBytes } from 'node:crypto';
import type { AppRoleAssignment, ServicePrincipal } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewAppRoleAssignment } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import { ASSIGNMENT_BODY } from './bodies';
import { knownRow, withServicePrincipal } from './lookups';
import { readBody } from './read-body';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

/** Which end of a grant the path names. */
type End = 'principalId' | 'resourceId';

/** Application permissions, granted from either side. https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments */
export const ASSIGNMENT_WRITES: readonly WriteRoute[] = [
  ...side('appRoleAssignments', 'principalId'),
  ...side('appRoleAssignedTo', 'resourceId'),
];

/** No role in particular: to be assigned to the application at all. */
const DEFAULT_ROLE = '00000000-0000-0000-0000-000000000000';

interface Principal {
  readonly id: string;
  readonly displayName: string;
  readonly kind: AppRoleAssignment['principalType'];
}

function side(name: string, end: End): readonly WriteRoute[] {
  return [
    write('POST', `/servicePrincipals/{id}/${name}`, (context) =>
      withServicePrincipal(context, (row) => create(context, row, end, `servicePrincipals('${row.id}')/${name}`)),
    ),
    write('DELETE', `/servicePrincipals/{id}/${name}/{id}`, (context) =>
      withServicePrincipal(context, (row) => remove(context.state, row, context.ids[1] ?? '', end)),
    ),
  ];
}

function create({ state, body }: WriteContext, named: ServicePrincipal, end: End, contextName: string): WriteAnswer {
  const read = readBody<AppRoleAssignment>(body, ASSIGNMENT_BODY, 'create');
  if (!read.ok) return failure(read.error);
  const { principalId = '', resourceId = '', appRoleId = '' } = read.value;
  if (read.value[end]?.toLowerCase() !== named.id.toLowerCase()) return failure(WRITE_ERRORS.mismatch(end));
  const principal = principalOf(state, principalId);
  if (!principal) return failure(GRAPH_ERRORS.notFound(principalId));
  const resource = knownRow(state, state.servicePrincipals, resourceId);
  if (!resource) return failure(GRAPH_ERRORS.notFound(resourceId));
  const role = resource.appRoles.find((candidate) => candidate.isEnabled && candidate.id.toLowerCase() === appRoleId.toLowerCase());
  // A resource that defines roles is assigned with one of them.
  if (!role && (appRoleId !== DEFAULT_ROLE || resource.appRoles.length > 0)) return failure(WRITE_ERRORS.permissionUnknown());
  const wanted = principal.kind === 'ServicePrincipal' ? 'Application' : 'User';
  if (role && !role.allowedMemberTypes.includes(wanted)) return failure(WRITE_ERRORS.permissionNotForThis());
  const twice = state.assignmentsByPrincipal
    .all(principalId)
    .some((row) => isSame(row.resourceId, resourceId) && isSame(row.appRoleId, appRoleId));
  if (twice) return failure(WRITE_ERRORS.permissionThere());
  const row = state.appRoleAssignments.add({
    id: randomBytes(32).toString('base64url'),
    principalId: principal.id,
    principalType: principal.kind,
    principalDisplayName: principal.displayName,
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
    appRoleId: appRoleId.toLowerCase(),
    createdDateTime: state.clock.nowText(),
  });
  return { kind: 'created', type: entityType('appRoleAssignment'), view: viewAppRoleAssignment(row), contextName };
}

function remove(state: TenantState, named: ServicePrincipal, id: string, end: End): WriteAnswer {
  const row = state.appRoleAssignments.get(id);
  // Ids of grants are case-sensitive, as base64 is.
  if (row?.id !== id || !isSame(row[end], named.id)) return failure(GRAPH_ERRORS.notFound(id));
  state.appRoleAssignments.remove(id);
  return DONE;
}

function principalOf(state: TenantState, id: string): Principal | undefined {
  const principal = knownRow(state, state.servicePrincipals, id);
  if (principal) return { id: principal.id, displayName: principal.displayName, kind: 'ServicePrincipal' };
  const user = knownRow(state, state.users, id);
  if (user) return { id: user.id, displayName: user.displayName, kind: 'User' };
  const group = knownRow(state, state.groups, id);
  return group && { id: group.id, displayName: group.displayName, kind: 'Group' };
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
