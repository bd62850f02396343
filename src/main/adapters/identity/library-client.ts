import { LogLevel, PublicClientApplication, type AccountInfo, type ICachePlugin, type INetworkModule } from '@azure/msal-node';
import type { Cloud } from '../../../shared/domain/clouds/clouds';
import type { IdentityAccount } from '../../ports/identity';

/** Tells the service that this client can meet a claims challenge. https://learn.microsoft.com/entra/identity-platform/claims-challenge#client-capabilities */
const CLIENT_CAPABILITIES = ['CP1'];
/** Whichever organisation the account belongs to; never a personal account. */
const ANY_ORGANISATION = 'organizations';

/** Where somebody signs in: the cloud's address, and the tenant. */
export function authorityOf(cloud: Cloud, tenant: string | null): string {
  return `${cloud.authority}/${encodeURIComponent(tenant ?? ANY_ORGANISATION)}`;
}

/**
 * The library for one request. A new one each time: between requests nothing stays in its memory, so that what another request wrote,
 * or a sign-out forgot, cannot come back from there.
 */
export function libraryClient(
  cloud: Cloud,
  clientId: string,
  tenant: string | null,
  network: INetworkModule,
  cachePlugin: ICachePlugin,
): PublicClientApplication {
  const host = hostOf(cloud);
  return new PublicClientApplication({
    auth: {
      clientId,
      authority: authorityOf(cloud, tenant),
      clientCapabilities: CLIENT_CAPABILITIES,
      // Known beforehand, so that nobody is asked: the library would ask login.microsoftonline.com about names of other clouds.
      knownAuthorities: [host],
      cloudDiscoveryMetadata: JSON.stringify({
        tenant_discovery_endpoint: `${cloud.authority}/${ANY_ORGANISATION}/v2.0/.well-known/openid-configuration`,
        'api-version': '1.1',
        metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
      }),
      authorityMetadata: JSON.stringify(endpointsOf(cloud)),
    },
    cache: { cachePlugin },
    system: {
      networkClient: network,
      // Its lines hold names and addresses.
      loggerOptions: { logLevel: LogLevel.Error, piiLoggingEnabled: false, loggerCallback: () => undefined },
    },
  });
}

/** An account as the library wants it for a silent request. */
export function libraryAccount(cloud: Cloud, account: IdentityAccount): AccountInfo {
  return {
    homeAccountId: account.homeAccountId,
    environment: hostOf(cloud),
    tenantId: account.tenantId,
    username: account.username,
    localAccountId: '',
  };
}

/** The endpoints of every tenant of a cloud. https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints */
function endpointsOf(cloud: Cloud): Readonly<Record<string, string>> {
  const base = `${cloud.authority}/{tenantid}`;
  return {
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${base}/v2.0`,
  };
}

function hostOf(cloud: Cloud): string {
  return new URL(cloud.authority).host;
}
