import type { Reading } from '../collection/reading';
import { UniqueLookup, type Unique } from '../collection/lookup';
import { addressOf, keyOf, listOf } from '../collection/text-key';
import type { MailboxSets, TriSet } from './mailbox-sets';

/** One group of a reading, whichever source lists it. */
export interface Group {
  readonly id: string;
  readonly name: string;
  /** Where neither Graph nor Exchange has it as a group, but memberships name it. */
  readonly dynamicRule: string | null;
}

interface Draft {
  id: string;
  name: string;
  dynamicRule: string | null;
}

/** The groups of a reading as sets of mailboxes: nested members for application access policies, direct ones for RBAC. */
export class GroupScopes {
  private readonly groups = new Map<string, Draft>();
  private readonly names = new UniqueLookup<Group>();
  private readonly displayNames = new UniqueLookup<Group>();
  private readonly distinguishedNames = new UniqueLookup<Group>();
  private readonly addresses = new UniqueLookup<Group>();
  private readonly nested = new Map<string, TriSet>();
  private readonly direct = new Map<string, TriSet>();

  constructor(
    private readonly reading: Reading,
    private readonly sets: MailboxSets,
  ) {
    for (const item of reading.collection.exchange.groups ?? []) {
      const id = keyOf(item.ExternalDirectoryObjectId) || keyOf(item.Guid) || keyOf(item.DistinguishedName);
      const group = this.put(id, item.DisplayName || item.Name || item.PrimarySmtpAddress || id, null);
      const guid = keyOf(item.Guid);
      if (guid !== '' && !this.groups.has(guid)) this.groups.set(guid, group);
      this.names.add(keyOf(item.Name), group);
      this.displayNames.add(keyOf(item.Name), group);
      this.displayNames.add(keyOf(item.DisplayName), group);
      this.distinguishedNames.add(keyOf(item.DistinguishedName), group);
      for (const address of [item.PrimarySmtpAddress, ...listOf(item.EmailAddresses)]) this.addresses.add(addressOf(address), group);
    }
    for (const item of reading.collection.graph.groups ?? []) {
      const group = this.put(keyOf(item.id), item.displayName || item.mail || item.id, item.membershipRule || null);
      this.displayNames.add(keyOf(item.displayName), group);
      this.addresses.add(addressOf(item.mail), group);
    }
  }

  /** The group with an id, or undefined. */
  byId(id: string): Group | undefined {
    return this.groups.get(keyOf(id));
  }

  /** The group with a distinguished name. */
  byDistinguishedName(name: string): Unique<Group> {
    return this.distinguishedNames.find(keyOf(name));
  }

  /** The group with an id, address or distinguished name, then with a name that only one group has. */
  byText(text: string): Unique<Group> {
    return this.byId(text) ?? this.addresses.find(addressOf(text)) ?? this.byDistinguishedName(text) ?? this.displayNames.find(keyOf(text));
  }

  /** The group as a role assignment names it: by Name, then distinguished name, id, address; `undefined` unless exactly one matches. */
  byScopeName(text: string): Group | undefined {
    const key = keyOf(text);
    const byName = this.names.find(key);
    if (byName !== undefined) return byName ?? undefined;
    return this.distinguishedNames.find(key) ?? this.groups.get(key) ?? this.addresses.find(addressOf(text)) ?? undefined;
  }

  /** The mailboxes of a group, nested groups included. Where memberships were not read in full, the rest is unknown. */
  nestedMembers(groupId: string): TriSet {
    const known = this.nested.get(groupId);
    if (known) return known;
    const set = this.toSet(this.reading.membership.expand(groupId).keys());
    this.nested.set(groupId, set);
    return set;
  }

  /** The mailboxes that are direct members of a group. */
  directMembers(groupId: string): TriSet {
    const known = this.direct.get(groupId);
    if (known) return known;
    const set = this.toSet(this.reading.membership.directMembers(groupId).map((member) => member.id));
    this.direct.set(groupId, set);
    return set;
  }

  /** Why members of a group may be missing, or null. */
  get gap(): string | null {
    if (this.reading.membership.known) return null;
    return `group members were not read in full: ${[this.reading.gap('graph.groupMembers'), this.reading.gap('exchange.groupMembers')].filter(Boolean).join(', ')}`;
  }

  private toSet(memberIds: Iterable<string>): TriSet {
    const members: number[] = [];
    for (const id of memberIds) {
      const mailbox = this.reading.mailboxes.byId(id);
      if (mailbox) members.push(mailbox.index);
    }
    return this.sets.of(members, this.reading.membership.known);
  }

  private put(id: string, name: string, dynamicRule: string | null): Draft {
    const present = this.groups.get(id);
    if (present) {
      present.dynamicRule ??= dynamicRule;
      return present;
    }
    const group: Draft = { id, name, dynamicRule };
    this.groups.set(id, group);
    return group;
  }
}
