import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CMDLETS } from '../../src/simulator/exchange/cmdlet-facts';
import { READ_CMDLET_FACTS } from '../../src/simulator/exchange/facts/read-cmdlets';
import { DIRECTORY_ROLES } from '../../src/simulator/facts/directory-roles';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ExchangeSession, partsOf, sessionOf } from '../support/exchange-changes';
import { ask, callCmdlet, EXCHANGE, madeUpToken, tokenOf } from '../support/simulator-client';

let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
});

afterAll(() => simulator.stop());

interface Listed {
  readonly name: string;
  readonly parameterSets: readonly { readonly parameters: readonly { readonly name: string }[] }[];
}

async function listed(session: ExchangeSession): Promise<readonly Listed[]> {
  const { body } = await ask(`${simulator.url}/exchange/cmdlets`, { headers: { authorization: `Bearer ${session.token}` } });
  return body['cmdlets'] as Listed[];
}

const reads = new Set(READ_CMDLET_FACTS.map((cmdlet) => cmdlet.name));
const writes = CMDLETS.map((cmdlet) => cmdlet.name).filter((name) => !reads.has(name));
const OF_APPS = writes.filter((name) => /ServicePrincipal|Management|ApplicationAccessPolicy/.test(name));
const OF_ORGANIZATION = ['Set-OrganizationConfig', 'Set-TransportConfig'];

describe('which cmdlets that change something there are', () => {
  it.each<[role: Parameters<typeof sessionOf>[1], names: readonly string[]]>([
    ['Global Administrator', writes],
    ['Exchange Administrator', writes],
    // https://learn.microsoft.com/exchange/permissions-exo/permissions-exo
    ['Exchange Recipient Administrator', writes.filter((name) => !OF_APPS.includes(name) && !OF_ORGANIZATION.includes(name))],
    ['Global Reader', []],
    ['Security Reader', []],
    ['Application Administrator', []],
  ])('for a %s', async (role, names) => {
    const session = sessionOf(simulator, role);
    const found = (await listed(session)).map((cmdlet) => cmdlet.name);
    expect(found.filter((name) => !reads.has(name)).sort()).toEqual([...names].sort());
    for (const name of writes.filter((candidate) => !names.includes(candidate)))
      expect((await session.fail(name, {})).id).toBe('CommandNotFoundException');
  });

  it('for an app that reads as Global Reader: none', async () => {
    const reader = new ExchangeSession(simulator, await tokenOf(simulator, EXCHANGE));
    expect((await listed(reader)).filter((cmdlet) => !reads.has(cmdlet.name))).toEqual([]);
    expect((await reader.fail('New-ManagementScope', {})).message).toContain("The term 'New-ManagementScope' is not recognized");
  });
});

describe('an app that administers Exchange', () => {
  it('changes what an administrator may, and is no manager of the groups it makes', async () => {
    const state = simulator.state();
    const { id, appId } = partsOf(simulator).principal('Usage Dashboard');
    state.roleAssignments.add({
      id: 'app',
      principalId: id,
      roleDefinitionId: DIRECTORY_ROLES['Exchange Administrator'],
      directoryScopeId: '/',
    });
    const app = new ExchangeSession(simulator, madeUpToken(simulator, ['Exchange.ManageAsApp'], EXCHANGE, appId));
    expect(await app.get('New-DistributionGroup', { Name: 'Made by an app' })).toMatchObject([{ ManagedBy: ['Organization Management'] }]);
    const call = { Identity: 'Made by an app', Member: partsOf(simulator).mailbox('legal').PrimarySmtpAddress };
    expect((await app.fail('Add-DistributionGroupMember', call)).message).toContain('manager of the group');
    await app.run('Add-DistributionGroupMember', { ...call, BypassSecurityGroupManagerCheck: true });
    state.roleAssignments.remove('app');
    expect((await callCmdlet(simulator, app.token, 'Add-DistributionGroupMember', call)).status).toBe(403);
  });
});

describe('a parameter that needs a further role', () => {
  const NAME = 'BypassSecurityGroupManagerCheck';
  const parameters = async (session: ExchangeSession) => {
    const facts = (await listed(session)).find((cmdlet) => cmdlet.name === 'Add-DistributionGroupMember');
    return facts!.parameterSets.flatMap((set) => set.parameters.map((parameter) => parameter.name));
  };

  // https://learn.microsoft.com/powershell/module/exchangepowershell/add-distributiongroupmember#-bypasssecuritygroupmanagercheck
  it('is there for organisation management, and not for recipient management', async () => {
    const call = { Identity: 'Archive Scope', Member: partsOf(simulator).mailbox('legal').PrimarySmtpAddress, [NAME]: true, WhatIf: true };
    const recipients = sessionOf(simulator, 'Exchange Recipient Administrator');
    expect(await parameters(recipients)).not.toContain(NAME);
    expect((await recipients.fail('Add-DistributionGroupMember', call)).message).toContain(`matches parameter name '${NAME}'`);
    const all = sessionOf(simulator);
    expect(await parameters(all)).toContain(NAME);
    expect((await all.fail('Add-DistributionGroupMember', call)).id).toBe('MemberAlreadyExistsException');
  });
});

describe('what is done and what is not', () => {
  const scope = (Name: string) => ({ Name, RecipientRestrictionFilter: "Alias -eq 'x'" });
  const count = () => simulator.state().managementScopes.size;
  const post = (token: string, Name: string) => callCmdlet(simulator, token, 'New-ManagementScope', scope(Name));

  it('with a token that has ended: nothing, and once with a new one', async () => {
    const { token } = sessionOf(simulator);
    const before = count();
    simulator.clock().advance(90 * 60_000);
    expect((await post(token, 'after the hour')).status).toBe(401);
    expect(count()).toBe(before);
    expect((await post(sessionOf(simulator).token, 'after the hour')).status).toBe(200);
    expect(count()).toBe(before + 1);
  });

  it.each([
    ['throttled', 'throttle=1:5@New-ManagementScope', 429, 0],
    ['unavailable', 'unavailable=1@New-ManagementScope', 503, 0],
    ['failed', 'error=1@New-ManagementScope', 500, 0],
    ['with an expired token', 'expired-token=1@New-ManagementScope', 401, 0],
  ])('%s: nothing', async (_what, fault, status, done) => {
    const before = count();
    simulator.faults.set(fault);
    expect((await post(sessionOf(simulator).token, fault)).status).toBe(status);
    expect(count()).toBe(before + done);
  });

  it.each([
    ['the connection is cut before', 'reset', 0],
    ['the connection is cut after', 'drop-after-commit', 1],
  ])('where %s', async (_what, fault, done) => {
    const before = count();
    simulator.faults.set(`${fault}=1@New-ManagementScope`);
    await expect(post(sessionOf(simulator).token, fault)).rejects.toThrow();
    expect(count()).toBe(before + done);
  });

  it.each([
    ['the answer is held', 'hold', 1],
    ['the request is held', 'hold-before', 0],
  ])('where %s and the client goes', async (_what, fault, done) => {
    const before = count();
    simulator.faults.set(`${fault}=1@New-ManagementScope`);
    const going = new AbortController();
    const answer = fetch(`${simulator.url}/exchange/cmdlet`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sessionOf(simulator).token}` },
      body: JSON.stringify({ cmdlet: 'New-ManagementScope', parameters: scope(fault) }),
      signal: going.signal,
    });
    while (simulator.world.held.size === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    going.abort();
    await expect(answer).rejects.toThrow();
    while (simulator.world.held.size > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(count()).toBe(before + done);
  });

  it('where the request is held and let go: once', async () => {
    const before = count();
    simulator.faults.set('hold-before=1@New-ManagementScope');
    const answer = post(sessionOf(simulator).token, 'let go');
    while (simulator.world.held.size === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(count()).toBe(before);
    simulator.world.release();
    expect((await answer).status).toBe(200);
    expect(count()).toBe(before + 1);
  });

  it('is logged without passwords', async () => {
    await sessionOf(simulator).fail('New-Mailbox', {
      Name: 'A person',
      Password: 'never-to-be-kept',
      MicrosoftOnlineServicesID: 'a@b.example',
    });
    expect(JSON.stringify(simulator.log.all())).not.toContain('never-to-be-kept');
  });
});
