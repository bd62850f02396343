import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CMDLETS } from '../../src/simulator/exchange/cmdlet-facts';
import { READ_CMDLET_FACTS } from '../../src/simulator/exchange/facts/read-cmdlets';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { Mailbox } from '../../src/simulator/state/exchange-types';
import { ask, callCmdlet, EXCHANGE, tokenOf } from '../support/simulator-client';

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

describe('every cmdlet that reads', () => {
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

  it.each(READ_CMDLET_FACTS.map((cmdlet) => cmdlet.name))('%s answers objects', async (name) => {
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
