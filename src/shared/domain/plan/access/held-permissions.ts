import { keyOf } from '../../collection/text-key';
import { APPLICATION_PERMISSIONS } from '../../reach/permissions/application-permissions';
import { RBAC_ROLE_NAMES } from '../../reach/permissions/rbac-roles';
import { EXCHANGE_APP_ID } from '../../reach/permissions/resources';
import type { AppEntry, EntraGrant, RoleAssignment } from '../../reach/reach-model';
import { shown } from '../display-text';

/** The application permissions of an app, by what RBAC for Applications can do about them. */
export interface HeldPermissions {
  /** Tenant-wide, and a role gives the same within a scope. */
  readonly replaceable: readonly EntraGrant[];
  /** They work only on mailboxes where the app itself has a mailbox permission. */
  readonly protocols: readonly EntraGrant[];
  /** They reach mailboxes, and no role gives the same; or what they give is not certain. */
  readonly withoutRole: readonly EntraGrant[];
  /** Of the retired Outlook REST API: they give nothing. */
  readonly retired: readonly EntraGrant[];
}

/** What an app holds in Entra, each grant once, by the name of its permission. */
export function heldPermissions(app: AppEntry): HeldPermissions {
  const grants = uniqueGrants(app.grants);
  const content = grants.filter((grant) => grant.mask !== 0 && !grant.retired);
  const certain = content.filter((grant) => grant.doubt === null);
  return {
    replaceable: certain.filter((grant) => grant.protocol === null && grant.replacedBy !== null),
    protocols: certain.filter((grant) => grant.protocol !== null),
    withoutRole: content.filter((grant) => grant.doubt !== null || (grant.protocol === null && grant.replacedBy === null)),
    retired: grants.filter((grant) => grant.retired && grant.doubt === null),
  };
}

/** Grants without those that say the same twice. */
export function uniqueGrants(grants: readonly EntraGrant[]): readonly EntraGrant[] {
  const byKey = new Map(
    grants.map((grant) => [`${keyOf(grant.item.resourceId)} ${keyOf(grant.item.appRoleId)} ${grant.permission}`, grant]),
  );
  return [...byKey.values()].sort((left, right) => compareText(labelOf(left), labelOf(right)));
}

/** A permission as an administrator names it; of Exchange Online it says so, as both resources have some of the same name. */
export function labelOf(grant: Pick<EntraGrant, 'permission' | 'resourceAppId'>): string {
  return grant.resourceAppId === EXCHANGE_APP_ID ? `${shown(grant.permission)} (Office 365 Exchange Online)` : shown(grant.permission);
}

/** What an answer may name, by key: permissions that a role replaces, and the roles themselves. */
const ROLES = new Map<string, string>([
  ...APPLICATION_PERMISSIONS.flatMap((permission): readonly [string, string][] =>
    permission.replacedBy === null ? [] : [[keyOf(permission.value), permission.replacedBy]],
  ),
  ...RBAC_ROLE_NAMES.map((role): [string, string] => [keyOf(role), role]),
]);

/** The role of RBAC for Applications for a permission (`Mail.Read`, `full_access_as_app`) or for a role's own name; null where there is none. */
export function roleFor(text: string): string | null {
  return ROLES.get(keyOf(text)) ?? null;
}

/** The permissions that a role replaces. */
export function permissionsOfRole(role: string): readonly string[] {
  return APPLICATION_PERMISSIONS.filter((permission) => keyOf(permission.replacedBy) === keyOf(role)).map((permission) => permission.value);
}

/** Assignments of application roles that are for every mailbox. */
export function unscopedAssignments(app: AppEntry): readonly RoleAssignment[] {
  return inOrder(app.roleAssignments.filter((assignment) => assignment.scope.kind === 'everything' && assignment.mask !== 0));
}

/** Assignments in an order that does not depend on the reading's. */
export function inOrder(assignments: readonly RoleAssignment[]): readonly RoleAssignment[] {
  return [...assignments].sort((left, right) =>
    compareText(`${left.role} ${left.item.Name ?? ''}`, `${right.role} ${right.item.Name ?? ''}`),
  );
}

/** By code units: the same order on every machine. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
