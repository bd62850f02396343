import { randomUUID } from 'node:crypto';
import { grantedScopes } from '../enforcement/delegated';
import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';
import type { Application, ServicePrincipal } from '../state/directory-types';
import type { TenantState } from '../state/tenant-state';

/** Where a redirect address was registered: with a server behind it, in a page, or on somebody's machine. */
export type RedirectPlatform = 'web' | 'spa' | 'public';

/** A client that people can sign in to. */
export interface SignInClient {
  readonly appId: string;
  readonly displayName: string;
  readonly application: Application | null;
  readonly principal: ServicePrincipal | null;
  readonly redirects: readonly { readonly uri: string; readonly platform: RedirectPlatform }[];
  /** Only such a client may be asked for at /common and /organizations. */
  readonly isMultiTenant: boolean;
  /** One of Microsoft's own: it gets tokens only for the APIs that let it. */
  readonly isMicrosoft: boolean;
  /** "Allow public client flows": device codes. */
  readonly allowsPublicFlows: boolean;
  /** Delegated permissions that the owner of an API gave to one of Microsoft's clients, in every tenant, without a consent; by API. */
  readonly preauthorized?: Readonly<Record<string, readonly string[]>>;
}

/** "Microsoft Graph Command Line Tools". https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in */
export const GRAPH_COMMAND_LINE_APP_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/**
 * The client that the demo signs its made-up Global Administrator in with. Its permissions stand in no tenant, as those of Azure CLI do
 * not: a tenant that is demonstrated has no grant more for it. The client itself is made up.
 */
export const OPERATOR_APP_ID = 'b7d0f3a6-2c58-4e19-9a74-5f81c60e2d93';

/** The tenant that owns Microsoft's own applications, as the page above has it. */
const MICROSOFT_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** Public clients of Microsoft that need no registration in a tenant. */
const FIRST_PARTY: readonly Pick<SignInClient, 'appId' | 'displayName' | 'redirects' | 'preauthorized'>[] = [
  {
    appId: GRAPH_COMMAND_LINE_APP_ID,
    displayName: 'Microsoft Graph Command Line Tools',
    redirects: [
      { uri: 'http://localhost', platform: 'public' },
      { uri: 'https://login.microsoftonline.com/common/oauth2/nativeclient', platform: 'public' },
    ],
  },
  {
    appId: OPERATOR_APP_ID,
    displayName: 'Demo Operator',
    redirects: [{ uri: 'http://localhost', platform: 'public' }],
    preauthorized: {
      [GRAPH_APP_ID]: [
        'openid',
        'profile',
        'offline_access',
        'User.Read',
        'Application.ReadWrite.All',
        'AppRoleAssignment.ReadWrite.All',
        'DelegatedPermissionGrant.ReadWrite.All',
        'Directory.Read.All',
        'Group.ReadWrite.All',
        'GroupMember.ReadWrite.All',
        'AdministrativeUnit.ReadWrite.All',
        'User.ReadWrite.All',
        'Policy.Read.All',
        'RoleManagement.Read.Directory',
        'AuditLog.Read.All',
      ],
      [EXCHANGE_APP_ID]: ['Exchange.Manage'],
    },
  },
];

/** The delegated permissions that a client has for a user on an API: consented to, or given to it by the API's owner. */
export function clientScopes(state: TenantState, client: SignInClient, userId: string, resourceAppId: string): readonly string[] {
  return [...new Set([...grantedScopes(state, client.appId, userId, resourceAppId), ...(client.preauthorized?.[resourceAppId] ?? [])])];
}

/** Finds a client by its application id. */
export function findSignInClient(state: TenantState, appId: string): SignInClient | undefined {
  const principal = state.servicePrincipalsByAppId.first(appId) ?? null;
  const known = FIRST_PARTY.find((client) => client.appId === appId.toLowerCase());
  if (known) return { ...known, application: null, principal, isMultiTenant: true, isMicrosoft: true, allowsPublicFlows: true };
  const application = state.applicationsByAppId.first(appId) ?? null;
  if (application) {
    return {
      appId: application.appId,
      displayName: application.displayName,
      application,
      principal,
      redirects: [
        ...application.web.redirectUris.map((uri) => ({ uri, platform: 'web' as const })),
        ...application.spa.redirectUris.map((uri) => ({ uri, platform: 'spa' as const })),
        ...application.publicClient.redirectUris.map((uri) => ({ uri, platform: 'public' as const })),
      ],
      isMultiTenant: application.signInAudience !== 'AzureADMyOrg',
      isMicrosoft: false,
      allowsPublicFlows: application.isFallbackPublicClient === true,
    };
  }
  if (principal === null || principal.servicePrincipalType !== 'Application') return undefined;
  const redirects = principal.replyUrls.map((uri) => ({ uri, platform: 'web' as const }));
  const { displayName } = principal;
  return {
    appId: principal.appId,
    displayName,
    application: null,
    principal,
    redirects,
    isMultiTenant: true,
    isMicrosoft: false,
    allowsPublicFlows: false,
  };
}

/** The service principal of a client; the first consent makes it where there is none yet. */
export function ensurePrincipal(state: TenantState, client: SignInClient): ServicePrincipal {
  const there = state.servicePrincipalsByAppId.first(client.appId);
  if (there) return there;
  const own = client.application !== null;
  return state.servicePrincipals.add({
    id: randomUUID(),
    appId: client.appId,
    displayName: client.displayName,
    accountEnabled: true,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: own ? state.tenantId : MICROSOFT_TENANT,
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    passwordCredentials: [],
    keyCredentials: [],
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    homepage: null,
    replyUrls: client.redirects.map((redirect) => redirect.uri),
    servicePrincipalNames: [client.appId],
    signInAudience: client.application?.signInAudience ?? 'AzureADMultipleOrgs',
    appRoleAssignmentRequired: false,
    appRoles: [],
    oauth2PermissionScopes: [],
  });
}

/**
 * Where a redirect address is registered; null where it is not. On loopback over http the port does not count, since programs
 * take any free one; everything else has to be the same. https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
export function registeredPlatform(client: SignInClient, wanted: string): RedirectPlatform | null {
  const comparable = comparableRedirect(wanted);
  if (comparable === null) return null;
  return client.redirects.find((redirect) => comparableRedirect(redirect.uri) === comparable)?.platform ?? null;
}

function comparableRedirect(text: string): string | null {
  try {
    const url = new URL(text);
    if (url.hash !== '' || url.username !== '' || url.password !== '' || text.includes('*')) return null;
    const loopback = url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1');
    if (url.protocol === 'http:' && !loopback) return null;
    return loopback ? `http://${url.hostname}${url.pathname}${url.search}` : url.href;
  } catch {
    return null;
  }
}
