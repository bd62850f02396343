import type { GraphItem } from '../../collection/collection.schema';
import type { Reading } from '../../collection/reading';
import { keyOf } from '../../collection/text-key';
import { lookupApplicationPermission } from '../../reach/permissions/application-permissions';
import { delegatedPermission, parseScopes } from '../../reach/permissions/delegated-permissions';
import { lookupPowerfulPermission } from '../../reach/permissions/powerful-permissions';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../../reach/permissions/resources';
import type { EntraGrant, RoleAssignment } from '../../reach/reach-model';
import { shown } from '../display-text';
import type { PlanApp } from '../subjects';

interface Common {
  /** How an answer names it. */
  readonly value: string;
  /** What a person calls it. */
  readonly label: string;
  /** What findings call it in their evidence. */
  readonly evidenceId: string;
  /** It opens mailboxes, or may. */
  readonly reaches: boolean;
}

/** Something that an app was given and that can be taken away. */
export type HeldGrant = Common &
  (
    | { readonly kind: 'application'; readonly grant: EntraGrant; readonly resourceGone: boolean }
    | { readonly kind: 'delegated'; readonly item: GraphItem<'oauth2PermissionGrants'> }
    /** Of a delegated grant only the scopes of the retired Outlook REST API. */
    | { readonly kind: 'retiredScopes'; readonly item: GraphItem<'oauth2PermissionGrants'>; readonly left: readonly string[] }
    | { readonly kind: 'role'; readonly assignment: RoleAssignment }
  );

interface Rows {
  readonly applications: GraphItem<'appRoleAssignments'>[];
  readonly delegated: GraphItem<'oauth2PermissionGrants'>[];
}

const ROWS = new WeakMap<Reading, ReadonlyMap<string, Rows>>();

/** The grants of one service principal; indexed once per reading. Graph deletes by the id of a grant: those without one are left out. */
function rowsOf(reading: Reading, objectId: string): Rows {
  const index = ROWS.get(reading) ?? indexRows(reading);
  ROWS.set(reading, index);
  return index.get(objectId) ?? { applications: [], delegated: [] };
}

function indexRows({ collection: { graph } }: Reading): ReadonlyMap<string, Rows> {
  const index = new Map<string, Rows>();
  const of = (id: string): Rows => {
    const known = index.get(id);
    if (known) return known;
    const rows: Rows = { applications: [], delegated: [] };
    index.set(id, rows);
    return rows;
  };
  for (const item of graph.appRoleAssignments ?? []) if (item.id) of(keyOf(item.principalId)).applications.push(item);
  for (const item of graph.oauth2PermissionGrants ?? []) if (item.id) of(keyOf(item.clientId)).delegated.push(item);
  return index;
}

/** Whether an app was given anything that can be taken away. */
export function hasGrants(reading: Reading, app: PlanApp): boolean {
  const { applications, delegated } = rowsOf(reading, app.objectId);
  return applications.length + delegated.length + app.entry.roleAssignments.length > 0;
}

/** Everything that an app was given: application permissions, delegated ones, and roles in Exchange Online. */
export function heldGrants(reading: Reading, app: PlanApp): readonly HeldGrant[] {
  const rows = rowsOf(reading, app.objectId);
  const applications = rows.applications.map((item) => applicationGrant(reading, app, item));
  const delegated = rows.delegated.flatMap((item) => delegatedGrants(reading, item));
  const roles = app.entry.roleAssignments
    .filter(({ item }) => item.Name || item.Identity)
    .map((assignment): HeldGrant => {
      const name = assignment.item.Name || assignment.item.Identity || '';
      const label = `the role "${shown(assignment.role)}" over ${assignment.scope.kind === 'everything' ? 'every mailbox' : `"${shown(assignment.scope.name)}"`}`;
      return {
        kind: 'role',
        assignment,
        value: `role ${name}`,
        label,
        evidenceId: keyOf(assignment.item.Identity ?? assignment.item.Name),
        reaches: assignment.mask !== 0,
      };
    });
  return withUniqueValues([...applications, ...delegated, ...roles]);
}

function applicationGrant(reading: Reading, app: PlanApp, item: GraphItem<'appRoleAssignments'>): HeldGrant {
  const known = app.entry.grants.find((grant) => grant.item === item);
  const resourceAppId = reading.resourceAppIds.get(keyOf(item.resourceId)) ?? null;
  const grant: EntraGrant = known ?? {
    item,
    resourceAppId,
    permission: nameOf(reading, resourceAppId, item.appRoleId),
    mask: 0,
    governedByPolicies: false,
    policyNotConfirmed: false,
    protocol: null,
    retired: false,
    replacedBy: null,
    doubt: null,
  };
  const resource = resourceWords(reading, item.resourceId, resourceAppId);
  return {
    kind: 'application',
    grant,
    resourceGone: resourceAppId === null,
    value: `${grant.permission}${resource}`,
    label: `the application permission ${shown(`${grant.permission}${resource}`, 200)}`,
    evidenceId: keyOf(item.id),
    reaches: grant.mask !== 0,
  };
}

function nameOf(reading: Reading, resourceAppId: string | null, appRoleId: string): string {
  const id = keyOf(appRoleId);
  const role = (reading.collection.graph.resources ?? [])
    .filter((resource) => keyOf(resource.appId) === resourceAppId)
    .flatMap((resource) => resource.appRoles ?? [])
    .find((item) => keyOf(item.id) === id)?.value;
  if (resourceAppId === null) return role ?? id;
  const powerful = lookupPowerfulPermission(resourceAppId, id, role ?? undefined)?.value;
  return role ?? powerful ?? lookupApplicationPermission(resourceAppId, id, undefined)?.value ?? id;
}

function resourceWords(reading: Reading, resourceId: string, resourceAppId: string | null): string {
  if (resourceAppId === GRAPH_APP_ID) return '';
  if (resourceAppId === EXCHANGE_APP_ID) return ' of Office 365 Exchange Online';
  const name = reading.servicePrincipals.get(keyOf(resourceId))?.displayName;
  return ` of ${name || keyOf(resourceId)}`;
}

function delegatedGrants(reading: Reading, item: GraphItem<'oauth2PermissionGrants'>): readonly HeldGrant[] {
  const id = item.id ?? '';
  const resourceAppId = reading.resourceAppIds.get(keyOf(item.resourceId)) ?? null;
  const scopes = parseScopes(item.scope);
  const permissions = scopes.map((scope) => ({ scope, permission: delegatedPermission(resourceAppId, scope) }));
  const retired = permissions.filter(({ permission }) => permission?.retired === true).map(({ scope }) => scope);
  const left = scopes.filter((scope) => !retired.includes(scope));
  const holder =
    keyOf(item.consentType) === 'principal'
      ? (reading.principals.byId(item.principalId)?.name ?? item.principalId ?? 'one user')
      : 'everybody';
  const words = shown(scopes.join(', '), 200) || 'nothing';
  const whole: HeldGrant = {
    kind: 'delegated',
    item,
    value: `delegated ${id}`,
    label: `the delegated permissions ${words} for ${shown(holder)}`,
    evidenceId: keyOf(id),
    reaches: permissions.some(({ permission }) => (permission?.mask ?? 0) !== 0),
  };
  if (retired.length === 0 || left.length === 0) return [whole];
  const trimmed: HeldGrant = {
    kind: 'retiredScopes',
    item,
    left,
    value: `retired ${id}`,
    label: `the retired scopes ${shown(retired.join(', '), 200)} for ${shown(holder)}`,
    evidenceId: keyOf(id),
    reaches: false,
  };
  return [trimmed, whole];
}

function withUniqueValues(grants: readonly HeldGrant[]): readonly HeldGrant[] {
  const counts = new Map<string, number>();
  for (const { value } of grants) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return grants.map((grant) =>
    (counts.get(keyOf(grant.value)) ?? 0) > 1 ? { ...grant, value: `${grant.value} ${grant.evidenceId}` } : grant,
  );
}
