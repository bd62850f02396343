import { randomBytes } from 'node:crypto';
import { activeRolesOf } from '../enforcement/directory-roles-of';
import { DIRECTORY_ROLES } from '../facts/directory-roles';
import { GRAPH_APP_ID } from '../facts/permission-ids';
import type { TenantState } from '../state/tenant-state';
import type { ResourceScopes, ScopeRequest } from './scope-request';
import { clientScopes, ensurePrincipal, type SignInClient } from './sign-in-clients';

/** Permissions on one API. */
export interface ConsentItem {
  readonly resourceAppId: string;
  readonly values: readonly string[];
}

/** Who may consent for others. https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent#prerequisites */
const CONSENTING_ROLES: readonly string[] = [
  DIRECTORY_ROLES['Global Administrator'],
  DIRECTORY_ROLES['Privileged Role Administrator'],
  DIRECTORY_ROLES['Application Administrator'],
  DIRECTORY_ROLES['Cloud Application Administrator'],
];

/** What users may not consent to where Microsoft manages the setting. https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent */
const GUARDED = /^(?:Mail|Calendars|Contacts|MailboxSettings|MailboxItem|MailboxFolder|Files|Sites|Chat|EWS|IMAP|POP|SMTP|Exchange)\b/;

/** What a request wants, API by API. `.default` is what was granted; where nothing was, what the registration asks for. */
export function wantedConsents(state: TenantState, client: SignInClient, userId: string, request: ScopeRequest): readonly ConsentItem[] {
  const items = request.resources.map((resource) => ({
    resourceAppId: resource.resourceAppId,
    values: resource.isDefault ? defaultScopes(state, client, userId, resource) : resource.values,
  }));
  const onGraph = items.find((item) => item.resourceAppId === GRAPH_APP_ID);
  const others = items.filter((item) => item !== onGraph);
  const graph = { resourceAppId: GRAPH_APP_ID, values: [...request.openId, ...(onGraph?.values ?? [])] };
  return [graph, ...others].filter((item) => item.values.length > 0);
}

/** What of it nobody has consented to yet, neither the user nor an administrator for everybody. */
export function missingConsents(
  state: TenantState,
  client: SignInClient,
  userId: string,
  wanted: readonly ConsentItem[],
): readonly ConsentItem[] {
  return wanted
    .map(({ resourceAppId, values }) => {
      const granted = new Set(clientScopes(state, client, userId, resourceAppId).map((value) => value.toLowerCase()));
      return { resourceAppId, values: values.filter((value) => !granted.has(value.toLowerCase())) };
    })
    .filter((item) => item.values.length > 0);
}

/** The permissions of a registration on every API it names, for a consent of an administrator. */
export function registeredConsents(state: TenantState, client: SignInClient): readonly ConsentItem[] {
  return (client.application?.requiredResourceAccess ?? [])
    .map(({ resourceAppId }) => ({ resourceAppId, values: registeredScopes(state, client, resourceAppId) }))
    .filter((item) => item.values.length > 0);
}

/** Whether somebody may consent for everybody. */
export function mayConsentForAll(state: TenantState, userId: string): boolean {
  return activeRolesOf(state, userId).some((role) => CONSENTING_ROLES.includes(role));
}

/** Whether somebody may consent to this for themselves. */
export function mayConsent(state: TenantState, userId: string, items: readonly ConsentItem[]): boolean {
  if (mayConsentForAll(state, userId)) return true;
  const policies = state.singles.authorizationPolicy.defaultUserRolePermissions.permissionGrantPoliciesAssigned
    .filter((policy) => policy.startsWith('ManagePermissionGrantsForSelf.'))
    .map((policy) => policy.slice('ManagePermissionGrantsForSelf.'.length));
  if (policies.length === 0) return false;
  const guarded = !policies.includes('microsoft-user-default-legacy');
  return items.every(({ resourceAppId, values }) => {
    const scopes = state.servicePrincipalsByAppId.first(resourceAppId)?.oauth2PermissionScopes ?? [];
    return values.every((value) => {
      const scope = scopes.find((candidate) => candidate.value === value);
      return scope === undefined || (scope.type === 'User' && !(guarded && GUARDED.test(value)));
    });
  });
}

/** Writes a consent into the directory: for one user, or for everybody. */
export function writeConsent(state: TenantState, client: SignInClient, userId: string | null, items: readonly ConsentItem[]): void {
  const principal = ensurePrincipal(state, client);
  for (const { resourceAppId, values } of items) {
    const resource = state.servicePrincipalsByAppId.first(resourceAppId);
    if (!resource) continue;
    const there = state.grantsByClient
      .all(principal.id)
      .find(
        (row) => row.resourceId === resource.id && (userId === null ? row.consentType === 'AllPrincipals' : row.principalId === userId),
      );
    if (there) {
      const scopes = new Set([...there.scope.split(' ').filter((value) => value !== ''), ...values]);
      state.permissionGrants.replace({ ...there, scope: [...scopes].join(' ') });
      continue;
    }
    state.permissionGrants.add({
      id: randomBytes(32).toString('base64url'),
      clientId: principal.id,
      consentType: userId === null ? 'AllPrincipals' : 'Principal',
      principalId: userId,
      resourceId: resource.id,
      scope: values.join(' '),
    });
  }
}

function defaultScopes(state: TenantState, client: SignInClient, userId: string, resource: ResourceScopes): readonly string[] {
  const granted = clientScopes(state, client, userId, resource.resourceAppId);
  return granted.length > 0 ? granted : registeredScopes(state, client, resource.resourceAppId);
}

function registeredScopes(state: TenantState, client: SignInClient, resourceAppId: string): readonly string[] {
  const scopes = state.servicePrincipalsByAppId.first(resourceAppId)?.oauth2PermissionScopes ?? [];
  const access = client.application?.requiredResourceAccess.find((entry) => entry.resourceAppId === resourceAppId)?.resourceAccess ?? [];
  return access.flatMap(({ id, type }) => (type === 'Scope' ? scopes.filter((scope) => scope.id === id).map((scope) => scope.value) : []));
}
