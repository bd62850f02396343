import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIRECTORY_ROLES } from '../../src/simulator/facts/directory-roles';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { Mailbox } from '../../src/simulator/state/exchange-types';
import { ask, callCmdlet, EXCHANGE, GRAPH, madeUpToken, personToken, tokenOf } from '../support/simulator-client';

let simulator: RunningSimulator;
let reader: string;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  reader = await tokenOf(simulator, EXCHANGE);
});

afterAll(() => simulator.stop());

async function objects(cmdlet: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<readonly Record<string, unknown>[]> {
  const { body, text } = await callCmdlet(simulator, reader, cmdlet, parameters);
  if (!Array.isArray(body['objects'])) throw new Error(text);
  return body['objects'] as Record<string, unknown>[];
}

async function errorOf(
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>> = {},
  token = reader,
): Promise<{ readonly category: string; readonly id: string; readonly message: string }> {
  const { status, body, text } = await callCmdlet(simulator, token, cmdlet, parameters);
  if (status !== 200 || body['error'] === undefined) throw new Error(text);
  return body['error'] as Awaited<ReturnType<typeof errorOf>>;
}

const shared = (): Mailbox => [...simulator.state().mailboxes].find((box) => box.RecipientTypeDetails === 'SharedMailbox')!;

describe('roles of the caller', () => {
  const without = 'The term';

  it('decide whether one gets in at all', async () => {
    for (const token of ['', await tokenOf(simulator, GRAPH)]) expect((await callCmdlet(simulator, token, 'Get-Mailbox')).status).toBe(401);
    const app = simulator.apps[0]!.appId;
    expect((await callCmdlet(simulator, madeUpToken(simulator, ['Mail.Read'], EXCHANGE, app), 'Get-Mailbox')).status).toBe(403);
    const noRole = await callCmdlet(simulator, madeUpToken(simulator, ['Exchange.ManageAsApp'], EXCHANGE, app), 'Get-Mailbox');
    expect([noRole.status, noRole.text]).toEqual([403, expect.stringContaining("isn't supported in this scenario")]);
  });

  it('decide which cmdlets there are: a missing role looks like a missing command', async () => {
    const [nobody, recipientAdministrator] = [...simulator.state().users].filter((user) => user.accountEnabled);
    const state = simulator.state();
    state.roleAssignments.add({
      id: 'test',
      principalId: recipientAdministrator!.id,
      roleDefinitionId: DIRECTORY_ROLES['Exchange Recipient Administrator'],
      directoryScopeId: '/',
    });
    const ordinary = personToken(simulator, nobody!.id, ['Exchange.Manage'], EXCHANGE);
    const recipients = personToken(simulator, recipientAdministrator!.id, ['Exchange.Manage'], EXCHANGE);
    expect((await errorOf('Get-Mailbox', {}, ordinary)).message).toContain(without);
    expect((await callCmdlet(simulator, recipients, 'Get-Mailbox')).body).toHaveProperty('objects');
    expect(await errorOf('Get-ApplicationAccessPolicy', {}, recipients)).toMatchObject({
      category: 'ObjectNotFound',
      id: 'CommandNotFoundException',
    });
    expect((await errorOf('Get-EXORecipientPermission', {}, ordinary)).message).toContain(
      'User is not allowed to call Get-RecipientPermission',
    );
    const { body } = await ask(`${simulator.url}/exchange/cmdlets`, { headers: { authorization: `Bearer ${recipients}` } });
    const names = (body['cmdlets'] as { readonly name: string }[]).map((cmdlet) => cmdlet.name);
    expect(names).toContain('Get-Mailbox');
    expect(names).not.toContain('Get-ApplicationAccessPolicy');
    state.roleAssignments.remove('test');
  });

  it('a role over one administrative unit does not count for the tenant', async () => {
    const state = simulator.state();
    const [user] = [...state.users].filter((candidate) => candidate.accountEnabled).slice(3);
    const [unit] = [...state.administrativeUnits];
    state.roleAssignments.add({
      id: 'test',
      principalId: user!.id,
      roleDefinitionId: DIRECTORY_ROLES['Exchange Administrator'],
      directoryScopeId: `/administrativeUnits/${unit!.id}`,
    });
    expect((await errorOf('Get-Mailbox', {}, personToken(simulator, user!.id, ['Exchange.Manage'], EXCHANGE))).id).toBe(
      'CommandNotFoundException',
    );
    state.roleAssignments.remove('test');
  });
});

describe('policies', () => {
  it('where none was ever made are "not found"', async () => {
    const state = simulator.state();
    const held = [...state.accessPolicies];
    for (const policy of held) state.accessPolicies.remove(policy.Guid);
    const error = await errorOf('Get-ApplicationAccessPolicy');
    for (const policy of held) state.accessPolicies.add(policy);
    expect([error.category, error.message]).toEqual(['ObjectNotFound', expect.stringContaining("couldn't be found")]);
  });
});

describe('the two test cmdlets and their blind spots', () => {
  it('Test-ServicePrincipalAuthorization says Not Run without a mailbox, and a boolean with one', async () => {
    const state = simulator.state();
    const assignment = [...state.managementRoleAssignments].find(
      (row) => row.assignee.kind === 'pointer' && row.Enabled && row.scope.kind === 'managementScope',
    )!;
    const pointer = assignment.assignee.kind === 'pointer' ? state.pointers.get(assignment.assignee.pointerGuid)! : undefined;
    const rows = await objects('Test-ServicePrincipalAuthorization', { Identity: pointer!.ObjectId });
    expect(new Set(rows.map((row) => row['InScope']))).toEqual(new Set(['Not Run']));
    expect(Object.keys(rows[0]!)).toEqual(['RoleName', 'GrantedPermissions', 'AllowedResourceScope', 'ScopeType', 'InScope']);
    const tested = await objects('Test-ServicePrincipalAuthorization', { Identity: pointer!.Guid, Resource: shared().PrimarySmtpAddress });
    for (const row of tested) expect(typeof row['InScope']).toBe('boolean');
  });

  it('neither sees a grant in Entra', async () => {
    const state = simulator.state();
    // An app with a grant for every mailbox, no policy and no pointer.
    const policed = new Set([...state.accessPolicies].flatMap((policy) => policy.appIds.map((id) => id.toLowerCase())));
    const app = [...state.servicePrincipals].find(
      (principal) =>
        state.assignmentsByPrincipal.all(principal.id).length > 0 &&
        state.pointersByAppId.all(principal.appId).length === 0 &&
        !policed.has(principal.appId),
    )!;
    const [policy] = await objects('Test-ApplicationAccessPolicy', { Identity: shared().PrimarySmtpAddress, AppId: app.appId });
    const [unknown] = await objects('Test-ApplicationAccessPolicy', {
      Identity: shared().PrimarySmtpAddress,
      AppId: 'ffffffff-0000-4000-8000-000000000000',
    });
    expect(policy!['AccessCheckResult']).toBe(unknown!['AccessCheckResult']);
    expect(await errorOf('Test-ServicePrincipalAuthorization', { Identity: app.appId })).toMatchObject({ category: 'ObjectNotFound' });
  });
});

describe('a wrong call', () => {
  it.each([
    ['not json', 400],
    ['[]', 400],
    ['{"parameters":{}}', 400],
    ['{"cmdlet":"Get-Mailbox","parameters":[]}', 400],
    ['{"cmdlet":"Get-Mailbox","pageSize":0}', 400],
  ])('%s', async (body, status) => {
    const answer = await ask(`${simulator.url}/exchange/cmdlet`, { method: 'POST', headers: { authorization: `Bearer ${reader}` }, body });
    expect([answer.status, answer.body]).toEqual([
      status,
      { error: { category: 'InvalidData', id: 'InvalidRequest', message: expect.any(String) } },
    ]);
  });

  it('of a parameter that is not simulated says so, and does not ignore it', async () => {
    expect(await errorOf('Get-Mailbox', { Archive: true })).toMatchObject({ category: 'NotImplemented', id: 'NotSimulated' });
  });
});
