import { GRAPH_APP_ID } from '../facts/permission-ids';
import type { TenantState } from '../state/tenant-state';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { resourceNamed } from './resources';
import type { SignInClient } from './sign-in-clients';
import { SIGN_IN_ERRORS } from './sign-in-errors';

/** The scopes of OpenID Connect. https://learn.microsoft.com/entra/identity-platform/scopes-oidc#openid-connect-scopes */
export const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'] as const;

/** The scopes that are asked for on one API. */
export interface ResourceScopes {
  readonly resourceAppId: string;
  /** How the client names the API before the scope; empty for Microsoft Graph's short names. */
  readonly identifier: string;
  /** The permissions by their values. */
  readonly values: readonly string[];
  /** `.default`: whatever was granted, or is registered. */
  readonly isDefault: boolean;
}

/** The `scope` of a request, read. */
export interface ScopeRequest {
  readonly openId: readonly string[];
  readonly resources: readonly ResourceScopes[];
}

/** Scopes that were read, or the error that they are. */
export type ReadScopes = { readonly ok: true; readonly value: ScopeRequest } | { readonly ok: false; readonly error: EntraError };

/** Printable, no quotes and no backslash. https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Reads a `scope`: short names are Microsoft Graph's, others begin with the name of their API. */
export function readScopes(state: TenantState, text: string, client: SignInClient): ReadScopes {
  const openId = new Set<string>();
  const byResource = new Map<string, { identifier: string; values: Set<string>; isDefault: boolean }>();
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (!SCOPE.test(word)) return refuse(SIGN_IN_ERRORS.invalidScope(word, 'is not in the format of a scope.'));
    const cut = word.lastIndexOf('/');
    const identifier = cut < 0 ? '' : word.slice(0, cut).replace(/\/+$/, '');
    const value = word.slice(cut + 1);
    if (OPENID_SCOPES.some((scope) => scope === value.toLowerCase()) && (cut < 0 || resourceNamed(identifier) === GRAPH_APP_ID)) {
      openId.add(value.toLowerCase());
      continue;
    }
    const resourceAppId = cut < 0 ? GRAPH_APP_ID : resourceNamed(identifier);
    const resource = resourceAppId === undefined ? undefined : state.servicePrincipalsByAppId.first(resourceAppId);
    if (resourceAppId === undefined || !resource) {
      return refuse(ENTRA_ERRORS.unknownResource(identifier, state.singles.organization.displayName));
    }
    // Microsoft's own client for Graph gets nothing else.
    if (client.isMicrosoft && resourceAppId !== GRAPH_APP_ID && client.preauthorized?.[resourceAppId] === undefined)
      return refuse(SIGN_IN_ERRORS.notPreauthorized(client.appId, resourceAppId));
    const entry = byResource.get(resourceAppId) ?? { identifier, values: new Set<string>(), isDefault: false };
    byResource.set(resourceAppId, entry);
    if (value === '.default') {
      if (cut < 0) return refuse(SIGN_IN_ERRORS.invalidScope(word, 'is not in the format of a scope.'));
      entry.isDefault = true;
      continue;
    }
    const known = resource.oauth2PermissionScopes.find((scope) => scope.isEnabled && scope.value.toLowerCase() === value.toLowerCase());
    if (!known) return refuse(SIGN_IN_ERRORS.unknownScope(client.displayName, value, resourceAppId));
    entry.values.add(known.value);
  }
  const mixed = [...byResource.values()].find((entry) => entry.isDefault && entry.values.size > 0);
  if (mixed)
    return refuse(SIGN_IN_ERRORS.invalidScope(text, "is not valid: .default scope can't be combined with resource-specific scopes."));
  const resources = [...byResource].map(([resourceAppId, { identifier, values, isDefault }]) => ({
    resourceAppId,
    identifier,
    values: [...values],
    isDefault,
  }));
  // Whoever asks for a sign-in alone gets a token of Graph that shows the basic profile.
  const nothing = { resourceAppId: GRAPH_APP_ID, identifier: '', values: [], isDefault: false };
  return { ok: true, value: { openId: [...openId], resources: resources.length === 0 ? [nothing] : resources } };
}

function refuse(error: EntraError): ReadScopes {
  return { ok: false, error };
}
