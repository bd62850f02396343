import { redirectReply, withBrowser, type EntraReply, type EntraRequest } from './entra-exchange';
import { findSignInClient, registeredPlatform } from './sign-in-clients';
import { findPerson } from './sign-in-people';
import { messagePage } from './sign-in-pages';
import type { SignInService } from './sign-in-service';

/**
 * `GET /{tenant}/oauth2/v2.0/logout`: the browser forgets who was signed in; refresh tokens live on.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request
 */
export function logout({ state, store, tokens }: SignInService, request: EntraRequest): EntraReply {
  const browser = store.browser(request.browser);
  const hint = request.query.get('logout_hint');
  const person = hint === undefined ? undefined : findPerson(state, hint);
  if (person) browser.signedIn.delete(person.user.id);
  else browser.signedIn.clear();
  const target = request.query.get('post_logout_redirect_uri') ?? '';
  const appId = tokens.readAudience(request.query.get('id_token_hint') ?? '') ?? request.query.get('client_id') ?? '';
  const client = findSignInClient(state, appId);
  const isRegistered = client !== undefined && target !== '' && registeredPlatform(client, target) !== null;
  return withBrowser(
    isRegistered ? redirectReply(target) : messagePage('You signed out of your account', "It's a good idea to close all browser windows."),
    browser.id,
    request.origin,
  );
}
