import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { differences } from '../support/reading/compare-collections';
import { randomTenantWithReader } from '../support/reading/random-tenant-with-reader';
import { requestFloor } from '../support/reading/request-floor';
import { dumpOf, readSimulator, temporaryFolder } from '../support/reading/read-simulator';
import { operatorToken, referenceTo, sendGraph } from '../support/simulator-writes';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('a reading that was complete', () => {
  it.each(['all', 'shared'] as const)(
    'of %s mailboxes equals what the simulator says of itself, field by field',
    async (mailboxPermissions) => {
      simulator = await startSimulator({ size: 'S' });
      const { result, collection } = await readSimulator(simulator, { folder: folder.path, mailboxPermissions });
      expect(result).toMatchObject({ ok: true, value: { stopped: false } });
      expect(differences(collection, dumpOf(simulator, mailboxPermissions))).toEqual([]);
    },
  );

  it('of a tenant that was written to by Graph equals it, and has what was written', async () => {
    simulator = await startSimulator({ size: 'S', replication: 'real' });
    const token = await operatorToken(simulator);
    const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
      sendGraph(simulator, token, method, `/v1.0${path}`, body);
    const known = (): void => void simulator.clock().advance(30_000);
    const made = await send('POST', '/applications', {
      displayName: 'Written Lately',
      web: { redirectUris: ['https://written.example/'] },
    });
    const group = {
      displayName: 'Written Team',
      groupTypes: ['Unified'],
      mailEnabled: true,
      mailNickname: 'written',
      securityEnabled: false,
    };
    const team = await send('POST', '/groups', group);
    known();
    const principal = await send('POST', '/servicePrincipals', { appId: made.body['appId'] });
    known();
    const graph = simulator.state().servicePrincipalsByAppId.first('00000003-0000-0000-c000-000000000000')!;
    const id = String(principal.body['id']);
    const roleId = graph.appRoles.find(({ value }) => value === 'Mail.Read')!.id;
    const [user] = simulator.state().users;
    const [old] = simulator.state().appRoleAssignments;
    const answers = [
      await send('POST', `/servicePrincipals/${id}/appRoleAssignments`, { principalId: id, resourceId: graph.id, appRoleId: roleId }),
      await send('POST', '/oauth2PermissionGrants', {
        clientId: id,
        consentType: 'AllPrincipals',
        resourceId: graph.id,
        scope: 'Mail.Send',
      }),
      await send('POST', `/applications/${String(made.body['id'])}/addPassword`, { passwordCredential: { displayName: 'Written' } }),
      await send('POST', `/applications/${String(made.body['id'])}/owners/$ref`, referenceTo(user!.id)),
      await send('POST', `/groups/${String(team.body['id'])}/members/$ref`, referenceTo(user!.id)),
      await send('PATCH', `/users/${user!.id}`, { department: 'Written' }),
      await send('DELETE', `/servicePrincipals/${old!.principalId}/appRoleAssignments/${old!.id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 204, 204, 204, 204]);
    known();
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    expect(differences(collection, dumpOf(simulator))).toEqual([]);
    const text = JSON.stringify(collection);
    for (const written of ['Written Lately', 'Written Team', 'https://written.example/', String(answers[0]!.body['id'])])
      expect(text).toContain(written);
    expect(text).not.toContain(old!.id);
    expect(text).not.toContain(String(answers[2]!.body['secretText']));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('of random tenant %i equals it too', async (seed) => {
    simulator = await startSimulator({ make: (clock) => randomTenantWithReader(seed, clock) });
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    expect(differences(collection, dumpOf(simulator))).toEqual([]);
  });
});

describe('what a reading costs', () => {
  it.each(['S', 'M'] as const)('grows with pages, never with apps: size %s', async (size) => {
    simulator = await startSimulator({ size });
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    const requests = simulator.log.all();
    const graph = requests.filter((request) => request.front === 'graph').length;
    const exchange = requests.filter((request) => request.front === 'exchange').length;
    const floor = requestFloor(collection);
    expect(graph).toBeLessThanOrEqual(1.05 * floor.graph + 20);
    expect(graph + exchange).toBeLessThanOrEqual(1.05 * (floor.graph + floor.exchange) + 20);
    expect(new Set(requests.map((request) => request.status))).toEqual(new Set([200]));
  });
});
