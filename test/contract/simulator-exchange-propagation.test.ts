import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { partsOf, sessionOf, type ExchangeSession } from '../support/exchange-changes';
import { ask, codeOf, getGraph, GRAPH, madeUpToken, tokenOf } from '../support/simulator-client';

const MINUTE = 60_000;
const APP = 'Tidewater CRM Connector';
let simulator: RunningSimulator;

beforeEach(async () => {
  simulator = await startSimulator({ size: 'S', standing: true, replication: 'real' });
});

afterEach(() => simulator.stop());

const admin = (): ExchangeSession => sessionOf(simulator);
const address = (alias: string) => `${alias}@aldermoor.example`;
const yes = { Confirm: false };
const passes = (minutes: number) => simulator.clock().advance(minutes * MINUTE);

/** What a call of the app to a mailbox answers now, with a fresh token. */
async function answers(alias: string): Promise<number> {
  const token = await tokenOf(simulator, GRAPH, APP);
  return (await getGraph(simulator, token, `/v1.0/users/${address(alias)}/messages?$top=1`)).status;
}

async function tested(alias: string): Promise<unknown> {
  const [row] = await admin().get('Test-ApplicationAccessPolicy', {
    Identity: address(alias),
    AppId: partsOf(simulator).principal(APP).appId,
  });
  return row!['AccessCheckResult'];
}

async function removePolicy(): Promise<void> {
  const { appId } = partsOf(simulator).principal(APP);
  const policies = await admin().get('Get-ApplicationAccessPolicy');
  const { Identity } = policies.find((row) => row['AppId'] === appId)!;
  await admin().run('Remove-ApplicationAccessPolicy', { Identity, ...yes });
}

describe('a change of policies', () => {
  it('is known to the test cmdlet at once, and to calls of a quiet app after half an hour', async () => {
    expect([await answers('support'), await tested('support')]).toEqual([403, 'Denied']);
    passes(31);
    await removePolicy();
    expect(await tested('support')).toBe('Granted');
    passes(30);
    expect(await answers('support')).toBe(200);
  });

  it('is known to calls of a busy app after two hours', async () => {
    await removePolicy();
    const seen: number[] = [];
    for (let minutes = 0; minutes <= 120; minutes += 20) {
      seen.push(await answers('support'));
      passes(20);
    }
    expect(seen).toEqual([403, 403, 403, 403, 403, 403, 200]);
  });

  it('that restricts leaves the way open as long', async () => {
    await removePolicy();
    passes(120);
    expect(await answers('support')).toBe(200);
    const restrict = {
      AccessRight: 'RestrictAccess',
      AppId: partsOf(simulator).principal(APP).appId,
      PolicyScopeGroupId: 'CRM Mail Scope',
    };
    await admin().run('New-ApplicationAccessPolicy', restrict);
    expect([await tested('support'), await answers('support')]).toEqual(['Denied', 200]);
    passes(31);
    expect(await answers('support')).toBe(403);
  });
});

describe('a change of roles', () => {
  it('is known to Test-ServicePrincipalAuthorization at once, and to calls later; scope and group as well', async () => {
    const { id, appId } = partsOf(simulator).principal(APP);
    const [group] = await admin().get('New-DistributionGroup', { Name: 'CRM reads', Type: 'Security', Members: [address('repairs')] });
    await admin().run('New-ServicePrincipal', { AppId: appId, ObjectId: id });
    await admin().run('New-ManagementScope', {
      Name: 'CRM',
      RecipientRestrictionFilter: `MemberOfGroup -eq '${String(group!['DistinguishedName'])}'`,
    });
    await admin().run('New-ManagementRoleAssignment', { Name: 'CRM', Role: 'Application Mail.Read', App: id, CustomResourceScope: 'CRM' });
    const inScope = async (Resource: string) =>
      (await admin().get('Test-ServicePrincipalAuthorization', { Identity: id, Resource: address(Resource) }))[0]!['InScope'];
    expect([await inScope('repairs'), await answers('repairs')]).toEqual([true, 403]);
    passes(31);
    expect(await answers('repairs')).toBe(200);
    // Another member joins: the same cache.
    passes(31);
    await admin().run('Add-DistributionGroupMember', { Identity: 'CRM reads', Member: address('legal') });
    expect([await inScope('legal'), await answers('legal')]).toEqual([true, 403]);
    passes(31);
    expect(await answers('legal')).toBe(200);
    await admin().run('Remove-ManagementRoleAssignment', { Identity: 'CRM', ...yes });
    expect(await answers('legal')).toBe(200);
    passes(31);
    expect(await answers('legal')).toBe(403);
  });
});

describe('a new mailbox', () => {
  it('is there in Exchange at once, and served by Graph after a while', async () => {
    const [box] = await admin().get('New-Mailbox', { Shared: true, Name: 'Leeds' });
    expect(await admin().get('Get-Mailbox', { Identity: 'Leeds' })).toHaveLength(1);
    const messages = async () => {
      const token = madeUpToken(simulator, ['Mail.Read']);
      return codeOf(await getGraph(simulator, token, `/v1.0/users/${String(box!['ExternalDirectoryObjectId'])}/messages`));
    };
    passes(1);
    expect(await messages()).toBe('MailboxNotEnabledForRESTAPI');
    passes(30);
    expect(await messages()).not.toBe('MailboxNotEnabledForRESTAPI');
  });
});

describe('what Graph made', () => {
  it('is found by Exchange a little later', async () => {
    const token = madeUpToken(simulator, ['Application.ReadWrite.All']);
    const post = async (path: string, body: unknown) => {
      const init = { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
      return (await ask(`${simulator.url}/v1.0/${path}`, { ...init, body: JSON.stringify(body) })).body;
    };
    const { appId } = await post('applications', { displayName: 'Made a moment ago' });
    passes(1);
    const { id } = await post('servicePrincipals', { appId });
    const make = { AppId: appId, ObjectId: id };
    expect((await admin().fail('New-ServicePrincipal', make)).message).toContain("couldn't be found");
    passes(5);
    expect(await admin().get('New-ServicePrincipal', make)).toMatchObject([{ ObjectId: id }]);
  });

  it('joins a Microsoft 365 group there a little later, too', async () => {
    const { ExternalDirectoryObjectId: group } = partsOf(simulator).group('Survey Mailboxes');
    const { ExternalDirectoryObjectId: person } = partsOf(simulator).mailbox('helen.marchetti');
    const token = madeUpToken(simulator, ['GroupMember.ReadWrite.All']);
    const added = await ask(`${simulator.url}/v1.0/groups/${group}/members/$ref`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${person}` }),
    });
    expect(added.status).toBe(204);
    const links = async () =>
      (await admin().get('Get-UnifiedGroupLinks', { Identity: 'Survey Mailboxes', LinkType: 'Members' })).map(
        (row) => row['ExternalDirectoryObjectId'],
      );
    expect(await links()).not.toContain(person);
    passes(5);
    expect(await links()).toContain(person);
  });

  it('and what Exchange made is there at once in Exchange', async () => {
    await admin().run('New-DistributionGroup', { Name: 'Fresh', Type: 'Security' });
    await admin().run('Add-DistributionGroupMember', { Identity: 'Fresh', Member: address('legal') });
    expect(await admin().get('Get-DistributionGroupMember', { Identity: 'Fresh' })).toHaveLength(1);
  });
});
