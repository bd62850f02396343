import {
  EXCHANGE_APP_ID,
  EXCHANGE_ROLES,
  EXCHANGE_SCOPES,
  GRAPH_APP_ID,
  GRAPH_ROLES,
  GRAPH_SCOPES,
  type RoleFact,
  type ScopeFact,
} from '../facts/permission-ids';
import type { ServicePrincipal } from '../state/directory-types';
import type { BuildContext } from './build-context';

/** The tenant that owns Microsoft's own applications. https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const MICROSOFT_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

const NOTHING: readonly never[] = Object.freeze([]);
const UNVERIFIED = Object.freeze({ displayName: null, verifiedPublisherId: null, addedDateTime: null });

/** Makes the service principals of Microsoft Graph and Office 365 Exchange Online, with the permissions they define. */
export function addResources(context: BuildContext): void {
  addMicrosoftPrincipal(context, GRAPH_APP_ID, 'Microsoft Graph', GRAPH_ROLES, GRAPH_SCOPES);
  addMicrosoftPrincipal(context, EXCHANGE_APP_ID, 'Office 365 Exchange Online', EXCHANGE_ROLES, EXCHANGE_SCOPES);
}

/** Makes the service principal of one of Microsoft's own applications. */
export function addMicrosoftPrincipal(
  context: BuildContext,
  appId: string,
  displayName: string,
  roles: readonly RoleFact[] = NOTHING,
  scopes: readonly ScopeFact[] = NOTHING,
): ServicePrincipal {
  return context.state.servicePrincipals.add({
    id: context.random.guid(),
    appId,
    displayName,
    accountEnabled: true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: MICROSOFT_TENANT,
    verifiedPublisher: UNVERIFIED,
    passwordCredentials: NOTHING,
    keyCredentials: NOTHING,
    tags: NOTHING,
    homepage: null,
    replyUrls: NOTHING,
    servicePrincipalNames: [appId],
    signInAudience: 'AzureADMultipleOrgs',
    appRoleAssignmentRequired: false,
    appRoles: roles.map(([value, id, name]) => ({ id, value, displayName: name, allowedMemberTypes: ['Application'], isEnabled: true })),
    oauth2PermissionScopes: scopes.map(([value, id, type]) => ({ id, value, type, isEnabled: true })),
  });
}
