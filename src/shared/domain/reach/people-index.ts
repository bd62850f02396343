import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import { bitOf, capabilitiesIn, type Capability, type CapabilityMask } from './capability';
import { FULL_ACCESS_MASK, type PeopleReach, type Person } from './people-reach';
import type { RightKind } from './recipient-rights';

/** The mailboxes on which one person holds one right. Sparse: most people hold few. */
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

/** Everybody's rights over all mailboxes, the other way round: by person. */
export class PeopleIndex {
  private readonly byPerson = new Map<string, { person: Person; rights: Map<RightKind, { yes: number[]; unknown: number[] }> }>();

  constructor(reading: Reading, people: PeopleReach) {
    for (const mailbox of reading.mailboxes.all) {
      for (const [person, held] of people.heldOn(mailbox)) {
        const entry = this.byPerson.get(person.id) ?? { person, rights: new Map<RightKind, { yes: number[]; unknown: number[] }>() };
        this.byPerson.set(person.id, entry);
        for (const { right, verdict } of held) {
          const lists = entry.rights.get(right) ?? { yes: [], unknown: [] };
          entry.rights.set(right, lists);
          (verdict === 'yes' ? lists.yes : lists.unknown).push(mailbox.index);
        }
      }
    }
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
    const send = joinRights(entry.rights.get('sendAs'), entry.rights.get('sendOnBehalf'));
    if (send) result.set('mail.send', send);
    return result;
  }
}

function joinRights(left: RightMailboxes | undefined, right: RightMailboxes | undefined): RightMailboxes | undefined {
  if (!left || !right) return left ?? right;
  const yes = new Set([...left.yes, ...right.yes]);
  const unknown = new Set([...left.unknown, ...right.unknown].filter((mailbox) => !yes.has(mailbox)));
  return { yes: ascending(yes), unknown: ascending(unknown) };
}

function ascending(set: ReadonlySet<number>): number[] {
  return [...set].sort((left, right) => left - right);
}

/** Whether a mask holds a capability. */
export function hasCapability(mask: CapabilityMask, capability: Capability): boolean {
  return (mask & bitOf(capability)) !== 0;
}

/** A mailbox by its place in the bit sets. */
export function mailboxAt(reading: Reading, index: number): Mailbox | undefined {
  return reading.mailboxes.all[index];
}
