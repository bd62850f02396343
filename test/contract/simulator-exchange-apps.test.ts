import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { partsOf, sessionOf, type ExchangeSession } from '../support/exchange-changes';

let simulator: RunningSimulator;
let admin: ExchangeSession;

beforeEach(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  admin = sessionOf(simulator);
});

afterEach(() => simulator.stop());

const parts = () => partsOf(simulator);
const UNKNOWN = '0c0ffee0-0000-4000-8000-000000000001';
const yes = { Confirm: false };
const NEWCOMER = 'Tidewater CRM Connector';

/** A pointer for an app that has none. */
async function newPointer(name = NEWCOMER): Promise<Record<string, unknown>> {
  const { appId, id } = parts().principal(name);
  const [pointer] = await admin.get('New-ServicePrincipal', { AppId: appId, ObjectId: id, DisplayName: name });
  return pointer!;
}

describe('a pointer', () => {
  it('is made, shown, renamed and removed', async () => {
    const { appId, id } = parts().principal(NEWCOMER);
    expect(await newPointer()).toMatchObject({ AppId: appId, ObjectId: id, DisplayName: NEWCOMER, Identity: id });
    expect(await admin.get('Set-ServicePrincipal', { Identity: appId, DisplayName: 'CRM' })).toEqual([]);
    expect(await admin.get('Get-ServicePrincipal', { Identity: id })).toMatchObject([{ DisplayName: 'CRM' }]);
    expect(await admin.get('Remove-ServicePrincipal', { Identity: id, ...yes })).toEqual([]);
    expect((await admin.fail('Get-ServicePrincipal', { Identity: id })).message).toContain("couldn't be found");
  });

  it('takes the object id of the registration without a word: the trap', async () => {
    const { appId } = parts().principal(NEWCOMER);
    const registration = simulator.state().applicationsByAppId.first(appId)!;
    const [pointer] = await admin.get('New-ServicePrincipal', { AppId: appId, ObjectId: registration.id });
    expect(pointer).toMatchObject({ AppId: appId, ObjectId: registration.id });
  });

  it('takes the former name of the object id as well', async () => {
    const { appId, id } = parts().principal(NEWCOMER);
    expect(await admin.get('New-ServicePrincipal', { AppId: appId, ServiceId: id })).toMatchObject([{ ObjectId: id }]);
  });

  it('is made once', async () => {
    const { appId, id } = parts().principal(NEWCOMER);
    await newPointer();
    for (const ObjectId of [id, UNKNOWN])
      expect((await admin.fail('New-ServicePrincipal', { AppId: appId, ObjectId })).message).toContain('already exists');
  });

  it.each<[why: string, parameters: () => Record<string, unknown>, says: string]>([
    ['an app that the directory does not have', () => ({ AppId: UNKNOWN, ObjectId: UNKNOWN }), "couldn't be found"],
    ['an app id that is no id', () => ({ AppId: 'CRM', ObjectId: UNKNOWN }), 'It has to be a GUID'],
    ['an object id that is no id', () => ({ AppId: parts().principal(NEWCOMER).appId, ObjectId: 'CRM' }), 'It has to be a GUID'],
    ['no object id', () => ({ AppId: UNKNOWN }), 'missing mandatory parameters: ObjectId'],
    ['both names of the object id', () => ({ AppId: UNKNOWN, ObjectId: UNKNOWN, ServiceId: UNKNOWN }), 'Parameter set cannot be resolved'],
    ['a parameter of another service', () => ({ AppId: UNKNOWN, ObjectId: UNKNOWN, Organization: 'x' }), "parameter name 'Organization'"],
  ])('is not made of %s', async (_why, parameters, says) => {
    expect((await admin.fail('New-ServicePrincipal', parameters())).message).toContain(says);
  });

  it('is not removed while role assignments hang on it', async () => {
    const pointer = await newPointer();
    await admin.run('New-ManagementRoleAssignment', { Name: 'CRM reads', Role: 'Application Mail.Read', App: pointer['ObjectId'] });
    expect((await admin.fail('Remove-ServicePrincipal', { Identity: pointer['ObjectId'], ...yes })).message).toContain('CRM reads');
  });

  it('says what it does not simulate', async () => {
    const pointer = await newPointer();
    expect(
      await admin.fail('Set-ServicePrincipal', { Identity: pointer['ObjectId'], OverrideEnforceExoAppRbacPermissions: true }),
    ).toMatchObject({ id: 'NotSimulated' });
  });
});

describe('a management scope', () => {
  const filter = "CustomAttribute1 -eq 'helpdesk'";
  const make = (Name = 'Front desk', RecipientRestrictionFilter = filter) =>
    admin.get('New-ManagementScope', { Name, RecipientRestrictionFilter });

  it('is made, shown under the name of the property, changed and removed', async () => {
    expect(await make()).toMatchObject([
      { Name: 'Front desk', RecipientFilter: filter, ScopeRestrictionType: 'RecipientScope', Exclusive: false },
    ]);
    await admin.run('Set-ManagementScope', { Identity: 'front desk', RecipientRestrictionFilter: "Department -eq 'Sales'" });
    expect(await admin.get('Get-ManagementScope', { Identity: 'Front desk' })).toMatchObject([
      { RecipientFilter: "Department -eq 'Sales'" },
    ]);
    expect(await admin.get('Remove-ManagementScope', { Identity: 'Front desk', ...yes })).toEqual([]);
    expect((await admin.fail('Get-ManagementScope', { Identity: 'Front desk' })).message).toContain("couldn't be found");
  });

  it('has a name of its own, of at most 64 characters', async () => {
    await make();
    const again = () => admin.fail('New-ManagementScope', { Name: 'FRONT DESK', RecipientRestrictionFilter: filter });
    expect(await again()).toMatchObject({ id: 'ADObjectAlreadyExistsException', message: expect.stringContaining('already exists') });
    expect((await admin.fail('New-ManagementScope', { Name: 'x'.repeat(65), RecipientRestrictionFilter: filter })).message).toContain(
      'maximum length is 64 and the length of the value provided is 65',
    );
    expect(await make('x'.repeat(64))).toHaveLength(1);
  });

  it.each([
    'CustomAttribute1 = helpdesk',
    "Name -eq 'a' -and",
    'Name -eq helpdesk',
    "Colour -eq 'red'",
    "Name -contains 'a'",
    "(Name -eq 'a'",
    '',
  ])('is not made of the filter %j', async (text) => {
    expect((await admin.fail('New-ManagementScope', { Name: 'Broken', RecipientRestrictionFilter: text })).id).toBe(
      'ParsingNonFilterablePropertyException',
    );
  });

  it.each([
    "Title -like '*Engineer*' -and -not(DisplayName -like 'Room*')",
    "MemberOfGroup -eq 'CN=Anybody,DC=example'",
    '(CustomAttribute15 -ne $null) -or (HiddenFromAddressListsEnabled -eq $true)',
    "DisplayName -eq 'O''Brien'",
  ])('is made of the filter %j', async (text) => {
    expect(await make('Sound', text)).toMatchObject([{ RecipientFilter: text }]);
  });

  it('is not removed while it is in use; renamed, its assignments go along', async () => {
    const inUse = await admin.fail('Remove-ManagementScope', { Identity: 'Helpdesk mailboxes', ...yes });
    expect(inUse.message).toContain('associated with one or more management role assignments');
    await admin.run('Set-ManagementScope', { Identity: 'Helpdesk mailboxes', Name: 'Desk' });
    const assignments = await admin.get('Get-ManagementRoleAssignment');
    expect(assignments.filter((row) => row['CustomResourceScope'] === 'Desk').length).toBeGreaterThan(0);
    expect(assignments.filter((row) => row['CustomResourceScope'] === 'Helpdesk mailboxes')).toEqual([]);
  });

  it('has a root, which is that of the organisation', async () => {
    const root = (RecipientRoot: string) => ({ Name: 'Rooted', RecipientRestrictionFilter: filter, RecipientRoot });
    expect((await admin.fail('New-ManagementScope', root('Users'))).message).toContain("couldn't be found");
    const RecipientRoot = simulator.state().initialDomain;
    expect(await admin.get('New-ManagementScope', root(RecipientRoot))).toMatchObject([{ RecipientRoot }]);
  });

  it('that is exclusive asks first', async () => {
    const exclusive = { Name: 'Board', RecipientRestrictionFilter: filter, Exclusive: true };
    expect((await admin.fail('New-ManagementScope', exclusive)).message).toContain('NonInteractive');
    expect(await admin.get('New-ManagementScope', { ...exclusive, Force: true })).toMatchObject([{ Exclusive: true }]);
  });
});

describe('a role assignment', () => {
  const assign = (more: Record<string, unknown> = {}) =>
    admin.get('New-ManagementRoleAssignment', {
      Name: 'CRM reads mail',
      Role: 'Application Mail.Read',
      App: parts().principal(NEWCOMER).id,
      ...more,
    });
  const refuse = (more: Record<string, unknown>) =>
    admin.fail('New-ManagementRoleAssignment', {
      Name: 'CRM reads mail',
      Role: 'Application Mail.Read',
      App: parts().principal(NEWCOMER).id,
      ...more,
    });

  beforeEach(() => newPointer());

  it('is made for the whole organisation where no scope is given', async () => {
    const { appId, id } = parts().principal(NEWCOMER);
    expect(await assign()).toMatchObject([
      {
        Name: 'CRM reads mail',
        Role: 'Application Mail.Read',
        RoleAssigneeName: id,
        RoleAssigneeType: 'ServicePrincipal',
        App: appId,
        RecipientWriteScope: 'Organization',
        CustomResourceScope: null,
        Enabled: true,
      },
    ]);
  });

  it.each<[scope: string, parameters: () => Record<string, unknown>, shows: () => Record<string, unknown>]>([
    [
      'a management scope',
      () => ({ CustomResourceScope: 'helpdesk mailboxes' }),
      () => ({ RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Helpdesk mailboxes' }),
    ],
    [
      'a group',
      () => ({ RecipientGroupScope: 'CRM Mail Scope' }),
      () => ({ RecipientWriteScope: 'Group', CustomResourceScope: 'CRM Mail Scope' }),
    ],
    [
      'a group by its distinguished name',
      () => ({ RecipientGroupScope: parts().group('CRM Mail Scope').DistinguishedName }),
      () => ({ RecipientWriteScope: 'Group' }),
    ],
    [
      'an administrative unit',
      () => ({ RecipientAdministrativeUnitScope: 'Meeting Rooms' }),
      () => ({
        RecipientWriteScope: 'AdministrativeUnit',
        RecipientAdministrativeUnitScope: [...simulator.state().administrativeUnits].find((unit) => unit.displayName === 'Meeting Rooms')!
          .id,
      }),
    ],
  ])('is made for %s', async (_scope, parameters, shows) => {
    expect(await assign(parameters())).toMatchObject([shows()]);
  });

  it.each<[why: string, parameters: () => Record<string, unknown>, says: string]>([
    ['a role that there is not', () => ({ Role: 'Application Mail.Burn' }), "couldn't be found"],
    ['a role of people', () => ({ Role: 'Mail Recipients' }), "can't be assigned to a service principal"],
    ['an app without a pointer', () => ({ App: parts().principal('Courier Desk Notifications').id }), "couldn't be found"],
    ['a scope that there is not', () => ({ CustomResourceScope: 'Nowhere' }), "couldn't be found"],
    ['a group that there is not', () => ({ RecipientGroupScope: 'Nobody' }), "couldn't be found"],
    ['a unit that there is not', () => ({ RecipientAdministrativeUnitScope: 'Nowhere' }), "couldn't be found"],
    [
      'two scopes',
      () => ({ CustomResourceScope: 'Helpdesk mailboxes', RecipientGroupScope: 'CRM Mail Scope' }),
      'Only one scope can be given',
    ],
    ['a name that is too long', () => ({ Name: 'x'.repeat(65) }), 'maximum length is 64'],
    ['the scope of people', () => ({ CustomRecipientWriteScope: 'Helpdesk mailboxes' }), 'Parameter set cannot be resolved'],
    ['what is not simulated', () => ({ Delegating: true }), 'does not know what it does'],
  ])('is not made with %s', async (_why, parameters, says) => {
    expect((await refuse(parameters())).message).toContain(says);
  });

  it('has a name of its own; without one it gets one, as often as needed', async () => {
    await assign();
    expect((await refuse({ Name: 'crm READS mail' })).message).toContain('already exists');
    const App = parts().principal(NEWCOMER).id;
    const names: unknown[] = [];
    for (const Role of ['Application Mail.Send', 'Application Mail.Send', 'Application MailboxConfigItem.ReadWrite'])
      names.push((await admin.get('New-ManagementRoleAssignment', { Role, App }))[0]!['Name']);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(String(name).length).toBeLessThanOrEqual(64);
  });

  it('is switched off, given another scope, and removed', async () => {
    await assign();
    const shown = () => admin.get('Get-ManagementRoleAssignment', { Identity: 'CRM reads mail' });
    expect(await admin.get('Set-ManagementRoleAssignment', { Identity: 'CRM reads mail', Enabled: false })).toEqual([]);
    expect(await shown()).toMatchObject([{ Enabled: false }]);
    await admin.run('Set-ManagementRoleAssignment', { Identity: 'CRM reads mail', CustomResourceScope: 'Helpdesk mailboxes' });
    expect(await shown()).toMatchObject([{ Enabled: false, CustomResourceScope: 'Helpdesk mailboxes' }]);
    await admin.run('Set-ManagementRoleAssignment', { Identity: 'CRM reads mail', RecipientGroupScope: 'CRM Mail Scope' });
    expect(await shown()).toMatchObject([{ RecipientWriteScope: 'Group' }]);
    expect((await admin.fail('Set-ManagementRoleAssignment', { Identity: 'Nothing', Enabled: true })).message).toContain(
      "couldn't be found",
    );
    await admin.run('Remove-ManagementRoleAssignment', { Identity: 'CRM reads mail', ...yes });
    await assign();
    expect((await admin.fail('Remove-ManagementRoleAssignment', { Identity: 'CRM reads mail' })).message).toContain('NonInteractive');
    await admin.run('Remove-ManagementRoleAssignment', { Identity: 'CRM reads mail', Force: true });
    expect((await admin.fail('Remove-ManagementRoleAssignment', { Identity: 'CRM reads mail', ...yes })).message).toContain(
      "couldn't be found",
    );
  });
});
