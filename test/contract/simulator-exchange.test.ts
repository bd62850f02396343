import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CMDLETS } from '../../src/simulator/exchange/cmdlet-facts';
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

describe('every cmdlet that is served', () => {
  const needing: Readonly<Record<string, () => Readonly<Record<string, unknown>>>> = {
    'Get-EXOMailboxPermission': () => ({ Identity: shared().Guid }),
    'Get-MailboxPermission': () => ({ Identity: shared().PrimarySmtpAddress }),
    'Get-EXOMailboxFolderPermission': () => ({ Identity: `${shared().UserPrincipalName}:\\Inbox` }),
    'Get-MailboxFolderPermission': () => ({ Identity: `${shared().UserPrincipalName}:\\Calendar` }),
    'Get-RoleGroupMember': () => ({ Identity: 'Organization Management' }),
    'Get-DistributionGroupMember': () => ({
      Identity: [...simulator.state().exchangeGroups].find((group) => group.RecipientTypeDetails === 'MailUniversalSecurityGroup')!.Guid,
    }),
    'Get-DynamicDistributionGroupMember': () => ({
      Identity:
        [...simulator.state().exchangeGroups].find((group) => group.RecipientTypeDetails === 'DynamicDistributionGroup')?.Guid ?? 'none',
    }),
    'Get-UnifiedGroupLinks': () => ({
      Identity: [...simulator.state().exchangeGroups].find((group) => group.RecipientTypeDetails === 'GroupMailbox')!.Name,
      LinkType: 'Members',
    }),
    'Test-ApplicationAccessPolicy': () => ({ Identity: shared().PrimarySmtpAddress, AppId: simulator.apps[0]!.appId }),
    'Test-ServicePrincipalAuthorization': () => ({ Identity: [...simulator.state().pointers][0]!.ObjectId }),
  };

  it.each(CMDLETS.map((cmdlet) => cmdlet.name))('%s answers objects', async (name) => {
    const { status, body, text } = await callCmdlet(simulator, reader, name, needing[name]?.() ?? {});
    if (name === 'Get-DynamicDistributionGroupMember' && needing[name]!()['Identity'] === 'none') {
      expect(body).toHaveProperty('error.category', 'ObjectNotFound');
      return;
    }
    expect([status, text.slice(0, 11)]).toEqual([200, '{"objects":']);
    expect(body['warnings']).toEqual([]);
  });

  it('is listed with its parameter sets', async () => {
    const { body } = await ask(`${simulator.url}/exchange/cmdlets`);
    const listed = body['cmdlets'] as {
      readonly name: string;
      readonly parameterSets: readonly { readonly name: string; readonly isDefault: boolean }[];
    }[];
    expect(listed.map((cmdlet) => cmdlet.name)).toEqual(CMDLETS.map((cmdlet) => cmdlet.name));
    expect(
      listed.find((cmdlet) => cmdlet.name === 'Get-EXOMailbox')!.parameterSets.map(({ name, isDefault }) => [name, isDefault]),
    ).toEqual([
      ['Identity', true],
      ['Anr', false],
    ]);
  });
});

describe('properties', () => {
  it('of Get-EXOMailbox are the smallest set, and more on request', async () => {
    const [least] = await objects('Get-EXOMailbox');
    expect(Object.keys(least!).sort()).toEqual(
      'Alias DisplayName DistinguishedName EmailAddresses ExchangeVersion ExternalDirectoryObjectId Guid Id Name OrganizationId PrimarySmtpAddress RecipientType RecipientTypeDetails UserPrincipalName'
        .split(' ')
        .sort(),
    );
    const [more] = await objects('Get-EXOMailbox', { PropertySets: ['Minimum', 'Delivery', 'Custom'], Properties: ['WhenCreatedUTC'] });
    for (const name of ['GrantSendOnBehalfTo', 'CustomAttribute15', 'WhenCreatedUTC', 'Alias']) expect(more).toHaveProperty(name);
    const [only] = await objects('Get-EXOMailbox', { PropertySets: 'Delivery' });
    expect(only).not.toHaveProperty('Alias');
  });

  it('that belong to the account come with recipients, not with mailboxes', async () => {
    expect((await errorOf('Get-EXOMailbox', { Properties: ['Department'] })).message).toContain(
      "Could not find a property named 'Department'",
    );
    const [recipient] = await objects('Get-EXORecipient', {
      RecipientTypeDetails: ['SharedMailbox'],
      Properties: ['Department', 'Company'],
    });
    expect(Object.keys(recipient!)).toEqual(expect.arrayContaining(['Name', 'Department', 'Company']));
    const [mailbox] = await objects('Get-Mailbox');
    expect(mailbox).not.toHaveProperty('Department');
  });

  it('tell SMTP of a mailbox only with Get-CASMailbox', async () => {
    const [exo] = await objects('Get-EXOCasMailbox', { PropertySets: ['All'] });
    expect(exo).not.toHaveProperty('SmtpClientAuthenticationDisabled');
    const [full] = await objects('Get-CASMailbox');
    expect(full).toHaveProperty('SmtpClientAuthenticationDisabled');
  });

  it('refuses a set that there is not', async () => {
    expect(await errorOf('Get-EXOMailbox', { PropertySets: ['Most'] })).toMatchObject({ category: 'InvalidArgument' });
  });
});

describe('how many come', () => {
  it('is a thousand unless asked otherwise, with a warning if there are more', async () => {
    const { body } = await callCmdlet(simulator, reader, 'Get-Mailbox', { ResultSize: 5 });
    expect((body['objects'] as unknown[]).length).toBe(5);
    expect((body['warnings'] as string[])[0]).toContain('There are more results available than are currently displayed');
    expect((await objects('Get-Mailbox', { ResultSize: 'Unlimited' })).length).toBe(simulator.state().mailboxes.size);
  });

  it('is the same in pages', async () => {
    const seen: unknown[] = [];
    let continuation: string | undefined;
    do {
      const { body } = await callCmdlet(
        simulator,
        reader,
        'Get-EXOMailbox',
        { ResultSize: 'Unlimited' },
        { pageSize: 7, ...(continuation === undefined ? {} : { continuation }) },
      );
      const page = body['objects'] as Record<string, unknown>[];
      expect(page.length).toBeLessThanOrEqual(7);
      seen.push(...page.map((row) => row['ExternalDirectoryObjectId']));
      continuation = body['continuation'] as string | undefined;
    } while (continuation !== undefined);
    expect(seen).toEqual([...simulator.state().mailboxes].map((box) => box.ExternalDirectoryObjectId));
    expect((await callCmdlet(simulator, reader, 'Get-EXOMailbox', {}, { continuation: 'made up' })).body).toHaveProperty(
      'error.category',
      'InvalidData',
    );
  });
});

describe('what is asked for by name', () => {
  it('is found by whatever is unique', async () => {
    const box = shared();
    for (const identity of [
      box.ExternalDirectoryObjectId.toUpperCase(),
      box.Guid,
      box.PrimarySmtpAddress,
      box.UserPrincipalName,
      box.DistinguishedName,
      box.Name,
      box.Alias,
    ]) {
      expect((await objects('Get-Mailbox', { Identity: identity })).map((row) => row['Guid'])).toEqual([box.Guid]);
    }
    const [first] = box.EmailAddresses.filter((address) => address.startsWith('smtp:'));
    expect((await objects('Get-EXOMailbox', { PrimarySmtpAddress: first!.slice(5) })).length).toBe(1);
  });

  it('and is not there is an error of the directory', async () => {
    const error = await errorOf('Get-Mailbox', { Identity: 'nobody' });
    expect(error.category).toBe('ObjectNotFound');
    expect(error.message).toMatch(/The operation couldn't be performed because object 'nobody' couldn't be found on '.*'\.$/);
  });

  it('and fits several is an error too', async () => {
    const state = simulator.state();
    const [one, two] = [...state.mailboxes];
    state.mailboxes.replace({ ...two!, DisplayName: one!.DisplayName });
    expect((await errorOf('Get-Mailbox', { Identity: one!.DisplayName })).message).toContain('matches multiple entries');
    state.mailboxes.replace(two!);
  });

  it('is filtered by what can be filtered', async () => {
    const found = await objects('Get-EXOMailbox', { Filter: "RecipientTypeDetails -eq 'SharedMailbox'", ResultSize: 'Unlimited' });
    expect(found.length).toBe([...simulator.state().mailboxes].filter((box) => box.RecipientTypeDetails === 'SharedMailbox').length);
    expect(await errorOf('Get-EXOMailbox', { Filter: "Colour -eq 'red'" })).toMatchObject({ category: 'InvalidArgument' });
    expect(await errorOf('Get-EXOMailbox', { Filter: 'RecipientTypeDetails -eq' })).toMatchObject({ category: 'InvalidArgument' });
  });
});

describe('FullAccess', () => {
  it.each(['Get-EXOMailboxPermission', 'Get-MailboxPermission'])('has no form for the whole tenant in %s', async (cmdlet) => {
    expect(await errorOf(cmdlet, { ResultSize: 'Unlimited' })).toMatchObject({
      category: 'InvalidArgument',
      id: `MissingMandatoryParameter,${cmdlet}`,
    });
  });

  it('of accounts that are gone is shown on request alone', async () => {
    const state = simulator.state();
    const gone = [...state.mailboxes].find((box) =>
      state.mailboxPermissions.of(box.ExternalDirectoryObjectId).some((entry) => entry.trustee.startsWith('S-1-')),
    )!;
    const users = async (cmdlet: string, more = {}) =>
      (await objects(cmdlet, { Identity: gone.ExternalDirectoryObjectId, ...more })).map((row) => String(row['User']));
    expect((await users('Get-EXOMailboxPermission')).some((user) => user.startsWith('S-1-'))).toBe(false);
    expect((await users('Get-MailboxPermission')).some((user) => user.startsWith('S-1-'))).toBe(false);
    expect((await users('Get-MailboxPermission', { IncludeUnresolvedPermissions: true })).some((user) => user.startsWith('S-1-'))).toBe(
      true,
    );
  });

  it('and SendAs has one', async () => {
    const state = simulator.state();
    expect((await objects('Get-EXORecipientPermission', { ResultSize: 'Unlimited' })).length).toBe(state.recipientPermissions.size);
  });
});

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
