import { describe, expect, it } from 'vitest';
import { exchangeGroup, fullAccess, group, guid, mailbox, member, sendAs, user } from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const anna = mailbox('Anna');
const crowd = (count: number): object => {
  const people = Array.from({ length: count }, (_, index) => user(`Person ${index}`));
  return { users: people, groupMembers: people.map((person) => member('Team', person.id)) };
};

function tenant(graph: object = {}, exchange: object = { mailboxPermissions: [fullAccess(anna, 'Team')] }): FindingCase['parts'] {
  return { graph: { groups: [group('Team')], ...graph }, exchange: { mailboxes: [anna], groups: [exchangeGroup('Team')], ...exchange } };
}

const found = ['medium broad-delegates Anna'];
const nested = crowd(51) as { users: ReturnType<typeof user>[]; groupMembers: ReturnType<typeof member>[] };

const CASES: readonly FindingCase[] = [
  { when: 'has 50 people', parts: tenant(crowd(50)), finds: [] },
  { when: 'has 51 people', parts: tenant(crowd(51)), finds: found },
  {
    when: 'has 51 people in a group inside, which is inside itself',
    parts: tenant(
      {
        ...nested,
        groups: [group('Team'), group('Outer')],
        groupMembers: [...nested.groupMembers, member('Outer', guid('group Team'), 'group'), member('Team', guid('group Outer'), 'group')],
      },
      { groups: [exchangeGroup('Team'), exchangeGroup('Outer')], mailboxPermissions: [fullAccess(anna, 'Outer')] },
    ),
    finds: found,
  },
  {
    when: 'has 51 members that are no people',
    parts: tenant({ groupMembers: Array.from({ length: 51 }, (_, index) => member('Team', guid(`app ${index}`), 'servicePrincipal')) }),
    finds: [],
  },
  {
    when: 'fills itself by a rule',
    parts: tenant({ groups: [group('Team', { membershipRule: 'user.accountEnabled -eq true' })] }),
    finds: found,
  },
  {
    when: 'is a dynamic distribution group',
    parts: tenant(
      { groups: [] },
      {
        groups: [exchangeGroup('Team', { RecipientTypeDetails: 'DynamicDistributionGroup' })],
        recipientPermissions: [sendAs(anna, 'Team')],
      },
    ),
    finds: found,
  },
  { when: 'is everyone', parts: tenant({}, { mailboxPermissions: [fullAccess(anna, 'Everyone')] }), finds: found },
  { when: 'is huge but denied', parts: tenant(crowd(51), { mailboxPermissions: [fullAccess(anna, 'Team', { Deny: true })] }), finds: [] },
  {
    when: 'is huge and may send on behalf',
    parts: tenant(crowd(51), { mailboxes: [{ ...anna, GrantSendOnBehalfTo: ['team@contoso.com'] }] }),
    finds: found,
  },
  {
    when: 'is the built-in administrators',
    parts: tenant({}, { mailboxPermissions: [fullAccess(anna, 'Organization Management', { IsInherited: true })] }),
    finds: [],
  },
];

describe('a delegate group', () => {
  it.each(CASES)('is judged when it $when', ({ parts, finds }) => {
    expect(raised(parts, ['broad-delegates'])).toEqual(finds);
  });

  it('is named with its right', () => {
    expect(textOf(theFinding(tenant(crowd(51)), 'broad-delegates'))).toContain(
      'The group "Team" with more than 50 people has Full Access.',
    );
  });

  it('cannot be judged where its members were not read', () => {
    const parts = { ...tenant(), without: ['graph.groupMembers', 'exchange.groupMembers'] };
    expect(unjudged(parts, ['broad-delegates'])).toEqual([expect.stringContaining('broad-delegates × 1: graph.groupMembers is missing')]);
  });

  it.each(['exchange.mailboxPermissions', 'exchange.recipientPermissions'])('cannot be looked for without %s', (source) => {
    expect(unjudged({ ...tenant({}, {}), without: [source] }, ['broad-delegates'])).toEqual([
      `broad-delegates × 1: ${source} is missing (the file has no such source)`,
    ]);
  });
});
