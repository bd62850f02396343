import type { Reading } from '../collection/reading';
import type { Mailbox } from '../collection/mailbox-directory';
import { isAccountType } from '../collection/principal-directory';
import { keyOf } from '../collection/text-key';
import type { Unresolved } from '../answers/answer-shapes';
import { ALL_CAPABILITIES, capabilitiesIn, maskOf, type Capability, type CapabilityMask } from './capability';
import { EntryTally, heldVerdict } from './entry-verdict';
import { joinPaths, mailboxLink } from './explained-paths';
import type { ExplainedPath, PathLink, PersonReach } from './reach-model';
import type { RecipientRights, RightEntry, RightKind } from './recipient-rights';
import type { Verdict } from './verdict';

/** What FullAccess opens; it does not bring sending. https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
export const FULL_ACCESS_MASK: CapabilityMask = maskOf('mail.write', 'calendar.write', 'contacts.write', 'folders.write', 'settings.write');

const SEND_MASK = maskOf('mail.send');

const MASKS: Readonly<Record<RightKind, CapabilityMask>> = { fullAccess: FULL_ACCESS_MASK, sendAs: SEND_MASK, sendOnBehalf: SEND_MASK };

const WORDS: Readonly<Record<RightKind, string>> = { fullAccess: 'Full Access', sendAs: 'Send As', sendOnBehalf: 'Send on Behalf' };

const PRINCIPAL_SOURCES = ['graph.users', 'graph.groups', 'exchange.groups', 'exchange.recipients', 'exchange.mailboxes'] as const;

const RIGHTS: readonly RightKind[] = ['fullAccess', 'sendAs', 'sendOnBehalf'];

/** One account that a reading knows or names. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | null;
  readonly deleted: boolean;
}

/** How one person comes to a right on a mailbox: the verdict, and the entries that allow it with the groups in between. */
export interface HeldRight {
  readonly right: RightKind;
  readonly verdict: Verdict;
  readonly ways: readonly { readonly entry: RightEntry; readonly groups: readonly string[] }[];
}

interface Holder {
  readonly person: Person;
  readonly tally: EntryTally;
  readonly ways: { readonly entry: RightEntry; readonly groups: readonly string[] }[];
}

/** Who reaches a mailbox as a person: delegates with groups expanded, deleted accounts, and the mailbox's own account. */
export class PeopleReach {
  private readonly people = new Map<string, Person>();
  private readonly expanded = new Map<string, readonly (readonly [Person, readonly string[]])[]>();

  constructor(
    private readonly reading: Reading,
    private readonly rights: RecipientRights,
  ) {}

  /** The rights that people hold on one mailbox, for certain or perhaps; the mailbox's own account is left out. */
  heldOn(mailbox: Mailbox): ReadonlyMap<Person, readonly HeldRight[]> {
    const held = new Map<Person, HeldRight[]>();
    const entries = this.rights.on(mailbox.index);
    for (const right of RIGHTS) {
      const relevant = entries.filter((entry) => entry.right === right);
      if (relevant.length === 0) continue;
      for (const holder of this.holders(relevant)) {
        const verdict = heldVerdict(holder.tally);
        if (verdict === 'no' || holder.person.id === mailbox.id) continue;
        const list = held.get(holder.person);
        const item: HeldRight = { right, verdict, ways: holder.ways };
        if (list) list.push(item);
        else held.set(holder.person, [item]);
      }
    }
    return held;
  }

  /** Everybody who reaches a mailbox, with capabilities and paths; its own account first, if it can sign in. */
  peopleOf(mailbox: Mailbox): readonly PersonReach[] {
    const own = this.ownAccount(mailbox);
    const others = [...this.heldOn(mailbox)].map(([person, rights]): PersonReach => {
      const paths = rights.flatMap((held) => this.pathsOf(person, held, mailbox));
      return { ...person, explanation: joinPaths(paths) };
    });
    others.sort((left, right) =>
      left.name.toLowerCase() < right.name.toLowerCase()
        ? -1
        : left.name.toLowerCase() > right.name.toLowerCase()
          ? 1
          : left.id < right.id
            ? -1
            : 1,
    );
    return own ? [own, ...others] : others;
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

  /** Whether the mailbox's own account can sign in. */
  ownSignIn(mailbox: Mailbox): Verdict {
    const user = this.reading.users.get(mailbox.id);
    if (user?.accountEnabled === true) return 'yes';
    if (user?.accountEnabled === false) return 'no';
    return !user && this.reading.isComplete('graph.users') ? 'no' : 'unknown';
  }

  /** The people a group brings, nested groups followed, each with the groups in between. */
  peopleIn(groupId: string): readonly (readonly [Person, readonly string[]])[] {
    const known = this.expanded.get(groupId);
    if (known) return known;
    const people: (readonly [Person, readonly string[]])[] = [];
    for (const [memberId, chain] of this.reading.membership.expand(groupId)) {
      if (this.isAccount(memberId)) people.push([this.personOf(memberId), chain]);
    }
    this.expanded.set(groupId, people);
    return people;
  }

  /** What could not be attributed to a person: unread sources, trustees that do not resolve, groups whose members are not known. */
  findUnresolved(): Unresolved[] {
    const found = [...this.rights.unresolved, ...this.unreadSources()];
    const byTrustee = new Map<string, { right: RightKind; trustee: string; reason: string; mailboxes: Set<string> }>();
    for (const mailbox of this.reading.mailboxes.all) {
      for (const entry of this.rights.on(mailbox.index)) {
        const reason = this.doubtOf(entry);
        if (reason === null) continue;
        const key = `${entry.right} ${keyOf(entry.trustee)}`;
        const item = byTrustee.get(key) ?? { right: entry.right, trustee: entry.trustee, reason, mailboxes: new Set<string>() };
        item.mailboxes.add(mailbox.id);
        byTrustee.set(key, item);
      }
    }
    for (const { right, trustee, reason, mailboxes } of byTrustee.values()) {
      found.push({ mailboxes: [...mailboxes], principals: 'people', right, trustee, reason });
    }
    return found;
  }

  private unreadSources(): Unresolved[] {
    const found: Unresolved[] = [];
    const unread = this.rights.fullAccessUnread;
    if (unread === 'all' || unread.length > 0) {
      found.push({
        mailboxes: unread === 'all' ? 'all' : unread.map((index) => this.reading.mailboxes.all[index]?.id ?? ''),
        principals: 'people',
        right: 'fullAccess',
        trustee: null,
        reason: this.reading.gap('exchange.mailboxPermissions') ?? 'the permissions of these mailboxes were not read',
      });
    }
    const gap = this.reading.gap('exchange.recipientPermissions');
    if (gap !== null) found.push({ mailboxes: 'all', principals: 'people', right: 'sendAs', trustee: null, reason: gap });
    return found;
  }

  /** Why an entry cannot be attributed in full, or null. */
  private doubtOf(entry: RightEntry): string | null {
    const { match } = entry;
    switch (match.kind) {
      case 'ambiguous':
        return `"${entry.trustee}" is the name of ${match.candidates.length} principals: ${match.candidates.map((item) => item.id).join(', ')}`;
      case 'none':
        return `nobody in the reading is called "${entry.trustee}"`;
      case 'everyone':
        return 'the right is given to everyone, not to named accounts';
      case 'principal':
        return match.principal.kind === 'group' && !this.reading.membership.known
          ? `the members of the group "${match.principal.name}" were not read in full`
          : null;
      case 'sid':
        return this.reading.isComplete('exchange.recipients')
          ? null
          : 'a SID; whether it still belongs to an account is not known, because the recipients were not read in full';
      case 'system':
        return null;
    }
  }

  private holders(entries: readonly RightEntry[]): Iterable<Holder> {
    const holders = new Map<string, Holder>();
    const holderOf = (person: Person): Holder => {
      const known = holders.get(person.id);
      if (known) return known;
      const holder: Holder = { person, tally: new EntryTally(), ways: [] };
      holders.set(person.id, holder);
      return holder;
    };
    const doubtfulDenies: RightEntry[] = [];
    for (const entry of entries) {
      const apply = (person: Person, groups: readonly string[], certainty: Verdict): void => {
        const holder = holderOf(person);
        holder.tally.add(entry, certainty);
        if (!entry.deny) holder.ways.push({ entry, groups });
      };
      const { match } = entry;
      if (match.kind === 'sid') {
        const certain = this.reading.isComplete('exchange.recipients');
        apply({ id: match.sid, name: match.sid, enabled: null, deleted: certain }, [], certain ? 'yes' : 'unknown');
        if (!certain && entry.deny) doubtfulDenies.push(entry);
      } else if (match.kind === 'principal' && match.principal.kind === 'account') {
        apply(this.personOf(match.principal.id), [], 'yes');
      } else if (match.kind === 'principal' && match.principal.kind === 'group') {
        for (const [person, groups] of this.peopleIn(match.principal.id)) apply(person, groups, 'yes');
        if (entry.deny && !this.reading.membership.known) doubtfulDenies.push(entry);
      } else if (entry.deny && (match.kind === 'everyone' || match.kind === 'ambiguous' || (match.kind === 'none' && !this.principalsRead))) {
        doubtfulDenies.push(entry);
      }
    }
    for (const entry of doubtfulDenies) for (const holder of holders.values()) this.applyDoubtfulDeny(entry, holder);
    return holders.values();
  }

  /** A refusal that may concern anybody it is not known to spare: it makes a yes unknown, never a no. */
  private applyDoubtfulDeny(entry: RightEntry, holder: Holder): void {
    const { match } = entry;
    if (match.kind === 'ambiguous' && !match.candidates.some((item) => item.id === holder.person.id || item.kind === 'group')) return;
    holder.tally.add(entry, match.kind === 'everyone' ? 'yes' : 'unknown');
  }

  /** Whether a trustee that nobody is called can be nobody of the reading. */
  private get principalsRead(): boolean {
    return PRINCIPAL_SOURCES.every((source) => this.reading.isComplete(source));
  }

  private isAccount(id: string): boolean {
    const principal = this.reading.principals.byId(id);
    if (principal) return principal.kind === 'account';
    // A member that no source holds: gone where every account was read, otherwise an account that is merely not listed.
    return !this.reading.isComplete('graph.users') && isAccountType(this.reading.membership.typeOf(id)) === true;
  }

  private ownAccount(mailbox: Mailbox): PersonReach | null {
    const verdict = this.ownSignIn(mailbox);
    if (verdict === 'no') return null;
    const person = this.personOf(mailbox.id);
    const path: ExplainedPath = {
      kind: 'owner',
      detail:
        verdict === 'yes'
          ? 'The own account of the mailbox can sign in.'
          : 'The own account of the mailbox; whether it can sign in was not read.',
      via: [mailbox.id],
      links: [{ kind: 'user', id: mailbox.id, label: person.name }],
      verdict,
    };
    return { ...person, explanation: joinPaths([[ALL_CAPABILITIES, path]]) };
  }

  private pathsOf(person: Person, held: HeldRight, mailbox: Mailbox): (readonly [CapabilityMask, ExplainedPath])[] {
    return held.ways.map(({ entry, groups }) => {
      const links: PathLink[] = [
        { kind: 'user', id: person.id, label: person.name },
        ...[...groups].reverse().map((id): PathLink => ({ kind: 'group', id, label: this.reading.principals.byId(id)?.name ?? id })),
        { kind: 'permission', id: entry.trustee, label: WORDS[entry.right] },
        mailboxLink(mailbox),
      ];
      const how = entry.inherited ? `inherited ${WORDS[entry.right]}` : WORDS[entry.right];
      const through =
        groups.length > 0 ? ` through ${groups.map((id) => `"${this.reading.principals.byId(id)?.name ?? id}"`).join(' → ')}` : '';
      const doubt = held.verdict === 'unknown' ? '; whether a Deny entry takes it away is not known' : '';
      return [
        MASKS[entry.right],
        {
          kind: entry.right,
          detail: `${person.name} has ${how}${through}${doubt}.`,
          via: [...groups, mailbox.id],
          links,
          verdict: held.verdict,
        },
      ] as const;
    });
  }
}

/** The capabilities that a right brings. */
export function capabilitiesOfRight(right: RightKind): readonly Capability[] {
  return capabilitiesIn(MASKS[right]);
}
