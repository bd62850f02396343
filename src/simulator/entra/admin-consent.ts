import type { TenantState } from '../state/tenant-state';
import { readClient, type ReturnAddress } from './authorize-request';
import { registeredConsents, type ConsentItem } from './consents';
import type { EntraError } from './entra-errors';
import { readScopes } from './scope-request';
import { registeredPlatform } from './sign-in-clients';
import { SIGN_IN_ERRORS } from './sign-in-errors';

/** A request for the consent of an administrator, for everybody. */
export interface AdminConsentRequest extends ReturnAddress {
  readonly clientId: string;
  readonly items: readonly ConsentItem[];
}

/** Reads a request to the admin consent endpoint. https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
export function readAdminConsent(
  state: TenantState,
  tenantName: string,
  query: ReadonlyMap<string, string>,
): { readonly ok: true; readonly value: AdminConsentRequest } | { readonly ok: false; readonly error: EntraError } {
  const found = readClient(state, tenantName, query.get('client_id'));
  if ('error' in found) return { ok: false, error: found.error };
  const { client } = found;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (redirectUri === '') return { ok: false, error: SIGN_IN_ERRORS.noRedirect() };
  if (registeredPlatform(client, redirectUri) === null)
    return { ok: false, error: SIGN_IN_ERRORS.unknownRedirect(redirectUri, client.appId) };
  const scopes = readScopes(state, query.get('scope') ?? '', client);
  if (!scopes.ok) return { ok: false, error: scopes.error };
  const { resources } = scopes.value;
  const named = resources.filter((resource) => !resource.isDefault).map(({ resourceAppId, values }) => ({ resourceAppId, values }));
  // Without scopes, and with `.default`, it is what the registration asks for.
  const whole = named.every((item) => item.values.length === 0);
  const items = whole ? registeredConsents(state, client) : named.filter((item) => item.values.length > 0);
  return { ok: true, value: { clientId: client.appId, redirectUri, responseMode: 'query', state: query.get('state'), items } };
}

/** What the application is told when an administrator has consented. */
export function adminConsentFields(tenantId: string, { items }: AdminConsentRequest): Readonly<Record<string, string>> {
  return { admin_consent: 'True', tenant: tenantId, scope: items.flatMap((item) => item.values).join(' ') };
}
