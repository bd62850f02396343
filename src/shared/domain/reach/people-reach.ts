import type { Reading } from '../collection/reading';
import type { Mailbox } from '../collection/mailbox-directory';
import { groupsOf } from '../collection/membership';
import { keyOf } from '../collection/text-key';
import { ALL_CAPABILITIES, type CapabilityMask } from './capability';
import { joinPaths, mailboxLink } from './explained-paths';
import type { ExplainedPath, PathLink, PersonReach } from './reach-model';
import type { RecipientRights } from './recipient-rights';
import { RIGHTS, RIGHT_MASKS, RIGHT_WORDS, type RightKind } from './right-capabilities';
import type { Person, RightHolder, RightHolders } from './right-holders';
import type { Verdict } from './verdict';

/** How one person comes to a right on a mailbox: the verdict, and the entries that allow it with the groups in between. */
export interface HeldRight extends Omit<RightHolder, 'person'> {
  readonly right: RightKind;
}

/** Who reaches a mailbox as a person: delegates with groups expanded, deleted accounts, and the mailbox's own account. */
export class PeopleReach {
  constructor(
    private readonly reading: Reading,
    private readonly rights: RecipientRights,
    private readonly holders: RightHolders,
  ) {}

  /** The rights that people hold on one mailbox, for certain or perhaps; the mailbox's own account is left out. */
  heldOn(mailbox: Mailbox): ReadonlyMap<Person, readonly HeldRight[]> {
    const held = new Map<Person, HeldRight[]>();
    const entries = this.rights.on(mailbox.index);
    for (const right of RIGHTS) {
      const relevant = entries.filter((entry) => entry.right === right);
      if (relevant.length === 0) continue;
      for (const { person, verdict, ways } of this.holders.of(relevant)) {
        if (person.id === mailbox.id) continue;
        const list = held.get(person);
        const item: HeldRight = { right, verdict, ways };
        if (list) list.push(item);
        else held.set(person, [item]);
      }
    }
    return held;
  }

  /** The people a group brings, nested groups followed. */
  peopleIn(groupId: string): readonly Person[] {
    return this.holders.peopleIn(groupId).map(([person]) => person);
  }

  /** Everybody who reaches a mailbox, with capabilities and paths; its own account first, if it can sign in. */
  peopleOf(mailbox: Mailbox): readonly PersonReach[] {
    const own = this.ownAccount(mailbox);
    const others = [...this.heldOn(mailbox)]
      .map(([person, rights]): PersonReach => {
        const paths = rights.flatMap((held) => this.pathsOf(person, held, mailbox));
        return { ...person, explanation: joinPaths(paths) };
      })
      .sort((left, right) => compareText(left.name.toLowerCase(), right.name.toLowerCase()) || compareText(left.id, right.id));
    return own ? [own, ...others] : others;
  }

  /** Whether the mailbox's own account can sign in. */
  ownSignIn(mailbox: Mailbox): Verdict {
    const user = this.reading.users.get(mailbox.id);
    if (user?.accountEnabled === true) return 'yes';
    if (user?.accountEnabled === false) return 'no';
    // Without a directory object id nothing says which account is the mailbox's own.
    const joined = keyOf(mailbox.item.ExternalDirectoryObjectId) !== '';
    return joined && !user && this.reading.isComplete('graph.users') ? 'no' : 'unknown';
  }

  private ownAccount(mailbox: Mailbox): PersonReach | null {
    const verdict = this.ownSignIn(mailbox);
    if (verdict === 'no') return null;
    const person = this.holders.personOf(mailbox.id);
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
    return held.ways.map(({ entry, chain }) => {
      const groups = groupsOf(chain);
      const links: PathLink[] = [
        { kind: 'user', id: person.id, label: person.name },
        ...[...groups].reverse().map((id): PathLink => ({ kind: 'group', id, label: this.reading.principals.byId(id)?.name ?? id })),
        { kind: 'permission', id: entry.trustee, label: RIGHT_WORDS[entry.right] },
        mailboxLink(mailbox),
      ];
      const how = entry.inherited ? `inherited ${RIGHT_WORDS[entry.right]}` : RIGHT_WORDS[entry.right];
      const through =
        groups.length > 0 ? ` through ${groups.map((id) => `"${this.reading.principals.byId(id)?.name ?? id}"`).join(' → ')}` : '';
      const doubt = held.verdict === 'unknown' ? '; whether a Deny entry takes it away is not known' : '';
      return [
        RIGHT_MASKS[entry.right],
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

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
