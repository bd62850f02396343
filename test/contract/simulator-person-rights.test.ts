import { afterAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, callCmdlet, codeOf, EXCHANGE, getGraph, GRAPH, personToken, tokenOf } from '../support/simulator-client';
import { personNamed, refresh, tokensOf } from '../support/simulator-sign-in';

const simulator: RunningSimulator = await startSimulator({ size: 'S', standing: true });

afterAll(() => simulator.stop());

/** Tokens of Graph and Exchange for one of the people, by the registration that was granted everything that reads. */
async function tokensFor(name: string): Promise<{ readonly graph: string; readonly exchange: string }> {
  const { body } = await tokensOf(simulator, name);
  const exchange = await refresh(simulator, body['refresh_token'], { scope: `${EXCHANGE}/.default` });
  return { graph: String(body['access_token']), exchange: String(exchange.body['access_token']) };
}

const PEOPLE = [
  'Global Administrator',
  'Global Reader',
  'Exchange Administrator',
  'Application Administrator',
  'eligible',
  'user',
  'guest',
];
const tokens = new Map(await Promise.all(PEOPLE.map(async (name) => [name, await tokensFor(name)] as const)));

const EVERYBODY = PEOPLE;
const MEMBERS = PEOPLE.filter((name) => name !== 'guest');

describe('what a person may read in the directory, with every permission granted to the app', () => {
  it.each([
    ['/v1.0/me', EVERYBODY],
    ['/v1.0/me/memberOf', EVERYBODY],
    ['/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId', EVERYBODY],
    ["/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')", EVERYBODY],
    ["/v1.0/roleManagement/directory/roleAssignmentScheduleInstances/filterByCurrentUser(on='principal')", EVERYBODY],
    ['/v1.0/organization', EVERYBODY],
    ['/v1.0/users', MEMBERS],
    ['/v1.0/servicePrincipals', MEMBERS],
    ['/v1.0/applications', MEMBERS],
    ['/v1.0/groups', MEMBERS],
    ['/v1.0/subscribedSkus', MEMBERS],
    ['/v1.0/oauth2PermissionGrants', ['Global Administrator', 'Global Reader', 'Application Administrator']],
    [
      "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')/appRoleAssignedTo",
      ['Global Administrator', 'Global Reader', 'Application Administrator'],
    ],
    ['/v1.0/roleManagement/directory/roleAssignments', ['Global Administrator', 'Global Reader']],
    ['/v1.0/roleManagement/directory/roleEligibilitySchedules', ['Global Administrator', 'Global Reader']],
    ['/v1.0/roleManagement/directory/roleEligibilityScheduleInstances', ['Global Administrator', 'Global Reader']],
    ['/beta/reports/servicePrincipalSignInActivities', ['Global Administrator', 'Global Reader']],
    ['/beta/reports/appCredentialSignInActivities', ['Global Administrator', 'Global Reader']],
    ['/v1.0/policies/authorizationPolicy', ['Global Administrator', 'Global Reader', 'Application Administrator']],
  ])('%s', async (path, allowed) => {
    simulator.clock().advance(20_000);
    for (const name of PEOPLE) {
      const { status, text } = await getGraph(simulator, tokens.get(name)!.graph, path);
      expect([name, status], text).toEqual([name, allowed.includes(name) ? 200 : 403]);
    }
  });

  it('is never more than the permission of the app', async () => {
    const { id } = simulator.state().usersByPrincipalName.first(personNamed(simulator, 'Global Administrator').userPrincipalName)!;
    const answer = await getGraph(simulator, personToken(simulator, id, ['User.Read']), '/v1.0/oauth2PermissionGrants');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'Authorization_RequestDenied']);
  });

  it('tells active roles from those that still have to be activated', async () => {
    const rolesOf = async (name: string, path: string, key: string): Promise<readonly unknown[]> => {
      const { body } = await getGraph(simulator, tokens.get(name)!.graph, path);
      return (body['value'] as Record<string, unknown>[]).map((row) => row[key]);
    };
    const active = '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole';
    const eligible = "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')";
    expect(await rolesOf('Exchange Administrator', active, 'displayName')).toEqual(['Exchange Administrator']);
    expect(await rolesOf('eligible', active, 'displayName')).toEqual([]);
    expect(await rolesOf('eligible', eligible, 'roleDefinitionId')).toEqual(['29232cdf-9323-42fd-ade2-1d097af3e4de']);
    expect(await rolesOf('Exchange Administrator', eligible, 'roleDefinitionId')).toEqual([]);
  });

  it('is asked for by a person only', async () => {
    const app = await tokenOf(simulator, GRAPH);
    for (const path of ['/me/memberOf', "/roleManagement/directory/roleEligibilitySchedules/filterByCurrentUser(on='principal')"]) {
      expect([path, codeOf(await getGraph(simulator, app, `/v1.0${path}`))]).toEqual([path, 'BadRequest']);
    }
    const other = "/v1.0/roleManagement/directory/roleEligibilitySchedules/filterByCurrentUser(on='approver')";
    expect((await getGraph(simulator, tokens.get('user')!.graph, other)).status).toBe(400);
  });
});

describe('what a person has in Exchange', () => {
  const cmdletsOf = async (name: string): Promise<readonly string[]> => {
    const { body } = await getGraph(simulator, tokens.get(name)!.exchange, '/exchange/cmdlets');
    return (body['cmdlets'] as { readonly name: string }[]).map((cmdlet) => cmdlet.name);
  };

  it.each([
    ['Global Administrator', true],
    ['Global Reader', true],
    ['Exchange Administrator', true],
    ['Application Administrator', false],
    ['eligible', false],
    ['user', false],
  ])('%s: cmdlets that read the configuration: %s', async (name, has) => {
    expect((await cmdletsOf(name)).includes('Get-ManagementRoleAssignment')).toBe(has);
    const answer = await callCmdlet(simulator, tokens.get(name)!.exchange, 'Get-ManagementRoleAssignment');
    expect(answer.body['error'] === undefined).toBe(has);
  });

  it('an eligible role counts once it is active', async () => {
    const account = personNamed(simulator, 'eligible').userPrincipalName;
    await ask(`${simulator.url}/_simulator/accounts`, { method: 'POST', body: JSON.stringify({ account, action: 'activate-roles' }) });
    expect(await cmdletsOf('eligible')).toContain('Get-ManagementRoleAssignment');
  });

  it('is nothing with a token of Graph, or without the permission to connect', async () => {
    expect((await getGraph(simulator, tokens.get('Global Reader')!.graph, '/exchange/cmdlets')).status).toBe(401);
    const { id } = simulator.state().usersByPrincipalName.first(personNamed(simulator, 'Global Reader').userPrincipalName)!;
    const other = personToken(simulator, id, ['EWS.AccessAsUser.All'], EXCHANGE);
    expect((await getGraph(simulator, other, '/exchange/cmdlets')).status).toBe(403);
  });
});
