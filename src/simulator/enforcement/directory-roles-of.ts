import type { TenantState } from '../state/tenant-state';

/**
 * The directory roles that are active for somebody in the whole tenant, by template id: assigned directly, or to a group.
 * A role that somebody is only eligible for is not among them.
 */
export function activeRolesOf(state: TenantState, principalId: string): readonly string[] {
  const ids = new Set([principalId.toLowerCase(), ...holdersOf(state, principalId)]);
  const roles = [...ids].flatMap((id) => state.rolesByPrincipal.all(id)).filter((row) => row.directoryScopeId === '/');
  return [...new Set(roles.map((row) => row.roleDefinitionId.toLowerCase()))];
}

/** The groups that somebody is in, directly and through other groups. */
export function holdersOf(state: TenantState, memberId: string): readonly string[] {
  const seen = new Set<string>();
  const open = [memberId.toLowerCase()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const holder of state.members.holdersOf(id)) {
      if (seen.has(holder)) continue;
      seen.add(holder);
      open.push(holder);
    }
  }
  return [...seen];
}
