import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { ServicePrincipal } from '../../src/simulator/state/directory-types';
import { codeOf, everyPage } from '../support/simulator-client';
import { makeApp, operatorToken, sendGraph, type MadeApp } from '../support/simulator-writes';

const NOWHERE = '00000000-1111-2222-3333-444444444444';

describe('permissions, granted by Graph', () => {
  let simulator: RunningSimulator;
  let token: string;
  let app: MadeApp;
  let graph: ServicePrincipal;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    token = await operatorToken(simulator);
    graph = simulator.state().servicePrincipalsByAppId.first('00000003-0000-0000-c000-000000000000')!;
  });
  afterAll(() => simulator.stop());

  const post = (path: string, body?: unknown) => sendGraph(simulator, token, 'POST', `/v1.0${path}`, body);
  const remove = (path: string) => sendGraph(simulator, token, 'DELETE', `/v1.0${path}`);
  const roleId = (value: string): string => graph.appRoles.find((role) => role.value === value)!.id;

  /** https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments */
  describe.each(['appRoleAssignments', 'appRoleAssignedTo'] as const)('application permissions by %s', (side) => {
    beforeAll(async () => {
      app = await makeApp(simulator, token);
    });
    const path = (): string => `/servicePrincipals/${side === 'appRoleAssignments' ? app.principalId : graph.id}/${side}`;
    const body = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
      principalId: app.principalId,
      resourceId: graph.id,
      appRoleId: roleId('Mail.Read'),
      ...change,
    });

    it('are granted once, stand on both sides, and are taken away', async () => {
      const made = await post(path(), body());
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        ...body(),
        principalType: 'ServicePrincipal',
        principalDisplayName: 'Made Up',
        resourceDisplayName: 'Microsoft Graph',
        createdDateTime: '2026-11-21T07:00:00Z',
      });
      const again = await post(path(), body());
      expect([again.status, codeOf(again)]).toEqual([400, 'Request_BadRequest']);
      expect(again.text).toContain('Permission being assigned already exists on the object');
      const id = made.body['id'];
      const ofApp = await everyPage(simulator, token, `/v1.0/servicePrincipals/${app.principalId}/appRoleAssignments`);
      const onGraph = await everyPage(simulator, token, `/v1.0/servicePrincipals/${graph.id}/appRoleAssignedTo?$top=999`);
      expect([ofApp, onGraph].map((rows) => rows.filter((row) => row['id'] === id))).toEqual(
        [[made.body], [made.body]].map(([row]) => [withoutContext(row!)]),
      );
      expect((await remove(`${path()}/${String(id)}`)).status).toBe(204);
      expect((await remove(`${path()}/${String(id)}`)).status).toBe(404);
      expect(simulator.state().assignmentsByPrincipal.all(app.principalId)).toEqual([]);
    });

    it.each([
      ['a role that the resource does not define', () => body({ appRoleId: NOWHERE }), 400],
      ['no role', () => body({ appRoleId: undefined }), 400],
      ['what is no id', () => body({ appRoleId: 'Mail.Read' }), 400],
      ['no role of a resource that has roles', () => body({ appRoleId: '00000000-0000-0000-0000-000000000000' }), 400],
      ['nobody', () => body({ principalId: NOWHERE }), side === 'appRoleAssignments' ? 400 : 404],
      ['no resource', () => body({ resourceId: NOWHERE }), side === 'appRoleAssignments' ? 404 : 400],
      ['the registration instead of the service principal', () => body({ principalId: app.id }), side === 'appRoleAssignments' ? 400 : 404],
      ['a property that the directory decides', () => body({ principalType: 'User' }), 400],
    ])('are not granted: %s', async (_what, wrong, status) => {
      const before = simulator.state().appRoleAssignments.size;
      expect((await post(path(), wrong())).status).toBe(status);
      expect(simulator.state().appRoleAssignments.size).toBe(before);
    });

    it('are not for people, where they are for applications', async () => {
      const [user] = simulator.state().users;
      const answer = await post(`/servicePrincipals/${graph.id}/appRoleAssignedTo`, body({ principalId: user!.id }));
      expect(answer.status).toBe(400);
    });
  });

  /** https://learn.microsoft.com/graph/api/oauth2permissiongrant-post */
  describe('delegated permissions', () => {
    beforeAll(async () => {
      app = await makeApp(simulator, token);
    });
    const body = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
      clientId: app.principalId,
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: graph.id,
      scope: 'Mail.Read',
      ...change,
    });

    it('are granted once to everybody and once to a person, changed, and taken away', async () => {
      const [, user] = [...simulator.state().users];
      const all = await post('/oauth2PermissionGrants', body());
      expect([all.status, all.body['scope']]).toEqual([201, 'Mail.Read']);
      const one = await post('/oauth2PermissionGrants', body({ consentType: 'Principal', principalId: user!.id }));
      expect(one.status).toBe(201);
      for (const twice of [body({ scope: 'Mail.Send' }), body({ consentType: 'Principal', principalId: user!.id })]) {
        const again = await post('/oauth2PermissionGrants', twice);
        expect([again.status, codeOf(again)]).toEqual([409, 'Request_MultipleObjectsWithSameKeyValue']);
      }
      const address = `/v1.0/oauth2PermissionGrants/${String(all.body['id'])}`;
      expect((await sendGraph(simulator, token, 'PATCH', address, { scope: 'User.Read' })).status).toBe(204);
      expect(simulator.state().permissionGrants.get(String(all.body['id']))!.scope).toBe('User.Read');
      for (const fixed of [{ consentType: 'Principal' }, { clientId: NOWHERE }, { id: 'x' }, {}])
        expect((await sendGraph(simulator, token, 'PATCH', address, fixed)).status).toBe(400);
      expect((await sendGraph(simulator, token, 'DELETE', address)).status).toBe(204);
      expect((await sendGraph(simulator, token, 'DELETE', address)).status).toBe(404);
      const left = await everyPage(simulator, token, `/v1.0/servicePrincipals/${app.principalId}/oauth2PermissionGrants`);
      expect(left.map((row) => row['id'])).toEqual([one.body['id']]);
    });

    it.each([
      ['one person who is not named', { consentType: 'Principal' }, 400],
      ['everybody and a person', { principalId: NOWHERE }, 400],
      ['a person who is not there', { consentType: 'Principal', principalId: NOWHERE }, 404],
      ['a client that is not there', { clientId: NOWHERE }, 404],
      ['an API that is not there', { resourceId: NOWHERE }, 404],
      ['no scope', { scope: undefined }, 400],
      ['a kind of consent that there is not', { consentType: 'Everybody' }, 400],
    ])('are not granted for %s', async (_what, change, status) => {
      expect((await post('/oauth2PermissionGrants', body(change))).status).toBe(status);
    });
  });
});

function withoutContext({ '@odata.context': _context, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}
