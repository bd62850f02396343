import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { durationEnd } from '../../src/simulator/graph/writes/credential-policy';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { PasswordRestriction } from '../../src/simulator/state/policy-types';
import { askForToken, codeOf, getGraph, GRAPH, madeUpToken, type Answered } from '../support/simulator-client';
import { keyCredential, makeApp, makeCertificate, operatorToken, sendGraph, signClaims } from '../support/simulator-writes';

const NOWHERE = '00000000-1111-2222-3333-444444444444';
const DAY = 86_400_000;

describe('credentials of apps, written by Graph', () => {
  let simulator: RunningSimulator;
  let token: string;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    token = await operatorToken(simulator);
  });
  afterAll(() => simulator.stop());

  const post = (path: string, body?: unknown) => sendGraph(simulator, token, 'POST', `/v1.0${path}`, body);
  const patch = (path: string, body: unknown) => sendGraph(simulator, token, 'PATCH', `/v1.0${path}`, body);
  const inDays = (days: number): string => new Date(simulator.clock().now() + days * DAY).toISOString();
  const signIn = (appId: string, secret: unknown): Promise<Answered> =>
    askForToken(simulator, {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: String(secret),
      scope: `${GRAPH}/.default`,
    });
  const numberOf = ({ body }: Answered): unknown => (body['error_codes'] as readonly number[] | undefined)?.[0];

  describe.each(['applications', 'servicePrincipals'] as const)('secrets of %s', (set) => {
    it('are told once, let the app in, and are gone when they are removed', async () => {
      const app = await makeApp(simulator, token);
      const address = `/${set}/${set === 'applications' ? app.id : app.principalId}`;
      const made = await post(`${address}/addPassword`, {
        passwordCredential: { displayName: 'Mailscope p1 s1', endDateTime: inDays(90) },
      });
      expect(made.status).toBe(200);
      expect(made.body).toMatchObject({
        '@odata.context': `${simulator.url}/v1.0/$metadata#microsoft.graph.passwordCredential`,
        displayName: 'Mailscope p1 s1',
        hint: String(made.body['secretText']).slice(0, 3),
        endDateTime: inDays(90).replace('.000', ''),
      });
      expect(made.body['secretText']).toHaveLength(40);
      const { body } = await getGraph(simulator, token, `/v1.0${address}`);
      expect(body['passwordCredentials']).toEqual([expect.objectContaining({ keyId: made.body['keyId'], secretText: null })]);
      expect(JSON.stringify(body)).not.toContain(String(made.body['secretText']));
      expect((await signIn(app.appId, made.body['secretText'])).status).toBe(200);
      expect((await post(`${address}/removePassword`, { keyId: made.body['keyId'] })).status).toBe(204);
      expect(numberOf(await signIn(app.appId, made.body['secretText']))).toBe(7000215);
      const again = await post(`${address}/removePassword`, { keyId: made.body['keyId'] });
      expect([again.status, codeOf(again)]).toEqual([400, 'Request_BadRequest']);
    });

    it.each([
      ['a text of one’s own', { passwordCredential: { secretText: 'mine' } }],
      ['an end before the start', { passwordCredential: { startDateTime: inDaysOf(10), endDateTime: inDaysOf(5) } }],
      ['an end that has passed', { passwordCredential: { startDateTime: '2020-01-01T00:00:00Z', endDateTime: '2021-01-01T00:00:00Z' } }],
      ['a time that is none', { passwordCredential: { endDateTime: 'tomorrow' } }],
      ['a property outside of the credential', { displayName: 'x' }],
    ])('are not made with %s', async (_what, body) => {
      const app = await makeApp(simulator, token);
      const address = `/${set}/${set === 'applications' ? app.id : app.principalId}`;
      expect((await post(`${address}/addPassword`, body)).status).toBe(400);
    });
  });

  it('makes a secret for two years, unless it is told otherwise', async () => {
    const app = await makeApp(simulator, token);
    const { body } = await post(`/applications/${app.id}/addPassword`);
    expect(body).toMatchObject({ startDateTime: '2026-11-21T07:00:00Z', endDateTime: '2028-11-21T07:00:00Z', displayName: null });
  });

  it('wants the id of the secret that is to go', async () => {
    const app = await makeApp(simulator, token);
    expect((await post(`/applications/${app.id}/removePassword`, {})).status).toBe(400);
    expect((await post(`/applications/${app.id}/removePassword`, { keyId: 'x' })).status).toBe(400);
  });

  /** https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy */
  describe('app management policies', () => {
    const restriction = (change: Partial<PasswordRestriction>): PasswordRestriction => ({
      restrictionType: 'passwordLifetime',
      state: 'enabled',
      maxLifetime: 'P30D',
      restrictForAppsCreatedAfterDateTime: '2020-01-01T00:00:00Z',
      ...change,
    });
    const setDefault = (passwords: readonly PasswordRestriction[], keyLifetime: string | null = null, isEnabled = true): void => {
      const restrictions = {
        passwordCredentials: passwords,
        keyCredentials:
          keyLifetime === null
            ? []
            : [
                {
                  restrictionType: 'asymmetricKeyLifetime' as const,
                  state: 'enabled' as const,
                  maxLifetime: keyLifetime,
                  restrictForAppsCreatedAfterDateTime: null,
                },
              ],
      };
      const { defaultAppManagementPolicy } = simulator.state().singles;
      simulator.state().setSingles({
        defaultAppManagementPolicy: { ...defaultAppManagementPolicy, isEnabled, applicationRestrictions: restrictions },
      });
    };

    it.each([
      [
        'no secrets at all',
        [restriction({ restrictionType: 'passwordAddition', maxLifetime: null })],
        10,
        'CredentialTypeNotAllowedAsPerAppPolicy',
      ],
      ['a secret that lives too long', [restriction({})], 31, 'CredentialInvalidLifetimeAsPerAppPolicy'],
      ['a secret that lives as long as it may', [restriction({})], 30, undefined],
      ['a rule that is off', [restriction({ state: 'disabled' })], 400, undefined],
      [
        'a rule for apps that are made later',
        [restriction({ restrictForAppsCreatedAfterDateTime: '2030-01-01T00:00:00Z' })],
        400,
        undefined,
      ],
    ] as const)('know %s', async (_what, rules, days, code) => {
      const app = await makeApp(simulator, token);
      setDefault(rules);
      const answer = await post(`/applications/${app.id}/addPassword`, { passwordCredential: { endDateTime: inDays(days) } });
      setDefault([]);
      expect([answer.status, codeOf(answer)]).toEqual([code === undefined ? 200 : 400, code]);
    });

    it('say nothing where they are off', async () => {
      const app = await makeApp(simulator, token);
      setDefault([restriction({ restrictionType: 'passwordAddition' })], null, false);
      expect((await post(`/applications/${app.id}/addPassword`)).status).toBe(200);
      setDefault([]);
    });

    it('limit certificates too', async () => {
      const app = await makeApp(simulator, token);
      setDefault([], 'P1Y');
      const long = await patch(`/applications/${app.id}`, { keyCredentials: [keyCredential(makeCertificate())] });
      expect(codeOf(long)).toBe('CredentialInvalidLifetimeAsPerAppPolicy');
      const times = { startDateTime: inDays(0), endDateTime: inDays(300) };
      const short = await patch(`/applications/${app.id}`, { keyCredentials: [keyCredential(makeCertificate(), times)] });
      setDefault([]);
      expect(short.status).toBe(204);
    });

    it('of one app take the place of the tenant’s', async () => {
      const app = await makeApp(simulator, token);
      setDefault([restriction({ restrictionType: 'passwordAddition' })]);
      simulator.state().appManagementPolicies.add({
        id: NOWHERE,
        displayName: 'Short',
        description: null,
        isEnabled: true,
        restrictions: { passwordCredentials: [restriction({ maxLifetime: 'P10D' })], keyCredentials: [] },
        appliesTo: [app.id],
      });
      const allowed = await post(`/applications/${app.id}/addPassword`, { passwordCredential: { endDateTime: inDays(10) } });
      const refused = await post(`/applications/${app.id}/addPassword`, { passwordCredential: { endDateTime: inDays(11) } });
      setDefault([]);
      expect([allowed.status, codeOf(refused)]).toEqual([200, 'CredentialInvalidLifetimeAsPerAppPolicy']);
      expect(refused.text).toContain(NOWHERE);
    });
  });

  /** https://learn.microsoft.com/graph/api/application-addkey */
  describe('certificates by proof of possession', () => {
    const old = makeCertificate();
    const next = makeCertificate();
    const proofBy = (certificate: typeof old, holderId: string, change: Readonly<Record<string, unknown>> = {}): string => {
      const now = Math.floor(simulator.clock().now() / 1000);
      return signClaims(certificate, { aud: '00000002-0000-0000-c000-000000000000', iss: holderId, nbf: now, exp: now + 600, ...change });
    };
    const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: next.der };

    it('are added and removed by whoever holds the old one', async () => {
      const app = await makeApp(simulator, token);
      await patch(`/applications/${app.id}`, { keyCredentials: [keyCredential(old)] });
      const added = await post(`/applications/${app.id}/addKey`, {
        keyCredential: key,
        passwordCredential: null,
        proof: proofBy(old, app.id),
      });
      expect(added.status).toBe(200);
      expect(added.body).toMatchObject({ type: 'AsymmetricX509Cert', key: null });
      const { keyId } = simulator.state().applications.get(app.id)!.keyCredentials[0]!;
      expect((await post(`/applications/${app.id}/removeKey`, { keyId, proof: proofBy(next, app.id) })).status).toBe(204);
      expect(
        simulator
          .state()
          .applications.get(app.id)!
          .keyCredentials.map((credential) => credential.key),
      ).toEqual([next.der]);
      expect((await post(`/applications/${app.id}/removeKey`, { keyId, proof: proofBy(next, app.id) })).status).toBe(400);
    });

    it.each([
      ['somebody else’s key', (id: string) => proofBy(next, id)],
      ['another object', () => proofBy(old, NOWHERE)],
      ['another audience', (id: string) => proofBy(old, id, { aud: GRAPH })],
      ['more than ten minutes', (id: string) => proofBy(old, id, { exp: Math.floor(simulator.clock().now() / 1000) + 900 })],
      ['a time that has passed', (id: string) => proofBy(old, id, { nbf: 0, exp: 500 })],
      ['no token', () => 'proof'],
    ])('are refused by a proof of %s', async (_what, proof) => {
      const app = await makeApp(simulator, token);
      await patch(`/applications/${app.id}`, { keyCredentials: [keyCredential(old)] });
      const answer = await post(`/applications/${app.id}/addKey`, { keyCredential: key, proof: proof(app.id) });
      expect([answer.status, codeOf(answer)]).toEqual([403, 'Authorization_RequestDenied']);
    });

    it('need one that is there', async () => {
      const app = await makeApp(simulator, token);
      expect((await post(`/applications/${app.id}/addKey`, { keyCredential: key, proof: proofBy(old, app.id) })).status).toBe(403);
      expect((await post(`/applications/${app.id}/addKey`, { keyCredential: key })).status).toBe(400);
    });
  });

  it('lets an app with Application.ReadWrite.OwnedBy renew what it owns, and nothing else', async () => {
    const [reader] = simulator.apps;
    const owner = simulator.state().servicePrincipalsByAppId.first(reader!.appId)!;
    const app = await makeApp(simulator, token);
    const byOwner = madeUpToken(simulator, ['Application.ReadWrite.OwnedBy']);
    const refused = await sendGraph(simulator, byOwner, 'POST', `/v1.0/applications/${app.id}/addPassword`);
    expect([refused.status, codeOf(refused)]).toEqual([403, 'Authorization_RequestDenied']);
    simulator.state().owners.add(app.id, owner.id);
    expect((await sendGraph(simulator, byOwner, 'POST', `/v1.0/applications/${app.id}/addPassword`)).status).toBe(200);
  });
});

/** https://www.w3.org/TR/xmlschema-2/#duration */
describe('a duration of a policy', () => {
  const from = Date.UTC(2026, 0, 31);
  it.each([
    ['P180D', Date.UTC(2026, 0, 31 + 180)],
    ['P1Y', Date.UTC(2027, 0, 31)],
    ['P4DT12H30M5S', from + 4 * DAY + 45_005_000],
    ['P2W', from + 14 * DAY],
    ['P', null],
    ['PT', null],
    ['180 days', null],
  ])('%s ends at %s', (text, end) => {
    expect(durationEnd(text, from)).toBe(end);
  });
});

function inDaysOf(days: number): string {
  return new Date(Date.UTC(2026, 10, 21) + days * DAY).toISOString();
}
