import type { GroupChain } from '../collection/membership';
import { isAccountType } from '../collection/principal-directory';
import type { Reading } from '../collection/reading';
import { EntryTally, heldVerdict } from './entry-verdict';
import type { RightEntry } from './recipient-rights';
import type { Verdict } from './verdict';

/** The sources that hold whoever a trustee may name, apps aside. */
const PRINCIPAL_SOURCES = ['graph.users', 'graph.groups', 'exchange.groups', 'exchange.recipients', 'exchange.mailboxes'] as const;

/** One account that a reading knows or names. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | null;
  readonly deleted: boolean;
}

/** An entry that allows a person something, with the groups in between (null: the entry names the person). */
export interface Way {
  readonly entry: RightEntry;
  readonly chain: GroupChain | null;
}

/** One person who holds a right on a mailbox, for certain or perhaps. */
export interface RightHolder {
  readonly person: Person;
  readonly verdict: 'yes' | 'unknown';
  readonly ways: readonly Way[];
}

interface Tallied {
  readonly person: Person;
  readonly tally: EntryTally;
  readonly ways: Way[];
}

interface Expansion {
  readonly people: readonly (readonly [Person, GroupChain])[];
  /** Whether the group has members of whom the reading does not tell whether they are accounts. */
  readonly undecided: boolean;
}

/** Turns the entries of one right on one mailbox into people: groups expanded, levels and refusals weighed. */
export class RightHolders {
  private readonly people = new Map<string, Person>();
  private readonly expanded = new Map<string, Expansion>();
  private readonly sidsCertain: boolean;
  private readonly principalsRead: boolean;

  constructor(private readonly reading: Reading) {
    this.sidsCertain = reading.isComplete('exchange.recipients');
    this.principalsRead = PRINCIPAL_SOURCES.every((source) => reading.isComplete(source));
  }

  /** Whoever holds the right that the entries are about; all of them are of one right and one mailbox. */
  of(entries: readonly RightEntry[]): readonly RightHolder[] {
    const tallied = new Map<string, Tallied>();
    const doubtfulDenies: RightEntry[] = [];
    for (const entry of entries) {
      const apply = (person: Person, chain: GroupChain | null, certainty: Verdict): void => {
        const known = tallied.get(person.id);
        const holder = known ?? { person, tally: new EntryTally(), ways: [] };
        if (!known) tallied.set(person.id, holder);
        holder.tally.add(entry, certainty);
        if (!entry.deny) holder.ways.push({ entry, chain });
      };
      const { match } = entry;
      if (match.kind === 'sid') {
        apply(this.deletedAccount(match.sid), null, this.sidsCertain ? 'yes' : 'unknown');
      } else if (match.kind === 'principal' && match.principal.kind === 'account') {
        apply(this.personOf(match.principal.id), null, 'yes');
      } else if (match.kind === 'principal' && match.principal.kind === 'group') {
        for (const [person, chain] of this.peopleIn(match.principal.id)) apply(person, chain, 'yes');
      }
      if (entry.deny && this.mayConcernOthers(entry)) doubtfulDenies.push(entry);
    }
    const holders: RightHolder[] = [];
    for (const { person, tally, ways } of tallied.values()) {
      for (const entry of doubtfulDenies) this.weighDoubtfulDeny(entry, person, tally);
      const verdict = heldVerdict(tally);
      if (verdict !== 'no') holders.push({ person, verdict, ways });
    }
    return holders;
  }

  /**
   * Keys of the trustees whose people (see `peopleBehind`) are exactly the certain holders, or null where a refusal or a
   * doubt has to be weighed person by person.
   */
  plainTrustees(entries: readonly RightEntry[]): readonly string[] | null {
    const trustees = new Set<string>();
    for (const { match, deny } of entries) {
      if (match.kind === 'system' || (match.kind === 'principal' && !PEOPLE_KINDS.has(match.principal.kind))) continue;
      if (deny || (match.kind === 'sid' && !this.sidsCertain)) return null;
      if (match.kind === 'sid') trustees.add(match.sid);
      else if (match.kind === 'principal') trustees.add(match.principal.id);
    }
    return [...trustees];
  }

  /** The people behind a key of `plainTrustees`: an account, the accounts of a group, or a deleted account. */
  peopleBehind(trustee: string): readonly Person[] {
    const principal = this.reading.principals.byId(trustee);
    if (principal?.kind === 'group') return this.peopleIn(trustee).map(([person]) => person);
    return [principal ? this.personOf(trustee) : this.deletedAccount(trustee)];
  }

  /** The account behind an id, whether the users were read or not. */
  personOf(id: string): Person {
    const known = this.people.get(id);
    if (known) return known;
    const principal = this.reading.principals.byId(id);
    const person: Person = { id, name: principal?.name ?? id, enabled: this.reading.users.get(id)?.accountEnabled ?? null, deleted: false };
    this.people.set(id, person);
    return person;
  }

  /** The people a group brings, nested groups followed, each with the groups in between. */
  peopleIn(groupId: string): readonly (readonly [Person, GroupChain])[] {
    return this.expand(groupId).people;
  }

  /** Whether a group has members of whom the reading does not tell whether they are accounts. */
  hasUndecidedMembers(groupId: string): boolean {
    return !this.reading.isComplete('graph.users') && this.expand(groupId).undecided;
  }

  private expand(groupId: string): Expansion {
    const known = this.expanded.get(groupId);
    if (known) return known;
    const people: (readonly [Person, GroupChain])[] = [];
    let undecided = false;
    for (const [memberId, chain] of this.reading.membership.expand(groupId)) {
      const account = this.isAccount(memberId);
      if (account === true) people.push([this.personOf(memberId), chain]);
      else if (account === null) undecided = true;
    }
    const expansion = { people, undecided };
    this.expanded.set(groupId, expansion);
    return expansion;
  }

  /** A member that no source holds is gone where every account was read; otherwise its type tells, if the source gives one. */
  private isAccount(id: string): boolean | null {
    const principal = this.reading.principals.byId(id);
    if (principal) return principal.kind === 'account';
    if (this.reading.isComplete('graph.users')) return false;
    return isAccountType(this.reading.membership.typeOf(id));
  }

  private deletedAccount(sid: string): Person {
    const known = this.people.get(sid);
    if (known) return known;
    const person: Person = { id: sid, name: sid, enabled: null, deleted: this.sidsCertain };
    this.people.set(sid, person);
    return person;
  }

  /** Whether a refusal may concern people whom it does not name for certain. */
  private mayConcernOthers({ match }: RightEntry): boolean {
    switch (match.kind) {
      case 'everyone':
      case 'ambiguous':
        return true;
      case 'none':
        return !this.principalsRead;
      case 'sid':
        return !this.sidsCertain;
      case 'principal':
        return match.principal.kind === 'group' && !this.reading.membership.known;
      case 'system':
        return false;
    }
  }

  /** A refusal that may concern anybody it is not known to spare: it makes a yes unknown, never a no. */
  private weighDoubtfulDeny(entry: RightEntry, person: Person, tally: EntryTally): void {
    const { match } = entry;
    if (match.kind === 'ambiguous' && !match.candidates.some((item) => item.id === person.id || item.kind === 'group')) return;
    tally.add(entry, match.kind === 'everyone' ? 'yes' : 'unknown');
  }
}

const PEOPLE_KINDS: ReadonlySet<string> = new Set(['account', 'group']);
