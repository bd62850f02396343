import type { TenantState } from '../../state/tenant-state';

/**
 * Takes a service principal out of the directory with everything that hangs on it: what it was granted, what was granted on it, its
 * owners and memberships. What Exchange keeps of it stays there and points at nothing.
 */
export function removePrincipal(state: TenantState, id: string): void {
  for (const row of [...state.assignmentsByPrincipal.all(id), ...state.assignmentsByResource.all(id)])
    state.appRoleAssignments.remove(row.id);
  const grants = [...state.permissionGrants].filter((row) => [row.clientId, row.resourceId].some((end) => isSame(end, id)));
  for (const row of grants) state.permissionGrants.remove(row.id);
  forget(state, id);
  for (const row of [...state.rolesByPrincipal.all(id)]) state.roleAssignments.remove(row.id);
  state.servicePrincipals.remove(id);
}

/** Takes a group out of the directory. */
export function removeGroup(state: TenantState, id: string): void {
  for (const row of [...state.assignmentsByPrincipal.all(id)]) state.appRoleAssignments.remove(row.id);
  forget(state, id);
  for (const row of [...state.rolesByPrincipal.all(id)]) state.roleAssignments.remove(row.id);
  state.exchangeGroups.remove(id);
  state.groups.remove(id);
}

function forget(state: TenantState, id: string): void {
  state.owners.removeObject(id);
  state.members.removeObject(id);
  state.unitMembers.removeObject(id);
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
