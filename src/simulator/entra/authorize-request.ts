import type { TenantState } from '../state/tenant-state';
import { NO_CLAIMS, readClaims, type ClaimsRequest } from './claims-request';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { isThisTenant } from './metadata';
import { readScopes, type ScopeRequest } from './scope-request';
import { findSignInClient, registeredPlatform, type RedirectPlatform, type SignInClient } from './sign-in-clients';
import { SIGN_IN_ERRORS } from './sign-in-errors';

/** How the answer goes back to the client. */
export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** What the client may want of the person. */
export type Prompt = 'login' | 'none' | 'consent' | 'select_account' | null;

/** Where an answer goes, whether it is a code or an error. */
export interface ReturnAddress {
  readonly redirectUri: string;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
}

/** A request to the authorization endpoint that was found in order. */
export interface AuthorizeRequest extends ReturnAddress {
  readonly clientId: string;
  readonly platform: RedirectPlatform;
  readonly scopes: ScopeRequest;
  readonly challenge: { readonly method: 'S256' | 'plain'; readonly value: string } | null;
  readonly nonce: string | undefined;
  readonly prompt: Prompt;
  readonly loginHint: string | undefined;
  readonly claims: ClaimsRequest;
  readonly wantsClientInfo: boolean;
}

/** A request that was read; or an error, and whether the client may be told. */
export type ReadAuthorize =
  | { readonly ok: true; readonly value: AuthorizeRequest }
  | { readonly ok: false; readonly error: EntraError; readonly to: ReturnAddress | null };

const PROMPTS: readonly string[] = ['login', 'none', 'consent', 'select_account'];
const MODES: readonly string[] = ['query', 'fragment', 'form_post'];
/** https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
const CHALLENGE = /^[A-Za-z0-9._~-]{43,128}$/;

/**
 * Reads a request to the authorization endpoint. Until client and redirect address are known to belong together nothing is sent
 * anywhere. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-authorization-code
 */
export function readAuthorizeRequest(state: TenantState, tenantName: string, query: ReadonlyMap<string, string>): ReadAuthorize {
  const found = readClient(state, tenantName, query.get('client_id'));
  if ('error' in found) return { ok: false, error: found.error, to: null };
  const { client } = found;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (redirectUri === '') return { ok: false, error: SIGN_IN_ERRORS.noRedirect(), to: null };
  const platform = registeredPlatform(client, redirectUri);
  if (platform === null) return { ok: false, error: SIGN_IN_ERRORS.unknownRedirect(redirectUri, client.appId), to: null };
  const mode = query.get('response_mode') ?? 'query';
  const to: ReturnAddress = {
    redirectUri,
    responseMode: MODES.includes(mode) ? (mode as ResponseMode) : 'query',
    state: query.get('state'),
  };
  const refuse = (error: EntraError): ReadAuthorize => ({ ok: false, error, to });
  if (!MODES.includes(mode)) return refuse(SIGN_IN_ERRORS.invalidInput('response_mode'));
  const type = query.get('response_type') ?? '';
  if (type === '') return refuse(ENTRA_ERRORS.missingParameter('response_type'));
  if (type !== 'code') return refuse(SIGN_IN_ERRORS.responseType(type));
  const scope = query.get('scope') ?? '';
  if (scope.trim() === '') return refuse(ENTRA_ERRORS.missingParameter('scope'));
  const scopes = readScopes(state, scope, client);
  if (!scopes.ok) return refuse(scopes.error);
  const prompt = query.get('prompt') ?? '';
  if (prompt !== '' && !PROMPTS.includes(prompt)) return refuse(SIGN_IN_ERRORS.badPrompt(prompt));
  const challenge = readChallenge(query, platform);
  if (challenge !== null && 'error' in challenge) return refuse(challenge.error);
  const claims = readClaims(query.get('claims'));
  if (claims === null) return refuse(SIGN_IN_ERRORS.invalidInput('claims'));
  return {
    ok: true,
    value: {
      ...to,
      clientId: client.appId,
      platform,
      scopes: scopes.value,
      challenge,
      nonce: query.get('nonce'),
      prompt: prompt === '' ? null : (prompt as Prompt),
      loginHint: query.get('login_hint'),
      claims: claims ?? NO_CLAIMS,
      wantsClientInfo: query.get('client_info') === '1',
    },
  };
}

/** The client that a request names, if it may be used at this address. */
export function readClient(
  state: TenantState,
  tenantName: string,
  appId: string | undefined,
): { readonly client: SignInClient } | { readonly error: EntraError } {
  if (appId === undefined || appId === '') return { error: ENTRA_ERRORS.missingParameter('client_id') };
  const client = findSignInClient(state, appId);
  if (!client) return { error: ENTRA_ERRORS.unknownApplication(appId, state.singles.organization.displayName) };
  if (client.principal?.accountEnabled === false) return { error: ENTRA_ERRORS.disabledApplication(client.appId, client.displayName) };
  if (!client.isMultiTenant && !isThisTenant(state, tenantName)) return { error: ENTRA_ERRORS.tenantNeeded() };
  return { client };
}

function readChallenge(
  query: ReadonlyMap<string, string>,
  platform: RedirectPlatform,
): AuthorizeRequest['challenge'] | { readonly error: EntraError } {
  const value = query.get('code_challenge') ?? '';
  // Reality only recommends it to programs on somebody's machine; whoever leaves it out here learns of it early.
  if (value === '') return platform === 'web' ? null : { error: SIGN_IN_ERRORS.challengeNeeded() };
  if (!CHALLENGE.test(value)) return { error: SIGN_IN_ERRORS.challengeNeeded() };
  const method = query.get('code_challenge_method') ?? 'plain';
  return method === 'S256' || method === 'plain' ? { method, value } : { error: SIGN_IN_ERRORS.challengeMethod(method) };
}
