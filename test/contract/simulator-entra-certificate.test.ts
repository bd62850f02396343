import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { askForToken, getGraph, GRAPH, type Answered } from '../support/simulator-client';
import {
  assertionClaims,
  keyCredential,
  makeApp,
  makeCertificate,
  operatorToken,
  sendGraph,
  signClaims,
  thumbprintOf,
  tokenByAssertion,
} from '../support/simulator-writes';

const NOWHERE = '00000000-1111-2222-3333-444444444444';
const DAY = 86_400_000;

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
describe('a token by certificate', () => {
  let simulator: RunningSimulator;
  let token: string;
  const post = (path: string, body?: unknown) => sendGraph(simulator, token, 'POST', `/v1.0${path}`, body);
  const patch = (path: string, body: unknown) => sendGraph(simulator, token, 'PATCH', `/v1.0${path}`, body);
  const inDays = (days: number): string => new Date(simulator.clock().now() + days * DAY).toISOString();
  const numberOf = ({ body }: Answered): unknown => (body['error_codes'] as readonly number[] | undefined)?.[0];
  const certificate = makeCertificate();
  const stranger = makeCertificate();
  let appId: string;
  let principalId: string;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    token = await operatorToken(simulator);
    const app = await makeApp(simulator, token);
    ({ appId, principalId } = app);
    await patch(`/applications/${app.id}`, { keyCredentials: [keyCredential(certificate)] });
  });
  afterAll(() => simulator.stop());

  const claims = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    ...assertionClaims(simulator, appId),
    ...change,
  });
  const seconds = (): number => Math.floor(simulator.clock().now() / 1000);

  it.each([
    ['RS256 and x5t#S256', () => signClaims(certificate, claims())],
    ['PS256', () => signClaims(certificate, claims(), { alg: 'PS256' })],
    [
      'x5t alone',
      () =>
        signClaims(certificate, claims(), {
          'x5t#S256': undefined,
          x5t: Buffer.from(thumbprintOf(certificate), 'base64').toString('base64url'),
        }),
    ],
    [
      'the address of this service',
      () => signClaims(certificate, claims({ aud: `${simulator.url}/${simulator.tenantId}/oauth2/v2.0/token` })),
    ],
  ])('is given for %s', async (_what, assertion) => {
    const answer = await tokenByAssertion(simulator, appId, assertion());
    expect(answer.status).toBe(200);
    const body = JSON.parse(Buffer.from(String(answer.body['access_token']).split('.')[1]!, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    expect(body).toMatchObject({ appid: appId, appidacr: '2' });
  });

  it.each([
    ['a key that nobody registered', () => signClaims(stranger, claims()), 700027],
    ['another key under a known thumbprint', () => signClaims({ der: certificate.der, key: stranger.key }, claims()), 700027],
    ['a time that has passed', () => signClaims(certificate, claims({ nbf: seconds() - 2000, exp: seconds() - 1400 })), 700024],
    ['a time to come', () => signClaims(certificate, claims({ nbf: seconds() + 900, exp: seconds() + 1400 })), 700024],
    ['more than ten minutes', () => signClaims(certificate, claims({ exp: seconds() + 3600 })), 700024],
    [
      'another audience',
      () => signClaims(certificate, claims({ aud: 'https://login.microsoftonline.com/common/oauth2/v2.0/token' })),
      700023,
    ],
    ['somebody else', () => signClaims(certificate, claims({ iss: NOWHERE, sub: NOWHERE })), 700021],
    ['a subject that is not the issuer', () => signClaims(certificate, claims({ sub: NOWHERE })), 50048],
    ['no thumbprint', () => signClaims(certificate, claims(), { 'x5t#S256': undefined }), 50027],
    ['an algorithm that is not taken', () => signClaims(certificate, claims(), { alg: 'HS256' }), 50027],
    ['no id of its own', () => signClaims(certificate, claims({ jti: undefined })), 50027],
    ['no token at all', () => 'assertion', 50027],
  ])('is not given for %s', async (_what, assertion, number) => {
    expect(numberOf(await tokenByAssertion(simulator, appId, assertion()))).toBe(number);
  });

  it('is given once for each assertion', async () => {
    const assertion = signClaims(certificate, claims());
    expect((await tokenByAssertion(simulator, appId, assertion)).status).toBe(200);
    expect(numberOf(await tokenByAssertion(simulator, appId, assertion))).toBe(50027);
  });

  it('is not given for another kind of assertion', async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: appId,
      client_assertion: signClaims(certificate, claims()),
      scope: `${GRAPH}/.default`,
    };
    expect(numberOf(await askForToken(simulator, form))).toBe(900144);
    expect(numberOf(await askForToken(simulator, { ...form, client_assertion_type: 'urn:example' }))).toBe(50012);
  });

  it('is not given with a certificate that has ended, nor to an app that is disabled', async () => {
    const app = await makeApp(simulator, token);
    const times = { startDateTime: inDays(0), endDateTime: inDays(1) };
    await patch(`/applications/${app.id}`, { keyCredentials: [keyCredential(certificate, times)] });
    const sign = (): string => signClaims(certificate, assertionClaims(simulator, app.appId));
    await patch(`/servicePrincipals/${app.principalId}`, { accountEnabled: false });
    expect(numberOf(await tokenByAssertion(simulator, app.appId, sign()))).toBe(7000112);
    await patch(`/servicePrincipals/${app.principalId}`, { accountEnabled: true });
    expect((await tokenByAssertion(simulator, app.appId, sign())).status).toBe(200);
    simulator.clock().advance(2 * DAY);
    token = await operatorToken(simulator);
    const ended = await tokenByAssertion(simulator, app.appId, sign());
    expect([numberOf(ended), ended.text.includes('expired')]).toEqual([700027, true]);
  });

  it('keeps the permissions it was given until it ends', async () => {
    const graph = simulator.state().servicePrincipalsByAppId.first('00000003-0000-0000-c000-000000000000')!;
    const role = graph.appRoles.find(({ value }) => value === 'Organization.Read.All')!;
    const grant = { principalId, resourceId: graph.id, appRoleId: role.id };
    const { body: assigned } = await post(`/servicePrincipals/${principalId}/appRoleAssignments`, grant);
    const given = await tokenByAssertion(simulator, appId, signClaims(certificate, claims()));
    const before = String(given.body['access_token']);
    await sendGraph(simulator, token, 'DELETE', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments/${String(assigned['id'])}`);
    const after = String((await tokenByAssertion(simulator, appId, signClaims(certificate, claims()))).body['access_token']);
    expect((await getGraph(simulator, before, '/v1.0/organization')).status).toBe(200);
    expect((await getGraph(simulator, after, '/v1.0/organization')).status).toBe(403);
    const lifetime = Number(given.body['expires_in']);
    expect(lifetime).toBeGreaterThanOrEqual(3600);
    expect(lifetime).toBeLessThanOrEqual(5400);
    simulator.clock().advance(lifetime * 1000);
    expect((await getGraph(simulator, before, '/v1.0/organization')).status).toBe(401);
    token = await operatorToken(simulator);
  });
});
