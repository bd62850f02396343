import type { Application, ServicePrincipal } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import {
  viewAppRoleAssignment,
  viewApplication,
  viewFederatedCredential,
  viewPermissionGrant,
  viewServicePrincipal,
} from '../../views/graph-views';
import { alternateKey } from '../alternate-key';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import type { Route, RouteAnswer, RouteContext } from '../routes';
import { listSource, type ListSource } from '../row-source';
import { DIRECTORY_PAGES, directoryObjects, plainList } from './directory-objects';

const STABLE = ['v1.0'] as const;

/** Registrations and service principals, what hangs on them, and what they were granted. */
export const APPLICATION_ROUTES: readonly Route[] = [
  directory('/applications', ({ state }) => list(applications(state))),
  directory('/applications/{id}', (context) =>
    withApplication(context, (row) => ({
      kind: 'entity',
      type: entityType('application'),
      // The public part of a certificate comes with a single object alone.
      view: viewApplication(row, true),
      contextName: 'applications',
      expand: (relationship) => applicationRelation(context.state, row, relationship),
    })),
  ),
  directory('/applications/{id}/owners', (context) =>
    withApplication(context, (row) => list(directoryObjects(context.state, context.state.seen.owners.membersOf(row.id), context.cast))),
  ),
  directory('/applications/{id}/federatedIdentityCredentials', (context) =>
    withApplication(context, (row) => list(federatedCredentials(context.state, row))),
  ),
  directory('/servicePrincipals', ({ state }) => list(servicePrincipals(state))),
  directory('/servicePrincipals/{id}', (context) =>
    withServicePrincipal(context, (row) => ({
      kind: 'entity',
      type: entityType('servicePrincipal'),
      view: viewServicePrincipal(row, true),
      contextName: 'servicePrincipals',
      expand: (relationship) => servicePrincipalRelation(context.state, row, relationship),
    })),
  ),
  directory('/servicePrincipals/{id}/owners', (context) =>
    withServicePrincipal(context, (row) =>
      list(directoryObjects(context.state, context.state.seen.owners.membersOf(row.id), context.cast)),
    ),
  ),
  directory('/servicePrincipals/{id}/appRoleAssignedTo', (context) =>
    withServicePrincipal(context, (row) => list(assignmentsOn(context.state, row.id))),
  ),
  directory('/servicePrincipals/{id}/appRoleAssignments', (context) =>
    withServicePrincipal(context, (row) => list(assignmentsOf(context.state, row.id))),
  ),
  directory('/servicePrincipals/{id}/oauth2PermissionGrants', (context) =>
    withServicePrincipal(context, (row) => list(grantsOf(context.state, row.id))),
  ),
  directory('/oauth2PermissionGrants', ({ state }) =>
    list(
      listSource({
        rows: state.seen.permissionGrants.rows('lists'),
        type: entityType('oAuth2PermissionGrant'),
        view: viewPermissionGrant,
        pageSize: DIRECTORY_PAGES,
      }),
    ),
  ),
  directory('/oauth2PermissionGrants/{id}', ({ state, ids: [id = ''] }) => {
    const row = state.seen.permissionGrants.get(id);
    return row
      ? { kind: 'entity', type: entityType('oAuth2PermissionGrant'), view: viewPermissionGrant(row), contextName: 'oauth2PermissionGrants' }
      : { kind: 'failure', error: GRAPH_ERRORS.notFound(id) };
  }),
];

function applications(state: TenantState): ListSource {
  return listSource<Application>({
    rows: state.seen.applications.rows('lists'),
    type: entityType('application'),
    view: (row) => viewApplication(row),
    expand: (row, relationship) => applicationRelation(state, row, relationship),
    pageSize: DIRECTORY_PAGES,
  });
}

function servicePrincipals(state: TenantState): ListSource {
  return listSource<ServicePrincipal>({
    rows: state.seen.servicePrincipals.rows('lists'),
    type: entityType('servicePrincipal'),
    view: (row) => viewServicePrincipal(row),
    expand: (row, relationship) => servicePrincipalRelation(state, row, relationship),
    pageSize: DIRECTORY_PAGES,
  });
}

function applicationRelation(state: TenantState, row: Application, relationship: string): ListSource | undefined {
  if (relationship === 'federatedIdentityCredentials') return federatedCredentials(state, row);
  return relationship === 'owners' ? directoryObjects(state, state.seen.owners.membersOf(row.id)) : undefined;
}

function servicePrincipalRelation(state: TenantState, row: ServicePrincipal, relationship: string): ListSource | undefined {
  switch (relationship) {
    case 'owners':
      return directoryObjects(state, state.seen.owners.membersOf(row.id));
    case 'appRoleAssignments':
      return assignmentsOf(state, row.id);
    case 'appRoleAssignedTo':
      return assignmentsOn(state, row.id);
    case 'oauth2PermissionGrants':
      return grantsOf(state, row.id);
    default:
      return undefined;
  }
}

function federatedCredentials(state: TenantState, row: Application): ListSource {
  return plainList('federatedIdentityCredential', state.federatedByApplication.all(row.id), viewFederatedCredential);
}

function assignmentsOf(state: TenantState, principalId: string): ListSource {
  const rows = state.seen.appRoleAssignments.among(
    state.assignmentsByPrincipal.all(principalId),
    (row) => isSame(row.principalId, principalId),
    'lists',
  );
  return plainList('appRoleAssignment', rows, viewAppRoleAssignment);
}

function assignmentsOn(state: TenantState, resourceId: string): ListSource {
  const rows = state.seen.appRoleAssignments.among(
    state.assignmentsByResource.all(resourceId),
    (row) => isSame(row.resourceId, resourceId),
    'lists',
  );
  return plainList('appRoleAssignment', rows, viewAppRoleAssignment);
}

function grantsOf(state: TenantState, clientId: string): ListSource {
  const rows = state.seen.permissionGrants.among(state.grantsByClient.all(clientId), (row) => isSame(row.clientId, clientId), 'lists');
  return plainList('oAuth2PermissionGrant', rows, viewPermissionGrant);
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function withApplication({ state, ids: [id = ''] }: RouteContext, use: (row: Application) => RouteAnswer): RouteAnswer {
  const { applications } = state.seen;
  const appId = alternateKey(id, 'appId');
  const uniqueName = alternateKey(id, 'uniqueName');
  const row =
    appId !== null
      ? applications.first(state.applicationsByAppId, appId, (candidate) => candidate.appId)
      : uniqueName !== null
        ? applications.first(state.applicationsByUniqueName, uniqueName, (candidate) => candidate.uniqueName)
        : applications.get(id);
  return row ? use(row) : { kind: 'failure', error: GRAPH_ERRORS.notFound(appId ?? uniqueName ?? id) };
}

function withServicePrincipal({ state, ids: [id = ''] }: RouteContext, use: (row: ServicePrincipal) => RouteAnswer): RouteAnswer {
  const { servicePrincipals } = state.seen;
  const appId = alternateKey(id, 'appId');
  const row =
    appId === null
      ? servicePrincipals.get(id)
      : servicePrincipals.first(state.servicePrincipalsByAppId, appId, (candidate) => candidate.appId);
  return row ? use(row) : { kind: 'failure', error: GRAPH_ERRORS.notFound(appId ?? id) };
}

function list(source: ListSource): RouteAnswer {
  return { kind: 'list', source };
}

function directory(template: string, answer: Route['answer']): Route {
  return { template, versions: STABLE, limits: 'directory', casts: template.endsWith('/owners'), answer };
}
