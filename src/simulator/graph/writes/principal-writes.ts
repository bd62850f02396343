import { randomUUID } from 'node:crypto';
import type { ServicePrincipal } from '../../state/directory-types';
import { viewServicePrincipal } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { done } from '../graph-errors';
import { ownersOf } from './application-writes';
import { SERVICE_PRINCIPAL_BODY } from './bodies';
import { replacedKeys, type GivenKey } from './key-list';
import { withServicePrincipal } from './lookups';
import { readBody } from './read-body';
import { addReference, removeReference } from './references';
import { removePrincipal } from './remove-objects';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

type GivenPrincipal = Omit<ServicePrincipal, 'keyCredentials'> & { readonly keyCredentials: readonly GivenKey[] };

/** Service principals. https://learn.microsoft.com/graph/api/resources/serviceprincipal */
export const PRINCIPAL_WRITES: readonly WriteRoute[] = [
  write('POST', '/servicePrincipals', create),
  write('PATCH', '/servicePrincipals/{id}', update),
  write('DELETE', '/servicePrincipals/{id}', (context) =>
    withServicePrincipal(context, (row) => {
      removePrincipal(context.state, row.id);
      return DONE;
    }),
  ),
  write('POST', '/servicePrincipals/{id}/owners/$ref', (context) =>
    withServicePrincipal(context, (row) => addReference(context, row.id, ownersOf(context.state))),
  ),
  write('DELETE', '/servicePrincipals/{id}/owners/{id}/$ref', (context) =>
    withServicePrincipal(context, (row) => removeReference(row.id, context.ids[1] ?? '', ownersOf(context.state))),
  ),
];

/** The tenant's instance of an application that it knows: here, of its own. */
function create({ state, body, caller }: WriteContext): WriteAnswer {
  const read = readBody<GivenPrincipal>(body, SERVICE_PRINCIPAL_BODY, 'create');
  if (!read.ok) return failure(read.error);
  const { appId = '', keyCredentials, displayName, ...given } = read.value;
  if (state.servicePrincipalsByAppId.first(appId)) return failure(WRITE_ERRORS.principalThere(appId));
  const application = state.applicationsByAppId.first(appId);
  // What was registered a moment ago is not known everywhere yet.
  if (!application || !state.replication.isVisible(application.id, 'objects')) return failure(WRITE_ERRORS.noApplication(appId));
  if (keyCredentials !== undefined) return failure(WRITE_ERRORS.notSimulated('keyCredentials'));
  // The name is that of the registration.
  if (displayName !== undefined && displayName !== application.displayName) return failure(WRITE_ERRORS.readOnly('displayName'));
  const row = state.servicePrincipals.add({
    id: randomUUID(),
    appId: application.appId,
    displayName: application.displayName,
    accountEnabled: given.accountEnabled ?? true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: state.tenantId,
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    passwordCredentials: [],
    keyCredentials: [],
    tags: given.tags ?? [],
    homepage: given.homepage ?? null,
    replyUrls: given.replyUrls ?? [application.web, application.spa, application.publicClient].flatMap(({ redirectUris }) => redirectUris),
    servicePrincipalNames: [application.appId],
    signInAudience: application.signInAudience,
    appRoleAssignmentRequired: given.appRoleAssignmentRequired ?? false,
    appRoles: [],
    oauth2PermissionScopes: [],
  });
  if (caller.kind === 'app') state.owners.add(row.id, caller.objectId);
  return { kind: 'created', type: entityType('servicePrincipal'), view: viewServicePrincipal(row), contextName: 'servicePrincipals' };
}

function update(context: WriteContext): WriteAnswer {
  const { state } = context;
  return withServicePrincipal(context, (row) => {
    const read = readBody<GivenPrincipal>(context.body, SERVICE_PRINCIPAL_BODY, 'change');
    if (!read.ok) return failure(read.error);
    const { keyCredentials, displayName, ...given } = read.value;
    if (displayName !== undefined && displayName !== row.displayName) return failure(WRITE_ERRORS.readOnly('displayName'));
    const holder = { kind: 'servicePrincipal', id: row.id, createdDateTime: null } as const;
    const keys = keyCredentials === undefined ? done(row.keyCredentials) : replacedKeys(state, holder, row.keyCredentials, keyCredentials);
    if (!keys.ok) return failure(keys.error);
    state.servicePrincipals.replace({ ...row, ...given, keyCredentials: keys.value });
    return DONE;
  });
}
