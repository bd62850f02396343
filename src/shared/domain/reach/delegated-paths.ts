import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import { maskOf, NO_CAPABILITIES, type CapabilityMask } from './capability';
import { mailboxLink, type MaskedPath } from './explained-paths';
import type { FolderRights } from './folder-rights';
import type { PeopleGaps } from './people-gaps';
import type { PeopleReach } from './people-reach';
import { permissionsOf, type DelegatedPermission } from './permissions/delegated-permissions';
import type { AppEntry, DelegatedGrant, PathLink } from './reach-model';
import type { RecipientRights } from './recipient-rights';
import { FULL_ACCESS_MASK, type RightKind } from './right-capabilities';
import type { Person, RightHolders } from './right-holders';

const SEND = maskOf('mail.send');
const NAMED_DELEGATES = 5;

/** What a scope gives somebody in a mailbox of somebody else: for certain, and at most. */
interface Given {
  readonly certain: CapabilityMask;
  readonly possible: CapabilityMask;
}

/**
 * Puts into words and links through which users an app reaches a mailbox: never more than the signed-in user has.
 * https://learn.microsoft.com/graph/permissions-overview
 */
export class DelegatedExplainer {
  constructor(
    private readonly reading: Reading,
    private readonly people: PeopleReach,
    private readonly holders: RightHolders,
    private readonly rights: RecipientRights,
    private readonly gaps: PeopleGaps,
    private readonly folders: FolderRights,
  ) {}

  /** The delegated paths of an app into one mailbox: for certain through known users, or *unknown* where a source is missing. */
  explain(app: AppEntry, mailbox: Mailbox): readonly MaskedPath[] {
    return app.delegatedGrants.flatMap((grant) =>
      permissionsOf(grant.resourceAppId, grant.scopes).flatMap((permission) => this.pathsOf(app, grant, permission, mailbox)),
    );
  }

  private pathsOf(app: AppEntry, grant: DelegatedGrant, permission: DelegatedPermission, mailbox: Mailbox): MaskedPath[] {
    const paths: MaskedPath[] = [];
    const make = (mask: CapabilityMask, users: readonly Person[], words: string, verdict: 'yes' | 'unknown'): void => {
      if (mask !== NO_CAPABILITIES) paths.push([mask, pathOf(app, grant, permission, mailbox, users, words, verdict)]);
    };
    const whose = grant.userId === null ? 'for every user' : `for ${this.holders.personOf(grant.userId).name}`;
    if (grant.userId === null || grant.userId === mailbox.id) {
      const own = this.people.ownSignIn(mailbox);
      if (own !== 'no') make(permission.mask, [this.holders.personOf(mailbox.id)], `${whose}, through the mailbox's own account`, own);
    }
    if (!permission.shared) return paths;

    const certain = new Map<CapabilityMask, Person[]>();
    const possible = new Map<CapabilityMask, Person[]>();
    let reached = NO_CAPABILITIES;
    for (const [person, given] of this.delegatesOn(mailbox, permission)) {
      if (grant.userId !== null && grant.userId !== person.id) continue;
      pushTo(certain, given.certain, person);
      pushTo(possible, given.possible & ~given.certain, person);
      reached |= given.certain;
    }
    const everybody = this.givenToEverybody(mailbox, permission);
    make(everybody, [], `${whose}, through folder permissions for everybody`, 'yes');
    for (const [mask, persons] of certain) make(mask, persons, `${whose}, through ${namesOf(persons)}`, 'yes');
    for (const [mask, persons] of possible) {
      make(mask, persons, `${whose}, through ${namesOf(persons)}; whether a Deny entry takes the right away is not known`, 'unknown');
    }
    const open = permission.mask & ~(reached | everybody);
    const gap = this.gapOf(permission, mailbox);
    if (gap !== null) make(open, [], `${whose}; through whom is not known: ${gap}`, 'unknown');
    // Who has full access may send where send permissions say so; without them nobody knows.
    const sending = permission.reachBy === 'ownAndFullAccess' && reached !== NO_CAPABILITIES && gap === null;
    const senders = sending ? this.reading.gap('exchange.recipientPermissions') : null;
    if (senders !== null) make(open & SEND, [], `${whose}; who may send is not known: ${senders}`, 'unknown');
    return paths;
  }

  /** People other than the own account who reach the mailbox in the way that the scope opens, with what it gives them there. */
  private delegatesOn(mailbox: Mailbox, permission: DelegatedPermission): ReadonlyMap<Person, Given> {
    const result = new Map<Person, Given>();
    const add = (person: Person, certain: CapabilityMask, possible: CapabilityMask): void => {
      const known = result.get(person);
      const given = {
        certain: (known?.certain ?? NO_CAPABILITIES) | (certain & permission.mask),
        possible: (known?.possible ?? NO_CAPABILITIES) | (possible & permission.mask),
      };
      if (given.possible !== NO_CAPABILITIES && !person.deleted) result.set(person, given);
    };
    for (const [person, held] of this.people.heldOn(mailbox)) {
      const certain = new Set(held.filter(({ verdict }) => verdict === 'yes').map(({ right }) => right));
      add(person, maskThrough(permission, certain), maskThrough(permission, new Set(held.map(({ right }) => right))));
    }
    if (permission.reachBy !== 'ownAndDelegate') return result;
    for (const { personId, mask } of this.folders.on(mailbox.index)) {
      if (personId !== null && personId !== mailbox.id) add(this.holders.personOf(personId), mask, mask);
    }
    return result;
  }

  private givenToEverybody(mailbox: Mailbox, permission: DelegatedPermission): CapabilityMask {
    if (permission.reachBy !== 'ownAndDelegate') return NO_CAPABILITIES;
    const masks = this.folders.on(mailbox.index).filter(({ personId }) => personId === null);
    return masks.reduce((all, { mask }) => all | (mask & permission.mask), NO_CAPABILITIES);
  }

  /** Why there may be more users than the ones found, or null. */
  private gapOf(permission: DelegatedPermission, mailbox: Mailbox): string | null {
    const rights = rightsThat(permission);
    if (rights.includes('sendAs')) {
      const gap = this.reading.gap('exchange.recipientPermissions');
      if (gap !== null) return gap;
    }
    if (permission.reachBy === 'ownAndDelegate') {
      const gap = this.reading.gap('exchange.mailboxFolderPermissions');
      if (gap !== null) return gap;
    }
    if (rights.includes('fullAccess') && !this.rights.isFullAccessRead(mailbox.index)) {
      return this.reading.gap('exchange.mailboxPermissions') ?? 'the permissions of this mailbox were not read';
    }
    return this.gaps.doubtOn(mailbox, rights);
  }
}

function pathOf(
  app: AppEntry,
  grant: DelegatedGrant,
  permission: DelegatedPermission,
  mailbox: Mailbox,
  users: readonly Person[],
  words: string,
  verdict: 'yes' | 'unknown',
): MaskedPath[1] {
  const links: PathLink[] = [
    { kind: 'app', id: app.appId, label: app.name },
    { kind: 'grant', id: grant.item.id ?? grant.item.clientId, label: permission.scope },
    ...users.slice(0, NAMED_DELEGATES).map((user): PathLink => ({ kind: 'user', id: user.id, label: user.name })),
    mailboxLink(mailbox),
  ];
  const doubtful = grant.resourceAppId === null;
  const doubt = doubtful ? '; the resource of the grant is not in the reading' : '';
  return {
    kind: 'delegated',
    detail: `${permission.scope} ${words}${doubt}.`,
    via: links.slice(1).map((link) => link.id),
    links,
    verdict: doubtful ? 'unknown' : verdict,
  };
}

function namesOf(persons: readonly Person[]): string {
  const named = persons.slice(0, NAMED_DELEGATES).map((person) => person.name);
  return `${named.join(', ')}${persons.length > named.length ? ` and ${persons.length - named.length} more` : ''}`;
}

function pushTo(map: Map<CapabilityMask, Person[]>, mask: CapabilityMask, person: Person): void {
  if (mask === NO_CAPABILITIES) return;
  const list = map.get(mask);
  if (list) list.push(person);
  else map.set(mask, [person]);
}

/** The rights on a mailbox through which a scope opens it. */
function rightsThat(permission: DelegatedPermission): readonly RightKind[] {
  switch (permission.reachBy) {
    case 'own':
      return [];
    case 'ownAndDelegate':
      return ['fullAccess'];
    case 'ownAndSendAs':
      return ['sendAs'];
    case 'ownAndSender':
      return ['sendAs', 'sendOnBehalf'];
    case 'ownAndFullAccess':
      return ['fullAccess'];
  }
}

function maskThrough(permission: DelegatedPermission, has: ReadonlySet<RightKind>): CapabilityMask {
  const sends = has.has('sendAs') || has.has('sendOnBehalf');
  switch (permission.reachBy) {
    case 'own':
      return NO_CAPABILITIES;
    case 'ownAndDelegate':
      return has.has('fullAccess') ? FULL_ACCESS_MASK : NO_CAPABILITIES;
    case 'ownAndSendAs':
      return has.has('sendAs') ? SEND : NO_CAPABILITIES;
    case 'ownAndSender':
      return sends ? SEND : NO_CAPABILITIES;
    case 'ownAndFullAccess':
      return has.has('fullAccess') ? FULL_ACCESS_MASK | (sends ? SEND : NO_CAPABILITIES) : NO_CAPABILITIES;
  }
}
