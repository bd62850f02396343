import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';
import type { TenantState } from '../state/tenant-state';
import {
  viewAdministrativeUnit,
  viewAppManagementPolicy,
  viewAppRoleAssignment,
  viewApplication,
  viewCredentialActivity,
  viewDefaultAppManagementPolicy,
  viewDirectoryRole,
  viewFederatedCredential,
  viewGroup,
  viewPermissionGrant,
  viewServicePrincipal,
  viewSignInActivity,
  viewUser,
  type View,
} from '../views/graph-views';
import { pick, pickEach, type DumpContext, type Source } from './source';

const PASSWORD = ['keyId', 'displayName', 'hint', 'startDateTime', 'endDateTime'];
const KEY = ['keyId', 'displayName', 'customKeyIdentifier', 'type', 'usage', 'startDateTime', 'endDateTime'];

/** The sources that a reading takes from Microsoft Graph, with the properties it asks for. */
export const GRAPH_SOURCES: readonly Source[] = [
  { name: 'resources', rows: resources },
  {
    name: 'servicePrincipals',
    rows: function* ({ state }) {
      for (const row of state.servicePrincipals) {
        yield withCredentials(
          pick(
            viewServicePrincipal(row),
            'id appId displayName accountEnabled servicePrincipalType appOwnerOrganizationId verifiedPublisher passwordCredentials keyCredentials tags homepage servicePrincipalNames',
          ),
        );
      }
    },
  },
  {
    name: 'applications',
    rows: function* ({ state }) {
      for (const row of state.applications) {
        yield withCredentials(
          pick(
            viewApplication(row),
            'id appId displayName signInAudience createdDateTime passwordCredentials keyCredentials requiredResourceAccess web spa publicClient publisherDomain',
          ),
        );
      }
    },
  },
  { name: 'appRoleAssignments', rows: appRoleAssignments },
  {
    name: 'oauth2PermissionGrants',
    rows: ({ state }) => pickEach(state.permissionGrants, viewPermissionGrant, 'id clientId consentType principalId resourceId scope'),
  },
  { name: 'owners', rows: owners },
  {
    name: 'users',
    rows: ({ state }) => pickEach(state.users, viewUser, 'id userPrincipalName mail displayName accountEnabled userType'),
  },
  {
    name: 'groups',
    rows: ({ state }) =>
      pickEach(
        state.groups,
        viewGroup,
        'id displayName mail mailEnabled securityEnabled groupTypes membershipRule visibility securityIdentifier',
      ),
  },
  { name: 'groupMembers', rows: groupMembers },
  { name: 'administrativeUnitMembers', rows: unitMembers },
  {
    name: 'administrativeUnits',
    rows: ({ state }) => pickEach(state.administrativeUnits, viewAdministrativeUnit, 'id displayName membershipType membershipRule'),
  },
  {
    name: 'directoryRoleAssignments',
    rows: ({ state }) => pickEach(state.roleAssignments, viewDirectoryRole, 'principalId roleDefinitionId directoryScopeId'),
  },
  {
    name: 'directoryRoleEligibilities',
    rows: ({ state }) => pickEach(state.roleEligibilities, viewDirectoryRole, 'principalId roleDefinitionId directoryScopeId'),
  },
  {
    name: 'signInActivities',
    rows: ({ state }) =>
      pickEach(
        state.signInActivities,
        viewSignInActivity,
        'appId lastSignInActivity delegatedClientSignInActivity delegatedResourceSignInActivity applicationAuthenticationClientSignInActivity applicationAuthenticationResourceSignInActivity',
      ),
  },
  {
    name: 'credentialSignInActivities',
    rows: ({ state }) => pickEach(state.credentialActivities, viewCredentialActivity, 'appId keyId signInActivity'),
  },
  {
    name: 'federatedIdentityCredentials',
    rows: function* ({ state }) {
      for (const row of state.federatedCredentials) {
        yield { applicationId: row.applicationId, ...pick(viewFederatedCredential(row), 'id name issuer subject audiences') };
      }
    },
  },
  { name: 'appManagementPolicies', rows: appManagementPolicies },
];

/** What Graph has one of. */
export function graphSingles(state: TenantState): Readonly<Record<string, View>> {
  return { authorizationPolicy: { defaultUserRolePermissions: state.singles.authorizationPolicy.defaultUserRolePermissions } };
}

function withCredentials(view: View): View {
  return {
    ...view,
    passwordCredentials: (view['passwordCredentials'] as readonly View[]).map((row) => pick(row, PASSWORD)),
    keyCredentials: (view['keyCredentials'] as readonly View[]).map((row) => pick(row, KEY)),
  };
}

function* resources({ state }: DumpContext): Generator<View> {
  for (const appId of [GRAPH_APP_ID, EXCHANGE_APP_ID]) {
    const row = state.servicePrincipalsByAppId.first(appId);
    if (!row) continue;
    yield {
      id: row.id,
      appId: row.appId,
      displayName: row.displayName,
      appRoles: row.appRoles.map((role) => pick(role, ['id', 'value', 'allowedMemberTypes', 'isEnabled'])),
      oauth2PermissionScopes: row.oauth2PermissionScopes.map((scope) => pick(scope, ['id', 'value', 'type'])),
    };
  }
}

/** Read from the side of the two resources, one after the other. */
function* appRoleAssignments({ state }: DumpContext): Generator<View> {
  for (const appId of [GRAPH_APP_ID, EXCHANGE_APP_ID]) {
    const resource = state.servicePrincipalsByAppId.first(appId);
    if (!resource) continue;
    for (const row of state.assignmentsByResource.all(resource.id)) {
      yield pick(viewAppRoleAssignment(row), 'id principalId principalType principalDisplayName resourceId appRoleId createdDateTime');
    }
  }
}

/** Applications, service principals and groups that have owners; `$expand` shows twenty of them at most. */
function* owners({ state }: DumpContext): Generator<View> {
  for (const table of [state.applications, state.servicePrincipals, state.groups]) {
    for (const { id } of table) {
      const ownerIds = state.owners.membersOf(id);
      if (ownerIds.length > 0) yield { objectId: id, ownerIds: ownerIds.slice(0, 20) };
    }
  }
}

function* groupMembers({ state, groups }: DumpContext): Generator<View> {
  for (const groupId of groups) {
    for (const memberId of state.members.membersOf(groupId)) yield { groupId, memberId, memberType: memberTypeOf(state, memberId) };
  }
}

/** The type of a directory object, as `@odata.type` says it after `#microsoft.graph.`. */
export function memberTypeOf(state: TenantState, id: string): string {
  if (state.users.has(id)) return 'user';
  if (state.groups.has(id)) return 'group';
  if (state.servicePrincipals.has(id)) return 'servicePrincipal';
  return state.contacts.has(id) ? 'orgContact' : 'directoryObject';
}

/** Of the units that a role assignment is scoped to, in the order of the directory. */
function* unitMembers({ state }: DumpContext): Generator<View> {
  const used = new Set<string>();
  for (const { scope } of state.managementRoleAssignments) if (scope.kind === 'administrativeUnit') used.add(scope.unitId.toLowerCase());
  for (const { id } of state.administrativeUnits) {
    if (!used.has(id.toLowerCase())) continue;
    for (const memberId of state.unitMembers.membersOf(id)) yield { administrativeUnitId: id, memberId };
  }
}

function* appManagementPolicies({ state }: DumpContext): Generator<View> {
  yield {
    ...pick(viewDefaultAppManagementPolicy(state.singles.defaultAppManagementPolicy), 'id displayName isEnabled'),
    isDefault: true,
    ...pick(
      viewDefaultAppManagementPolicy(state.singles.defaultAppManagementPolicy),
      'applicationRestrictions servicePrincipalRestrictions',
    ),
  };
  for (const row of state.appManagementPolicies) {
    yield { ...pick(viewAppManagementPolicy(row), 'id displayName isEnabled restrictions'), isDefault: false, appliesTo: row.appliesTo };
  }
}
