import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A tenant of the provider: it answers under the paths of the sign-in service, so that the adapter needs no special way. */
export const PROVIDER_TENANT = '44444444-4444-4444-8444-444444444444';

/** The registration of the product there. */
export const PROVIDER_CLIENT = 'eeeeeeee-0000-4000-8000-00000000000e';

/** A provider that is being served. */
export interface CertifiedProvider {
  readonly url: string;
  /** How many grants came to the token endpoint, by kind. */
  readonly granted: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Serves `oidc-provider`, which passes the conformance tests of the OpenID Foundation. https://openid.net/certification/ */
export async function startCertifiedProvider(): Promise<CertifiedProvider> {
  const path = (name: string): string => `/${PROVIDER_TENANT}/oauth2/v2.0/${name}`;
  const provider = new Provider('https://login.demo.invalid', {
    clients: [
      {
        client_id: PROVIDER_CLIENT,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://localhost'],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      },
    ],
    routes: { authorization: path('authorize'), token: path('token'), device_authorization: path('devicecode') },
    scopes: ['openid', 'profile', 'offline_access', 'https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com/Policy.Read.All'],
    claims: { openid: ['sub', 'tid', 'oid'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true } },
    cookies: { keys: ['a key of a test'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, oid: sub, tid: PROVIDER_TENANT, name: `Name of ${sub}`, preferred_username: `${sub}@contoso.com` }),
    }),
    ttl: { AccessToken: 3600, RefreshToken: 86_400, IdToken: 3600, Session: 3600, Interaction: 3600, Grant: 86_400, DeviceCode: 600 },
  });
  const granted: Record<string, number> = {};
  provider.on('grant.success', (context) => {
    const kind = String(context.oidc.params?.['grant_type']);
    granted[kind] = (granted[kind] ?? 0) + 1;
  });
  const answer = provider.callback();
  const description = '/.well-known/openid-configuration';
  const server = createServer((incoming, outgoing) => {
    // The one path that the provider does not let one choose.
    if (incoming.url === `/${PROVIDER_TENANT}/v2.0${description}`) incoming.url = description;
    void answer(incoming, outgoing);
  });
  const url = await listen(server);
  return {
    url,
    granted,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
