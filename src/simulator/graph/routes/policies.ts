import { viewAppManagementPolicy, viewAuthorizationPolicy, viewDefaultAppManagementPolicy } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import type { Route } from '../routes';
import { directoryObjects, plainList } from './directory-objects';

/** What the tenant allows. https://learn.microsoft.com/graph/api/resources/policy-overview */
export const POLICY_ROUTES: readonly Route[] = [
  policy('/policies/appManagementPolicies', ({ state }) => ({
    kind: 'list',
    source: plainList('appManagementPolicy', [...state.appManagementPolicies], viewAppManagementPolicy),
  })),
  policy('/policies/appManagementPolicies/{id}', ({ state, ids: [id = ''] }) => {
    const row = state.appManagementPolicies.get(id);
    return row
      ? {
          kind: 'entity',
          type: entityType('appManagementPolicy'),
          view: viewAppManagementPolicy(row),
          contextName: 'policies/appManagementPolicies',
        }
      : { kind: 'failure', error: GRAPH_ERRORS.notFound(id) };
  }),
  policy('/policies/appManagementPolicies/{id}/appliesTo', ({ state, ids: [id = ''], cast }) => {
    const row = state.appManagementPolicies.get(id);
    return row
      ? { kind: 'list', source: directoryObjects(state, row.appliesTo, cast) }
      : { kind: 'failure', error: GRAPH_ERRORS.notFound(id) };
  }),
  policy('/policies/defaultAppManagementPolicy', ({ state }) => ({
    kind: 'entity',
    type: entityType('tenantAppManagementPolicy'),
    view: viewDefaultAppManagementPolicy(state.singles.defaultAppManagementPolicy),
    contextName: 'policies/defaultAppManagementPolicy',
  })),
  policy('/policies/authorizationPolicy', ({ state }) => ({
    kind: 'entity',
    type: entityType('authorizationPolicy'),
    view: viewAuthorizationPolicy(state.singles.authorizationPolicy),
    contextName: 'policies/authorizationPolicy',
  })),
];

function policy(template: string, answer: Route['answer']): Route {
  return { template, versions: ['v1.0'], limits: 'directory', casts: template.endsWith('/appliesTo'), answer };
}
