import type { SourcePath } from './sources';

/** What has to be read to say which apps reach mail. */
const APP_SOURCES: readonly SourcePath[] = [
  'graph.servicePrincipals',
  'graph.appRoleAssignments',
  'graph.oauth2PermissionGrants',
  'exchange.servicePrincipals',
  'exchange.managementRoleAssignments',
];

/** Whether the sources that tell which apps reach mail are all read in full. `gaps` are the paths of those that are not. */
export function areAppsKnown(gaps: readonly string[]): boolean {
  return !gaps.some((gap) => APP_SOURCES.some((source) => source === gap));
}
