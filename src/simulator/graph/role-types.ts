import type { EntityFacts } from './entity-types';

/** The types of directory roles and of who has them. */
export const ROLE_TYPES: Readonly<Record<string, readonly [set: string, facts: EntityFacts]>> = {
  unifiedRoleAssignment: [
    'roleManagement/directory/roleAssignments',
    {
      properties: 'id appScopeId condition directoryScopeId principalId principalOrganizationId roleDefinitionId',
      filters: { principalId: 'eq in', roleDefinitionId: 'eq in', directoryScopeId: 'eq in' },
    },
  ],
  unifiedRoleEligibilitySchedule: [
    'roleManagement/directory/roleEligibilitySchedules',
    {
      properties:
        'id appScopeId createdDateTime createdUsing directoryScopeId modifiedDateTime principalId roleDefinitionId status memberType scheduleInfo',
      filters: { principalId: 'eq', roleDefinitionId: 'eq', directoryScopeId: 'eq', status: 'eq' },
    },
  ],
  // https://learn.microsoft.com/graph/api/resources/unifiedroleeligibilityscheduleinstance#properties
  unifiedRoleEligibilityScheduleInstance: [
    'roleManagement/directory/roleEligibilityScheduleInstances',
    {
      properties:
        'id appScopeId directoryScopeId endDateTime memberType principalId roleDefinitionId roleEligibilityScheduleId startDateTime',
      filters: { principalId: 'eq', roleDefinitionId: 'eq', directoryScopeId: 'eq' },
    },
  ],
  // https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance#properties
  unifiedRoleAssignmentScheduleInstance: [
    'roleManagement/directory/roleAssignmentScheduleInstances',
    {
      properties:
        'id appScopeId assignmentType directoryScopeId endDateTime memberType principalId roleAssignmentOriginId roleAssignmentScheduleId roleDefinitionId startDateTime',
      filters: { principalId: 'eq', roleDefinitionId: 'eq', directoryScopeId: 'eq' },
    },
  ],
  // https://learn.microsoft.com/graph/api/resources/directoryrole#properties
  directoryRole: ['directoryRoles', { properties: 'id deletedDateTime description displayName roleTemplateId', directory: true }],
};
