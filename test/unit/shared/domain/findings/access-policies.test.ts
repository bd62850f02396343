import { describe, expect, it } from 'vitest';
import {
  accessPolicy,
  exchangeGrant,
  exchangeGroup,
  fullAccess,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  pointer,
  servicePrincipal,
  user,
} from '../../../../support/collection-builder';
import { judge, raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const APP_IDS = ['aap-legacy', 'aap-not-covering', 'aap-deny-only'] as const;
const POLICY_IDS = ['aap-broken-scope', 'aap-wildcard'] as const;

const app = servicePrincipal('Desk');
const anna = mailbox('Anna');
const team = { id: guid('group Team'), name: 'Team' };
const inTeam = [member('Team', anna.ExternalDirectoryObjectId ?? '')];

function tenant(
  grants: readonly ReturnType<typeof graphGrant>[],
  policies: readonly ReturnType<typeof accessPolicy>[],
  more: { graph?: object; exchange?: object } = {},
): FindingCase['parts'] {
  return {
    graph: {
      servicePrincipals: [app],
      appRoleAssignments: grants,
      groups: [group('Team')],
      groupMembers: inTeam,
      users: [user('Anna')],
      ...more.graph,
    },
    exchange: { mailboxes: [anna], groups: [exchangeGroup('Team')], applicationAccessPolicies: policies, ...more.exchange },
  };
}

const restrict = accessPolicy(app.appId, 'RestrictAccess', team);
const deny = accessPolicy(app.appId, 'DenyAccess', team);
const imap = exchangeGrant(app, 'IMAP.AccessAsApp');

const APP_CASES: readonly FindingCase[] = [
  {
    when: 'a policy confines a governed grant',
    parts: tenant([graphGrant(app, 'Mail.Read')], [restrict]),
    finds: ['medium aap-legacy Desk'],
  },
  {
    when: 'a policy confines full EWS access',
    parts: tenant([exchangeGrant(app, 'full_access_as_app')], [restrict]),
    finds: ['medium aap-legacy Desk'],
  },
  { when: 'the policy has nothing to confine', parts: tenant([], [restrict]), finds: [] },
  {
    when: 'the policy names the app in other letters',
    parts: tenant([graphGrant(app, 'Mail.Read')], [{ ...restrict, AppId: app.appId.toUpperCase() }]),
    finds: ['medium aap-legacy Desk'],
  },
  { when: 'there are only blocklists', parts: tenant([graphGrant(app, 'Mail.Read')], [deny]), finds: ['high aap-deny-only Desk'] },
  {
    when: 'a blocklist stands beside a scope',
    parts: tenant([graphGrant(app, 'Mail.Read')], [deny, restrict]),
    finds: ['medium aap-legacy Desk'],
  },
  { when: 'the right of the policy is a number', parts: tenant([graphGrant(app, 'Mail.Read')], [{ ...deny, AccessRight: 1 }]), finds: [] },
  {
    when: 'the policy is for another app',
    parts: tenant([graphGrant(app, 'Mail.Read')], [accessPolicy(guid('somebody else'), 'RestrictAccess', team)]),
    finds: [],
  },
  {
    when: 'another permission is not governed',
    parts: tenant([graphGrant(app, 'Mail.Read'), graphGrant(app, 'MailboxItem.Read.All')], [restrict]),
    finds: ['high aap-not-covering Desk', 'medium aap-legacy Desk'],
  },
  {
    when: 'a blocklist stands beside one that is not governed',
    parts: tenant([graphGrant(app, 'MailboxItem.Read.All')], [deny]),
    finds: ['high aap-not-covering Desk'],
  },
  { when: 'the other permission opens no mailbox', parts: tenant([graphGrant(app, 'MailTips.ReadBasic.All')], [restrict]), finds: [] },
  { when: 'a protocol role has no mailbox permission', parts: tenant([imap], [restrict]), finds: [] },
  {
    when: 'a protocol role has one',
    parts: tenant([imap], [restrict], { exchange: { servicePrincipals: [pointer(app)], mailboxPermissions: [fullAccess(anna, app.id)] } }),
    finds: ['high aap-not-covering Desk'],
  },
];

describe('apps under application access policies', () => {
  it.each(APP_CASES)('are judged when $when', ({ parts, finds }) => {
    expect(raised(parts, APP_IDS)).toEqual(finds);
  });

  it('say who would fall out of a migration: members of nested groups', () => {
    const parts = tenant([graphGrant(app, 'Mail.Read')], [restrict], {
      graph: {
        groups: [group('Team'), group('Inner')],
        groupMembers: [member('Team', guid('group Inner'), 'group'), member('Inner', anna.ExternalDirectoryObjectId ?? '')],
      },
    });
    expect(textOf(theFinding(parts, 'aap-legacy'))).toContain('1 mailbox would fall out (anna@contoso.com)');
  });

  it('cannot be judged without the policies', () => {
    const parts = { ...tenant([graphGrant(app, 'Mail.Read')], []), without: ['exchange.applicationAccessPolicies'] };
    expect(raised(parts, APP_IDS)).toEqual([]);
    expect(judge(parts).notJudged.map((item) => item.finding)).toEqual(expect.arrayContaining([...APP_IDS, ...POLICY_IDS]));
  });

  it('have only blocklists for certain only where every policy was read', () => {
    const parts = {
      ...tenant([graphGrant(app, 'Mail.Read')], [deny]),
      coverage: { 'exchange.applicationAccessPolicies': { state: 'partial', reason: 'cancelled' } as const },
    };
    expect(raised(parts, APP_IDS)).toEqual([]);
    expect(unjudged(parts, ['aap-deny-only'])).toEqual(['aap-deny-only × 1: exchange.applicationAccessPolicies is partial (cancelled)']);
  });
});

const gone = accessPolicy(app.appId, 'RestrictAccess', { id: guid('nothing'), name: 'Gone' });

const POLICY_CASES: readonly FindingCase[] = [
  { when: 'the scope is sound', parts: tenant([], [restrict]), finds: [] },
  {
    when: 'Exchange calls the policy invalid',
    parts: tenant([], [{ ...restrict, IsValid: false }]),
    finds: ['high aap-broken-scope Team'],
  },
  { when: 'the object is in no source', parts: tenant([], [gone]), finds: ['high aap-broken-scope Gone'] },
  { when: 'the group is empty', parts: tenant([], [restrict], { graph: { groupMembers: [] } }), finds: ['high aap-broken-scope Team'] },
  {
    when: 'no member of the group is a mailbox',
    parts: tenant([], [restrict], { graph: { groupMembers: [member('Team', guid('guest'))] } }),
    finds: ['high aap-broken-scope Team'],
  },
  {
    when: 'the scope is a mailbox',
    parts: tenant([], [accessPolicy(app.appId, 'RestrictAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' })]),
    finds: [],
  },
  { when: 'the policy is for every app', parts: tenant([], [{ ...restrict, AppId: '*' }]), finds: ['medium aap-wildcard Team'] },
];

describe('application access policies', () => {
  it.each(POLICY_CASES)('are judged when $when', ({ parts, finds }) => {
    expect(raised(parts, POLICY_IDS)).toEqual(finds);
  });

  it('are the subject by their Identity, letter by letter', () => {
    const identity = `${guid('Tenant')}\\${app.appId.toUpperCase()}:S-1-5-21-1;${guid('Nothing')}`;
    expect(theFinding(tenant([], [{ ...gone, Identity: identity }]), 'aap-broken-scope').subject).toEqual({
      kind: 'policy',
      id: identity,
      name: 'Gone',
    });
  });

  it.each([
    [['graph.groups', 'exchange.groups'], gone],
    [['graph.users', 'exchange.recipients'], gone],
    [['graph.groupMembers', 'exchange.groupMembers'], restrict],
  ])('are not called broken where %s were not read', (without, policy) => {
    const parts = { ...tenant([], [policy], { graph: { groupMembers: [] } }), without };
    expect(raised(parts, POLICY_IDS)).toEqual([]);
    expect(unjudged(parts, ['aap-broken-scope'])).toHaveLength(1);
  });

  it('are called broken by Exchange whatever else was not read', () => {
    const parts = {
      ...tenant([], [{ ...restrict, IsValid: false }]),
      without: ['graph.groups', 'exchange.groups', 'graph.groupMembers', 'exchange.groupMembers'],
    };
    expect(raised(parts, ['aap-broken-scope'])).toEqual(['high aap-broken-scope Team']);
  });
});
