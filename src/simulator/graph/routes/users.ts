import { activeRolesOf, holdersOf } from '../../enforcement/directory-roles-of';
import type { User } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewUser } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import type { Route, RouteAnswer } from '../routes';
import { listSource, positionsOf, type ListSource } from '../row-source';
import { DIRECTORY_PAGES, directoryObjects, findDirectoryObject, objectList } from './directory-objects';
import { directoryRoleObject } from './directory-role-objects';

/** Accounts. */
export const USER_ROUTES: readonly Route[] = [
  {
    template: '/users',
    versions: ['v1.0'],
    limits: 'directory',
    answer: ({ state }) => ({
      kind: 'list',
      source: listSource<User>({
        rows: state.seen.users.rows('lists'),
        type: entityType('user'),
        view: viewUser,
        expand: (row, relationship) => userRelation(state, row, relationship),
        pageSize: DIRECTORY_PAGES,
      }),
    }),
  },
  {
    template: '/users/{id}',
    versions: ['v1.0'],
    limits: 'directory',
    answer: ({ state, ids: [id = ''] }) => {
      const row = seenUser(state, id);
      return row ? userEntity(state, row) : { kind: 'failure', error: GRAPH_ERRORS.notFound(id) };
    },
  },
  {
    template: '/me',
    versions: ['v1.0'],
    limits: 'directory',
    answer: ({ state, caller }) => {
      if (caller.kind === 'app') return { kind: 'failure', error: GRAPH_ERRORS.meNeedsPerson() };
      const row = state.users.get(caller.userId);
      return row ? userEntity(state, row) : { kind: 'failure', error: GRAPH_ERRORS.notFound(caller.userId) };
    },
  },
  ownMemberships('/me/memberOf', (state, userId) => state.seen.members.holdersOf(userId), directRolesOf),
  ownMemberships('/me/transitiveMemberOf', holdersOf, activeRolesOf),
];

/** The groups and directory roles of whoever asks. https://learn.microsoft.com/graph/api/user-list-memberof */
function ownMemberships(
  template: string,
  groupsOf: (state: TenantState, userId: string) => readonly string[],
  rolesOf: (state: TenantState, userId: string) => readonly string[],
): Route {
  return {
    template,
    versions: ['v1.0'],
    limits: 'directory',
    casts: true,
    answer: ({ state, caller, cast }) => {
      if (caller.kind === 'app') return { kind: 'failure', error: GRAPH_ERRORS.meNeedsPerson() };
      const groups = groupsOf(state, caller.userId).flatMap((id) => findDirectoryObject(state, id) ?? []);
      const roles = rolesOf(state, caller.userId).map((roleId) => directoryRoleObject(state, roleId));
      return { kind: 'list', source: objectList(positionsOf([...groups, ...roles]), cast) };
    },
  };
}

function directRolesOf(state: TenantState, userId: string): readonly string[] {
  return state.rolesByPrincipal.all(userId).flatMap((row) => (row.directoryScopeId === '/' ? row.roleDefinitionId.toLowerCase() : []));
}

/** An account by its object id or its user principal name. */
export function findUser(state: TenantState, name: string): User | undefined {
  return state.users.get(name) ?? state.usersByPrincipalName.first(name);
}

/** The same, as readers see it by now. */
function seenUser({ seen, usersByPrincipalName }: TenantState, name: string): User | undefined {
  return seen.users.get(name) ?? seen.users.first(usersByPrincipalName, name, (row) => row.userPrincipalName);
}

function userEntity(state: TenantState, row: User): RouteAnswer {
  return {
    kind: 'entity',
    type: entityType('user'),
    view: viewUser(row),
    contextName: 'users',
    expand: (relationship) => userRelation(state, row, relationship),
  };
}

function userRelation(state: TenantState, row: User, relationship: string): ListSource | undefined {
  return relationship === 'memberOf' ? directoryObjects(state, state.seen.members.holdersOf(row.id)) : undefined;
}
