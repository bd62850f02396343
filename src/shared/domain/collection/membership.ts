import type { Collection } from './collection.schema';
import { keyOf } from './text-key';

/** One direct member of a group, as the sources list it. */
export interface Member {
  readonly id: string;
  readonly type: string | null;
}

/** How a group comes to hold a member: the groups in between, linked, so that chains of any depth cost no more than their links. */
export interface GroupChain {
  /** The group that holds the member directly. */
  readonly group: string;
  /** The chain that leads to that group; null for the group that was asked about. */
  readonly outer: GroupChain | null;
}

/** The groups of a chain, outermost first. */
export function groupsOf(chain: GroupChain | null): readonly string[] {
  const groups: string[] = [];
  for (let link = chain; link !== null; link = link.outer) groups.push(link.group);
  return groups.reverse();
}

/**
 * Who is in which group: the union of what Graph and Exchange say. `known` tells whether absence means "not a member":
 * it does if at least one of the two sources is complete.
 */
export class Membership {
  private readonly direct = new Map<string, Member[]>();
  private readonly expanded = new Map<string, ReadonlyMap<string, GroupChain>>();
  private readonly types = new Map<string, string>();

  constructor(
    collection: Collection,
    readonly known: boolean,
  ) {
    for (const row of collection.graph.groupMembers ?? []) this.add(row.groupId, row.memberId, row.memberType);
    for (const row of collection.exchange.groupMembers ?? []) {
      this.add(row.GroupExternalDirectoryObjectId, row.MemberExternalDirectoryObjectId, row.MemberRecipientTypeDetails);
    }
  }

  /** The direct members of a group, by group id. */
  directMembers(groupId: string): readonly Member[] {
    return this.direct.get(groupId) ?? [];
  }

  /** Whether any source lists members of this id. */
  hasMembers(id: string): boolean {
    return this.direct.has(id);
  }

  /** The member type that the sources give for an id, or null. */
  typeOf(memberId: string): string | null {
    return this.types.get(memberId) ?? null;
  }

  /**
   * Every member of a group, nested groups followed, each with one shortest chain of groups that leads to it. Cycles end:
   * a group is entered once.
   */
  expand(groupId: string): ReadonlyMap<string, GroupChain> {
    const known = this.expanded.get(groupId);
    if (known) return known;
    const members = new Map<string, GroupChain>();
    const queue: GroupChain[] = [{ group: groupId, outer: null }];
    const entered = new Set([groupId]);
    for (const chain of queue) {
      for (const member of this.directMembers(chain.group)) {
        if (!members.has(member.id)) members.set(member.id, chain);
        if (this.direct.has(member.id) && !entered.has(member.id)) {
          entered.add(member.id);
          queue.push({ group: member.id, outer: chain });
        }
      }
    }
    this.expanded.set(groupId, members);
    return members;
  }

  private add(rawGroup: string, rawMember: string | null | undefined, type: string | null | undefined): void {
    const group = keyOf(rawGroup);
    const member = keyOf(rawMember);
    if (group === '' || member === '') return;
    const members = this.direct.get(group);
    if (members) members.push({ id: member, type: type ?? null });
    else this.direct.set(group, [{ id: member, type: type ?? null }]);
    if (type && !this.types.has(member)) this.types.set(member, type);
  }
}
