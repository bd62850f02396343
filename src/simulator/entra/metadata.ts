import type { TenantState } from '../state/tenant-state';
import type { SigningKey } from './signing-key';

/** Names of a tenant in a path that mean "whichever". */
const ANY_TENANT = ['common', 'organizations'];

/** Whether the first segment of a sign-in path names this tenant: by id, by one of its domains, or as "whichever". */
export function isTenantNamed(state: TenantState, name: string): boolean {
  return ANY_TENANT.includes(name.toLowerCase()) || isThisTenant(state, name);
}

/** Whether a name is this tenant's id or one of its domains. */
export function isThisTenant(state: TenantState, name: string): boolean {
  const wanted = name.toLowerCase();
  return (
    wanted === state.tenantId.toLowerCase() ||
    state.singles.organization.verifiedDomains.some((domain) => domain.name.toLowerCase() === wanted)
  );
}

/** The discovery document. https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document */
export function openIdConfiguration(state: TenantState, origin: string, tenantName: string): Record<string, unknown> {
  const tenant = isThisTenant(state, tenantName) ? state.tenantId : tenantName;
  const base = `${origin}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: isThisTenant(state, tenantName) ? `${base}/v2.0` : `${origin}/{tenantid}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'name', 'preferred_username', 'oid', 'tid', 'ver'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
  };
}

/** The public keys, as a JSON Web Key Set. */
export function keySet(key: SigningKey, issuer: string): Record<string, unknown> {
  return {
    keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: key.keyId, x5t: key.keyId, n: key.publicKey.n, e: key.publicKey.e, issuer }],
  };
}

/** Which names the sign-in service goes by. Clients ask for this before they trust a name. */
export function instanceDiscovery(origin: string, authority: string | undefined): Record<string, unknown> {
  const host = new URL(origin).host;
  const asked = authority === undefined ? undefined : hostOf(authority);
  const aliases = [...new Set([host, ...(asked === undefined ? [] : [asked])])];
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases }],
  };
}

function hostOf(text: string): string | undefined {
  try {
    return new URL(text).host;
  } catch {
    return undefined;
  }
}
