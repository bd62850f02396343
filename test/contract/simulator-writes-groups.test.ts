import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { Group } from '../../src/simulator/state/directory-types';
import { codeOf, everyPage, EXCHANGE, getGraph, callCmdlet } from '../support/simulator-client';
import { operatorToken, referenceTo, sendGraph } from '../support/simulator-writes';

const NOWHERE = '00000000-1111-2222-3333-444444444444';

describe('groups, units and accounts, written by Graph', () => {
  let simulator: RunningSimulator;
  let token: string;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    token = await operatorToken(simulator);
  });
  afterAll(() => simulator.stop());

  const post = (path: string, body?: unknown) => sendGraph(simulator, token, 'POST', `/v1.0${path}`, body);
  const patch = (path: string, body?: unknown) => sendGraph(simulator, token, 'PATCH', `/v1.0${path}`, body);
  const remove = (path: string) => sendGraph(simulator, token, 'DELETE', `/v1.0${path}`);
  const people = (): readonly string[] => [...simulator.state().users].filter(({ userType }) => userType === 'Member').map(({ id }) => id);
  const groupThat = (picks: (group: Group) => boolean): string => [...simulator.state().groups].find(picks)!.id;
  const mailEnabled = (): string => groupThat((group) => group.mailEnabled && !group.groupTypes.includes('Unified'));
  const security = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    displayName: 'Scope of Post',
    mailEnabled: false,
    mailNickname: 'scope-of-post',
    securityEnabled: true,
    ...change,
  });
  const makeGroup = async (change: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    String((await post('/groups', security(change))).body['id']);

  /** https://learn.microsoft.com/graph/api/resources/group */
  describe('groups', () => {
    it('are made for security, with members and owners', async () => {
      const [owner, member] = people();
      const address = (id: string): string => referenceTo(id)['@odata.id'];
      const made = await post('/groups', security({ 'owners@odata.bind': [address(owner!)], 'members@odata.bind': [address(member!)] }));
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        displayName: 'Scope of Post',
        mail: null,
        mailEnabled: false,
        securityEnabled: true,
        groupTypes: [],
      });
      const rows = await everyPage(simulator, token, `/v1.0/groups/${String(made.body['id'])}/members`);
      expect(rows.map((row) => row['id'])).toEqual([member]);
      const owners = await everyPage(simulator, token, `/v1.0/groups/${String(made.body['id'])}/owners`);
      expect(owners.map((row) => row['id'])).toEqual([owner]);
    });

    it('are made for Microsoft 365, with a mailbox that Exchange knows', async () => {
      const made = await post('/groups', {
        displayName: 'Post Team',
        groupTypes: ['Unified'],
        mailEnabled: true,
        mailNickname: 'post-team',
        securityEnabled: false,
      });
      expect([made.status, made.body['mail']]).toEqual([201, `post-team@${simulator.state().defaultDomain}`]);
      const exchange = await operatorToken(simulator, EXCHANGE);
      const seen = await callCmdlet(simulator, exchange, 'Get-Recipient', { Identity: `post-team@${simulator.state().defaultDomain}` });
      expect(seen.text).toContain('Post Team');
      const taken = await post('/groups', security({ groupTypes: ['Unified'], mailEnabled: true, mailNickname: 'post-team' }));
      expect(taken.status).toBe(400);
    });

    it.each([
      ['with an address, and not for Microsoft 365', { mailEnabled: true }],
      ['for nothing', { securityEnabled: false }],
      ['without a nickname', { mailNickname: undefined }],
      ['with a nickname that is none', { mailNickname: 'scope of post' }],
      ['dynamic without a rule', { groupTypes: ['DynamicMembership'] }],
      ['with a rule, and not dynamic', { membershipRule: 'user.department -eq "x"' }],
      ['of a kind that there is not', { groupTypes: ['Distribution'] }],
      ['with a property that there is not', { members: [] }],
      ['with an address of its own', { mail: 'x@y.example' }],
    ])('are not made %s', async (_what, change) => {
      const before = simulator.state().groups.size;
      expect((await post('/groups', security(change))).status).toBe(400);
      expect(simulator.state().groups.size).toBe(before);
    });

    it('are changed and deleted', async () => {
      const id = await makeGroup();
      expect((await patch(`/groups/${id}`, { displayName: 'Renamed', description: 'd' })).status).toBe(204);
      expect((await getGraph(simulator, token, `/v1.0/groups/${id}`)).body).toMatchObject({ displayName: 'Renamed', description: 'd' });
      for (const wrong of [{ mailEnabled: true }, { mail: 'x' }, { groupTypes: [] }, { membershipRule: 'x' }, {}])
        expect((await patch(`/groups/${id}`, wrong)).status).toBe(400);
      expect((await remove(`/groups/${id}`)).status).toBe(204);
      expect((await remove(`/groups/${id}`)).status).toBe(404);
    });

    it('take members once, and lose them once', async () => {
      const id = await makeGroup();
      const [member] = people();
      expect((await post(`/groups/${id}/members/$ref`, referenceTo(member!))).status).toBe(204);
      const again = await post(`/groups/${id}/members/$ref`, referenceTo(member!));
      expect([again.status, codeOf(again)]).toEqual([400, 'Request_BadRequest']);
      expect(again.text).toContain("already exist for the following modified properties: 'members'");
      expect((await remove(`/groups/${id}/members/${member!}/$ref`)).status).toBe(204);
      expect((await remove(`/groups/${id}/members/${member!}/$ref`)).status).toBe(404);
      expect((await post(`/groups/${id}/members/$ref`, referenceTo(NOWHERE))).status).toBe(404);
      expect((await post(`/groups/${id}/members/$ref`, referenceTo(id))).status).toBe(400);
    });

    it.each([
      [
        'distribution lists and mail-enabled security groups',
        mailEnabled,
        'Cannot Update a mail-enabled security groups and or distribution list.',
      ],
      [
        'dynamic groups',
        () => makeGroup({ groupTypes: ['DynamicMembership'], membershipRule: 'user.department -eq "Sales"' }),
        'a rule decides',
      ],
    ])('do not take members by Graph: %s', async (_what, group, message) => {
      const id = await group();
      const before = simulator.state().members.membersOf(id).length;
      const answer = await post(`/groups/${id}/members/$ref`, referenceTo(people()[0]!));
      expect([answer.status, answer.text.includes(message)]).toEqual([400, true]);
      expect(simulator.state().members.membersOf(id)).toHaveLength(before);
    });

    it('belong to Exchange where they have an address and are not for Microsoft 365', async () => {
      for (const answer of [
        await patch(`/groups/${mailEnabled()}`, { displayName: 'x' }),
        await remove(`/groups/${mailEnabled()}`),
        await post(`/groups/${mailEnabled()}/owners/$ref`, referenceTo(people()[0]!)),
      ])
        expect([answer.status, answer.text.includes('Cannot Update a mail-enabled')]).toEqual([400, true]);
    });

    it('keep their last owner', async () => {
      const id = await makeGroup();
      const [first, second] = people();
      await post(`/groups/${id}/owners/$ref`, referenceTo(first!));
      await post(`/groups/${id}/owners/$ref`, referenceTo(second!));
      expect((await remove(`/groups/${id}/owners/${first!}/$ref`)).status).toBe(204);
      expect((await remove(`/groups/${id}/owners/${second!}/$ref`)).status).toBe(400);
      expect((await post(`/groups/${id}/owners/$ref`, referenceTo(second!))).status).toBe(400);
    });
  });

  /** https://learn.microsoft.com/graph/api/resources/administrativeunit */
  describe('administrative units', () => {
    it('are made, take members, and are deleted', async () => {
      const made = await post('/directory/administrativeUnits', { displayName: 'Post', description: 'd' });
      expect([made.status, made.body['displayName']]).toEqual([201, 'Post']);
      const path = `/directory/administrativeUnits/${String(made.body['id'])}`;
      const [member] = people();
      expect((await post(`${path}/members/$ref`, referenceTo(member!, 'users'))).status).toBe(204);
      expect((await post(`${path}/members/$ref`, referenceTo(member!, 'users'))).status).toBe(400);
      const rows = await everyPage(simulator, token, `/v1.0${path}/members`);
      expect(rows.map((row) => row['id'])).toEqual([member]);
      const [principal] = simulator.state().servicePrincipals;
      expect((await post(`${path}/members/$ref`, referenceTo(principal!.id))).status).toBe(400);
      expect((await remove(`${path}/members/${member!}/$ref`)).status).toBe(204);
      expect((await remove(`${path}/members/${member!}/$ref`)).status).toBe(404);
      expect((await patch(path, { displayName: 'Post office' })).status).toBe(204);
      expect((await patch(path, { membershipRule: 'x' })).status).toBe(400);
      expect((await remove(path)).status).toBe(204);
      expect((await remove(path)).status).toBe(404);
    });

    it.each([
      ['a name', {}],
      ['a rule, where they are dynamic', { displayName: 'x', membershipType: 'Dynamic' }],
      ['properties that there are', { displayName: 'x', members: [] }],
    ])('need %s', async (_what, body) => {
      expect((await post('/directory/administrativeUnits', body)).status).toBe(400);
    });
  });

  /** https://learn.microsoft.com/graph/api/user-update */
  describe('accounts', () => {
    it('are blocked from sign-in, and keep their mailbox', async () => {
      const [, , , id] = people();
      expect((await patch(`/users/${id!}`, { accountEnabled: false, department: 'Post' })).status).toBe(204);
      expect(simulator.state().users.get(id!)).toMatchObject({ accountEnabled: false, department: 'Post' });
      const name = simulator.state().users.get(id!)!.userPrincipalName;
      expect((await patch(`/users/${name}`, { accountEnabled: true })).status).toBe(204);
      expect(simulator.state().users.get(id!)!.accountEnabled).toBe(true);
    });

    it('have one name, in the directory and in Exchange', async () => {
      const [id] = people().filter((candidate) => simulator.state().mailboxes.has(candidate));
      await patch(`/users/${id!}`, { displayName: 'Renamed' });
      expect(simulator.state().mailboxes.get(id!)!.DisplayName).toBe('Renamed');
    });

    it.each([
      ['nothing', {}, 400],
      ['an id', { id: 'x' }, 400],
      ['text for a flag', { accountEnabled: 'false' }, 400],
      ['a property that there is not', { AccountEnabled: false }, 400],
      ['licences', { assignedLicenses: [] }, 400],
      ['a password, which this tenant does not change', { passwordProfile: {} }, 501],
    ])('are not given %s', async (_what, body, status) => {
      expect((await patch(`/users/${people()[0]!}`, body)).status).toBe(status);
    });

    it('are not found by a name that nobody has', async () => {
      expect((await patch(`/users/${NOWHERE}`, { accountEnabled: true })).status).toBe(404);
      expect((await post(`/users/${NOWHERE}/revokeSignInSessions`)).status).toBe(404);
    });

    it('lose their sessions', async () => {
      const person = simulator.users.find(({ kind }) => kind === 'user')!;
      const { id } = simulator.state().usersByPrincipalName.first(person.userPrincipalName)!;
      const answer = await post(`/users/${id}/revokeSignInSessions`);
      expect([answer.status, answer.body['value']]).toEqual([200, true]);
      expect(simulator.state().signInAccounts.get(id)!.validFrom).toBe(simulator.clock().now());
    });
  });
});
