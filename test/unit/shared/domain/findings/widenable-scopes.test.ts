import { describe, expect, it } from 'vitest';
import {
  accessPolicy,
  exchangeGroup,
  graphGrant,
  group,
  guid,
  mailbox,
  managementScope,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
  user,
} from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Archive');
const writer = servicePrincipal('Writer');
const anna = mailbox('Anna');
const team = { id: guid('group Team'), name: 'Team' };
const closed = exchangeGroup('Team', { ManagedBy: ['Organization Management'], MemberJoinRestriction: 'Closed' });

interface Options {
  readonly by?: 'policy' | 'group' | 'filter' | 'unit';
  readonly filter?: string;
  readonly graph?: object;
  readonly exchangeGroups?: readonly object[];
  readonly grants?: readonly object[];
}

function tenant({ by = 'group', filter = '', graph = {}, exchangeGroups = [closed], grants = [] }: Options = {}): FindingCase['parts'] {
  const scoped = {
    policy: {},
    group: { RecipientWriteScope: 'Group', CustomResourceScope: 'Team' },
    filter: { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Scope' },
    unit: { RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: guid('unit Oslo') },
  }[by];
  return {
    graph: {
      servicePrincipals: [app, writer],
      appRoleAssignments: [...(by === 'policy' ? [graphGrant(app, 'Mail.Read')] : []), ...grants] as never,
      users: [user('Anna'), user('Olga')],
      groups: [group('Team')],
      groupMembers: [member('Team', anna.ExternalDirectoryObjectId ?? '')],
      administrativeUnits: [{ id: guid('unit Oslo'), displayName: 'Oslo' }],
      administrativeUnitMembers: [{ administrativeUnitId: guid('unit Oslo'), memberId: anna.ExternalDirectoryObjectId ?? '' }],
      ...graph,
    },
    exchange: {
      mailboxes: [anna],
      groups: exchangeGroups as never,
      servicePrincipals: [pointer(app)],
      managementScopes: by === 'filter' ? [managementScope('Scope', filter)] : [],
      managementRoleAssignments: by === 'policy' ? [] : [roleAssignment(pointer(app), 'Application Mail.Read', scoped)],
      applicationAccessPolicies: by === 'policy' ? [accessPolicy(app.appId, 'RestrictAccess', team)] : [],
    },
  };
}

const found = ['high scope-can-be-widened Archive'];
const groups = graphGrant(writer, 'Group.ReadWrite.All');
const users = graphGrant(writer, 'User.ReadWrite.All');
const plain = { groups: [group('Team', { mailEnabled: false, mail: null })] };

const CASES: readonly FindingCase[] = [
  { when: 'nobody but Exchange administrators can change the group', parts: tenant(), finds: [] },
  { when: 'somebody owns the group', parts: tenant({ exchangeGroups: [{ ...closed, ManagedBy: ['Olga'] }] }), finds: found },
  {
    when: 'somebody owns the group of a policy',
    parts: tenant({ by: 'policy', exchangeGroups: [{ ...closed, ManagedBy: ['Olga'] }] }),
    finds: found,
  },
  {
    when: 'Graph lists an owner of the group',
    parts: tenant({ graph: { owners: [{ objectId: team.id, ownerIds: [guid('user Olga')] }] } }),
    finds: found,
  },
  { when: 'anybody can join the group', parts: tenant({ exchangeGroups: [{ ...closed, MemberJoinRestriction: 'Open' }] }), finds: found },
  {
    when: 'a rule fills the group',
    parts: tenant({ graph: { groups: [group('Team', { groupTypes: ['DynamicMembership'], membershipRule: 'user.city -eq "Oslo"' })] } }),
    finds: found,
  },
  { when: 'an app may change groups, but not mail-enabled security groups', parts: tenant({ grants: [groups] }), finds: [] },
  {
    when: 'an app may change groups, and the group is a Microsoft 365 group',
    parts: tenant({ grants: [groups], exchangeGroups: [{ ...closed, RecipientTypeDetails: 'GroupMailbox' }] }),
    finds: found,
  },
  {
    when: 'an app may change group members, and a plain security group is nested',
    parts: tenant({
      by: 'policy',
      grants: [graphGrant(writer, 'GroupMember.ReadWrite.All')],
      graph: {
        groups: [group('Team'), group('Inner', { mailEnabled: false, mail: null })],
        groupMembers: [member('Team', guid('group Inner'), 'group'), member('Inner', anna.ExternalDirectoryObjectId ?? '')],
      },
    }),
    finds: found,
  },
  {
    when: 'the same group is nested in the scope of a role, which counts direct members only',
    parts: tenant({
      grants: [graphGrant(writer, 'GroupMember.ReadWrite.All')],
      graph: {
        groups: [group('Team'), group('Inner', { mailEnabled: false, mail: null })],
        groupMembers: [member('Team', guid('group Inner'), 'group'), member('Inner', anna.ExternalDirectoryObjectId ?? '')],
      },
    }),
    finds: [],
  },
  {
    when: 'a filter looks at an attribute and an app may change users',
    parts: tenant({ by: 'filter', filter: "Department -eq 'Sales'", grants: [users] }),
    finds: found,
  },
  { when: 'nobody may change users', parts: tenant({ by: 'filter', filter: "Department -eq 'Sales'" }), finds: [] },
  {
    when: 'a filter looks at the kind of mailbox',
    parts: tenant({ by: 'filter', filter: "RecipientTypeDetails -eq 'SharedMailbox'", grants: [users] }),
    finds: [],
  },
  {
    when: 'a filter looks at a group that somebody owns',
    parts: tenant({
      by: 'filter',
      filter: `MemberOfGroup -eq '${closed.DistinguishedName ?? ''}'`,
      exchangeGroups: [{ ...closed, ManagedBy: ['Olga'] }],
    }),
    finds: found,
  },
  {
    when: 'an app may change the administrative unit',
    parts: tenant({ by: 'unit', grants: [graphGrant(writer, 'AdministrativeUnit.ReadWrite.All')] }),
    finds: found,
  },
  { when: 'nobody may change the administrative unit', parts: tenant({ by: 'unit' }), finds: [] },
  {
    when: 'a rule fills the unit',
    parts: tenant({
      by: 'unit',
      graph: { administrativeUnits: [{ id: guid('unit Oslo'), displayName: 'Oslo', membershipType: 'Dynamic' }] },
    }),
    finds: found,
  },
];

describe('the scope of an app', () => {
  it.each(CASES)('can be widened or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['scope-can-be-widened'])).toEqual(finds);
  });

  it('can be widened by an app that may change plain security groups', () => {
    expect(raised(tenant({ by: 'policy', grants: [groups], graph: plain, exchangeGroups: [] }), ['scope-can-be-widened'])).toEqual(found);
  });

  it('is described with who can do it', () => {
    const parts = tenant({ by: 'filter', filter: "Department -eq 'Sales'", grants: [users] });
    expect(textOf(theFinding(parts, 'scope-can-be-widened'))).toContain('Writer (User.ReadWrite.All) can change Department');
  });

  it('is not a blocklist', () => {
    const parts = tenant({ by: 'policy', exchangeGroups: [{ ...closed, ManagedBy: ['Olga'] }] });
    const blocklist = {
      ...parts,
      exchange: { ...parts.exchange, applicationAccessPolicies: [accessPolicy(app.appId, 'DenyAccess', team)] },
    };
    expect(raised(blocklist, ['scope-can-be-widened'])).toEqual([]);
  });

  it.each([
    ['graph.appRoleAssignments', tenant({ by: 'unit' })],
    ['graph.appRoleAssignments', tenant({ by: 'filter', filter: "Department -eq 'Sales'" })],
    ['graph.owners', tenant({ exchangeGroups: [exchangeGroup('Team')] })],
  ])('cannot be judged without %s', (source, parts) => {
    expect(unjudged({ ...parts, without: [source] }, ['scope-can-be-widened'])).toEqual([
      expect.stringContaining(`× 1: ${source} is missing`),
    ]);
  });
});
