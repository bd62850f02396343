import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { codeOf, everyPage, getGraph } from '../support/simulator-client';
import { keyCredential, makeApp, makeCertificate, operatorToken, referenceTo, sendGraph, thumbprintOf } from '../support/simulator-writes';

const NOWHERE = '00000000-1111-2222-3333-444444444444';

/** https://learn.microsoft.com/graph/api/resources/application */
describe('registrations and service principals, written by Graph', () => {
  let simulator: RunningSimulator;
  let token: string;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    token = await operatorToken(simulator);
  });
  afterAll(() => simulator.stop());

  const post = (path: string, body?: unknown) => sendGraph(simulator, token, 'POST', `/v1.0${path}`, body);
  const patch = (path: string, body?: unknown, headers?: Record<string, string>) =>
    sendGraph(simulator, token, 'PATCH', `/v1.0${path}`, body, headers);
  const remove = (path: string) => sendGraph(simulator, token, 'DELETE', `/v1.0${path}`);
  const get = (path: string) => getGraph(simulator, token, `/v1.0${path}`);

  it('makes a registration, and answers it whole', async () => {
    const { status, body, headers } = await post('/applications', {
      displayName: 'Post Room',
      web: { redirectUris: ['https://post.example/'] },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      '@odata.context': `${simulator.url}/v1.0/$metadata#applications/$entity`,
      displayName: 'Post Room',
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      web: { redirectUris: ['https://post.example/'] },
      passwordCredentials: [],
      keyCredentials: [],
    });
    expect(headers.get('location')).toContain(String(body['id']));
    expect((await get(`/applications/${String(body['id'])}`)).body).toMatchObject({ appId: body['appId'], displayName: 'Post Room' });
    const owners = await everyPage(simulator, token, `/v1.0/applications/${String(body['id'])}/owners`);
    expect(owners).toEqual([expect.objectContaining({ userPrincipalName: simulator.operator!.userPrincipalName })]);
  });

  it('makes two registrations with one name, if it is asked twice', async () => {
    await post('/applications', { displayName: 'Twins' });
    await post('/applications', { displayName: 'Twins' });
    const found = await everyPage(simulator, token, "/v1.0/applications?$filter=displayName eq 'Twins'");
    expect(found).toHaveLength(2);
  });

  it('makes one by its unique name once, and changes it after that', async () => {
    const path = "/applications(uniqueName='mailscope-post')";
    expect((await patch(path, { displayName: 'Nobody' })).status).toBe(404);
    const prefer = { prefer: 'create-if-missing' };
    const made = await patch(path, { displayName: 'Post' }, prefer);
    expect([made.status, made.body['uniqueName']]).toEqual([201, 'mailscope-post']);
    const again = await patch(path, { displayName: 'Post office' }, prefer);
    expect([again.status, again.text]).toEqual([204, '']);
    expect((await get(path)).body).toMatchObject({ id: made.body['id'], displayName: 'Post office' });
    expect((await get("/applications(uniqueName='nobody')")).status).toBe(404);
    expect((await patch(`/applications/${String(made.body['id'])}`, { uniqueName: 'other' })).status).toBe(400);
  });

  it.each([
    ['nothing', undefined, 400],
    ['no name', { notes: 'x' }, 400],
    ['an empty name', { displayName: ' ' }, 400],
    ['a property that there is not', { displayName: 'x', redirectUris: [] }, 400],
    ['a number for a name', { displayName: 4 }, 400],
    ['text for a list', { displayName: 'x', tags: 'one' }, 400],
    ['a property that the directory decides', { displayName: 'x', appId: NOWHERE }, 400],
    ['a secret of its own', { displayName: 'x', passwordCredentials: [{ displayName: 'x' }] }, 400],
    ['an audience that there is not', { displayName: 'x', signInAudience: 'Everybody' }, 400],
    ['a redirect address with a fragment', { displayName: 'x', web: { redirectUris: ['https://a.example/#x'] } }, 400],
    ['one redirect address twice', { displayName: 'x', web: { redirectUris: ['https://a.example/', 'https://a.example/'] } }, 400],
    ['a property that this tenant does not hold', { displayName: 'x', description: 'y' }, 501],
  ])('refuses %s', async (_what, body, status) => {
    const before = simulator.state().applications.size;
    const answer = await post('/applications', body);
    expect([answer.status, simulator.state().applications.size]).toEqual([status, before]);
    expect(answer.body['error']).toMatchObject({ innerError: { 'request-id': expect.any(String) as string } });
  });

  it('refuses a body that is not called JSON', async () => {
    const answer = await sendGraph(simulator, token, 'POST', '/v1.0/applications', { displayName: 'x' }, { 'content-type': 'text/plain' });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BadRequest']);
  });

  it('changes redirect addresses platform by platform, and what the service principal shows of them', async () => {
    const app = await makeApp(simulator, token);
    const address = `/applications/${app.id}`;
    expect((await patch(address, { web: { redirectUris: ['https://one.example/'] }, tags: ['a'], notes: 'n' })).status).toBe(204);
    expect((await patch(address, { spa: { redirectUris: ['https://two.example/'] } })).status).toBe(204);
    expect((await get(address)).body).toMatchObject({
      web: { redirectUris: ['https://one.example/'] },
      spa: { redirectUris: ['https://two.example/'] },
      tags: ['a'],
      notes: 'n',
    });
    const principal = await get(`/servicePrincipals(appId='${app.appId}')`);
    expect(principal.body['replyUrls']).toEqual(['https://one.example/', 'https://two.example/']);
  });

  it.each([
    ['nothing at all', {}],
    ['what the directory decides', { id: NOWHERE }],
    ['secrets, which have a way of their own', { passwordCredentials: [] }],
    ['the wrong type', { isFallbackPublicClient: 'yes' }],
    ['something of another object', { accountEnabled: false }],
  ])('does not change %s', async (_what, body) => {
    const app = await makeApp(simulator, token);
    const before = simulator.state().applications.get(app.id);
    expect((await patch(`/applications/${app.id}`, body)).status).toBe(400);
    expect(simulator.state().applications.get(app.id)).toBe(before);
  });

  it.each([
    ['PATCH', `/applications/${NOWHERE}`, { notes: 'x' }],
    ['DELETE', `/applications/${NOWHERE}`, undefined],
    ['POST', `/applications/${NOWHERE}/addPassword`, {}],
    ['PATCH', `/servicePrincipals/${NOWHERE}`, { tags: [] }],
    ['DELETE', `/servicePrincipals/${NOWHERE}`, undefined],
    ['POST', `/applications/${NOWHERE}/owners/$ref`, referenceTo(NOWHERE)],
  ] as const)('%s %s: not there', async (method, path, body) => {
    const answer = await sendGraph(simulator, token, method, `/v1.0${path}`, body);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'Request_ResourceNotFound']);
  });

  it.each([
    ['PUT', '/applications', 405],
    ['POST', '/organization', 405],
    ['DELETE', '/applications', 405],
    ['POST', '/nowhere', 400],
  ] as const)('%s %s is not served', async (method, path, status) => {
    expect((await sendGraph(simulator, token, method, `/v1.0${path}`, {})).status).toBe(status);
  });

  it('takes the service principal and its grants along when a registration is deleted', async () => {
    const app = await makeApp(simulator, token);
    const graph = simulator.state().servicePrincipalsByAppId.first('00000003-0000-0000-c000-000000000000')!;
    const role = graph.appRoles.find(({ value }) => value === 'Mail.Read')!;
    await post(`/servicePrincipals/${app.principalId}/appRoleAssignments`, {
      principalId: app.principalId,
      resourceId: graph.id,
      appRoleId: role.id,
    });
    expect((await remove(`/applications/${app.id}`)).status).toBe(204);
    expect((await get(`/servicePrincipals/${app.principalId}`)).status).toBe(404);
    expect(simulator.state().assignmentsByPrincipal.all(app.principalId)).toEqual([]);
    expect((await remove(`/applications/${app.id}`)).status).toBe(404);
  });

  describe('service principals', () => {
    it('are made once per registration', async () => {
      const { body } = await post('/applications', { displayName: 'Once' });
      const made = await post('/servicePrincipals', { appId: body['appId'] });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        appId: body['appId'],
        displayName: 'Once',
        accountEnabled: true,
        servicePrincipalType: 'Application',
      });
      const again = await post('/servicePrincipals', { appId: body['appId'] });
      expect([again.status, codeOf(again)]).toEqual([409, 'Request_MultipleObjectsWithSameKeyValue']);
    });

    it.each([
      ['of no registration', { appId: NOWHERE }, 400],
      ['without an application id', {}, 400],
      ['with what is no id', { appId: 'app' }, 400],
    ])('are not made %s', async (_what, body, status) => {
      expect((await post('/servicePrincipals', body)).status).toBe(status);
    });

    it('can be disabled: then the app gets no token', async () => {
      const app = await makeApp(simulator, token);
      expect((await patch(`/servicePrincipals/${app.principalId}`, { accountEnabled: false, tags: ['x'] })).status).toBe(204);
      expect((await get(`/servicePrincipals/${app.principalId}`)).body).toMatchObject({ accountEnabled: false, tags: ['x'] });
      expect((await patch(`/servicePrincipals/${app.principalId}`, { displayName: 'Other' })).status).toBe(400);
      expect((await remove(`/servicePrincipals/${app.principalId}`)).status).toBe(204);
      expect((await remove(`/servicePrincipals/${app.principalId}`)).status).toBe(404);
    });
  });

  describe('owners', () => {
    it.each(['applications', 'servicePrincipals'] as const)('of %s are added once, and taken away once', async (set) => {
      const app = await makeApp(simulator, token);
      const id = set === 'applications' ? app.id : app.principalId;
      const owner = [...simulator.state().users][3]!;
      const path = `/${set}/${id}/owners`;
      expect((await post(`${path}/$ref`, referenceTo(owner.id))).status).toBe(204);
      const again = await post(`${path}/$ref`, referenceTo(owner.id, 'users'));
      expect([again.status, codeOf(again)]).toEqual([400, 'Request_BadRequest']);
      expect(again.text).toContain('added object references already exist');
      expect((await everyPage(simulator, token, `/v1.0${path}`)).map((row) => row['id'])).toContain(owner.id);
      expect((await remove(`${path}/${owner.id}/$ref`)).status).toBe(204);
      expect((await remove(`${path}/${owner.id}/$ref`)).status).toBe(404);
    });

    it.each([
      ['nobody', () => referenceTo(NOWHERE), 404],
      ['a group', () => referenceTo([...simulator.state().groups][0]!.id), 400],
      ['a person under the name of a group', () => referenceTo([...simulator.state().users][0]!.id, 'groups'), 404],
      ['an address elsewhere', () => ({ '@odata.id': 'https://evil.example/v1.0/users/x' }), 400],
      ['an id alone', () => ({ '@odata.id': [...simulator.state().users][0]!.id }), 400],
      ['no address', () => ({}), 400],
      ['more than an address', () => ({ ...referenceTo([...simulator.state().users][0]!.id), id: 'x' }), 400],
    ])('are not %s', async (_what, body, status) => {
      const app = await makeApp(simulator, token);
      expect((await post(`/applications/${app.id}/owners/$ref`, body())).status).toBe(status);
    });
  });

  describe('certificates', () => {
    const certificate = makeCertificate();
    const second = makeCertificate();

    it('are written as a whole list, and read from what was uploaded', async () => {
      const app = await makeApp(simulator, token);
      const address = `/applications/${app.id}`;
      expect((await patch(address, { keyCredentials: [keyCredential(certificate, { displayName: undefined })] })).status).toBe(204);
      const [first] = (await get(`${address}?$select=keyCredentials`)).body['keyCredentials'] as readonly Record<string, unknown>[];
      expect(first).toMatchObject({
        customKeyIdentifier: thumbprintOf(certificate),
        displayName: 'CN=Test App',
        endDateTime: '2099-01-01T00:00:00Z',
        key: certificate.der,
      });
      // The old one comes along without its key, as lists show it.
      const { key: _key, ...kept } = first!;
      expect((await patch(address, { keyCredentials: [kept, keyCredential(second)] })).status).toBe(204);
      expect(
        simulator
          .state()
          .applications.get(app.id)!
          .keyCredentials.map(({ key }) => key),
      ).toEqual([certificate.der, second.der]);
      expect((await patch(address, { keyCredentials: [keyCredential(second, { keyId: NOWHERE })] })).status).toBe(204);
      expect(
        simulator
          .state()
          .applications.get(app.id)!
          .keyCredentials.map(({ keyId }) => keyId),
      ).toEqual([NOWHERE]);
    });

    it.each([
      ['what is no certificate', keyCredential({ der: 'QUJD', key: '' }), 'Request_BadRequest'],
      ['one without its key', keyCredential(certificate, { key: null }), 'Request_BadRequest'],
      [
        'one that ends after the certificate',
        keyCredential(certificate, { endDateTime: '2101-01-01T00:00:00Z' }),
        'KeyCredentialsInvalidEndDate',
      ],
      [
        'one that begins before it',
        keyCredential(certificate, { startDateTime: '2019-01-01T00:00:00Z' }),
        'KeyCredentialsInvalidStartDate',
      ],
      ['one that has ended', keyCredential(makeCertificate('20200101000000Z', '20210101000000Z')), 'KeyCredentialsInvalidEndDate'],
      ['another kind', keyCredential(certificate, { type: 'Symmetric' }), 'Request_BadRequest'],
      ['no use', keyCredential(certificate, { usage: undefined }), 'Request_BadRequest'],
    ])('are not %s', async (_what, credential, code) => {
      const app = await makeApp(simulator, token);
      const answer = await patch(`/applications/${app.id}`, { keyCredentials: [credential] });
      expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    });

    it('are not changed on the way, nor there twice', async () => {
      const app = await makeApp(simulator, token);
      const address = `/applications/${app.id}`;
      await patch(address, { keyCredentials: [keyCredential(certificate)] });
      const { keyId } = simulator.state().applications.get(app.id)!.keyCredentials[0]!;
      for (const list of [
        [{ keyId, endDateTime: '2050-01-01T00:00:00Z' }],
        [{ keyId }, { keyId }],
        [{ keyId }, keyCredential(certificate)],
      ])
        expect((await patch(address, { keyCredentials: list })).status).toBe(400);
      expect(simulator.state().applications.get(app.id)!.keyCredentials).toHaveLength(1);
    });
  });
});
