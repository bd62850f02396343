import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { lookupPowerfulPermission, POWERFUL_PERMISSIONS, type PowerfulPermission } from '../reach/permissions/powerful-permissions';

/** A grant of a permission that gives no reach by itself but can make or widen it. */
export interface PowerfulGrant {
  readonly appId: string;
  readonly servicePrincipalId: string;
  readonly grantId: string | null;
  readonly since: string | null;
  readonly permission: PowerfulPermission;
}

/** The powerful grants of a reading, in the order of the source. */
export function findPowerfulGrants(reading: Reading): readonly PowerfulGrant[] {
  const names = roleNames(reading);
  const meanings = new Map<string, Map<string, PowerfulPermission | null>>();
  const grants: PowerfulGrant[] = [];
  for (const item of reading.collection.graph.appRoleAssignments ?? []) {
    // Tens of thousands of grants share a few resources and roles: each pair is looked up once.
    let roles = meanings.get(item.resourceId);
    if (!roles) meanings.set(item.resourceId, (roles = new Map()));
    let permission = roles.get(item.appRoleId);
    if (permission === undefined) {
      permission = meaningOf(reading, names, item.resourceId, item.appRoleId);
      roles.set(item.appRoleId, permission);
    }
    if (!permission) continue;
    const type = keyOf(item.principalType);
    if (type !== '' && type !== 'serviceprincipal') continue;
    const servicePrincipal = reading.servicePrincipals.get(keyOf(item.principalId));
    if (!servicePrincipal) continue;
    grants.push({
      appId: keyOf(servicePrincipal.appId),
      servicePrincipalId: keyOf(servicePrincipal.id),
      grantId: item.id ?? null,
      since: item.createdDateTime ?? null,
      permission,
    });
  }
  return grants;
}

/** Whether a role id, on a resource that the reading does not hold, could be a powerful permission. */
export function couldBePowerful(appRoleId: string): boolean {
  const id = keyOf(appRoleId);
  return POWERFUL_PERMISSIONS.some((permission) => permission.id === id);
}

function roleNames(reading: Reading): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const resource of reading.collection.graph.resources ?? []) {
    for (const role of resource.appRoles ?? []) if (role.value) names.set(`${keyOf(resource.appId)} ${keyOf(role.id)}`, role.value);
  }
  return names;
}

function meaningOf(reading: Reading, names: ReadonlyMap<string, string>, resourceId: string, appRoleId: string): PowerfulPermission | null {
  const resourceAppId = reading.resourceAppIds.get(keyOf(resourceId));
  if (resourceAppId === undefined) return null;
  return lookupPowerfulPermission(resourceAppId, appRoleId, names.get(`${resourceAppId} ${keyOf(appRoleId)}`));
}
