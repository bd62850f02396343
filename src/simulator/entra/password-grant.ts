import { readClient } from './authorize-request';
import type { TokenAnswer } from './client-credentials';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { isThisTenant } from './metadata';
import { answerPerson, type PersonTokenRequest } from './person-grants';
import { readScopes } from './scope-request';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import { findPerson, isPassword } from './sign-in-people';
import type { SignInService } from './sign-in-service';

/**
 * A token for a person by name and password, without a page: for accounts without a second factor, and for clients that may use
 * public flows. Whoever has not consented is not asked here either.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc
 */
export function grantPassword(service: SignInService, asked: PersonTokenRequest): TokenAnswer {
  const { form, tenantName } = asked;
  const { state } = service;
  const missing = ['client_id', 'username', 'password', 'scope'].find((name) => (form.get(name) ?? '').trim() === '');
  if (missing !== undefined) return refuse(ENTRA_ERRORS.missingParameter(missing));
  // "common" and "consumers" are not supported.
  if (tenantName.toLowerCase() !== 'organizations' && !isThisTenant(state, tenantName)) return refuse(SIGN_IN_ERRORS.noPasswordsHere());
  const found = readClient(state, tenantName, form.get('client_id'));
  if ('error' in found) return refuse(found.error);
  const { client } = found;
  if (!client.allowsPublicFlows) return refuse(SIGN_IN_ERRORS.publicFlowsOff());
  if (form.has('client_secret') || form.has('client_assertion')) return refuse(SIGN_IN_ERRORS.unexpectedSecret());
  const name = form.get('username') ?? '';
  const person = findPerson(state, name);
  // A guest's password is kept at home; an id or a hint is no name that somebody types.
  if (!person || person.account.home || person.user.userPrincipalName.toLowerCase() !== name.trim().toLowerCase())
    return refuse(SIGN_IN_ERRORS.unknownUser(name, state.singles.organization.displayName));
  if (!isPassword(person, form.get('password') ?? '')) return refuse(SIGN_IN_ERRORS.wrongPassword());
  if (!person.user.accountEnabled) return refuse(SIGN_IN_ERRORS.disabledUser());
  const scopes = readScopes(state, form.get('scope') ?? '', client);
  if (!scopes.ok) return refuse(scopes.error);
  const authentication = { userId: person.user.id, at: state.clock.now(), methods: ['pwd'] as const };
  return answerPerson(service, asked, client, authentication, { scopes: scopes.value, nonce: undefined, claims: null });
}

function refuse(error: EntraError): TokenAnswer {
  return { ok: false, error };
}
