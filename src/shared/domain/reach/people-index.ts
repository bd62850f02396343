import type { Reading } from '../collection/reading';
import { capabilitiesIn, type Capability } from './capability';
import type { RecipientRights } from './recipient-rights';
import { FULL_ACCESS_MASK, RIGHTS, type RightKind } from './right-capabilities';
import type { Person, RightHolders } from './right-holders';

/** The mailboxes on which one person holds one right, ascending. Shared by people who come to the same ones: never written to. */
export interface RightMailboxes {
  readonly yes: readonly number[];
  readonly unknown: readonly number[];
}

/** One person with the mailboxes that rights open; the own mailbox is left out. */
export interface PersonRights {
  readonly person: Person;
  readonly rights: ReadonlyMap<RightKind, RightMailboxes>;
}

/** Per capability the mailboxes of one person, ascending. */
export type PersonCapabilities = ReadonlyMap<Capability, RightMailboxes>;

/**
 * Everybody's rights over all mailboxes, the other way round: by person. Mailboxes are gathered per trustee first, so that
 * thousands of members of one group share one list instead of having one each.
 */
export class PeopleIndex {
  private readonly byPerson = new Map<string, { person: Person; rights: Map<RightKind, RightMailboxes> }>();
  private readonly joined = new WeakMap<RightMailboxes, WeakMap<RightMailboxes, RightMailboxes>>();

  constructor(
    private readonly reading: Reading,
    private readonly rights: RecipientRights,
    private readonly holders: RightHolders,
  ) {
    for (const right of RIGHTS) this.indexRight(right);
  }

  /** Everybody who holds a right somewhere. */
  get all(): Iterable<PersonRights> {
    return this.byPerson.values();
  }

  /** One person's rights. */
  of(personId: string): PersonRights | undefined {
    return this.byPerson.get(personId);
  }

  /** What a person's rights amount to, capability by capability. */
  capabilitiesOf(entry: PersonRights): PersonCapabilities {
    const result = new Map<Capability, RightMailboxes>();
    const fullAccess = entry.rights.get('fullAccess');
    if (fullAccess) for (const capability of capabilitiesIn(FULL_ACCESS_MASK)) result.set(capability, fullAccess);
    const send = this.join(entry.rights.get('sendAs'), entry.rights.get('sendOnBehalf'));
    if (send) result.set('mail.send', send);
    return result;
  }

  private indexRight(right: RightKind): void {
    const byTrustee = new Map<string, number[]>();
    const apart = new Map<Person, { yes: number[]; unknown: number[] }>();
    for (const { index, id } of this.reading.mailboxes.all) {
      const entries = this.rights.on(index).filter((entry) => entry.right === right);
      if (entries.length === 0) continue;
      const trustees = this.holders.plainTrustees(entries);
      for (const trustee of trustees ?? []) pushTo(byTrustee, trustee, index);
      if (trustees !== null) continue;
      for (const { person, verdict } of this.holders.of(entries)) {
        if (person.id === id) continue;
        const lists = apart.get(person) ?? { yes: [], unknown: [] };
        apart.set(person, lists);
        lists[verdict].push(index);
      }
    }
    const trusteesOf = new Map<Person, string[]>();
    for (const trustee of byTrustee.keys()) for (const person of this.holders.peopleBehind(trustee)) pushTo(trusteesOf, person, trustee);
    const shared = new Map<string, RightMailboxes>();
    for (const person of new Set([...trusteesOf.keys(), ...apart.keys()])) {
      const trustees = trusteesOf.get(person) ?? [];
      const key = trustees.join(' ');
      const together = shared.get(key) ?? { yes: unionOf(trustees.map((trustee) => byTrustee.get(trustee) ?? [])), unknown: [] };
      shared.set(key, together);
      this.put(person, right, joinLists(this.withoutOwn(person, together), apart.get(person)));
    }
  }

  private put(person: Person, right: RightKind, mailboxes: RightMailboxes): void {
    if (mailboxes.yes.length === 0 && mailboxes.unknown.length === 0) return;
    const entry = this.byPerson.get(person.id) ?? { person, rights: new Map<RightKind, RightMailboxes>() };
    this.byPerson.set(person.id, entry);
    entry.rights.set(right, mailboxes);
  }

  private withoutOwn(person: Person, mailboxes: RightMailboxes): RightMailboxes {
    const own = this.reading.mailboxes.byId(person.id);
    if (own?.id !== person.id || !includes(mailboxes.yes, own.index)) return mailboxes;
    return { yes: mailboxes.yes.filter((index) => index !== own.index), unknown: mailboxes.unknown };
  }

  /** The same two lists joined for a thousand people are joined once. */
  private join(left: RightMailboxes | undefined, right: RightMailboxes | undefined): RightMailboxes | undefined {
    if (!left || !right) return left ?? right;
    const known = this.joined.get(left) ?? new WeakMap<RightMailboxes, RightMailboxes>();
    this.joined.set(left, known);
    const joined = known.get(right) ?? joinLists(left, right);
    known.set(right, joined);
    return joined;
  }
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function joinLists(left: RightMailboxes, right: RightMailboxes | undefined): RightMailboxes {
  if (!right) return left;
  const yes = unionOf([left.yes, right.yes]);
  const certain = new Set(yes);
  return { yes, unknown: unionOf([left.unknown, right.unknown]).filter((mailbox) => !certain.has(mailbox)) };
}

function unionOf(lists: readonly (readonly number[])[]): readonly number[] {
  const [first, ...others] = lists;
  if (first !== undefined && others.length === 0) return first;
  const union = new Set<number>();
  for (const list of lists) for (const item of list) union.add(item);
  return [...union].sort((left, right) => left - right);
}

/** Whether an ascending list has a number. */
function includes(ascending: readonly number[], wanted: number): boolean {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === wanted;
}
