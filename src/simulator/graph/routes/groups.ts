import type { AdministrativeUnit, Group } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewAdministrativeUnit, viewGroup } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import type { Route, RouteAnswer, RouteContext } from '../routes';
import { listSource, type ListSource } from '../row-source';
import { DIRECTORY_PAGES, directoryObjects } from './directory-objects';

/** Groups and administrative units, with who is in them. */
export const GROUP_ROUTES: readonly Route[] = [
  directory('/groups', ({ state }) => ({
    kind: 'list',
    source: listSource<Group>({
      rows: state.seen.groups.rows('lists'),
      type: entityType('group'),
      view: viewGroup,
      expand: (row, relationship) => groupRelation(state, row, relationship),
      pageSize: DIRECTORY_PAGES,
    }),
  })),
  directory('/groups/{id}', (context) =>
    withGroup(context, (row) => ({
      kind: 'entity',
      type: entityType('group'),
      view: viewGroup(row),
      contextName: 'groups',
      expand: (relationship) => groupRelation(context.state, row, relationship),
    })),
  ),
  casting('/groups/{id}/members', (context) => withGroup(context, (row) => objects(context, context.state.seen.members.membersOf(row.id)))),
  casting('/groups/{id}/transitiveMembers', (context) =>
    withGroup(context, (row) => objects(context, transitiveMembers(context.state, row.id))),
  ),
  casting('/groups/{id}/owners', (context) => withGroup(context, (row) => objects(context, context.state.seen.owners.membersOf(row.id)))),
  directory('/directory/administrativeUnits', ({ state }) => ({
    kind: 'list',
    source: listSource<AdministrativeUnit>({
      rows: state.seen.administrativeUnits.rows('lists'),
      type: entityType('administrativeUnit'),
      view: viewAdministrativeUnit,
      expand: (row, relationship) =>
        relationship === 'members' ? directoryObjects(state, state.seen.unitMembers.membersOf(row.id)) : undefined,
      pageSize: DIRECTORY_PAGES,
    }),
  })),
  directory('/directory/administrativeUnits/{id}', (context) =>
    withUnit(context, (row) => ({
      kind: 'entity',
      type: entityType('administrativeUnit'),
      view: viewAdministrativeUnit(row),
      contextName: 'directory/administrativeUnits',
    })),
  ),
  casting('/directory/administrativeUnits/{id}/members', (context) =>
    withUnit(context, (row) => objects(context, context.state.seen.unitMembers.membersOf(row.id))),
  ),
];

/** Everybody in a group and in the groups in it, each once. Groups that contain each other end somewhere. */
export function transitiveMembers(state: TenantState, groupId: string): readonly string[] {
  const found = new Set<string>();
  const open = [groupId.toLowerCase()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const member of state.seen.members.membersOf(id)) {
      if (found.has(member)) continue;
      found.add(member);
      if (state.seen.groups.get(member, 'lists') !== undefined) open.push(member);
    }
  }
  found.delete(groupId.toLowerCase());
  return [...found];
}

function groupRelation(state: TenantState, row: Group, relationship: string): ListSource | undefined {
  switch (relationship) {
    case 'owners':
      return directoryObjects(state, state.seen.owners.membersOf(row.id));
    case 'members':
      return directoryObjects(state, state.seen.members.membersOf(row.id));
    case 'memberOf':
      return directoryObjects(state, state.seen.members.holdersOf(row.id));
    default:
      return undefined;
  }
}

function objects({ state, cast }: RouteContext, ids: readonly string[]): RouteAnswer {
  return { kind: 'list', source: directoryObjects(state, ids, cast) };
}

function withGroup({ state, ids: [id = ''] }: RouteContext, use: (row: Group) => RouteAnswer): RouteAnswer {
  const row = state.seen.groups.get(id);
  return row ? use(row) : { kind: 'failure', error: GRAPH_ERRORS.notFound(id) };
}

function withUnit({ state, ids: [id = ''] }: RouteContext, use: (row: AdministrativeUnit) => RouteAnswer): RouteAnswer {
  const row = state.seen.administrativeUnits.get(id);
  return row ? use(row) : { kind: 'failure', error: GRAPH_ERRORS.notFound(id) };
}

function directory(template: string, answer: Route['answer']): Route {
  return { template, versions: ['v1.0'], limits: 'directory', answer };
}

function casting(template: string, answer: Route['answer']): Route {
  return { ...directory(template, answer), casts: true };
}
