import type { Mailbox } from '../../collection/mailbox-directory';
import type { MailboxSets, TriSet } from '../../reach/mailbox-sets';
import { printFilter, type FilterNode } from '../../reach/opath/filter-node';
import type { AccessPolicy } from '../../reach/reach-model';
import { groupById, groupFactsOf, type PlanGroup, type Sight } from '../subjects';
import { byAddress } from './mailbox-choice';

/** What is done about mailboxes that a group holds only through groups inside it: a scope of a role counts direct members only. */
export type NestedChoice = 'filter' | 'members' | 'leaveOut';

/** Mailboxes that become direct members of a group. */
export interface MembersToAdd {
  readonly group: PlanGroup;
  readonly mailboxes: readonly Mailbox[];
}

/** The policies of one app as one filter, or what of them no filter can say. */
export interface PolicyFilter {
  /** Null where some policy cannot be expressed, or where none confines anything. */
  readonly filter: string | null;
  /** The mailboxes it will hold when the members are added. */
  readonly members: TriSet;
  readonly toAdd: readonly MembersToAdd[];
  /** Policies whose right or scope is not certain: what they do cannot be carried over. */
  readonly uncertain: readonly AccessPolicy[];
  /** Groups whose members through other groups no filter and no member step can keep. */
  readonly unreachable: readonly PlanGroup[];
  /** Whether a DenyAccess policy is part of it. */
  readonly denies: boolean;
}

interface Side {
  readonly comparisons: FilterNode[];
  readonly toAdd: MembersToAdd[];
}

/**
 * Says by one filter what the policies of an app come to: members of what RestrictAccess opens, without those of what DenyAccess closes.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac · `MemberOfGroup` counts direct members only.
 */
export function filterOfPolicies(sight: Sight, policies: readonly AccessPolicy[], nested: NestedChoice): PolicyFilter {
  const { engine } = sight;
  const { sets } = engine;
  const sides: Readonly<Record<'restrict' | 'deny', Side>> = {
    restrict: { comparisons: [], toAdd: [] },
    deny: { comparisons: [], toAdd: [] },
  };
  const uncertain: AccessPolicy[] = [];
  const unreachable: PlanGroup[] = [];
  let restricts = false;
  for (const policy of policies) {
    if (policy.right === 'unknown' || policy.scope.kind === 'unresolved') {
      uncertain.push(policy);
      continue;
    }
    if (policy.right === 'restrict') restricts = true;
    // Whom a blocklist keeps out must stay out: leaving nested members out of it would let the app in.
    const choice = policy.right === 'deny' && nested === 'leaveOut' ? 'filter' : nested;
    const missing = addPiece(sight, policy, sides[policy.right], choice);
    if (missing) unreachable.push(missing);
  }
  const opened = either(sides.restrict.comparisons);
  const closed = either(sides.deny.comparisons);
  const node = nodeOf(restricts, opened, closed);
  const inside = restricts ? evaluate(sight, opened, sides.restrict.toAdd) : sets.all;
  const outside = evaluate(sight, closed, sides.deny.toAdd);
  return {
    filter: uncertain.length > 0 || unreachable.length > 0 || node === null ? null : printFilter(node),
    members: sets.and(inside, sets.not(outside)),
    toAdd: merged([...sides.restrict.toAdd, ...sides.deny.toAdd]),
    uncertain,
    unreachable,
    denies: closed !== null,
  };
}

function nodeOf(restricts: boolean, opened: FilterNode | null, closed: FilterNode | null): FilterNode | null {
  const kept: FilterNode | null = closed === null ? null : { kind: 'not', operand: closed };
  if (!restricts) return kept;
  if (opened === null || kept === null) return opened;
  return { kind: 'and', operands: [opened, kept] };
}

function either(comparisons: readonly FilterNode[]): FilterNode | null {
  const unique = [...new Map(comparisons.map((node) => [printFilter(node), node])).entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, node]) => node);
  const [first] = unique;
  if (first === undefined) return null;
  return unique.length === 1 ? first : { kind: 'or', operands: unique };
}

function evaluate({ engine }: Sight, node: FilterNode | null, toAdd: readonly MembersToAdd[]): TriSet {
  const { sets } = engine;
  const held = node === null ? sets.none : engine.filters.evaluate(printFilter(node)).members;
  return sets.or(held, sets.of(toAdd.flatMap(({ mailboxes }) => mailboxes.map((mailbox) => mailbox.index))));
}

/** Adds what one policy is over; the group whose nested members nothing can keep, or null. */
function addPiece(sight: Sight, { scope }: AccessPolicy, side: Side, nested: NestedChoice): PlanGroup | null {
  if (scope.id === null || scope.kind === 'recipient') return null;
  if (scope.kind === 'mailbox') {
    const mailbox = sight.reading.mailboxes.byId(scope.id);
    if (mailbox) side.comparisons.push(isMailbox(mailbox));
    return null;
  }
  const group = groupById(sight, scope.id, scope.name);
  const own = isMember(group);
  if (own === null) return group;
  side.comparisons.push(own);
  if (nested === 'leaveOut') return null;
  const groups = nested === 'filter' ? nestedGroups(sight, group) : [];
  side.comparisons.push(...groups.flatMap((inner) => isMember(inner) ?? []));
  const rest = notDirect(sight, group, [group, ...groups]);
  if (rest.length === 0) return null;
  // Only the members of these two kinds of groups are Exchange Online's own.
  if (group.facts.kind !== 'mailSecurity' && group.facts.kind !== 'distribution') return group;
  side.toAdd.push({ group, mailboxes: rest });
  return null;
}

function isMember(group: PlanGroup): FilterNode | null {
  const dn = group.exchange?.DistinguishedName ?? '';
  return dn === '' || group.facts.dynamic ? null : { kind: 'comparison', property: 'MemberOfGroup', operator: 'eq', value: dn };
}

/** A mailbox by what never changes about it. */
function isMailbox(mailbox: Mailbox): FilterNode {
  const { ExternalDirectoryObjectId: id, PrimarySmtpAddress: address } = mailbox.item;
  return id
    ? { kind: 'comparison', property: 'ExternalDirectoryObjectId', operator: 'eq', value: id }
    : { kind: 'comparison', property: 'PrimarySmtpAddress', operator: 'eq', value: address ?? mailbox.address };
}

/** The groups inside a group that a filter can name and that hold mailboxes themselves. */
function nestedGroups(sight: Sight, group: PlanGroup): readonly PlanGroup[] {
  return groupFactsOf(sight.reading)
    .withNested(group.id)
    .filter((id) => id !== group.id)
    .map((id) => groupById(sight, id))
    .filter((inner) => isMember(inner) !== null && hasMailbox(sight, inner.id));
}

function hasMailbox({ reading }: Sight, groupId: string): boolean {
  return reading.membership.directMembers(groupId).some((member) => reading.mailboxes.byId(member.id) !== undefined);
}

/** Mailboxes that a group holds, nested groups included, and that none of some groups holds directly, as a filter would see it. */
function notDirect(sight: Sight, group: PlanGroup, named: readonly PlanGroup[]): readonly Mailbox[] {
  const { engine, reading } = sight;
  const { sets } = engine;
  const held = evaluate(sight, either(named.flatMap((inner) => isMember(inner) ?? [])), []);
  const all = engine.groups.nestedMembers(group.id);
  return byAddress(
    reading.mailboxes.all.filter((mailbox) => sets.verdict(all, mailbox.index) === 'yes' && sets.verdict(held, mailbox.index) !== 'yes'),
  );
}

function merged(parts: readonly MembersToAdd[]): readonly MembersToAdd[] {
  const byGroup = new Map<string, MembersToAdd>();
  for (const { group, mailboxes } of parts) {
    const known = byGroup.get(group.id);
    byGroup.set(group.id, { group, mailboxes: byAddress(new Set([...(known?.mailboxes ?? []), ...mailboxes])) });
  }
  return [...byGroup.values()].sort((left, right) => (left.group.id < right.group.id ? -1 : 1));
}

/** What changes for an app whose policies become a scope. */
export interface Difference {
  readonly losses: readonly Mailbox[];
  readonly gains: readonly Mailbox[];
  /** It was not known, and it will be open for certain. */
  readonly uncertainGains: readonly Mailbox[];
}

/** Who falls out and who gets in. */
export function differenceOf({ reading }: Sight, sets: MailboxSets, before: TriSet, after: TriSet): Difference {
  const pick = (was: readonly string[], is: readonly string[]): readonly Mailbox[] =>
    byAddress(
      reading.mailboxes.all.filter(
        (mailbox) => was.includes(sets.verdict(before, mailbox.index)) && is.includes(sets.verdict(after, mailbox.index)),
      ),
    );
  return { losses: pick(['yes'], ['no', 'unknown']), gains: pick(['no'], ['yes']), uncertainGains: pick(['unknown'], ['yes']) };
}
