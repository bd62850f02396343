import { createHash, randomUUID } from 'node:crypto';
import { activeRolesOf } from '../enforcement/directory-roles-of';
import { GRAPH_APP_ID } from '../facts/permission-ids';
import type { TenantState } from '../state/tenant-state';
import type { AccessTokens } from './access-tokens';
import { audiencesOf } from './resources';
import type { ClaimsRequest } from './claims-request';
import type { ResourceScopes } from './scope-request';
import { clientScopes, type SignInClient } from './sign-in-clients';
import { loginHintOf, type SignInPerson } from './sign-in-people';
import type { Authentication } from './sign-in-store';

/** The role of everybody who is a member: it stands in every token of one. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
const MEMBER_ROLE = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
const ID_TOKEN_SECONDS = 3600;

/** What tokens for a person are made of. */
export interface PersonGrant {
  readonly client: SignInClient;
  readonly person: SignInPerson;
  readonly authentication: Authentication;
  readonly openId: readonly string[];
  readonly resource: ResourceScopes;
  readonly claims: ClaimsRequest;
  readonly nonce: string | undefined;
  readonly wantsClientInfo: boolean;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
  readonly refreshToken: string | null;
}

/** The answer of the token endpoint for a person. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2 */
export function personTokens(state: TenantState, tokens: AccessTokens, grant: PersonGrant): Record<string, unknown> {
  const { client, person, resource, claims } = grant;
  const scopes = tokenScopes(state, client, person.user.id, resource.resourceAppId);
  const { token, expiresIn } = tokens.issue(
    {
      aud:
        resource.identifier === '' ? (audiencesOf(resource.resourceAppId)[0] ?? resource.resourceAppId) : resource.identifier.toLowerCase(),
      oid: person.user.id,
      sub: pairwise(person.user.id, resource.resourceAppId),
      appid: client.appId,
      app_displayname: client.displayName,
      appidacr: client.redirects.some((redirect) => redirect.platform === 'public') ? '0' : '1',
      idtyp: 'user',
      scp: scopes.join(' '),
      ...(person.account.home ? {} : { upn: person.user.userPrincipalName }),
      unique_name: person.signInName,
      name: person.user.displayName,
      wids: [...activeRolesOf(state, person.user.id), ...(person.account.home ? [] : [MEMBER_ROLE])],
      acct: person.account.home ? 1 : 0,
      amr: grant.authentication.methods,
      ...(person.account.home ? { idp: `https://sts.windows.net/${person.account.home.tenantId}/` } : {}),
      ...(claims.contexts.length > 0 && grant.authentication.methods.includes('mfa') ? { acrs: claims.contexts } : {}),
      ...(claims.capabilities.length > 0 ? { xms_cc: claims.capabilities } : {}),
    },
    claims.answersChallenge,
  );
  return {
    token_type: 'Bearer',
    scope: echoedScopes(resource, scopes, grant.openId).join(' '),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
    ...(grant.refreshToken === null ? {} : { refresh_token: grant.refreshToken }),
    ...(grant.openId.includes('openid') ? { id_token: idToken(state, tokens, grant) } : {}),
    ...(grant.wantsClientInfo ? { client_info: clientInfo(state, person) } : {}),
  };
}

/** Whose account it is, and where it is at home: what clients know it by. */
export function clientInfo(state: TenantState, { user, account }: SignInPerson): string {
  const info = { uid: account.home?.userId ?? user.id, utid: account.home?.tenantId ?? state.tenantId };
  return Buffer.from(JSON.stringify(info)).toString('base64url');
}

/** Everything that was consented to on the API, not only what was asked for now; offline access is no permission of an API. */
function tokenScopes(state: TenantState, client: SignInClient, userId: string, resourceAppId: string): readonly string[] {
  return clientScopes(state, client, userId, resourceAppId).filter((scope) => scope !== 'offline_access');
}

/** Scopes come back as they were asked for: with the name of the API, or short. */
function echoedScopes(resource: ResourceScopes, scopes: readonly string[], openId: readonly string[]): readonly string[] {
  const plain = ['openid', 'profile', 'email'];
  if (resource.identifier === '') return scopes;
  const named = scopes.filter((scope) => !plain.includes(scope)).map((scope) => `${resource.identifier}/${scope}`);
  const signIn =
    resource.resourceAppId === GRAPH_APP_ID
      ? scopes.filter((scope) => plain.includes(scope))
      : openId.filter((scope) => plain.includes(scope));
  return [...signIn, ...named, ...(resource.isDefault ? [`${resource.identifier}/.default`] : [])];
}

/** https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
function idToken(state: TenantState, tokens: AccessTokens, grant: PersonGrant): string {
  const { client, person, nonce, openId } = grant;
  const now = Math.floor(state.clock.now() / 1000);
  return tokens.signText({
    aud: client.appId,
    iss: `${grant.origin}/${state.tenantId}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + ID_TOKEN_SECONDS,
    ...(nonce === undefined ? {} : { nonce }),
    oid: person.user.id,
    sub: pairwise(person.user.id, client.appId),
    tid: state.tenantId,
    ...(person.account.home ? { idp: `https://sts.windows.net/${person.account.home.tenantId}/` } : {}),
    ...(openId.includes('profile') ? { name: person.user.displayName, preferred_username: person.signInName } : {}),
    ...(openId.includes('email') && person.user.mail !== null ? { email: person.user.mail } : {}),
    login_hint: loginHintOf(person),
    uti: randomUUID().replaceAll('-', '').slice(0, 22),
    ver: '2.0',
  });
}

/** The same person has another subject at every application. */
function pairwise(userId: string, audience: string): string {
  return createHash('sha256').update(`${userId.toLowerCase()}\n${audience}`).digest('base64url');
}
