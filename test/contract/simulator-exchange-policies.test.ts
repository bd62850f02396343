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
const yes = { Confirm: false };
const APP = 'Courier Desk Notifications';
const appId = (name = APP) => parts().principal(name).appId;

const restrict = (more: Record<string, unknown> = {}) => ({
  AccessRight: 'RestrictAccess',
  AppId: appId(),
  PolicyScopeGroupId: 'Service Desk',
  Description: 'Only the desk',
  ...more,
});

describe('an application access policy', () => {
  it('is made, shown, described anew and removed', async () => {
    const [made] = await admin.get('New-ApplicationAccessPolicy', restrict());
    const group = parts().group('Service Desk').ExternalDirectoryObjectId;
    expect(made).toMatchObject({ AppId: appId(), AccessRight: 'RestrictAccess', ScopeName: 'Service Desk', IsValid: true });
    // https://learn.microsoft.com/powershell/module/exchangepowershell/remove-applicationaccesspolicy: <tenant>\<app>:<SID>;<object guid>
    expect(made!['Identity']).toMatch(new RegExp(`^${simulator.tenantId}\\\\${appId()}:S-1-5-21-[0-9-]+;${group}$`));
    const { Identity } = made!;
    expect(await admin.get('Set-ApplicationAccessPolicy', { Identity, Description: 'x' })).toEqual([]);
    expect(await admin.get('Get-ApplicationAccessPolicy', { Identity })).toMatchObject([
      { Description: 'x', AccessRight: 'RestrictAccess' },
    ]);
    expect(await admin.get('Remove-ApplicationAccessPolicy', { Identity, ...yes })).toEqual([]);
    for (const cmdlet of ['Get-ApplicationAccessPolicy', 'Set-ApplicationAccessPolicy'])
      expect((await admin.fail(cmdlet, { Identity })).message).toContain("couldn't be found");
    expect((await admin.fail('Remove-ApplicationAccessPolicy', { Identity, ...yes })).message).toContain("couldn't be found");
  });

  it('is made for several apps, or for all', async () => {
    const two = [appId(), appId('Usage Dashboard')];
    expect(await admin.get('New-ApplicationAccessPolicy', restrict({ AppId: two }))).toMatchObject([{ AppId: two }]);
    expect(await admin.get('New-ApplicationAccessPolicy', restrict({ AppId: '*', AccessRight: 'denyaccess' }))).toMatchObject([
      { AppId: '*', AccessRight: 'DenyAccess' },
    ]);
  });

  it('is made once for an app and a scope, whatever the right', async () => {
    await admin.run('New-ApplicationAccessPolicy', restrict());
    for (const AccessRight of ['RestrictAccess', 'DenyAccess'])
      expect((await admin.fail('New-ApplicationAccessPolicy', restrict({ AccessRight }))).message).toContain('already exists');
  });

  // https://learn.microsoft.com/powershell/module/exchangepowershell/new-applicationaccesspolicy#-policyscopegroupid
  it.each<[scope: string, identity: () => string, taken: boolean]>([
    ['a mail-enabled security group', () => 'Archive Scope', true],
    ['a mailbox of a person', () => 'helen.marchetti@aldermoor.example', true],
    ['a shared mailbox', () => 'support@aldermoor.example', false],
    ['a room', () => 'room.kelham@aldermoor.example', false],
    ['a distribution group', () => 'Announcements', false],
    ['a Microsoft 365 group', () => parts().group('Marketing Crew').PrimarySmtpAddress, false],
    ['nothing that there is', () => 'Nobody Here', false],
  ])('takes as its scope, or not: %s', async (_scope, identity, taken) => {
    const parameters = restrict({ PolicyScopeGroupId: identity() });
    if (taken) expect(await admin.get('New-ApplicationAccessPolicy', parameters)).toHaveLength(1);
    else expect((await admin.fail('New-ApplicationAccessPolicy', parameters)).message).toMatch(/no security principal|couldn't be found/);
  });

  it.each([
    ['a right that there is not', { AccessRight: 'AllowAccess' }, 'RestrictAccess, DenyAccess'],
    ['an app that is no id', { AppId: 'CRM' }, 'It has to be the GUID of an app'],
    ['a scope by a name that there is not', { PolicyScope: 'x' }, "parameter name 'PolicyScope'"],
  ])('is not made with %s', async (_why, wrong, says) => {
    expect((await admin.fail('New-ApplicationAccessPolicy', restrict(wrong))).message).toContain(says);
  });

  it('can be changed in its description only', async () => {
    const [made] = await admin.get('New-ApplicationAccessPolicy', restrict());
    const change = { Identity: made!['Identity'], AccessRight: 'DenyAccess' };
    expect((await admin.fail('Set-ApplicationAccessPolicy', change)).message).toContain("parameter name 'AccessRight'");
  });

  // https://learn.microsoft.com/powershell/module/exchangepowershell/new-applicationaccesspolicy#description
  it.each([
    ['about 300 with a description of one character', 'x', 280, 310],
    ['about 100 with long ones', 'x'.repeat(320), 90, 110],
  ])('has its share of a fixed space: %s', async (_what, Description, least, most) => {
    const state = simulator.state();
    for (const policy of [...state.accessPolicies]) state.accessPolicies.remove(policy.Guid);
    let made = 0;
    let says = '';
    while (says === '' && made < 400) {
      const AppId = `0c0ffee0-0000-4000-8000-${String(made).padStart(12, '0')}`;
      const answer = await admin
        .get('New-ApplicationAccessPolicy', restrict({ AppId, Description }))
        .catch((error: Error) => error.message);
      if (typeof answer === 'string') says = answer;
      else made += 1;
    }
    expect(says).toContain('The total size of App Access Policies exceeded the limit.');
    expect(made).toBeGreaterThanOrEqual(least);
    expect(made).toBeLessThanOrEqual(most);
    const [first] = await admin.get('Get-ApplicationAccessPolicy');
    const longer = { Identity: first!['Identity'], Description: 'y'.repeat(1000) };
    expect((await admin.fail('Set-ApplicationAccessPolicy', longer)).message).toContain('exceeded the limit');
    await admin.run('Remove-ApplicationAccessPolicy', { Identity: first!['Identity'], ...yes });
    expect(await admin.get('New-ApplicationAccessPolicy', restrict({ Description }))).toHaveLength(1);
  });
});

describe('what would happen, and what needs a yes', () => {
  it('WhatIf checks everything and changes nothing', async () => {
    const before = simulator.state().accessPolicies.size;
    expect(await admin.get('New-ApplicationAccessPolicy', restrict({ WhatIf: true }))).toEqual([]);
    expect((await admin.fail('New-ApplicationAccessPolicy', restrict({ WhatIf: true, PolicyScopeGroupId: 'Nobody' }))).id).toBe(
      'ManagementObjectNotFoundException',
    );
    const [policy] = await admin.get('Get-ApplicationAccessPolicy');
    await admin.run('Remove-ApplicationAccessPolicy', { Identity: policy!['Identity'], WhatIf: true });
    expect(simulator.state().accessPolicies.size).toBe(before);
  });

  it('what pauses to be confirmed fails where nobody sits', async () => {
    const [policy] = await admin.get('Get-ApplicationAccessPolicy');
    const before = simulator.state().accessPolicies.size;
    for (const parameters of [{}, { Confirm: true }])
      expect((await admin.fail('Remove-ApplicationAccessPolicy', { Identity: policy!['Identity'], ...parameters })).message).toContain(
        'PowerShell is in NonInteractive mode',
      );
    expect((await admin.fail('New-ApplicationAccessPolicy', restrict({ Confirm: true }))).message).toContain('NonInteractive');
    expect(simulator.state().accessPolicies.size).toBe(before);
    expect(await admin.get('New-ApplicationAccessPolicy', restrict({ Confirm: false }))).toHaveLength(1);
  });
});

describe('the two test cmdlets after a change', () => {
  const policyTest = async (Identity: string, name = APP) =>
    (await admin.get('Test-ApplicationAccessPolicy', { Identity, AppId: appId(name) }))[0]!['AccessCheckResult'];

  it('Test-ApplicationAccessPolicy knows a policy at once, nested groups included, and nothing of roles or grants', async () => {
    const inside = 'fiona.gallagher@aldermoor.example';
    const nested = 'piotr.zielinski@aldermoor.example';
    const outside = 'legal@aldermoor.example';
    expect(await policyTest(outside)).toBe('Granted');
    await admin.run('New-ApplicationAccessPolicy', restrict());
    expect([await policyTest(inside), await policyTest(nested), await policyTest(outside)]).toEqual(['Granted', 'Granted', 'Denied']);
    // A role that opens the mailbox changes nothing of that, and neither does the absence of any grant.
    const { id } = parts().principal(APP);
    await admin.run('New-ServicePrincipal', { AppId: appId(), ObjectId: id });
    await admin.run('New-ManagementRoleAssignment', { Role: 'Application Mail.Send', App: id });
    expect(await policyTest(outside)).toBe('Denied');
    for (const row of [...simulator.state().appRoleAssignments]) simulator.state().appRoleAssignments.remove(row.id);
    expect(await policyTest(inside)).toBe('Granted');
  });

  it('Test-ServicePrincipalAuthorization knows a role at once, and nothing of grants or policies', async () => {
    const { id } = parts().principal(APP);
    await admin.run('New-ServicePrincipal', { AppId: appId(), ObjectId: id, DisplayName: APP });
    const tested = (Resource: string) => admin.get('Test-ServicePrincipalAuthorization', { Identity: id, Resource });
    // The app holds Mail.Send in Entra for every mailbox.
    expect(await tested('legal@aldermoor.example')).toEqual([]);
    await admin.run('New-ManagementScope', {
      Name: 'Desk',
      RecipientRestrictionFilter: `MemberOfGroup -eq '${parts().group('Service Desk').DistinguishedName}'`,
    });
    await admin.run('New-ManagementRoleAssignment', { Name: 'Send', Role: 'Application Mail.Send', App: id, CustomResourceScope: 'Desk' });
    const row = {
      RoleName: 'Application Mail.Send',
      GrantedPermissions: 'Mail.Send',
      AllowedResourceScope: 'Desk',
      ScopeType: 'CustomRecipientScope',
    };
    expect(await tested('fiona.gallagher@aldermoor.example')).toEqual([{ ...row, InScope: true }]);
    expect(await tested('legal@aldermoor.example')).toEqual([{ ...row, InScope: false }]);
    // Direct members only, other than in a policy.
    expect(await tested('piotr.zielinski@aldermoor.example')).toEqual([{ ...row, InScope: false }]);
    expect(await admin.get('Test-ServicePrincipalAuthorization', { Identity: id })).toEqual([{ ...row, InScope: 'Not Run' }]);
    await admin.run('New-ApplicationAccessPolicy', restrict({ AccessRight: 'DenyAccess' }));
    expect(await tested('fiona.gallagher@aldermoor.example')).toMatchObject([{ InScope: true }]);
    await admin.run('Set-ManagementRoleAssignment', { Identity: 'Send', Enabled: false });
    expect(await tested('fiona.gallagher@aldermoor.example')).toEqual([]);
  });
});
