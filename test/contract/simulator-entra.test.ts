import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantedRoles } from '../../src/simulator/enforcement/entra-grants';
import { GRAPH_APP_ID } from '../../src/simulator/facts/permission-ids';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, askForToken, EXCHANGE, GRAPH, type Answered } from '../support/simulator-client';

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

afterAll(() => simulator.stop());

const app = () => simulator.apps.find((candidate) => candidate.displayName === 'Tenant Reader')!;
const form = (changes: Readonly<Record<string, string | undefined>> = {}): Record<string, string> => {
  const fields = {
    grant_type: 'client_credentials',
    client_id: app().appId,
    client_secret: app().secret,
    scope: `${GRAPH}/.default`,
    ...changes,
  };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));
};
const numberOf = ({ body }: Answered): unknown => (body['error_codes'] as number[] | undefined)?.[0];
const part = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('a token for an app', () => {
  it.each([
    [GRAPH, GRAPH],
    [`${GRAPH}/`, GRAPH],
    [GRAPH_APP_ID, GRAPH_APP_ID],
    [EXCHANGE, EXCHANGE],
    ['https://outlook.office.com', 'https://outlook.office.com'],
  ])('of %s says what it should, and the published key has signed it', async (resource, audience) => {
    const answer = await askForToken(simulator, form({ scope: `${resource}/.default` }));
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: expect.any(Number), ext_expires_in: expect.any(Number) });
    const token = String(answer.body['access_token']);
    const now = simulator.clock().now() / 1000;
    const principal = simulator.state().servicePrincipalsByAppId.first(app().appId)!;
    const claims = part(token, 1);
    expect(claims).toMatchObject({
      aud: audience,
      tid: simulator.tenantId,
      appid: app().appId,
      oid: principal.id,
      idtyp: 'app',
      iss: `https://sts.windows.net/${simulator.tenantId}/`,
    });
    expect(Number(claims['exp']) - now).toBe(answer.body['expires_in']);
    expect(Number(answer.body['expires_in'])).toBeGreaterThanOrEqual(3600);
    expect(Number(answer.body['expires_in'])).toBeLessThanOrEqual(5400);
    if (audience === GRAPH) expect(claims['roles']).toEqual(grantedRoles(simulator.state(), principal, GRAPH_APP_ID));
    const discovery = await ask(`${simulator.url}/${simulator.tenantId}/v2.0/.well-known/openid-configuration`);
    const { body } = await ask(String(discovery.body['jwks_uri']));
    const key = (body['keys'] as Record<string, string>[]).find((candidate) => candidate['kid'] === part(token, 0)['kid'])!;
    const publicKey = createPublicKey({ key: { kty: 'RSA', n: key['n']!, e: key['e']! }, format: 'jwk' });
    const [head, payload, signature] = token.split('.');
    expect(verify('sha256', Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
    expect(part(token, 0)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  });

  it('is given to a client that names itself by HTTP as well, and by the name of a domain', async () => {
    const basic = Buffer.from(`${app().appId}:${encodeURIComponent(app().secret)}`).toString('base64');
    const answer = await ask(`${simulator.url}/${simulator.state().defaultDomain}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: `${GRAPH}/.default` }),
    });
    expect(answer.status).toBe(200);
  });
});

describe('a request that is refused names its number', () => {
  it.each([
    ['no grant', { grant_type: undefined }, 400, 'invalid_request', 900144],
    ['another grant', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, 400, 'unsupported_grant_type', 70003],
    ['no client', { client_id: undefined }, 400, 'invalid_request', 900144],
    ['an unknown client', { client_id: 'ffffffff-0000-4000-8000-000000000000' }, 400, 'unauthorized_client', 700016],
    ['no secret', { client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no scope', { scope: undefined }, 400, 'invalid_request', 900144],
    ['a scope without .default', { scope: `${GRAPH}/Mail.Read` }, 400, 'invalid_scope', 1002012],
    ['an unknown resource', { scope: 'https://example.com/.default' }, 400, 'invalid_resource', 500011],
  ] as const)('%s', async (_what, changes, status, error, number) => {
    const answer = await askForToken(simulator, form(changes));
    expect([answer.status, answer.body['error'], numberOf(answer)]).toEqual([status, error, number]);
    expect(answer.body).toMatchObject({
      error_description: expect.stringMatching(
        new RegExp(`^AADSTS${number}: .* Trace ID: .* Correlation ID: .* Timestamp: 2026-11-21 07:00:00Z$`),
      ),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      timestamp: '2026-11-21 07:00:00Z',
    });
  });

  it('an unknown tenant, and a tenant that is not named', async () => {
    expect(numberOf(await askForToken(simulator, form(), 'ffffffff-0000-4000-8000-000000000000'))).toBe(90002);
    expect(numberOf(await askForToken(simulator, form(), 'common'))).toBe(50194);
  });

  it('a body that is no form', async () => {
    const answer = await ask(`${simulator.url}/${simulator.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(numberOf(answer)).toBe(900561);
  });

  it('a disabled app, and a secret that has ended', async () => {
    const state = simulator.state();
    const principal = state.servicePrincipalsByAppId.first(app().appId)!;
    state.servicePrincipals.replace({ ...principal, accountEnabled: false });
    expect(numberOf(await askForToken(simulator, form()))).toBe(7000112);
    state.servicePrincipals.replace(principal);
    const application = state.applicationsByAppId.first(app().appId)!;
    const ended = application.passwordCredentials.map((credential) => ({ ...credential, endDateTime: '2026-11-20T00:00:00Z' }));
    state.applications.replace({ ...application, passwordCredentials: ended });
    expect(numberOf(await askForToken(simulator, form()))).toBe(7000222);
    state.applications.replace(application);
    expect((await askForToken(simulator, form())).status).toBe(200);
  });
});

describe('discovery', () => {
  it('leads back the way that the client came', async () => {
    const answer = await ask(
      `${simulator.url}/common/discovery/instance?api-version=1.1&authorization_endpoint=https%3A%2F%2Flogin.microsoftonline.com%2Fcommon%2Foauth2%2Fv2.0%2Fauthorize`,
    );
    expect(answer.body['tenant_discovery_endpoint']).toBe(`${simulator.url}/common/v2.0/.well-known/openid-configuration`);
    expect(answer.text).toContain('login.microsoftonline.com');
    const configuration = await ask(`${simulator.url}/organizations/v2.0/.well-known/openid-configuration`);
    expect(configuration.body).toMatchObject({
      token_endpoint: `${simulator.url}/organizations/oauth2/v2.0/token`,
      issuer: `${simulator.url}/{tenantid}/v2.0`,
    });
  });

  it('names no endpoint that is not there', async () => {
    const { body } = await ask(`${simulator.url}/${simulator.tenantId}/v2.0/.well-known/openid-configuration`);
    const endpoints = Object.entries(body).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri');
    expect(endpoints.map(([name]) => name).sort()).toEqual([
      'authorization_endpoint',
      'device_authorization_endpoint',
      'end_session_endpoint',
      'jwks_uri',
      'token_endpoint',
    ]);
    for (const [name, address] of endpoints) expect([name, (await ask(String(address))).status]).not.toEqual([name, 404]);
  });

  it('answers 404 where nothing is served', async () => {
    expect((await ask(`${simulator.url}/${simulator.tenantId}/oauth2/v2.0/colour`)).status).toBe(404);
    expect((await ask(`${simulator.url}/`)).status).toBe(404);
    expect((await ask(`${simulator.url}/${simulator.tenantId}/oauth2/v2.0/token`)).status).toBe(405);
  });
});
