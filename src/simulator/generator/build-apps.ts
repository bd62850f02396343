import { EXCHANGE_APP_ID, GRAPH_APP_ID } from '../facts/permission-ids';
import type { Application, KeyCredential, PasswordCredential, RequiredResourceAccess, ServicePrincipal } from '../state/directory-types';
import { hashSecret } from '../state/secrets';
import { inDays, type BuildContext } from './build-context';

/** A secret: from when to when, in days from now. */
export interface SecretPlan {
  readonly name?: string;
  readonly from: number;
  readonly to: number;
  /** The text, where somebody is to be able to use it. */
  readonly text?: string;
}

/** A certificate. A `twice` one stands there for signing and for verifying, as SAML makes them. */
export interface CertificatePlan extends SecretPlan {
  readonly twice?: boolean;
}

/** What an app is made of. Permissions are values such as `Mail.Read`; those of Exchange Online stand apart. */
export interface AppPlan {
  readonly name: string;
  /** Fixed where the id is known to the world. */
  readonly appId?: string;
  readonly enabled?: boolean;
  /** The owning organisation, if it is not this one; then there is no registration here. */
  readonly organization?: string;
  readonly verifiedPublisher?: string;
  readonly managedIdentity?: boolean;
  readonly roles?: readonly string[];
  readonly exchangeRoles?: readonly string[];
  /** Consent for everybody. */
  readonly scopes?: readonly string[];
  readonly exchangeScopes?: readonly string[];
  /** Consent of single users: user id → scopes. */
  readonly userScopes?: readonly { readonly userId: string; readonly scopes: readonly string[] }[];
  readonly secrets?: readonly SecretPlan[];
  readonly certificates?: readonly CertificatePlan[];
  /** Secrets and certificates on the service principal. */
  readonly principalSecrets?: readonly SecretPlan[];
  readonly principalCertificates?: readonly CertificatePlan[];
  readonly redirectUris?: readonly string[];
  readonly spaUris?: readonly string[];
  readonly publicUris?: readonly string[];
  /** "Allow public client flows". */
  readonly publicFlows?: boolean;
  readonly audience?: Application['signInAudience'];
  readonly homepage?: string;
  /** User ids. */
  readonly owners?: readonly string[];
  /** How many days ago it was last seen: by itself, and for users. Left out: never reported. */
  readonly seen?: { readonly byApp?: number; readonly byUser?: number };
  readonly age?: number;
}

/** An app as it was made. */
export interface MadeApp {
  readonly application: Application | null;
  readonly principal: ServicePrincipal;
}

const NOTHING: readonly never[] = Object.freeze([]);
const NO_REDIRECTS = Object.freeze({ redirectUris: NOTHING });
const UNVERIFIED = Object.freeze({ displayName: null, verifiedPublisherId: null, addedDateTime: null });
const INTEGRATED: readonly string[] = Object.freeze(['WindowsAzureActiveDirectoryIntegratedApp']);

/** Makes an app: its registration (if this tenant owns it), its service principal, its grants. */
export function addApp(context: BuildContext, plan: AppPlan): MadeApp {
  const { state, random } = context;
  const appId = plan.appId ?? random.guid();
  const own = plan.organization === undefined && plan.managedIdentity !== true;
  const application = own ? addRegistration(context, appId, plan) : null;
  const principal = state.servicePrincipals.add({
    id: random.guid(),
    appId,
    displayName: plan.name,
    accountEnabled: plan.enabled ?? true,
    servicePrincipalType: plan.managedIdentity ? 'ManagedIdentity' : 'Application',
    appOwnerOrganizationId: plan.managedIdentity ? null : (plan.organization ?? state.tenantId),
    verifiedPublisher: plan.verifiedPublisher
      ? { displayName: plan.verifiedPublisher, verifiedPublisherId: String(random.between(1e6, 9e6)), addedDateTime: inDays(context, -700) }
      : UNVERIFIED,
    passwordCredentials: (plan.principalSecrets ?? NOTHING).map((secret) => makeSecret(context, secret)),
    keyCredentials: (plan.principalCertificates ?? NOTHING).flatMap((certificate) => makeCertificate(context, certificate)),
    tags: plan.managedIdentity ? NOTHING : INTEGRATED,
    homepage: plan.homepage ?? null,
    replyUrls: plan.redirectUris ?? NOTHING,
    servicePrincipalNames: [appId],
    signInAudience: plan.managedIdentity ? null : (plan.audience ?? (own ? 'AzureADMyOrg' : 'AzureADMultipleOrgs')),
    appRoleAssignmentRequired: false,
    appRoles: NOTHING,
    oauth2PermissionScopes: NOTHING,
  });
  for (const value of plan.roles ?? NOTHING) grantRole(context, principal, GRAPH_APP_ID, value);
  for (const value of plan.exchangeRoles ?? NOTHING) grantRole(context, principal, EXCHANGE_APP_ID, value);
  if (plan.scopes) grantScopes(context, principal, GRAPH_APP_ID, plan.scopes, null);
  if (plan.exchangeScopes) grantScopes(context, principal, EXCHANGE_APP_ID, plan.exchangeScopes, null);
  for (const { userId, scopes } of plan.userScopes ?? NOTHING) grantScopes(context, principal, GRAPH_APP_ID, scopes, userId);
  for (const owner of plan.owners ?? NOTHING) {
    if (application) state.owners.add(application.id, owner);
    state.owners.add(principal.id, owner);
  }
  if (plan.seen) addActivity(context, appId, plan.seen);
  return { application, principal };
}

function addRegistration(context: BuildContext, appId: string, plan: AppPlan): Application {
  const { state, random } = context;
  return state.applications.add({
    id: random.guid(),
    appId,
    displayName: plan.name,
    createdDateTime: inDays(context, -(plan.age ?? 400)),
    signInAudience: plan.audience ?? 'AzureADMyOrg',
    publisherDomain: state.defaultDomain,
    passwordCredentials: (plan.secrets ?? NOTHING).map((secret) => makeSecret(context, secret)),
    keyCredentials: (plan.certificates ?? NOTHING).flatMap((certificate) => makeCertificate(context, certificate)),
    requiredResourceAccess: requiredAccess(context, plan),
    web: plan.redirectUris ? { redirectUris: plan.redirectUris } : NO_REDIRECTS,
    spa: plan.spaUris ? { redirectUris: plan.spaUris } : NO_REDIRECTS,
    publicClient: plan.publicUris ? { redirectUris: plan.publicUris } : NO_REDIRECTS,
    ...(plan.publicFlows === undefined ? {} : { isFallbackPublicClient: plan.publicFlows }),
    tags: NOTHING,
    uniqueName: null,
    notes: null,
  });
}

/** What the registration asks for is what it got, as a rule. */
function requiredAccess({ state }: BuildContext, plan: AppPlan): readonly RequiredResourceAccess[] {
  const wanted: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [GRAPH_APP_ID, plan.roles ?? NOTHING, plan.scopes ?? NOTHING],
    [EXCHANGE_APP_ID, plan.exchangeRoles ?? NOTHING, plan.exchangeScopes ?? NOTHING],
  ];
  return wanted.flatMap(([resourceAppId, roles, scopes]) => {
    const resource = state.servicePrincipalsByAppId.first(resourceAppId);
    const resourceAccess = [
      ...roles.map((value) => ({ id: resource?.appRoles.find((role) => role.value === value)?.id ?? '', type: 'Role' as const })),
      ...scopes.map((value) => ({
        id: resource?.oauth2PermissionScopes.find((scope) => scope.value === value)?.id ?? '',
        type: 'Scope' as const,
      })),
    ].filter((access) => access.id !== '');
    return resourceAccess.length === 0 ? [] : [{ resourceAppId, resourceAccess }];
  });
}

/** Grants an application permission. */
export function grantRole(context: BuildContext, principal: ServicePrincipal, resourceAppId: string, value: string): void {
  const { state, random } = context;
  const resource = state.servicePrincipalsByAppId.first(resourceAppId);
  const role = resource?.appRoles.find((candidate) => candidate.value === value);
  if (!resource || !role) throw new Error(`the resource ${resourceAppId} defines no permission ${value}`);
  state.appRoleAssignments.add({
    id: random.text(43),
    principalId: principal.id,
    principalType: 'ServicePrincipal',
    principalDisplayName: principal.displayName,
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
    appRoleId: role.id,
    createdDateTime: inDays(context, -random.between(20, 600)),
  });
}

/** Grants delegated permissions, for everybody or for one user. */
export function grantScopes(
  context: BuildContext,
  principal: ServicePrincipal,
  resourceAppId: string,
  scopes: readonly string[],
  userId: string | null,
): void {
  const { state, random } = context;
  const resource = state.servicePrincipalsByAppId.first(resourceAppId);
  if (!resource) throw new Error(`there is no resource ${resourceAppId}`);
  state.permissionGrants.add({
    id: random.text(43),
    clientId: principal.id,
    consentType: userId === null ? 'AllPrincipals' : 'Principal',
    principalId: userId,
    resourceId: resource.id,
    scope: scopes.join(' '),
  });
}

function makeSecret(context: BuildContext, plan: SecretPlan): PasswordCredential {
  const keyId = context.random.guid();
  return {
    keyId,
    displayName: plan.name ?? null,
    hint: plan.text === undefined ? context.random.text(3) : plan.text.slice(0, 3),
    startDateTime: inDays(context, plan.from),
    endDateTime: inDays(context, plan.to),
    customKeyIdentifier: null,
    secretHash: plan.text === undefined ? '' : hashSecret(keyId, plan.text),
  };
}

function makeCertificate(context: BuildContext, plan: CertificatePlan): readonly KeyCredential[] {
  const { random } = context;
  const thumbprint = Buffer.from(random.guid().replaceAll('-', '') + random.guid().slice(0, 8), 'hex').toString('base64');
  const make = (usage: KeyCredential['usage']): KeyCredential => ({
    keyId: random.guid(),
    displayName: plan.name ?? `CN=${context.domain}`,
    customKeyIdentifier: thumbprint,
    type: 'AsymmetricX509Cert',
    usage,
    startDateTime: inDays(context, plan.from),
    endDateTime: inDays(context, plan.to),
    key: null,
  });
  return plan.twice ? [make('Sign'), make('Verify')] : [make('Verify')];
}

function addActivity(context: BuildContext, appId: string, seen: { readonly byApp?: number; readonly byUser?: number }): void {
  context.state.signInActivities.add({
    appId,
    delegatedClient: seen.byUser === undefined ? null : inDays(context, -seen.byUser),
    delegatedResource: null,
    applicationClient: seen.byApp === undefined ? null : inDays(context, -seen.byApp),
    applicationResource: null,
  });
}
