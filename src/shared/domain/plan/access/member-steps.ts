import type { Mailbox } from '../../collection/mailbox-directory';
import { shown } from '../display-text';
import { memberAdded, memberRemoved } from '../effects';
import { exchangeLook } from '../look';
import { exchangeMemberAbsent, exchangeMemberExists } from '../looks';
import type { Look, PlanStep } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepId, stepOf, undoBy } from '../steps';
import { literal } from '../template';

/** Up to so many members are changed one by one; more are written as a whole list. */
export const MOST_SINGLE_MEMBERS = 50;

/** A group that Exchange Online keeps. `identity` is a template: an id of the reading, or what a step gives out. */
export interface ExchangeGroupTarget {
  readonly identity: string;
  readonly name: string;
}

/** A member of a group, whatever kind of recipient it is. */
export interface GroupMember {
  readonly id: string;
  readonly name: string;
}

const BYPASS = { BypassSecurityGroupManagerCheck: true } as const;

/** Puts a mailbox into a group as a direct member. https://learn.microsoft.com/powershell/module/exchange/add-distributiongroupmember */
export function addMemberStep(
  group: ExchangeGroupTarget,
  mailbox: Mailbox,
  why: string,
  screenGroup: string | null,
  id = stepId('add-member', mailbox.id),
): PlanStep {
  const member = literal(mailbox.id);
  return stepOf({
    id,
    title: `Add ${shown(mailbox.name)} (${shown(mailbox.address)}) to "${shown(group.name)}"`,
    why,
    group: screenGroup,
    requires: RIGHTS.groupMembers,
    change: exchangeChange('Add-DistributionGroupMember', { Identity: group.identity, Member: member, ...BYPASS }),
    verification: [exchangeMemberExists(group, mailbox)],
    undo: undoBy(
      exchangeChange('Remove-DistributionGroupMember', { Identity: group.identity, Member: member, ...BYPASS }),
      [exchangeMemberAbsent(group, mailbox)],
      `Takes ${shown(mailbox.name)} out of "${shown(group.name)}" again.`,
    ),
    settles: 'new-object-in-exchange',
    effects: [memberAdded('exchange', group.identity, member)],
  });
}

/** Takes a direct member out of a group. */
export function removeMemberStep(
  group: ExchangeGroupTarget,
  mailbox: Mailbox,
  parts: { readonly why: string; readonly confirm: string; readonly group: string | null },
): PlanStep {
  const member = literal(mailbox.id);
  return stepOf({
    id: stepId('remove-member', mailbox.id),
    title: `Remove ${shown(mailbox.name)} (${shown(mailbox.address)}) from "${shown(group.name)}"`,
    why: parts.why,
    group: parts.group,
    requires: RIGHTS.groupMembers,
    change: exchangeChange('Remove-DistributionGroupMember', { Identity: group.identity, Member: member, ...BYPASS }),
    verification: [exchangeMemberAbsent(group, mailbox)],
    undo: undoBy(
      exchangeChange('Add-DistributionGroupMember', { Identity: group.identity, Member: member, ...BYPASS }),
      [exchangeMemberExists(group, mailbox)],
      `Puts ${shown(mailbox.name)} into "${shown(group.name)}" again.`,
    ),
    settles: 'new-object-in-exchange',
    destructive: true,
    confirm: parts.confirm,
    effects: memberRemoved(group.identity, member).slice(),
  });
}

/** What a whole list of members is written from. */
export interface MemberList {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly group: string | null;
  /** Direct members as read; empty for a group that a step of the plan makes. */
  readonly before: readonly GroupMember[];
  readonly after: readonly GroupMember[];
  readonly confirm: string | null;
}

/**
 * Writes the members of a group as a whole. Whoever joined since the reading would be lost without a word: so the members have to be
 * exactly those that were read. https://learn.microsoft.com/powershell/module/exchange/update-distributiongroupmember
 */
export function writeMembersStep(group: ExchangeGroupTarget, list: MemberList): PlanStep {
  const gone = list.before.filter((member) => !list.after.some((other) => other.id === member.id));
  const come = list.after.filter((member) => !list.before.some((other) => other.id === member.id));
  const write = (members: readonly GroupMember[]): ReturnType<typeof exchangeChange> =>
    exchangeChange('Update-DistributionGroupMember', {
      Identity: group.identity,
      Members: members.map((member) => literal(member.id)),
      ...BYPASS,
    });
  return stepOf({
    id: list.id,
    title: list.title,
    why: list.why,
    group: list.group,
    requires: RIGHTS.groupMembers,
    precondition: membersAre(group, list.before, 'as read'),
    change: write(list.after),
    verification: membersAre(group, list.after, 'as intended'),
    undo: undoBy(
      write(list.before),
      membersAre(group, list.before, 'as before'),
      `Writes the members of "${shown(group.name)}" back as they were.`,
    ),
    settles: 'new-object-in-exchange',
    destructive: gone.length > 0,
    confirm: list.confirm,
    effects: [
      ...gone.flatMap((member) => memberRemoved(group.identity, literal(member.id))),
      ...come.map((member) => memberAdded('exchange', group.identity, literal(member.id))),
    ],
  });
}

/** The direct members of a group are these and nobody else. All the looks are at one list. */
export function membersAre(group: ExchangeGroupTarget, members: readonly GroupMember[], how: string): Look[] {
  const name = shown(group.name);
  const parameters = { Identity: group.identity, ResultSize: 'Unlimited' };
  const others = exchangeLook('Get-DistributionGroupMember', parameters, {
    where: members.length === 0 ? {} : { ExternalDirectoryObjectId: { noneOf: members.map((member) => literal(member.id)) } },
    expect: 'none',
    says: members.length === 0 ? `"${name}" has no members.` : `"${name}" has no other members than the ${members.length} ${how}.`,
  });
  return [
    others,
    ...members.map((member) =>
      exchangeLook('Get-DistributionGroupMember', parameters, {
        where: { ExternalDirectoryObjectId: literal(member.id) },
        says: `${shown(member.name)} is a direct member of "${name}".`,
      }),
    ),
  ];
}
