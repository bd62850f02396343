import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { linkId } from '../../src/simulator/state/replication';
import { ask, askForToken, codeOf, everyPage, getGraph, GRAPH } from '../support/simulator-client';
import {
  assertionClaims,
  keyCredential,
  makeCertificate,
  operatorToken,
  referenceTo,
  sendGraph,
  signClaims,
  tokenByAssertion,
} from '../support/simulator-writes';

const SECOND = 1000;

/** https://learn.microsoft.com/entra/architecture/architecture#data-consistency */
describe('a tenant in which changes take their time', () => {
  let simulator: RunningSimulator;
  let token: string;
  beforeEach(async () => {
    simulator = await startSimulator({ standing: true, replication: 'real' });
    token = await operatorToken(simulator);
  });
  afterEach(() => simulator.stop());

  const post = (path: string, body?: unknown) => sendGraph(simulator, token, 'POST', `/v1.0${path}`, body);
  const get = (path: string) => getGraph(simulator, token, `/v1.0${path}`);
  const wait = (seconds: number): void => void simulator.clock().advance(seconds * SECOND);
  const listed = async (path: string, id: unknown): Promise<boolean> =>
    (await everyPage(simulator, token, `/v1.0${path}`)).some((row) => row['id'] === id);
  const person = (): string => [...simulator.state().users][0]!.id;
  const makeApp = async (): Promise<{ readonly id: string; readonly appId: string }> => {
    const { body } = await post('/applications', { displayName: 'Late' });
    return { id: String(body['id']), appId: String(body['appId']) };
  };
  const makeGroup = async (): Promise<string> =>
    String((await post('/groups', { displayName: 'Late', mailEnabled: false, mailNickname: 'late', securityEnabled: true })).body['id']);

  it('shows a new object by its id after two seconds, in lists after five', async () => {
    const { id } = await makeApp();
    const seen = async (): Promise<readonly unknown[]> => [
      (await get(`/applications/${id}`)).status,
      await listed("/applications?$filter=displayName eq 'Late'", id),
    ];
    expect(await seen()).toEqual([404, false]);
    wait(2);
    expect(await seen()).toEqual([200, false]);
    wait(3);
    expect(await seen()).toEqual([200, true]);
  });

  it('shows a change, and a deletion, just as late', async () => {
    const { id } = await makeApp();
    wait(10);
    await sendGraph(simulator, token, 'PATCH', `/v1.0/applications/${id}`, { displayName: 'Early' });
    const names = async (): Promise<readonly unknown[]> => [
      (await get(`/applications/${id}`)).body['displayName'],
      await listed("/applications?$filter=displayName eq 'Late'", id),
    ];
    expect(await names()).toEqual(['Late', true]);
    wait(2);
    expect(await names()).toEqual(['Early', true]);
    wait(3);
    expect(await names()).toEqual(['Early', false]);
    await sendGraph(simulator, token, 'DELETE', `/v1.0/applications/${id}`);
    expect([(await get(`/applications/${id}`)).status, await listed('/applications?$top=999', id)]).toEqual([200, true]);
    wait(5);
    expect([(await get(`/applications/${id}`)).status, await listed('/applications?$top=999', id)]).toEqual([404, false]);
  });

  it('does not let a new object be used before it is known', async () => {
    const { id, appId } = await makeApp();
    const early = await post('/servicePrincipals', { appId });
    expect([early.status, early.text.includes('does not reference a valid application object')]).toEqual([400, true]);
    expect(codeOf(await post(`/applications/${id}/addPassword`))).toBe('Request_ResourceNotFound');
    wait(2);
    const principal = await post('/servicePrincipals', { appId });
    expect(principal.status).toBe(201);
    const group = await makeGroup();
    wait(1);
    expect((await post(`/groups/${group}/members/$ref`, referenceTo(person()))).status).toBe(404);
    wait(1);
    expect((await post(`/groups/${group}/members/$ref`, referenceTo(person()))).status).toBe(204);
  });

  it('makes an application once by its unique name, however late readers learn of it', async () => {
    const path = "/v1.0/applications(uniqueName='late')";
    const upsert = () => sendGraph(simulator, token, 'PATCH', path, { displayName: 'Late' }, { prefer: 'create-if-missing' });
    expect((await upsert()).status).toBe(201);
    expect((await get("/applications(uniqueName='late')")).status).toBe(404);
    expect((await upsert()).status).toBe(204);
    wait(5);
    expect(await everyPage(simulator, token, "/v1.0/applications?$filter=displayName eq 'Late'")).toHaveLength(1);
  });

  it('shows memberships and grants in their lists after five seconds, coming and going', async () => {
    const group = await makeGroup();
    const { appId } = await makeApp();
    wait(5);
    const graph = simulator.state().servicePrincipalsByAppId.first('00000003-0000-0000-c000-000000000000')!;
    const { body } = await post('/servicePrincipals', { appId });
    const principalId = String(body['id']);
    wait(5);
    await post(`/groups/${group}/members/$ref`, referenceTo(person()));
    const grant = { principalId, resourceId: graph.id, appRoleId: graph.appRoles[0]!.id };
    const made = await post(`/servicePrincipals/${principalId}/appRoleAssignments`, grant);
    const lists = async (): Promise<readonly boolean[]> => [
      await listed(`/groups/${group}/members`, person()),
      await listed(`/servicePrincipals/${principalId}/appRoleAssignments`, made.body['id']),
      await listed(`/servicePrincipals/${graph.id}/appRoleAssignedTo?$top=999`, made.body['id']),
    ];
    expect(await lists()).toEqual([false, false, false]);
    wait(5);
    expect(await lists()).toEqual([true, true, true]);
    await sendGraph(simulator, token, 'DELETE', `/v1.0/groups/${group}/members/${person()}/$ref`);
    await sendGraph(simulator, token, 'DELETE', `/v1.0/servicePrincipals/${principalId}/appRoleAssignments/${String(made.body['id'])}`);
    // Whoever writes is told the truth at once.
    expect((await sendGraph(simulator, token, 'DELETE', `/v1.0/groups/${group}/members/${person()}/$ref`)).status).toBe(404);
    expect(await lists()).toEqual([true, true, true]);
    wait(5);
    expect(await lists()).toEqual([false, false, false]);
  });

  it('refuses a new secret and a new certificate for some seconds', async () => {
    const { id, appId } = await makeApp();
    wait(2);
    await post('/servicePrincipals', { appId });
    wait(20);
    const secret = await post(`/applications/${id}/addPassword`);
    const certificate = makeCertificate();
    await sendGraph(simulator, token, 'PATCH', `/v1.0/applications/${id}`, { keyCredentials: [keyCredential(certificate)] });
    const tries = async (): Promise<readonly unknown[]> => {
      const form = { grant_type: 'client_credentials', client_id: appId, scope: `${GRAPH}/.default` };
      const bySecret = await askForToken(simulator, { ...form, client_secret: String(secret.body['secretText']) });
      const byCertificate = await tokenByAssertion(simulator, appId, signClaims(certificate, assertionClaims(simulator, appId)));
      return [bySecret, byCertificate].map(({ status, body }) => (status === 200 ? 200 : (body['error_codes'] as readonly number[])[0]));
    };
    expect(await tries()).toEqual([7000215, 700027]);
    wait(8);
    expect(await tries()).toEqual([200, 200]);
  });

  it('lets Exchange know of a new group and its members last', async () => {
    const group = await makeGroup();
    wait(2);
    await post(`/groups/${group}/members/$ref`, referenceTo(person()));
    const { replication } = simulator.state();
    expect([replication.isVisibleInExchange(group), replication.isVisibleInExchange(linkId(group, person()))]).toEqual([false, false]);
    expect(replication.visibleInExchangeFrom(group)).toBe(simulator.clock().now() + 18 * SECOND);
    wait(18);
    expect([replication.isVisibleInExchange(group), replication.isVisibleInExchange(linkId(group, person()))]).toEqual([true, false]);
    expect(replication.visibleInExchangeFrom([...simulator.state().groups][0]!.id)).toBe(0);
  });

  it('shows what Exchange wrote to Graph later', async () => {
    const { replication, groups } = simulator.state();
    const row = { ...[...groups][0]!, id: '00000000-1111-2222-3333-444444444444' };
    replication.writtenIn('exchange', () => groups.add(row));
    expect(replication.isVisibleInExchange(row.id)).toBe(true);
    wait(9);
    expect((await get(`/groups/${row.id}`)).status).toBe(404);
    wait(1);
    expect([(await get(`/groups/${row.id}`)).status, await listed('/groups?$top=999', row.id)]).toEqual([200, false]);
    wait(5);
    expect(await listed('/groups?$top=999', row.id)).toBe(true);
  });

  it('can be told how long it takes, or that it takes no time', async () => {
    const set = (body: unknown) => ask(`${simulator.url}/_simulator/replication`, { method: 'POST', body: JSON.stringify(body) });
    expect((await set({ mode: 'real', delays: { lists: 60_000 } })).status).toBe(200);
    const { id } = await makeApp();
    wait(59);
    expect(await listed('/applications?$top=999', id)).toBe(false);
    wait(1);
    expect(await listed('/applications?$top=999', id)).toBe(true);
    expect((await set({ mode: 'none' })).body).toEqual({ mode: 'none' });
    const at = await makeApp();
    expect(await listed('/applications?$top=999', at.id)).toBe(true);
    for (const wrong of [{}, { mode: 'slow' }, { mode: 'real', delays: { lists: 'long' } }, { mode: 'real', delays: { mail: 1 } }])
      expect((await set(wrong)).status).toBe(400);
    expect((await ask(`${simulator.url}/_simulator/replication`)).body).toEqual({ mode: 'none' });
  });
});
