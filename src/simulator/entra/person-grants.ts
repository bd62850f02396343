import { timeText } from '../state/clock';
import { readClaims } from './claims-request';
import { checkClient, type TokenAnswer } from './client-credentials';
import { missingConsents, wantedConsents } from './consents';
import type { EntraRequest } from './entra-exchange';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { readClient } from './authorize-request';
import { isVerifier } from './code-verifier';
import { personTokens } from './person-tokens';
import { readScopes, type ScopeRequest } from './scope-request';
import type { SignInClient } from './sign-in-clients';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import { isAssigned, personById, revocation } from './sign-in-people';
import type { SignInService } from './sign-in-service';
import { REFRESH_LIFETIME, type Authentication } from './sign-in-store';

type Form = ReadonlyMap<string, string>;

/** A request to the token endpoint for a person. */
export interface PersonTokenRequest {
  readonly request: EntraRequest;
  readonly form: Form;
  readonly tenantName: string;
}

/** Redeems an authorization code. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#redeem-a-code-for-an-access-token */
export function grantAuthorizationCode(service: SignInService, asked: PersonTokenRequest): TokenAnswer {
  const { form, tenantName } = asked;
  const { state, store } = service;
  const missing = ['client_id', 'code', 'redirect_uri'].find((name) => (form.get(name) ?? '') === '');
  if (missing !== undefined) return refuse(ENTRA_ERRORS.missingParameter(missing));
  const found = readClient(state, tenantName, form.get('client_id'));
  if ('error' in found) return refuse(found.error);
  const { client } = found;
  const code = store.code(form.get('code') ?? '');
  if (!code) return refuse(SIGN_IN_ERRORS.invalidCode());
  const { request } = code;
  if (request.clientId !== client.appId) return refuse(SIGN_IN_ERRORS.otherClient(client.appId));
  const credential = checkCredential(service, client, request.platform === 'web', asked);
  if (credential !== null) return refuse(credential);
  if (request.redirectUri !== form.get('redirect_uri')) return refuse(SIGN_IN_ERRORS.otherRedirect());
  if (!isVerifier(request.challenge, form.get('code_verifier'))) return refuse(SIGN_IN_ERRORS.wrongVerifier());
  if (code.redeemed) return refuse(SIGN_IN_ERRORS.usedCode());
  if (code.expiresAt <= state.clock.now()) return refuse(SIGN_IN_ERRORS.expiredCode());
  const answer = answerPerson(service, asked, client, code.authentication, {
    scopes: request.scopes,
    nonce: request.nonce,
    claims: request.claims,
  });
  // A request that was wrong leaves the code for a right one.
  if (answer.ok) code.redeemed = true;
  return answer;
}

/** A new access token by a refresh token, for any API that was consented to. https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export function grantRefreshToken(service: SignInService, asked: PersonTokenRequest): TokenAnswer {
  const { form, tenantName, request } = asked;
  const { state, store, faults } = service;
  const found = readClient(state, tenantName, form.get('client_id'));
  if ('error' in found) return refuse(found.error);
  const { client } = found;
  const text = form.get('refresh_token') ?? '';
  if (text === '') return refuse(ENTRA_ERRORS.missingParameter('refresh_token'));
  const token = store.refreshToken(text);
  if (!token) return refuse(SIGN_IN_ERRORS.malformedToken());
  if (token.clientId !== client.appId) return refuse(SIGN_IN_ERRORS.otherClient(client.appId));
  const credential = checkCredential(
    service,
    client,
    client.redirects.every((redirect) => redirect.platform === 'web'),
    asked,
  );
  if (credential !== null) return refuse(credential);
  const inactive = state.clock.now() - token.issuedAt >= REFRESH_LIFETIME;
  if (inactive || faults.takes('refresh-expired', `/${request.segments.join('/')}`))
    return refuse(SIGN_IN_ERRORS.inactive(timeText(token.issuedAt)));
  return answerPerson(service, asked, client, token.authentication, null);
}

/** Tokens for a person who signed in, after everything that can have come in between. */
export function answerPerson(
  service: SignInService,
  { form, request }: PersonTokenRequest,
  client: SignInClient,
  authentication: Authentication,
  first: { readonly scopes: ScopeRequest; readonly nonce: string | undefined; readonly claims: ReturnType<typeof readClaims> } | null,
): TokenAnswer {
  const { state, faults, store, tokens } = service;
  const gone = revocation(state, authentication.userId, authentication.at, timeText);
  if (gone !== null) return refuse(gone);
  const person = personById(state, authentication.userId);
  if (!person) return refuse(SIGN_IN_ERRORS.invalidCode());
  if (!isAssigned(state, client, person.user.id))
    return refuse({ ...SIGN_IN_ERRORS.notAssigned(client.displayName, person.signInName), error: 'invalid_grant' });
  if (faults.isOn('access-blocked')) return refuse({ ...SIGN_IN_ERRORS.accessBlocked(), error: 'invalid_grant', suberror: 'message_only' });
  const text = form.get('scope') ?? '';
  const read = text.trim() === '' && first !== null ? { ok: true as const, value: first.scopes } : readScopes(state, text, client);
  if (!read.ok) return refuse(read.error);
  const [resource, ...others] = read.value.resources;
  if (resource === undefined) return refuse(ENTRA_ERRORS.missingParameter('scope'));
  if (others.length > 0 && (first === null || text.trim() !== '')) return refuse(SIGN_IN_ERRORS.severalResources(text));
  const asked = readClaims(form.get('claims'));
  if (asked === null) return refuse(SIGN_IN_ERRORS.invalidInput('claims'));
  const claims = form.has('claims') ? asked : (first?.claims ?? asked);
  const hasSecondFactor = authentication.methods.includes('mfa');
  if ((faults.isOn('mfa-required') || claims.contexts.length > 0) && !hasSecondFactor)
    return refuse({ ...SIGN_IN_ERRORS.secondFactorNeeded(resource.resourceAppId), error: 'invalid_grant' });
  const wanted = wantedConsents(state, client, person.user.id, { openId: read.value.openId, resources: [resource] });
  const unknown = missingConsents(state, client, person.user.id, wanted);
  if (unknown.length > 0 || (resource.isDefault && wanted.length === 0))
    return refuse(SIGN_IN_ERRORS.consentNeeded(client.displayName, client.appId));
  const again = first === null || read.value.openId.includes('offline_access');
  return {
    ok: true,
    body: personTokens(state, tokens, {
      client,
      person,
      authentication,
      openId: read.value.openId,
      resource,
      claims,
      nonce: first?.nonce,
      wantsClientInfo: form.get('client_info') === '1',
      origin: request.origin,
      refreshToken: again ? store.addRefreshToken(client.appId, authentication) : null,
    }),
  };
}

/** A client with a server behind it has to prove who it is; one on somebody's machine cannot, and must not pretend to. */
function checkCredential(
  { state, store }: SignInService,
  client: SignInClient,
  confidential: boolean,
  { form, request: { origin } }: PersonTokenRequest,
): EntraError | null {
  const given = form.has('client_secret') || form.has('client_assertion');
  if (!confidential) return given ? SIGN_IN_ERRORS.unexpectedSecret() : null;
  return client.principal === null ? ENTRA_ERRORS.credentialNeeded() : checkClient({ state, store, origin }, client.principal, form);
}

function refuse(error: EntraError): TokenAnswer {
  return { ok: false, error };
}
