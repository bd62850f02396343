import type { Mailbox } from '../../collection/mailbox-directory';
import type { Reading } from '../../collection/reading';
import { keyOf } from '../../collection/text-key';
import { ALL_CAPABILITIES, bitOf, capabilitiesIn, NO_CAPABILITIES, type CapabilityMask } from '../../reach/capability';
import type { ReachEngine } from '../../reach/reach-engine';
import { RIGHT_MASKS } from '../../reach/right-capabilities';
import { keyOfMatch, type RightEntry } from '../../reach/recipient-rights';
import type { Person } from '../../reach/right-holders';
import type { CommonMailboxes } from './common-mailboxes';
import { CapabilityVerdicts, directionOf, DIRECTIONS, type ChangeLists, type Direction } from './reach-change';

interface Held {
  readonly name: string;
  readonly verdicts: CapabilityVerdicts;
}

const NOTHING = new CapabilityVerdicts(NO_CAPABILITIES, NO_CAPABILITIES);

/**
 * Compares what people may, the own account of a mailbox included, on the mailboxes where anything about that can have changed. Answers
 * whether there is such a mailbox.
 */
export function comparePeople(
  before: ReachEngine,
  after: ReachEngine,
  mailboxes: CommonMailboxes,
  lists: ChangeLists,
  askedFor: ReadonlySet<string>,
): boolean {
  let any = false;
  const concerned = new ConcernedMailboxes(before, after);
  const sameMailboxes = before.reading.mailboxes === after.reading.mailboxes;
  for (const mailbox of mailboxes.all) {
    const asked = askedFor.has(mailbox.id);
    if (concerned.none && !asked) continue;
    const old = sameMailboxes ? mailbox : mailboxIn(before, mailbox.id);
    const next = sameMailboxes ? mailbox : mailboxIn(after, mailbox.id);
    const changes = concerned.has(old, next);
    any ||= changes;
    if (!changes && !asked) continue;
    compareMailbox(mailbox, old ? peopleOn(before, old) : new Map(), next ? peopleOn(after, next) : new Map(), lists, asked);
  }
  return any;
}

/** By the id that it goes by: another mailbox may have that as its second one. */
function mailboxIn({ reading }: ReachEngine, id: string): Mailbox | undefined {
  const mailbox = reading.mailboxes.byId(id);
  return mailbox?.id === id ? mailbox : undefined;
}

function compareMailbox(
  mailbox: Mailbox,
  before: ReadonlyMap<string, Held>,
  after: ReadonlyMap<string, Held>,
  lists: ChangeLists,
  askedFor: boolean,
): void {
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(id)?.verdicts ?? NOTHING;
    const next = after.get(id)?.verdicts ?? NOTHING;
    const name = (after.get(id) ?? before.get(id))?.name ?? id;
    const masks: Record<Direction, CapabilityMask> = { gains: 0, loses: 0, uncertain: 0 };
    for (const capability of capabilitiesIn(old.yes | old.unknown | next.yes | next.unknown)) {
      const bit = bitOf(capability);
      const direction = directionOf(old.of(bit), next.of(bit));
      if (direction !== null) masks[direction] |= bit;
    }
    const changing = DIRECTIONS.filter((direction) => masks[direction] !== 0);
    if (changing.length === 0 && askedFor) lists.unchanged += 1;
    for (const direction of changing) {
      lists.count(direction, 1);
      if (lists.room(direction) <= 0) continue;
      lists.show(direction, { kind: 'person', id, name, delegated: false }, mailbox, masks[direction], (capability) => ({
        before: old.of(bitOf(capability)),
        after: next.of(bitOf(capability)),
      }));
    }
  }
}

function peopleOn(engine: ReachEngine, mailbox: Mailbox): ReadonlyMap<string, Held> {
  const found = new Map<string, Held>();
  for (const [person, rights] of engine.people.heldOn(mailbox)) {
    let yes = NO_CAPABILITIES;
    let unknown = NO_CAPABILITIES;
    for (const { right, verdict } of rights) {
      if (verdict === 'yes') yes |= RIGHT_MASKS[right];
      else unknown |= RIGHT_MASKS[right];
    }
    found.set(person.id, { name: person.name, verdicts: new CapabilityVerdicts(yes, unknown) });
  }
  const own = engine.people.ownSignIn(mailbox);
  if (own !== 'no') {
    const [yes, unknown] = own === 'yes' ? [ALL_CAPABILITIES, NO_CAPABILITIES] : [NO_CAPABILITIES, ALL_CAPABILITIES];
    found.set(mailbox.id, { name: mailbox.name, verdicts: new CapabilityVerdicts(yes, unknown) });
  }
  return found;
}

/** Tells on which mailboxes people can have gained or lost anything. What two engines share cannot have changed and is not looked at. */
class ConcernedMailboxes {
  private readonly rightsSame: boolean;
  private readonly ownSame: boolean;
  private readonly holdersSame: boolean;
  private readonly changedGroups: ReadonlySet<string> | null;
  private readonly groups = new Map<string, boolean>();

  constructor(
    private readonly before: ReachEngine,
    private readonly after: ReachEngine,
  ) {
    const [old, next] = [before.reading, after.reading];
    this.rightsSame = before.rights === after.rights;
    this.ownSame = old.users === next.users && old.mailboxes === next.mailboxes;
    this.changedGroups = changedGroups(old, next);
    this.holdersSame = old.principals === next.principals && old.membership === next.membership && old.users === next.users;
  }

  /** Nothing that people's rights rest on has changed. */
  get none(): boolean {
    return this.ownSame && this.rightsSame && this.holdersSame;
  }

  has(old: Mailbox | undefined, next: Mailbox | undefined): boolean {
    if (!old || !next) return true;
    if (!this.ownSame && this.before.people.ownSignIn(old) !== this.after.people.ownSignIn(next)) return true;
    if (this.rightsSame && this.holdersSame) return false;
    const entries = this.before.rights.on(old.index);
    const others = this.rightsSame ? entries : this.after.rights.on(next.index);
    if (entries !== others && !sameEntries(entries, others)) return true;
    return !this.holdersSame && entries.some((entry) => this.groupChanges(entry));
  }

  /** Whether a group that holds a right gets or loses people. */
  private groupChanges({ match }: RightEntry): boolean {
    if (match.kind !== 'principal' || match.principal.kind !== 'group') return false;
    const { id } = match.principal;
    const known = this.groups.get(id);
    if (known !== undefined) return known;
    const changes = this.mayChange(id) && this.hasOtherPeople(id);
    this.groups.set(id, changes);
    return changes;
  }

  /** Where people are the same and only memberships differ, a group changes only by one that is in it, at whatever depth. */
  private mayChange(id: string): boolean {
    if (this.changedGroups === null) return true;
    if (this.changedGroups.has(id)) return true;
    const inside = this.before.reading.membership.expand(id);
    for (const group of this.changedGroups) if (inside.has(group)) return true;
    return false;
  }

  private hasOtherPeople(id: string): boolean {
    const people = (engine: ReachEngine): readonly string[] => engine.people.peopleIn(id).map((person: Person) => person.id);
    const members = new Set(people(this.before));
    const others = people(this.after);
    return members.size !== others.length || others.some((person) => !members.has(person));
  }
}

/** The groups whose own lists of members differ; null where principals differ otherwise than by groups that nobody had listed before. */
function changedGroups(before: Reading, after: Reading): ReadonlySet<string> | null {
  const { principals } = after;
  if (before.users !== after.users || (principals !== before.principals && principals.base !== before.principals)) return null;
  const groups = new Set<string>();
  const compare = <T>(old: readonly T[] | undefined, next: readonly T[] | undefined, groupOf: (row: T) => string): void => {
    if (old === next) return;
    const [left, right] = [new Set(old), new Set(next)];
    for (const row of left) if (!right.has(row)) groups.add(keyOf(groupOf(row)));
    for (const row of right) if (!left.has(row)) groups.add(keyOf(groupOf(row)));
  };
  compare(before.collection.graph.groupMembers, after.collection.graph.groupMembers, (row) => row.groupId);
  compare(before.collection.exchange.groupMembers, after.collection.exchange.groupMembers, (row) => row.GroupExternalDirectoryObjectId);
  const isListed = (id: string | null | undefined): boolean => before.membership.typeOf(keyOf(id)) !== null;
  const fresh = principals === before.principals ? [] : newGroups(before, after);
  return fresh.some(isListed) ? null : groups;
}

function newGroups({ collection: old }: Reading, { collection: next }: Reading): readonly (string | null | undefined)[] {
  const inGraph = (next.graph.groups ?? []).slice(old.graph.groups?.length ?? 0).map(({ id }) => id);
  const inExchange = (next.exchange.groups ?? []).slice(old.exchange.groups?.length ?? 0).map((item) => item.ExternalDirectoryObjectId);
  return [...inGraph, ...inExchange];
}

function sameEntries(left: readonly RightEntry[], right: readonly RightEntry[]): boolean {
  return left.length === right.length && left.every((entry, index) => keyOfEntry(entry) === keyOfEntry(right[index]));
}

function keyOfEntry(entry: RightEntry | undefined): string {
  if (entry === undefined) return '';
  const { right, deny, inherited, match } = entry;
  return `${right} ${String(deny)} ${String(inherited)} ${keyOfMatch(match)}`;
}
