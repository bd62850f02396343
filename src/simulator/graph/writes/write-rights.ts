import { activeRolesOf } from '../../enforcement/directory-roles-of';
import type { Caller } from '../../entra/caller';
import { DIRECTORY_ROLES, type DirectoryRoleName } from '../../facts/directory-roles';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../facts/permission-ids';
import type { TenantState } from '../../state/tenant-state';
import { alternateKey } from '../alternate-key';
import { findUser } from '../routes/users';
import { isRecord } from './body-shapes';
import { ENABLE_ONLY, openedBy, OWNED_BY } from './write-permissions';
import type { WriteContext, WriteRoute } from './write-route';

const APPLICATION_ROLES: readonly DirectoryRoleName[] = ['Application Administrator', 'Cloud Application Administrator'];
const GROUP_ROLES: readonly DirectoryRoleName[] = ['Groups Administrator', 'User Administrator', 'Directory Writers'];

/** What a person needs for a write besides the delegated permission. */
interface Right {
  readonly path: RegExp;
  /** One of these roles, or Global Administrator. */
  roles(state: TenantState, context: WriteContext): readonly DirectoryRoleName[];
  /** Whether owning what is changed is enough. */
  readonly owners?: boolean;
  /** Whether every member of the tenant may. */
  everybody?(state: TenantState, context: WriteContext): boolean;
}

/** From "For delegated access … the signed-in user must be assigned a supported Microsoft Entra role" on the pages named beside them. */
const RIGHTS: readonly Right[] = [
  {
    // https://learn.microsoft.com/graph/api/application-post-applications#permissions
    path: /^POST \/applications$/,
    roles: () => [...APPLICATION_ROLES, 'Application Developer'],
    everybody: ({ singles }) => singles.authorizationPolicy.defaultUserRolePermissions.allowedToCreateApps,
  },
  // https://learn.microsoft.com/graph/api/application-update#permissions
  { path: / \/applications\//, roles: () => APPLICATION_ROLES, owners: true },
  // https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments#permissions
  { path: /^POST .*\/appRoleAssign(?:ments|edTo)$/, roles: grantingRoles },
  { path: /^DELETE .*\/appRoleAssign(?:ments|edTo)\//, roles: () => [...APPLICATION_ROLES, 'Privileged Role Administrator'] },
  // https://learn.microsoft.com/graph/api/serviceprincipal-update#permissions
  { path: / \/servicePrincipals(?:\/|$)/, roles: () => APPLICATION_ROLES, owners: true },
  // https://learn.microsoft.com/graph/api/oauth2permissiongrant-post#permissions
  { path: / \/oauth2PermissionGrants/, roles: () => [...APPLICATION_ROLES, 'Privileged Role Administrator'] },
  {
    // https://learn.microsoft.com/graph/api/group-post-groups#permissions
    path: /^POST \/groups$/,
    roles: (_state, { body }) => [...GROUP_ROLES, ...(isUnified(body) ? (['Exchange Administrator'] as const) : [])],
    everybody: ({ singles }, { body }) =>
      isUnified(body) || singles.authorizationPolicy.defaultUserRolePermissions.allowedToCreateSecurityGroups,
  },
  {
    // https://learn.microsoft.com/graph/api/group-post-members#permissions
    path: / \/groups\//,
    roles: ({ groups }, { ids: [id = ''] }) => [
      ...GROUP_ROLES,
      ...(groups.get(id)?.groupTypes.includes('Unified') === true ? (['Exchange Administrator'] as const) : []),
    ],
    owners: true,
  },
  // https://learn.microsoft.com/graph/api/administrativeunit-post-members#permissions
  { path: / \/directory\/administrativeUnits/, roles: () => ['Privileged Role Administrator'] },
  // https://learn.microsoft.com/graph/api/user-revokesigninsessions#permissions
  {
    path: /\/revokeSignInSessions$/,
    roles: (state, context) => overUsers(state, context, ['User Administrator', 'Helpdesk Administrator']),
  },
  // https://learn.microsoft.com/graph/api/user-update#permissions
  { path: /^PATCH \/users\//, roles: (state, context) => overUsers(state, context, ['User Administrator']) },
];

/** Whether a caller's token, roles and ownership open a write. In mailboxes Exchange decides. */
export function mayWrite(state: TenantState, caller: Caller, route: WriteRoute, context: WriteContext): boolean {
  if (route.limits === 'mailbox') return true;
  if (caller.kind === 'app') {
    const opened = openedFor(route, 'application', caller.roles, context);
    if (opened.length === 0) return false;
    const onlyOwned = opened.every((entry) => entry.split('+').includes(OWNED_BY));
    return !onlyOwned || route.template === '/applications' || isOwned(state, caller.objectId, route, context);
  }
  if (openedFor(route, 'delegated', caller.scopes, context).length === 0) return false;
  return personMayWrite(state, caller.userId, route, context);
}

/** The permissions that open this very request: some open one property alone. */
function openedFor(
  { method, template }: WriteRoute,
  kind: 'application' | 'delegated',
  held: readonly string[],
  { body }: WriteContext,
): readonly string[] {
  const enables = isRecord(body) && Object.keys(body).every((name) => name === 'accountEnabled');
  return openedBy(method, template, kind, held).filter((entry) => entry !== ENABLE_ONLY || enables);
}

/** A permission of the app never gives a person more than the person has. */
function personMayWrite(state: TenantState, userId: string, route: WriteRoute, context: WriteContext): boolean {
  const held = activeRolesOf(state, userId);
  if (held.includes(DIRECTORY_ROLES['Global Administrator'])) return true;
  const name = makesApplication(state, route, context) ? 'POST /applications' : `${route.method} ${route.template}`;
  const right = RIGHTS.find(({ path }) => path.test(name));
  if (!right) return false;
  if (right.roles(state, context).some((role) => held.includes(DIRECTORY_ROLES[role]))) return true;
  if (right.owners === true && isOwned(state, userId, route, context)) return true;
  return state.users.get(userId)?.userType === 'Member' && right.everybody?.(state, context) === true;
}

/** Whether a change of an application by its unique name would make it. */
function makesApplication(state: TenantState, { method, template }: WriteRoute, { ids: [segment = ''] }: WriteContext): boolean {
  const uniqueName = method === 'PATCH' && template === '/applications/{id}' ? alternateKey(segment, 'uniqueName') : null;
  return uniqueName !== null && state.applicationsByUniqueName.first(uniqueName) === undefined;
}

/** Whether somebody owns what a write is about: a new service principal is about its application. */
function isOwned(state: TenantState, ownerId: string, route: WriteRoute, { ids: [segment = ''], body }: WriteContext): boolean {
  const owned = (id: string | undefined): boolean => id !== undefined && state.owners.has(id, ownerId);
  if (route.template.startsWith('/groups/')) return owned(state.groups.get(segment)?.id);
  if (route.template === '/servicePrincipals') {
    const appId = isRecord(body) && typeof body['appId'] === 'string' ? body['appId'] : '';
    return owned(state.applicationsByAppId.first(appId)?.id);
  }
  const appId = alternateKey(segment, 'appId');
  if (route.template.startsWith('/servicePrincipals/'))
    return owned((appId === null ? state.servicePrincipals.get(segment) : state.servicePrincipalsByAppId.first(appId))?.id);
  const uniqueName = alternateKey(segment, 'uniqueName');
  if (uniqueName !== null) {
    const there = state.applicationsByUniqueName.first(uniqueName);
    // What is not there yet belongs to whoever makes it.
    return there === undefined || owned(there.id);
  }
  return owned((appId === null ? state.applications.get(segment) : state.applicationsByAppId.first(appId))?.id);
}

/**
 * Application permissions of Microsoft Graph, and of Exchange Online, are granted by Privileged Role Administrators: the roles for
 * applications stop there. https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent#prerequisites
 */
function grantingRoles(state: TenantState, { body, ids: [segment = ''] }: WriteContext): readonly DirectoryRoleName[] {
  const named = isRecord(body) && typeof body['resourceId'] === 'string' ? body['resourceId'] : segment;
  const resource = state.servicePrincipals.get(named)?.appId;
  const guarded = resource === GRAPH_APP_ID || resource === EXCHANGE_APP_ID;
  return guarded ? ['Privileged Role Administrator'] : [...APPLICATION_ROLES, 'Privileged Role Administrator'];
}

/** Over somebody who has a directory role only a Global Administrator may. https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-perform-sensitive-actions */
function overUsers(
  state: TenantState,
  { ids: [name = ''] }: WriteContext,
  roles: readonly DirectoryRoleName[],
): readonly DirectoryRoleName[] {
  const user = findUser(state, name);
  return user && activeRolesOf(state, user.id).length > 0 ? [] : roles;
}

function isUnified(body: unknown): boolean {
  return isRecord(body) && Array.isArray(body['groupTypes']) && body['groupTypes'].includes('Unified');
}
