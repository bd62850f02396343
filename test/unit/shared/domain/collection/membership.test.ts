import { describe, expect, it } from 'vitest';
import { groupsOf, Membership } from '../../../../../src/shared/domain/collection/membership';
import { collection, guid, member } from '../../../../support/collection-builder';

const id = (name: string): string => guid(`group ${name}`);

/** Memberships written as `Outer: inner, inner`; names in lower case are accounts. */
function memberships(...rows: readonly string[]): Membership {
  const groupMembers = rows.flatMap((row) => {
    const [group, members] = row.split(': ') as [string, string];
    return members
      .split(', ')
      .map((name) => (name === name.toLowerCase() ? member(group, guid(`user ${name}`)) : member(group, id(name), 'group')));
  });
  return new Membership(collection({ graph: { groupMembers } }), true);
}

function chain(membership: Membership, group: string, account: string): readonly string[] | undefined {
  const found = membership.expand(id(group)).get(guid(`user ${account}`));
  return found && groupsOf(found).map((item) => ['A', 'B', 'C', 'D'].find((name) => id(name) === item) ?? item);
}

describe('nested groups count, and each member comes with one shortest chain', () => {
  it.each([
    ['a direct member', ['A: alex'], ['A']],
    ['a member of a nested group', ['A: B', 'B: alex'], ['A', 'B']],
    ['the shorter of two ways', ['A: B, C', 'B: D', 'D: alex', 'C: alex'], ['A', 'C']],
    ['directly and nested', ['A: B, alex', 'B: alex'], ['A']],
    ['not a member', ['A: B', 'B: sam', 'C: alex'], undefined],
  ])('%s', (_, rows, expected) => {
    expect(chain(memberships(...rows), 'A', 'alex')).toEqual(expected);
  });
});

describe('cycles end', () => {
  it.each([
    ['a group that holds itself', ['A: A, alex'], ['A']],
    ['two groups that hold each other', ['A: B', 'B: A, alex'], ['A', 'B']],
    ['three groups in a ring', ['A: B', 'B: C', 'C: A, alex'], ['A', 'B', 'C']],
  ])('%s', (_, rows, expected) => {
    expect(chain(memberships(...rows), 'A', 'alex')).toEqual(expected);
  });
});

it('joins what Graph and Exchange say, whatever the case of the ids', () => {
  const membership = new Membership(
    collection({
      graph: { groupMembers: [member('A', guid('user alex'))] },
      exchange: {
        groupMembers: [
          { GroupExternalDirectoryObjectId: id('A').toUpperCase(), MemberExternalDirectoryObjectId: guid('user sam').toUpperCase() },
          { GroupExternalDirectoryObjectId: id('A'), MemberExternalDirectoryObjectId: null },
        ],
      },
    }),
    true,
  );
  expect([...membership.expand(id('A')).keys()]).toEqual([guid('user alex'), guid('user sam')]);
});

it('follows a chain of 100,000 nested groups without running out of stack or memory', () => {
  const depth = 100_000;
  const groupMembers = Array.from({ length: depth }, (_, index) => ({
    groupId: `group ${index}`,
    memberId: index + 1 < depth ? `group ${index + 1}` : 'alex',
    memberType: index + 1 < depth ? 'group' : 'user',
  }));
  const membership = new Membership(collection({ graph: { groupMembers } }), true);
  const found = membership.expand('group 0').get('alex');
  expect(groupsOf(found ?? null)).toHaveLength(depth);
});
