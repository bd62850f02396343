import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { access } from '../../src/simulator/enforcement/access';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { partsOf, sessionOf, type ExchangeSession } from '../support/exchange-changes';
import { everyPage, getGraph, GRAPH, tokenOf } from '../support/simulator-client';

let simulator: RunningSimulator;
let admin: ExchangeSession;

beforeEach(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  admin = sessionOf(simulator);
});

afterEach(() => simulator.stop());

const parts = () => partsOf(simulator);
const address = (alias: string) => `${alias}@aldermoor.example`;
const yes = { Confirm: false };
const bypass = { BypassSecurityGroupManagerCheck: true };

describe('a group', () => {
  const members = async (Identity: string) =>
    (await admin.get('Get-DistributionGroupMember', { Identity })).map((row) => row['PrimarySmtpAddress']);
  const make = (more: Record<string, unknown> = {}) =>
    admin.get('New-DistributionGroup', { Name: 'Mail for CRM', Type: 'Security', Members: [address('orders'), address('info')], ...more });

  it('is made with its members, here and in the directory', async () => {
    const [group] = await make({ Description: 'made by a plan', MemberJoinRestriction: 'Closed' });
    expect(group).toMatchObject({
      Name: 'Mail for CRM',
      DisplayName: 'Mail for CRM',
      Alias: 'MailforCRM',
      PrimarySmtpAddress: address('MailforCRM'),
      RecipientTypeDetails: 'MailUniversalSecurityGroup',
      MemberJoinRestriction: 'Closed',
      MemberDepartRestriction: 'Closed',
    });
    expect(group!['DistinguishedName']).toMatch(/^CN=Mail for CRM,OU=.+,DC=COM$/);
    expect(await members('Mail for CRM')).toEqual([address('orders'), address('info')]);
    const graph = await tokenOf(simulator, GRAPH);
    const id = String(group!['ExternalDirectoryObjectId']);
    expect((await getGraph(simulator, graph, `/v1.0/groups/${id}`)).body).toMatchObject({
      displayName: 'Mail for CRM',
      mailEnabled: true,
      securityEnabled: true,
      groupTypes: [],
      mail: address('MailforCRM'),
      description: 'made by a plan',
    });
    expect(await everyPage(simulator, graph, `/v1.0/groups/${id}/members?$select=id`)).toHaveLength(2);
    expect(await everyPage(simulator, graph, `/v1.0/groups/${id}/owners?$select=id`)).toEqual([]);
  });

  it('keeps strangers out unless it is said otherwise', async () => {
    const shown = async () => (await admin.get('Get-DistributionGroup', { Identity: 'News' }))[0]!['RequireSenderAuthenticationEnabled'];
    await admin.run('New-DistributionGroup', { Name: 'News', Notes: 'made by hand', IgnoreNamingPolicy: true });
    expect(await shown()).toBe(true);
    await admin.run('Set-DistributionGroup', { Identity: 'News', RequireSenderAuthenticationEnabled: false });
    expect(await shown()).toBe(false);
  });

  it('is a distribution group unless it is said otherwise', async () => {
    expect(await admin.get('New-DistributionGroup', { Name: 'News' })).toMatchObject([
      { RecipientTypeDetails: 'MailUniversalDistributionGroup', MemberDepartRestriction: 'Open' },
    ]);
  });

  it.each<[why: string, parameters: Record<string, unknown>, says: string]>([
    ['a name that is taken', { Name: 'archive scope' }, 'already exists'],
    ['an address that is taken', { PrimarySmtpAddress: address('legal') }, 'is already being used by the proxy addresses'],
    ['an alias that makes an address that is taken', { Alias: 'legal' }, 'is already being used by the proxy addresses'],
    ['an address elsewhere', { PrimarySmtpAddress: 'crm@elsewhere.example' }, 'not an accepted domain'],
    ['an address that is none', { PrimarySmtpAddress: 'crm' }, 'It is no address'],
    ['a name that is too long', { Name: 'x'.repeat(65) }, 'maximum length is 64'],
    ['an alias with a space', { Alias: 'mail for' }, 'no spaces'],
    ['a type that there is not', { Type: 'Shared' }, 'Distribution, Security'],
    ['an open door, being a security group', { MemberJoinRestriction: 'Open' }, "can't use this value on universal security groups"],
    ['a member that there is not', { Members: ['nobody@aldermoor.example'] }, "couldn't be found"],
    ['a Microsoft 365 group as a member', { Members: ['Marketing Crew'] }, "can't be a member"],
    ['no owner', { ManagedBy: [] }, 'at least one owner'],
    ['a shared mailbox as owner', { ManagedBy: [address('support')] }, 'A manager is'],
    ['what is not simulated', { ModerationEnabled: true }, 'does not know what it does'],
  ])('is not made with %s', async (_why, parameters, says) => {
    const before = simulator.state().groups.size;
    const { message } = await admin.fail('New-DistributionGroup', { Name: 'Mail for CRM', Type: 'Security', ...parameters });
    expect(message).toContain(says);
    expect(simulator.state().groups.size).toBe(before);
  });

  it('lets its manager change it, and others only past the check', async () => {
    await make();
    await admin.run('Add-DistributionGroupMember', { Identity: 'Mail for CRM', Member: address('legal') });
    expect(await members('Mail for CRM')).toContain(address('legal'));
    const elsewhere = { Identity: 'Archive Scope', Member: address('orders') };
    expect((await admin.fail('Add-DistributionGroupMember', elsewhere)).message).toContain(
      'can only be performed by a manager of the group',
    );
    await admin.run('Add-DistributionGroupMember', { ...elsewhere, ...bypass });
    expect(await members('Archive Scope')).toContain(address('orders'));
  });

  it('says when somebody is in already, or is not in', async () => {
    const call = { Identity: 'Archive Scope', Member: address('legal'), ...bypass };
    expect(await admin.fail('Add-DistributionGroupMember', call)).toMatchObject({
      id: 'MemberAlreadyExistsException',
      message: expect.stringContaining('is already a member of the group'),
    });
    expect(await admin.get('Remove-DistributionGroupMember', { ...call, ...yes })).toEqual([]);
    expect(await admin.fail('Remove-DistributionGroupMember', { ...call, ...yes })).toMatchObject({
      id: 'MemberNotFoundException',
      message: expect.stringContaining("isn't a member of the group"),
    });
    expect((await admin.fail('Add-DistributionGroupMember', { ...call, Member: 'Archive Scope' })).message).toContain('member of itself');
    expect((await admin.fail('Add-DistributionGroupMember', { ...call, Member: 'nobody' })).message).toContain("couldn't be found");
    expect((await admin.fail('Add-DistributionGroupMember', { ...call, Identity: 'Marketing Crew' })).message).toContain(
      "couldn't be found",
    );
  });

  it('gets other members in the place of all', async () => {
    const call = { Identity: 'Archive Scope', Members: [address('press'), 'Board Mailboxes'], ...bypass };
    expect((await admin.fail('Update-DistributionGroupMember', call)).message).toContain('NonInteractive');
    await admin.run('Update-DistributionGroupMember', { ...call, ...yes });
    expect(new Set(await members('Archive Scope'))).toEqual(
      new Set([address('press'), parts().group('Board Mailboxes').PrimarySmtpAddress]),
    );
  });

  it('is changed', async () => {
    await admin.run('Set-DistributionGroup', {
      Identity: 'Invoice Reader Scope',
      MemberJoinRestriction: 'Closed',
      ManagedBy: { Add: ['helen.marchetti'], Remove: [address('george.pell')] },
      HiddenFromAddressListsEnabled: true,
      DisplayName: 'Invoices, read by an app',
      ...bypass,
    });
    expect(await admin.get('Get-DistributionGroup', { Identity: 'Invoice Reader Scope' })).toMatchObject([
      {
        MemberJoinRestriction: 'Closed',
        HiddenFromAddressListsEnabled: true,
        DisplayName: 'Invoices, read by an app',
        ManagedBy: [parts().mailbox('helen.marchetti').Name],
      },
    ]);
    const open = { Identity: 'Invoice Reader Scope', MemberJoinRestriction: 'Open', ...bypass };
    expect((await admin.fail('Set-DistributionGroup', open)).message).toContain("can't use this value");
  });

  it('goes, here and in the directory, and leaves its rights under an identifier', async () => {
    const { ExternalDirectoryObjectId: id } = parts().group('Accounts Team');
    const sid = simulator.state().groups.get(id)!.securityIdentifier;
    expect((await admin.fail('Remove-DistributionGroup', { Identity: id, ...bypass })).message).toContain('NonInteractive');
    await admin.run('Remove-DistributionGroup', { Identity: id, ...bypass, ...yes });
    expect((await admin.fail('Get-DistributionGroup', { Identity: id })).message).toContain("couldn't be found");
    expect((await getGraph(simulator, await tokenOf(simulator, GRAPH), `/v1.0/groups/${id}`)).status).toBe(404);
    const entries = await admin.get('Get-MailboxPermission', { Identity: address('invoices'), IncludeUnresolvedPermissions: true });
    expect(entries.map((row) => row['User'])).toContain(sid);
  });

  it('of Microsoft 365 has members and owners', async () => {
    const links = async (LinkType: string) =>
      (await admin.get('Get-UnifiedGroupLinks', { Identity: 'Survey Mailboxes', LinkType })).map((row) => row['PrimarySmtpAddress']);
    const call = (LinkType: string, ...people: readonly string[]) => ({
      Identity: 'Survey Mailboxes',
      LinkType,
      Links: people.map(address),
    });
    expect((await admin.fail('Add-UnifiedGroupLinks', call('Owners', 'sofia.lindqvist'))).message).toContain('is no member');
    await admin.run('Add-UnifiedGroupLinks', call('Members', 'sofia.lindqvist', 'info'));
    await admin.run('Add-UnifiedGroupLinks', call('Owners', 'sofia.lindqvist'));
    expect([await links('Members'), await links('Owners')]).toEqual([
      expect.arrayContaining([address('sofia.lindqvist')]),
      expect.arrayContaining([address('sofia.lindqvist')]),
    ]);
    expect((await admin.fail('Remove-UnifiedGroupLinks', { ...call('Members', 'sofia.lindqvist'), ...yes })).message).toContain(
      'An owner has to be',
    );
    const all = call('Owners', 'sofia.lindqvist', 'jack.halloran', 'yuki.tanabe');
    expect((await admin.fail('Remove-UnifiedGroupLinks', { ...all, ...yes })).message).toContain('at least one owner');
    await admin.run('Remove-UnifiedGroupLinks', { ...call('Owners', 'sofia.lindqvist'), ...yes });
    await admin.run('Remove-UnifiedGroupLinks', { ...call('Members', 'sofia.lindqvist'), ...yes });
    expect(await links('Members')).not.toContain(address('sofia.lindqvist'));
    expect(await admin.fail('Add-UnifiedGroupLinks', { ...call('Subscribers', 'info') })).toMatchObject({ id: 'NotSimulated' });
    expect((await admin.fail('Add-UnifiedGroupLinks', { ...call('Members', 'info'), Identity: 'All Staff' })).message).toContain(
      'dynamic group',
    );
  });
});

describe('rights on a mailbox', () => {
  const person = (alias: string, mailbox: string, operation: 'readMessage' | 'sendMail') =>
    access(
      simulator.state(),
      { kind: 'person', userId: parts().mailbox(alias).ExternalDirectoryObjectId },
      parts().mailbox(mailbox),
      operation,
    ).granted;

  it('FullAccess is given, shown, warned about and taken', async () => {
    const call = { Identity: address('legal'), User: address('jack.halloran'), AccessRights: 'fullaccess' };
    expect((await admin.run('Add-MailboxPermission', { ...call, AutoMapping: false })).objects).toMatchObject([
      { User: address('jack.halloran'), AccessRights: ['FullAccess'], IsInherited: false, Deny: false },
    ]);
    expect(person('jack.halloran', 'legal', 'readMessage')).toBe(true);
    expect(await admin.run('Add-MailboxPermission', call)).toEqual({
      objects: [],
      warnings: [expect.stringContaining('is already present on the object')],
    });
    expect((await admin.fail('Remove-MailboxPermission', call)).message).toContain('NonInteractive');
    expect(await admin.run('Remove-MailboxPermission', { ...call, ...yes })).toEqual({ objects: [], warnings: [] });
    expect(person('jack.halloran', 'legal', 'readMessage')).toBe(false);
    expect((await admin.run('Remove-MailboxPermission', { ...call, ...yes })).warnings).toEqual([
      expect.stringContaining("because the ACE isn't present"),
    ]);
  });

  it('FullAccess is given to groups and pointers, and not to what holds no rights', async () => {
    const call = (User: string) => ({ Identity: address('legal'), User, AccessRights: ['FullAccess'] });
    await admin.run('Add-MailboxPermission', call('Board Mailboxes'));
    const pointer = [...simulator.state().pointers][0]!;
    expect(await admin.get('Add-MailboxPermission', call(pointer.ObjectId))).toMatchObject([{ User: pointer.Identity }]);
    expect((await admin.fail('Add-MailboxPermission', call('Announcements'))).message).toContain('no security principal');
    expect((await admin.fail('Add-MailboxPermission', call('nobody'))).message).toContain("couldn't be found");
    expect((await admin.fail('Add-MailboxPermission', { ...call('Board Mailboxes'), AccessRights: 'SendAs' })).message).toContain(
      'ChangeOwner, ChangePermission',
    );
  });

  it('the entry of an account that is gone is removed by its identifier', async () => {
    const read = () => admin.get('Get-MailboxPermission', { Identity: address('press'), IncludeUnresolvedPermissions: true });
    const sid = (await read()).map((row) => String(row['User'])).find((user) => user.startsWith('S-1-'))!;
    await admin.run('Remove-MailboxPermission', { Identity: address('press'), User: sid, AccessRights: 'FullAccess', ...yes });
    expect((await read()).map((row) => row['User'])).not.toContain(sid);
  });

  it('what is inherited stays; a denial is a right of its own', async () => {
    const call = { Identity: address('legal'), User: address('zoe.fairbairn'), AccessRights: 'FullAccess' };
    expect((await admin.run('Remove-MailboxPermission', { ...call, ...yes })).warnings).toEqual([expect.stringContaining('inherited')]);
    await admin.run('Add-MailboxPermission', { ...call, Deny: true });
    expect(person('zoe.fairbairn', 'legal', 'readMessage')).toBe(false);
    await admin.run('Remove-MailboxPermission', { ...call, Deny: true, ...yes });
    expect(person('zoe.fairbairn', 'legal', 'readMessage')).toBe(true);
  });

  it('SendAs is given, warned about and taken; giving it pauses', async () => {
    const call = { Identity: address('legal'), Trustee: address('jack.halloran'), AccessRights: 'SendAs' };
    expect((await admin.fail('Add-RecipientPermission', call)).message).toContain('NonInteractive');
    expect(await admin.get('Add-RecipientPermission', { ...call, ...yes })).toMatchObject([
      { Trustee: address('jack.halloran'), AccessRights: ['SendAs'], AccessControlType: 'Allow' },
    ]);
    expect(person('jack.halloran', 'legal', 'sendMail')).toBe(true);
    expect((await admin.run('Add-RecipientPermission', { ...call, ...yes })).warnings).toHaveLength(1);
    await admin.run('Remove-RecipientPermission', { ...call, ...yes });
    expect(person('jack.halloran', 'legal', 'sendMail')).toBe(false);
    expect((await admin.run('Remove-RecipientPermission', { ...call, ...yes })).warnings).toHaveLength(1);
    expect((await admin.fail('Add-RecipientPermission', { ...call, AccessRights: 'SendOnBehalf', ...yes })).message).toContain('SendAs');
  });
});

describe('a mailbox', () => {
  const shown = async (alias: string) => (await admin.get('Get-Mailbox', { Identity: address(alias) }))[0]!;
  const set = (more: Record<string, unknown>, alias = 'legal') => admin.run('Set-Mailbox', { Identity: address(alias), ...more });

  it('is made shared, with an account that is disabled', async () => {
    const [box] = await admin.get('New-Mailbox', { Shared: true, Name: 'Helpdesk Leeds', Alias: 'leeds' });
    expect(box).toMatchObject({
      PrimarySmtpAddress: address('leeds'),
      RecipientTypeDetails: 'SharedMailbox',
      DisplayName: 'Helpdesk Leeds',
    });
    const graph = await tokenOf(simulator, GRAPH);
    const { body } = await getGraph(
      simulator,
      graph,
      `/v1.0/users/${String(box!['ExternalDirectoryObjectId'])}?$select=accountEnabled,mail`,
    );
    expect(body).toMatchObject({ accountEnabled: false, mail: address('leeds') });
    expect((await admin.fail('New-Mailbox', { Shared: true, Name: 'Helpdesk Leeds' })).message).toContain('already exists');
    expect((await admin.fail('New-Mailbox', { Shared: true, Name: 'Other', Alias: 'leeds' })).message).toContain('already being used');
    expect((await admin.fail('New-Mailbox', { Name: 'A person' })).id).toBe('NotSimulated');
  });

  it('is sent for by others: added, removed, replaced, emptied', async () => {
    const names = async () => (await shown('info'))['GrantSendOnBehalfTo'];
    const name = (alias: string) => parts().mailbox(alias).Name;
    const jack = name('jack.halloran');
    expect(await names()).toEqual([jack]);
    await set({ GrantSendOnBehalfTo: { Add: [address('sofia.lindqvist')] } }, 'info');
    expect(await names()).toEqual([jack, name('sofia.lindqvist')]);
    await set({ GrantSendOnBehalfTo: { add: 'helen.marchetti', remove: [address('jack.halloran')] } }, 'info');
    expect(await names()).toEqual([name('sofia.lindqvist'), name('helen.marchetti')]);
    await set({ GrantSendOnBehalfTo: [address('jack.halloran')] }, 'info');
    expect(await names()).toEqual([jack]);
    await set({ GrantSendOnBehalfTo: null }, 'info');
    expect(await names()).toEqual([]);
    const shared = { Identity: address('info'), GrantSendOnBehalfTo: [address('support')] };
    expect((await admin.fail('Set-Mailbox', shared)).message).toContain("can't send on behalf");
    const odd = { Identity: address('info'), GrantSendOnBehalfTo: { Append: ['x'] } };
    expect((await admin.fail('Set-Mailbox', odd)).id).toContain('ParameterArgumentTransformationError');
  });

  it('is set', async () => {
    await set({
      MessageCopyForSentAsEnabled: true,
      MessageCopyForSendOnBehalfEnabled: true,
      HiddenFromAddressListsEnabled: true,
      ForwardingSmtpAddress: 'smtp:away@elsewhere.example',
      DeliverToMailboxAndForward: true,
      CustomAttribute7: 'seven',
    });
    expect(await shown('legal')).toMatchObject({
      MessageCopyForSentAsEnabled: true,
      MessageCopyForSendOnBehalfEnabled: true,
      HiddenFromAddressListsEnabled: true,
      ForwardingSmtpAddress: 'smtp:away@elsewhere.example',
      DeliverToMailboxAndForward: true,
      CustomAttribute7: 'seven',
    });
    await set({ ForwardingSmtpAddress: null, CustomAttribute7: '' });
    expect(await shown('legal')).toMatchObject({ ForwardingSmtpAddress: null, CustomAttribute7: '' });
    expect((await set({ CustomAttribute7: '' })).warnings).toEqual([expect.stringContaining('no settings')]);
    expect((await admin.fail('Set-Mailbox', { Identity: address('legal'), LitigationHoldEnabled: true })).id).toBe('NotSimulated');
    expect((await admin.fail('Set-Mailbox', { Identity: 'nobody', Type: 'Shared' })).message).toContain("couldn't be found");
    expect((await admin.fail('Set-Mailbox', { Identity: address('legal'), Type: 'Group' })).message).toContain('Regular, Shared');
  });

  it('opens and closes to protocols', async () => {
    const protocols = async () => (await admin.get('Get-CASMailbox', { Identity: address('legal') }))[0];
    const close = {
      Identity: address('legal'),
      ImapEnabled: false,
      PopEnabled: false,
      EwsEnabled: false,
      SmtpClientAuthenticationDisabled: true,
    };
    await admin.run('Set-CASMailbox', close);
    expect(await protocols()).toMatchObject({
      ImapEnabled: false,
      PopEnabled: false,
      EwsEnabled: false,
      SmtpClientAuthenticationDisabled: true,
    });
    await admin.run('Set-CASMailbox', { Identity: address('legal'), SmtpClientAuthenticationDisabled: null });
    expect(await protocols()).toMatchObject({ SmtpClientAuthenticationDisabled: null });
    expect((await admin.fail('Set-CASMailbox', { Identity: address('legal'), ImapEnabled: null })).id).toContain(
      'ParameterArgumentTransformationError',
    );
    expect((await admin.fail('Set-CASMailbox', { Identity: address('legal'), OWAEnabled: false })).id).toBe('NotSimulated');
  });
});

describe('the organisation', () => {
  it('is set: EWS, its list, and authenticated SMTP', async () => {
    const apps = [parts().principal('Larkspur Signatures').appId, parts().principal('Usage Dashboard').appId];
    await admin.run('Set-OrganizationConfig', { EwsEnabled: true, EwsAllowedAppIDs: apps.join(',') });
    const shown = async () => (await admin.get('Get-OrganizationConfig'))[0]!;
    expect(await shown()).toMatchObject({ EwsEnabled: true, EwsAllowedAppIDs: apps.join(',') });
    await admin.run('Set-OrganizationConfig', { EwsEnabled: null });
    await admin.run('Set-OrganizationConfig', { EwsAllowedAppIDs: null });
    expect(await shown()).toMatchObject({ EwsEnabled: null, EwsAllowedAppIDs: null });
    expect((await admin.fail('Set-OrganizationConfig', { EwsAllowedAppIDs: 'Larkspur' })).message).toContain('GUID of an app');
    expect((await admin.fail('Set-OrganizationConfig', { EwsApplicationAccessPolicy: 'None' })).message).toContain('EnforceAllowList');
    await admin.run('Set-TransportConfig', { SmtpClientAuthenticationDisabled: false });
    expect(await admin.get('Get-TransportConfig')).toMatchObject([{ SmtpClientAuthenticationDisabled: false }]);
    expect((await admin.fail('Set-TransportConfig', { MaxRecipientEnvelopeLimit: '500' })).id).toBe('NotSimulated');
  });
});
