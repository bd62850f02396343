import { grantedRoles } from '../enforcement/entra-grants';
import type { PasswordCredential, ServicePrincipal } from '../state/directory-types';
import { isSecret } from '../state/secrets';
import type { TenantState } from '../state/tenant-state';
import type { AccessTokens, TokenSubject } from './access-tokens';
import { readClaims } from './claims-request';
import { checkAssertion, type AssertionPlace } from './client-assertion';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { resourceNamed } from './resources';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import type { SignInService } from './sign-in-service';

/** What the token endpoint answers. */
export type TokenAnswer =
  { readonly ok: true; readonly body: Record<string, unknown> } | { readonly ok: false; readonly error: EntraError };

/**
 * The client credentials grant: an app signs in as itself, by a secret or by a certificate.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function grantClientCredentials(
  { state, store }: Pick<SignInService, 'state' | 'store'>,
  tokens: AccessTokens,
  form: ReadonlyMap<string, string>,
  origin: string,
): TokenAnswer {
  const appId = form.get('client_id') ?? '';
  const scope = form.get('scope') ?? '';
  if (appId === '') return refuse(ENTRA_ERRORS.missingParameter('client_id'));
  if (scope === '') return refuse(ENTRA_ERRORS.missingParameter('scope'));
  const principal = known(state, state.servicePrincipalsByAppId.first(appId));
  const application = known(state, state.applicationsByAppId.first(appId));
  if (!principal) {
    return refuse(
      application ? ENTRA_ERRORS.noServicePrincipal(appId) : ENTRA_ERRORS.unknownApplication(appId, state.singles.organization.displayName),
    );
  }
  const wrong = checkClient({ state, store, origin }, principal, form);
  if (wrong) return refuse(wrong);
  if (!principal.accountEnabled) return refuse(ENTRA_ERRORS.disabledApplication(appId, principal.displayName));
  if (!scope.endsWith('/.default') || scope.includes(' ')) return refuse(ENTRA_ERRORS.scopeNotDefault(scope));
  const identifier = scope.slice(0, -'/.default'.length);
  const resource = resourceNamed(identifier);
  if (resource === undefined) return refuse(ENTRA_ERRORS.unknownResource(identifier, state.singles.organization.displayName));
  const claims = readClaims(form.get('claims'));
  if (claims === null) return refuse(SIGN_IN_ERRORS.invalidInput('claims'));
  const roles = grantedRoles(state, principal, resource);
  const subject: TokenSubject = {
    aud: identifier.toLowerCase().replace(/\/+$/, ''),
    oid: principal.id,
    appid: principal.appId,
    app_displayname: principal.displayName,
    appidacr: form.has('client_assertion') ? '2' : '1',
    idtyp: 'app',
    // An app without permissions gets a token without the claim.
    ...(roles.length > 0 ? { roles } : {}),
    ...(claims.capabilities.length > 0 ? { xms_cc: claims.capabilities } : {}),
  };
  const { token, expiresIn } = tokens.issue(subject, claims.answersChallenge);
  return { ok: true, body: { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token } };
}

/** Whether a client with a server behind it proves who it is: by a certificate or by a secret. Null where it does. */
export function checkClient(place: AssertionPlace, principal: ServicePrincipal, form: ReadonlyMap<string, string>): EntraError | null {
  return form.has('client_assertion')
    ? checkAssertion(place, principal, form)
    : checkSecret(place.state, principal, form.get('client_secret'));
}

/** Whether a secret is one of the application's, and still valid. Null where it is. */
function checkSecret(state: TenantState, principal: ServicePrincipal, text: string | undefined): EntraError | null {
  if (text === undefined || text === '') return ENTRA_ERRORS.credentialNeeded();
  const application = state.applicationsByAppId.first(principal.appId);
  const credentials = [...(application?.passwordCredentials ?? []), ...principal.passwordCredentials];
  const matching = credentials.filter(
    // A new secret is not known here at once.
    ({ keyId, secretHash }) => isSecret(keyId, text, secretHash) && state.replication.isVisible(keyId, 'signIn'),
  );
  if (matching.length === 0) return ENTRA_ERRORS.wrongSecret(principal.appId);
  return matching.some((credential) => isValid(credential, state.clock.now())) ? null : ENTRA_ERRORS.expiredSecret(principal.appId);
}

/** What was made a moment ago the sign-in service does not know yet. */
function known<Row extends { readonly id: string }>({ replication }: TenantState, row: Row | undefined): Row | undefined {
  return row && replication.isVisible(row.id, 'signIn') ? row : undefined;
}

function isValid(credential: PasswordCredential, now: number): boolean {
  return Date.parse(credential.startDateTime) <= now && now < Date.parse(credential.endDateTime);
}

function refuse(error: EntraError): TokenAnswer {
  return { ok: false, error };
}
