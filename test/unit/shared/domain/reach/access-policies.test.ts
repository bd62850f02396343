import { describe, expect, it } from 'vitest';
import type { ExchangeItem } from '../../../../../src/shared/domain/collection/collection.schema';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  accessPolicy,
  collection,
  exchangeGrant,
  exchangeGroup,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
  sharedMailbox,
  TENANT_ID,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';

// https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy
type Policy = ExchangeItem<'applicationAccessPolicies'>;

const app = servicePrincipal('Reader');
const inside = mailbox('Inside');
const nested = sharedMailbox('Nested');
const outside = mailbox('Outside');
const team = { id: guid('group Team'), name: 'Team' };
const empty = { id: guid('group Empty'), name: 'Empty' };

/** `Team` holds Inside, and Nested through `Inner`; the app has Mail.Read. */
function tenant(policies: readonly Policy[], parts: CollectionParts = {}): Asked {
  return ask(
    collection({
      ...parts,
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [graphGrant(app, 'Mail.Read')],
        users: [user('Inside'), user('Nested'), user('Outside')],
        groups: [group('Team'), group('Inner'), group('Empty')],
        groupMembers: [
          member('Team', guid('user Inside')),
          member('Team', guid('group Inner'), 'group'),
          member('Inner', guid('user Nested')),
          member('Inner', guid('group Team'), 'group'),
        ],
        ...parts.graph,
      },
      exchange: {
        mailboxes: [inside, nested, outside],
        groups: [exchangeGroup('Team'), exchangeGroup('Inner'), exchangeGroup('Empty')],
        applicationAccessPolicies: policies,
        ...parts.exchange,
      },
    }),
  );
}

const verdicts = (asked: Asked): readonly Verdict[] => [inside, nested, outside].map((target) => asked.app(app, target, 'mail.read'));
const reachWith = (...policies: readonly Policy[]): readonly Verdict[] => verdicts(tenant(policies));

const restrict = (scope = team, overrides: Partial<Policy> = {}): Policy => accessPolicy(app.appId, 'RestrictAccess', scope, overrides);
const deny = (scope = team, overrides: Partial<Policy> = {}): Policy => accessPolicy(app.appId, 'DenyAccess', scope, overrides);

describe('the order: a Deny that contains the mailbox, a Restrict that contains it, any Restrict, otherwise yes', () => {
  const only = { id: inside.ExternalDirectoryObjectId ?? '', name: 'Inside' };
  const cases: readonly (readonly [what: string, policies: readonly Policy[], expected: readonly Verdict[]])[] = [
    ['no policy', [], ['yes', 'yes', 'yes']],
    ['Restrict to a group: its members, nested groups included', [restrict()], ['yes', 'yes', 'no']],
    ['Restrict to an empty group', [restrict(empty)], ['no', 'no', 'no']],
    ['Deny of a group: its members, nested groups included', [deny()], ['no', 'no', 'yes']],
    ['Deny of an empty group', [deny(empty)], ['yes', 'yes', 'yes']],
    ['Deny beats Restrict', [restrict(), deny(only)], ['no', 'yes', 'no']],
    ['Deny beats Restrict in any order', [deny(only), restrict()], ['no', 'yes', 'no']],
    ['two Restrict policies add up', [restrict(only), restrict({ id: guid('group Inner'), name: 'Inner' })], ['yes', 'yes', 'no']],
    ['Restrict to one user mailbox', [restrict(only)], ['yes', 'no', 'no']],
    ['Deny beside an empty Restrict: still refused everywhere', [restrict(empty), deny(only)], ['no', 'no', 'no']],
  ];
  it.each(cases)('%s', (_, policies, expected) => {
    expect(reachWith(...policies)).toEqual(expected);
  });
});

describe('a policy is for an app if its AppId has the appId in any case, or *', () => {
  const other = guid('app of somebody');
  it.each([
    ['the app id', app.appId, true],
    ['the app id in upper case', app.appId.toUpperCase(), true],
    ['an array', [other, app.appId], true],
    ['ids separated by commas', `${other},${app.appId}`, true],
    ['ids separated by commas and spaces', `${other}, ${app.appId}`, true],
    ['ids separated by spaces', `${app.appId} ${other}`, true],
    ['the wildcard', '*', true],
    ['the wildcard among others', [other, '*'], true],
    ['another app', other, false],
    ['the object id of the service principal', app.id, false],
    ['a longer id that contains it', `${app.appId}0`, false],
  ])('%s', (_, appId, applies) => {
    expect(reachWith(restrict(team, { AppId: appId }))).toEqual(applies ? ['yes', 'yes', 'no'] : ['yes', 'yes', 'yes']);
  });
});

describe('AccessRight is a word; a number says nothing certain', () => {
  it.each([
    ['RestrictAccess', ['yes', 'yes', 'no']],
    ['restrictaccess', ['yes', 'yes', 'no']],
    ['DenyAccess', ['no', 'no', 'yes']],
    [0, ['unknown', 'unknown', 'unknown']],
    [1, ['unknown', 'unknown', 'unknown']],
    ['1', ['unknown', 'unknown', 'unknown']],
    [null, ['unknown', 'unknown', 'unknown']],
  ])('%j', (right, expected) => {
    expect(reachWith(restrict(team, { AccessRight: right }))).toEqual(expected);
  });

  it('a number beside a Deny: the Deny decides where it contains the mailbox', () => {
    expect(reachWith(restrict(team, { AccessRight: 0 }), deny())).toEqual(['no', 'no', 'unknown']);
  });

  it('a number beside a Restrict: yes is unknown, and so is no', () => {
    expect(reachWith(restrict(team, { AccessRight: 0, Identity: 'other;x' }), restrict())).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('a scope that no longer resolves: membership is unknown for every mailbox', () => {
  const gone = { id: guid('gone'), name: 'Gone' };
  it.each([
    ['IsValid is false', restrict(team, { IsValid: false }), ['unknown', 'unknown', 'unknown']],
    ['Restrict to an object in no source', restrict(gone), ['unknown', 'unknown', 'unknown']],
    ['Deny of an object in no source', deny(gone), ['unknown', 'unknown', 'unknown']],
    ['Deny that is not valid', deny(team, { IsValid: false }), ['unknown', 'unknown', 'unknown']],
  ])('%s', (_, policy, expected) => {
    expect(reachWith(policy)).toEqual(expected);
  });

  it('a Deny of that kind turns yes into unknown and leaves no', () => {
    expect(reachWith(restrict(), deny(gone))).toEqual(['unknown', 'unknown', 'no']);
  });

  it('a Restrict of that kind turns the no of the third step into unknown and leaves yes', () => {
    expect(reachWith(restrict(), restrict(gone))).toEqual(['yes', 'yes', 'unknown']);
  });

  it('a Deny that contains the mailbox stays no whatever else is broken', () => {
    expect(reachWith(deny(), restrict(gone), deny(gone))).toEqual(['no', 'no', 'unknown']);
  });
});

describe('the scope is found by the guid after the last ; of Identity, or of ScopeIdentityRaw', () => {
  const bare = { Identity: `${TENANT_ID}\\${app.appId}`, ScopeIdentity: null, ScopeName: null };
  const cases: readonly (readonly [what: string, overrides: Partial<Policy>, expected: 'found' | 'unknown'])[] = [
    ['ExternalDirectoryObjectId in Identity', { ...bare, Identity: `x;y;${team.id}` }, 'found'],
    ['in upper case', { ...bare, Identity: `x;${team.id.toUpperCase()}` }, 'found'],
    ['Guid in Identity', { ...bare, Identity: `x;${guid('exchange group Team')}` }, 'found'],
    ['ScopeIdentityRaw where Identity has none', { ...bare, ScopeIdentityRaw: `S-1-5-21-1;${team.id}` }, 'found'],
    ['the guid counts, not the name beside it', { Identity: `x;${team.id}`, ScopeName: 'Empty', ScopeIdentity: 'Empty' }, 'found'],
    [
      'no falling back to a name where the guid resolves to nothing',
      { Identity: `x;${guid('gone')}`, ScopeName: 'Team', ScopeIdentity: 'Team' },
      'unknown',
    ],
    ['without a guid: ScopeIdentity as id', { ...bare, ScopeIdentity: team.id }, 'found'],
    ['without a guid: ScopeIdentity as address', { ...bare, ScopeIdentity: 'TEAM@contoso.com' }, 'found'],
    ['without a guid: ScopeIdentity as distinguished name', { ...bare, ScopeIdentity: exchangeGroup('Team').DistinguishedName }, 'found'],
    ['without a guid: a name that only one object has', { ...bare, ScopeIdentity: 'Team' }, 'found'],
    ['without a guid: ScopeName where nothing better is there', { ...bare, ScopeName: 'Team' }, 'found'],
    ['what follows the ; is no guid', { ...bare, Identity: 'x;S-1-5-21-1-2-3', ScopeIdentity: 'Team' }, 'found'],
    ['a name that nobody has', { ...bare, ScopeIdentity: 'Nothing', ScopeName: 'Nothing' }, 'unknown'],
    ['nothing at all', bare, 'unknown'],
  ];
  it.each(cases)('%s', (_, overrides, expected) => {
    expect(reachWith(restrict(team, overrides))).toEqual(expected === 'found' ? ['yes', 'yes', 'no'] : ['unknown', 'unknown', 'unknown']);
  });

  it('a name that a group and a mailbox share is not guessed', () => {
    const asked = tenant([restrict(team, { ...bare, ScopeIdentity: 'Team' })], {
      exchange: {
        mailboxes: [inside, nested, outside, mailbox('Other', { DisplayName: 'Team' })],
        applicationAccessPolicies: [restrict(team, { ...bare, ScopeIdentity: 'Team' })],
      },
    });
    expect(verdicts(asked)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('what may be a scope', () => {
  it('a shared mailbox that a reading has is taken as that mailbox', () => {
    expect(reachWith(restrict({ id: nested.ExternalDirectoryObjectId ?? '', name: 'Nested' }))).toEqual(['no', 'yes', 'no']);
  });

  it('a mailbox by its Guid', () => {
    expect(reachWith(deny({ id: inside.Guid ?? '', name: 'Inside' }))).toEqual(['no', 'yes', 'yes']);
  });

  it('a mail user is no mailbox of the reading: the policy contains none of them', () => {
    const guest = {
      ExternalDirectoryObjectId: guid('user Guest'),
      Guid: guid('recipient Guest'),
      Name: 'Guest',
      RecipientTypeDetails: 'MailUser',
    };
    const policy = restrict({ id: guid('recipient Guest'), name: 'Guest' });
    const asked = tenant([policy], {
      exchange: { mailboxes: [inside, nested, outside], applicationAccessPolicies: [policy], recipients: [guest] },
    });
    expect(verdicts(asked)).toEqual(['no', 'no', 'no']);
  });

  it('a group that only Graph knows', () => {
    expect(verdicts(tenant([restrict()], { without: ['exchange.groups'] }))).toEqual(['yes', 'yes', 'no']);
  });

  it('a group that no source lists is unknown', () => {
    expect(verdicts(tenant([restrict()], { without: ['exchange.groups', 'graph.groups'] }))).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('members that were not read in full: what is seen stands, the rest is unknown', () => {
    const parts: CollectionParts = {
      coverage: { 'graph.groupMembers': { state: 'partial', reason: 'cut' } },
      without: ['exchange.groupMembers'],
    };
    expect(verdicts(tenant([restrict()], parts))).toEqual(['yes', 'yes', 'unknown']);
    expect(verdicts(tenant([deny()], parts))).toEqual(['no', 'no', 'unknown']);
  });
});

describe('policies that were not read: governed reach is unknown, a seen Deny still decides', () => {
  it('missing', () => {
    expect(verdicts(tenant([], { without: ['exchange.applicationAccessPolicies'] }))).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it.each([
    ['nothing seen', [], ['unknown', 'unknown', 'unknown']],
    ['a Deny seen', [deny()], ['no', 'no', 'unknown']],
    ['a Restrict seen', [restrict()], ['unknown', 'unknown', 'unknown']],
  ])('partial with %s', (_, policies, expected) => {
    const coverage = { 'exchange.applicationAccessPolicies': { state: 'partial', reason: 'cut' } } as const;
    expect(verdicts(tenant(policies, { coverage }))).toEqual(expected);
  });
});

describe('what a policy governs', () => {
  const policies = [restrict(empty)];
  const withGrants = (...grants: Parameters<typeof graphGrant>[1][]): Asked =>
    tenant(policies, { graph: { servicePrincipals: [app], appRoleAssignments: grants.map((grant) => graphGrant(app, grant)) } });

  it('the eleven Graph permissions of mail, calendars, contacts and settings', () => {
    expect(
      withGrants('Mail.ReadWrite', 'Mail.Send', 'Calendars.ReadWrite', 'Contacts.ReadWrite', 'MailboxSettings.ReadWrite').cells().size,
    ).toBe(0);
  });

  it('EWS full access', () => {
    const asked = tenant(policies, { graph: { servicePrincipals: [app], appRoleAssignments: [exchangeGrant(app, 'full_access_as_app')] } });
    expect(asked.cells().size).toBe(0);
  });

  it('not what no document says it governs: shown as reaching, with that mark', () => {
    const asked = withGrants('MailboxItem.Read.All');
    expect(asked.app(app, outside, 'mail.read')).toBe('yes');
    const [path] = asked.reach(app).mailboxes[0]?.capabilities['mail.read']?.paths ?? [];
    expect(path?.detail).toContain('not confirmed that an application access policy stops this');
  });

  it('not reach by RBAC', () => {
    const target = pointer(app);
    const asked = tenant(policies, {
      exchange: {
        mailboxes: [inside, nested, outside],
        applicationAccessPolicies: policies,
        servicePrincipals: [target],
        managementRoleAssignments: [roleAssignment(target, 'Application Mail.Read')],
      },
    });
    expect(verdicts(asked)).toEqual(['yes', 'yes', 'yes']);
  });
});
