import { randomBytes } from 'node:crypto';
import type { PermissionGrant } from '../../state/directory-types';
import { viewPermissionGrant } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import { GRANT_BODY } from './bodies';
import { knownRow } from './lookups';
import { readBody } from './read-body';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

/** Delegated permissions. https://learn.microsoft.com/graph/api/oauth2permissiongrant-post */
export const GRANT_WRITES: readonly WriteRoute[] = [
  write('POST', '/oauth2PermissionGrants', create),
  write('PATCH', '/oauth2PermissionGrants/{id}', (context) =>
    withGrant(context, (row) => {
      const read = readBody<PermissionGrant>(context.body, GRANT_BODY, 'change');
      if (!read.ok) return failure(read.error);
      context.state.permissionGrants.replace({ ...row, scope: read.value.scope ?? row.scope });
      return DONE;
    }),
  ),
  write('DELETE', '/oauth2PermissionGrants/{id}', (context) =>
    withGrant(context, (row) => {
      context.state.permissionGrants.remove(row.id);
      return DONE;
    }),
  ),
];

/** There is one grant per client, resource and person (or everybody); its scopes are changed, not added beside it. */
function create({ state, body }: WriteContext): WriteAnswer {
  const read = readBody<PermissionGrant>(body, GRANT_BODY, 'create');
  if (!read.ok) return failure(read.error);
  const { clientId = '', resourceId = '', consentType = 'AllPrincipals', scope = '' } = read.value;
  const principalId = read.value.principalId ?? null;
  if (consentType === 'Principal' && principalId === null) return failure(WRITE_ERRORS.grantNeedsPrincipal());
  if (consentType === 'AllPrincipals' && principalId !== null) return failure(WRITE_ERRORS.grantForAll());
  const client = knownRow(state, state.servicePrincipals, clientId);
  if (!client) return failure(GRAPH_ERRORS.notFound(clientId));
  const resource = knownRow(state, state.servicePrincipals, resourceId);
  if (!resource) return failure(GRAPH_ERRORS.notFound(resourceId));
  const user = principalId === null ? null : knownRow(state, state.users, principalId);
  if (user === undefined) return failure(GRAPH_ERRORS.notFound(principalId ?? ''));
  const twice = state.grantsByClient
    .all(client.id)
    .some((row) => isSame(row.resourceId, resource.id) && row.consentType === consentType && isSame(row.principalId ?? '', user?.id ?? ''));
  if (twice) return failure(WRITE_ERRORS.grantThere());
  const row = state.permissionGrants.add({
    id: randomBytes(32).toString('base64url'),
    clientId: client.id,
    consentType,
    principalId: user?.id ?? null,
    resourceId: resource.id,
    scope,
  });
  return {
    kind: 'created',
    type: entityType('oAuth2PermissionGrant'),
    view: viewPermissionGrant(row),
    contextName: 'oauth2PermissionGrants',
  };
}

function withGrant({ state, ids: [id = ''] }: WriteContext, use: (row: PermissionGrant) => WriteAnswer): WriteAnswer {
  const row = knownRow(state, state.permissionGrants, id);
  // Ids of grants are case-sensitive, as base64 is.
  return row?.id === id ? use(row) : failure(GRAPH_ERRORS.notFound(id));
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
