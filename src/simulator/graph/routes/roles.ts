import type { DirectoryRole } from '../../state/directory-types';
import { viewDirectoryRole, viewRoleEligibility } from '../../views/graph-views';
import { entityType } from '../entity-types';
import type { Route } from '../routes';
import { listSource } from '../row-source';
import { DIRECTORY_PAGES } from './directory-objects';

/** Who has which directory role, and who may activate one. https://learn.microsoft.com/graph/api/resources/rolemanagement */
export const ROLE_ROUTES: readonly Route[] = [
  {
    template: '/roleManagement/directory/roleAssignments',
    versions: ['v1.0'],
    limits: 'directory',
    answer: ({ state }) => ({
      kind: 'list',
      source: listSource<DirectoryRole>({
        rows: state.roleAssignments,
        type: entityType('unifiedRoleAssignment'),
        view: viewDirectoryRole,
        pageSize: DIRECTORY_PAGES,
      }),
    }),
  },
  {
    template: '/roleManagement/directory/roleEligibilitySchedules',
    versions: ['v1.0'],
    limits: 'directory',
    answer: ({ state }) => ({
      kind: 'list',
      source: listSource<DirectoryRole>({
        rows: state.roleEligibilities,
        type: entityType('unifiedRoleEligibilitySchedule'),
        view: viewRoleEligibility,
        pageSize: DIRECTORY_PAGES,
      }),
    }),
  },
];
