import { holdersOf } from '../../enforcement/directory-roles-of';
import type { DirectoryRole } from '../../state/directory-types';
import {
  viewAssignmentInstance,
  viewDirectoryRole,
  viewEligibilityInstance,
  viewRoleEligibility,
  type View,
} from '../../views/graph-views';
import { entityType, type EntityName } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import type { Route, RouteAnswer, RouteContext } from '../routes';
import { listSource, positionsOf, type Positions } from '../row-source';
import { DIRECTORY_PAGES } from './directory-objects';

const ROLES = '/roleManagement/directory';

/** Who has which directory role, and who may activate one. https://learn.microsoft.com/graph/api/resources/rolemanagement */
export const ROLE_ROUTES: readonly Route[] = [
  all('roleAssignments', 'unifiedRoleAssignment', ({ state }) => state.roleAssignments, viewDirectoryRole),
  all('roleEligibilitySchedules', 'unifiedRoleEligibilitySchedule', ({ state }) => state.roleEligibilities, viewRoleEligibility),
  all(
    'roleEligibilityScheduleInstances',
    'unifiedRoleEligibilityScheduleInstance',
    ({ state }) => state.roleEligibilities,
    viewEligibilityInstance,
  ),
  all(
    'roleAssignmentScheduleInstances',
    'unifiedRoleAssignmentScheduleInstance',
    ({ state }) => state.roleAssignments,
    viewAssignmentInstance,
  ),
  own('roleEligibilitySchedules', 'unifiedRoleEligibilitySchedule', ({ state }) => [...state.roleEligibilities], viewRoleEligibility),
  own(
    'roleEligibilityScheduleInstances',
    'unifiedRoleEligibilityScheduleInstance',
    ({ state }) => [...state.roleEligibilities],
    viewEligibilityInstance,
  ),
  own(
    'roleAssignmentScheduleInstances',
    'unifiedRoleAssignmentScheduleInstance',
    ({ state }) => [...state.roleAssignments],
    viewAssignmentInstance,
  ),
];

type RoleView = (row: DirectoryRole) => View;

function all(set: string, type: EntityName, rows: (context: RouteContext) => Positions<DirectoryRole>, view: RoleView): Route {
  return {
    template: `${ROLES}/${set}`,
    versions: ['v1.0'],
    limits: 'directory',
    answer: (context) => roleList(type, rows(context), view),
  };
}

/** `filterByCurrentUser(on='principal')`: one's own, which needs no role to see. https://learn.microsoft.com/graph/api/unifiedroleeligibilityscheduleinstance-filterbycurrentuser */
function own(set: string, type: EntityName, rows: (context: RouteContext) => readonly DirectoryRole[], view: RoleView): Route {
  return {
    template: `${ROLES}/${set}/filterByCurrentUser/{on}`,
    versions: ['v1.0'],
    limits: 'directory',
    answer: (context) => {
      const { state, caller, ids } = context;
      if (caller.kind === 'app') return { kind: 'failure', error: GRAPH_ERRORS.meNeedsPerson() };
      if (ids[0] !== "on='principal'")
        return { kind: 'failure', error: GRAPH_ERRORS.unknownSegment(`filterByCurrentUser(${ids[0] ?? ''})`) };
      const mine = new Set([caller.userId.toLowerCase(), ...holdersOf(state, caller.userId)]);
      return roleList(type, positionsOf(rows(context).filter((row) => mine.has(row.principalId.toLowerCase()))), view);
    },
  };
}

function roleList(type: EntityName, rows: Positions<DirectoryRole>, view: RoleView): RouteAnswer {
  return { kind: 'list', source: listSource<DirectoryRole>({ rows, type: entityType(type), view, pageSize: DIRECTORY_PAGES }) };
}
