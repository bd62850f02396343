import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import { addBit, countBits, createBitSet, orInto, type BitSet } from './bit-set';
import { capabilitiesIn, maskOf, NO_CAPABILITIES, type Capability, type CapabilityMask } from './capability';
import { mailboxLink, type MaskedPath } from './explained-paths';
import { folderRightsOf, type FolderRight } from './folder-rights';
import type { PeopleIndex } from './people-index';
import type { PeopleReach } from './people-reach';
import { delegatedPermission, type DelegatedPermission } from './permissions/delegated-permissions';
import type { AppEntry, DelegatedGrant, DelegatedReach, PathLink } from './reach-model';
import type { RecipientRights } from './recipient-rights';
import { FULL_ACCESS_MASK, RIGHTS } from './right-capabilities';
import type { Person, RightHolders } from './right-holders';

const SEND = maskOf('mail.send');
const NAMED_DELEGATES = 5;

/**
 * What apps reach through their users: never more than the signed-in user has.
 * https://learn.microsoft.com/graph/permissions-overview
 */
export class DelegatedReachCalculator {
  private folders: ReadonlyMap<number, readonly FolderRight[]> | null = null;
  private ownMailboxes: readonly number[] | null = null;
  private readonly forEveryUser = new Map<DelegatedPermission, ReadonlyMap<Capability, BitSet>>();

  constructor(
    private readonly reading: Reading,
    private readonly people: PeopleReach,
    private readonly holders: RightHolders,
    private readonly rights: RecipientRights,
    private readonly index: () => PeopleIndex,
  ) {}

  /** How many users and mailboxes each capability of the app's delegated grants reaches for certain. */
  reachOf(app: AppEntry): DelegatedReach {
    let mask = NO_CAPABILITIES;
    const capabilities = new Map<Capability, { consent: 'AllPrincipals' | 'Principal'; users: Set<string> | 'all'; mailboxes: BitSet }>();
    for (const grant of app.delegatedGrants) {
      for (const permission of permissionsOf(grant)) {
        mask |= permission.mask;
        const mailboxes = grant.resourceAppId === null ? null : this.reachedBy(grant, permission);
        for (const capability of capabilitiesIn(permission.mask)) {
          const entry = capabilities.get(capability) ?? {
            consent: 'Principal',
            users: new Set<string>(),
            mailboxes: createBitSet(this.reading.mailboxes.size),
          };
          capabilities.set(capability, entry);
          if (grant.userId === null) {
            entry.consent = 'AllPrincipals';
            entry.users = 'all';
          } else if (entry.users !== 'all') entry.users.add(grant.userId);
          const reached = mailboxes?.get(capability);
          if (reached) orInto(entry.mailboxes, reached);
        }
      }
    }
    const everybody = this.reading.users.size;
    return {
      mask,
      capabilities: new Map(
        [...capabilities].map(([capability, { consent, users, mailboxes }]) => [
          capability,
          { consent, users: users === 'all' ? everybody : users.size, mailboxes: countBits(mailboxes) },
        ]),
      ),
    };
  }

  /** The delegated paths of an app into one mailbox: for certain through known users, or *unknown* where a source is missing. */
  explain(app: AppEntry, mailbox: Mailbox): readonly MaskedPath[] {
    return app.delegatedGrants.flatMap((grant) =>
      permissionsOf(grant).flatMap((permission) => this.pathsOf(app, grant, permission, mailbox)),
    );
  }

  private pathsOf(app: AppEntry, grant: DelegatedGrant, permission: DelegatedPermission, mailbox: Mailbox): MaskedPath[] {
    const paths: MaskedPath[] = [];
    const doubtful = grant.resourceAppId === null ? '; the resource of the grant is not in the reading' : '';
    const grantLinks: PathLink[] = [
      { kind: 'app', id: app.appId, label: app.name },
      { kind: 'grant', id: grant.item.id ?? grant.item.clientId, label: permission.scope },
    ];
    const make = (mask: CapabilityMask, users: readonly Person[], detail: string, verdict: 'yes' | 'unknown'): void => {
      if (mask === NO_CAPABILITIES) return;
      const links: PathLink[] = [
        ...grantLinks,
        ...users.map((user): PathLink => ({ kind: 'user', id: user.id, label: user.name })),
        mailboxLink(mailbox),
      ];
      const via = links.slice(1).map((link) => link.id);
      paths.push([
        mask,
        {
          kind: 'delegated',
          detail: `${permission.scope} ${detail}${doubtful}.`,
          via,
          links,
          verdict: doubtful === '' ? verdict : 'unknown',
        },
      ]);
    };
    const whose = grant.userId === null ? 'for every user' : `for ${this.holders.personOf(grant.userId).name}`;
    if (grant.userId === null || grant.userId === mailbox.id) {
      const own = this.people.ownSignIn(mailbox);
      if (own !== 'no') make(permission.mask, [this.holders.personOf(mailbox.id)], `${whose}, through the mailbox's own account`, own);
    }
    if (!permission.shared) return paths;
    const byMask = new Map<CapabilityMask, Person[]>();
    for (const [person, mask] of this.delegatesOn(mailbox, permission)) {
      if (grant.userId !== null && grant.userId !== person.id) continue;
      byMask.set(mask, [...(byMask.get(mask) ?? []), person]);
    }
    let reached = NO_CAPABILITIES;
    for (const [mask, persons] of byMask) {
      const named = persons.slice(0, NAMED_DELEGATES);
      const rest = persons.length > named.length ? ` and ${persons.length - named.length} more` : '';
      make(mask, named, `${whose}, through ${named.map((person) => person.name).join(', ')}${rest}`, 'yes');
      reached |= mask;
    }
    const gap = this.gapOf(permission, mailbox);
    if (gap !== null) make(permission.mask & ~reached, [], `${whose}; through whom is not known: ${gap}`, 'unknown');
    return paths;
  }

  /** People other than the own account who reach the mailbox in the way that the scope opens, with what it gives them there. */
  private delegatesOn(mailbox: Mailbox, permission: DelegatedPermission): ReadonlyMap<Person, CapabilityMask> {
    const result = new Map<Person, CapabilityMask>();
    const add = (person: Person, mask: CapabilityMask): void => {
      const allowed = mask & permission.mask;
      if (allowed !== NO_CAPABILITIES && !person.deleted) result.set(person, (result.get(person) ?? NO_CAPABILITIES) | allowed);
    };
    for (const [person, held] of this.people.heldOn(mailbox)) {
      const has = new Set(held.filter(({ verdict }) => verdict === 'yes').map(({ right }) => right));
      add(person, maskThrough(permission, has));
    }
    if (permission.reachBy === 'ownAndDelegate') {
      for (const right of this.foldersOn(mailbox.index)) {
        if (right.personId !== null && right.personId !== mailbox.id) add(this.holders.personOf(right.personId), right.mask);
      }
    }
    return result;
  }

  /** Grants for every user reach the same mailboxes by the same scope, whichever app holds them. */
  private reachedBy(grant: DelegatedGrant, permission: DelegatedPermission): ReadonlyMap<Capability, BitSet> {
    if (grant.userId !== null) return this.mailboxesOf(grant, permission);
    const known = this.forEveryUser.get(permission);
    if (known) return known;
    const reached = this.mailboxesOf(grant, permission);
    this.forEveryUser.set(permission, reached);
    return reached;
  }

  private mailboxesOf(grant: DelegatedGrant, permission: DelegatedPermission): ReadonlyMap<Capability, BitSet> {
    const result = new Map<Capability, BitSet>();
    const add = (mask: CapabilityMask, mailboxes: Iterable<number>): void => {
      for (const capability of capabilitiesIn(mask & permission.mask)) {
        const set = result.get(capability) ?? createBitSet(this.reading.mailboxes.size);
        result.set(capability, set);
        for (const mailbox of mailboxes) addBit(set, mailbox);
      }
    };
    add(permission.mask, grant.userId === null ? this.everyOwnMailbox() : this.ownMailboxOf(grant.userId));
    if (!permission.shared) return result;
    const persons = grant.userId === null ? this.index().all : [this.index().of(grant.userId)].filter((entry) => entry !== undefined);
    const everyone = new Map<CapabilityMask, Set<number>>();
    const isNew = createCombinationFilter();
    for (const { person, rights } of persons) {
      // People who share their lists of mailboxes add nothing new after the first.
      if (person.deleted || !isNew(RIGHTS.map((right) => rights.get(right)))) continue;
      const fullAccess = rights.get('fullAccess')?.yes ?? [];
      const sendAs = rights.get('sendAs')?.yes ?? [];
      const onBehalf = rights.get('sendOnBehalf')?.yes ?? [];
      const collect = (mask: CapabilityMask, mailboxes: readonly number[]): void => {
        const set = everyone.get(mask) ?? new Set<number>();
        everyone.set(mask, set);
        for (const mailbox of mailboxes) set.add(mailbox);
      };
      if (permission.reachBy === 'ownAndDelegate') collect(FULL_ACCESS_MASK, fullAccess);
      if (permission.reachBy === 'ownAndSendAs') collect(SEND, sendAs);
      if (permission.reachBy === 'ownAndSender') collect(SEND, [...sendAs, ...onBehalf]);
      if (permission.reachBy === 'ownAndFullAccess') {
        const open = new Set(fullAccess);
        collect(FULL_ACCESS_MASK, fullAccess);
        collect(
          SEND,
          [...sendAs, ...onBehalf].filter((mailbox) => open.has(mailbox)),
        );
      }
    }
    for (const [mask, set] of everyone) add(mask, set);
    if (permission.reachBy === 'ownAndDelegate') {
      for (const mailbox of this.reading.mailboxes.all) {
        for (const right of this.foldersOn(mailbox.index)) {
          if (right.personId !== null && (grant.userId === null || right.personId === grant.userId)) add(right.mask, [mailbox.index]);
        }
      }
    }
    return result;
  }

  private everyOwnMailbox(): readonly number[] {
    this.ownMailboxes ??= this.reading.mailboxes.all
      .filter((mailbox) => this.people.ownSignIn(mailbox) === 'yes')
      .map(({ index }) => index);
    return this.ownMailboxes;
  }

  private ownMailboxOf(userId: string): readonly number[] {
    const mailbox = this.reading.mailboxes.byId(userId);
    return mailbox && this.people.ownSignIn(mailbox) === 'yes' ? [mailbox.index] : [];
  }

  private foldersOn(mailbox: number): readonly FolderRight[] {
    this.folders ??= folderRightsOf(this.reading, this.holders);
    return this.folders.get(mailbox) ?? [];
  }

  /** Why there may be more users than the ones found, or null. */
  private gapOf(permission: DelegatedPermission, mailbox: Mailbox): string | null {
    const sending = permission.reachBy === 'ownAndSendAs' || permission.reachBy === 'ownAndSender';
    if (sending) return this.reading.gap('exchange.recipientPermissions');
    if (permission.reachBy === 'ownAndDelegate') {
      const gap = this.reading.gap('exchange.mailboxFolderPermissions');
      if (gap !== null) return gap;
    }
    if (this.rights.isFullAccessRead(mailbox.index)) return null;
    return this.reading.gap('exchange.mailboxPermissions') ?? 'the permissions of this mailbox were not read';
  }
}

function maskThrough(permission: DelegatedPermission, has: ReadonlySet<string>): CapabilityMask {
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

function permissionsOf(grant: DelegatedGrant): readonly DelegatedPermission[] {
  return grant.scopes
    .map((scope) => delegatedPermission(grant.resourceAppId, scope))
    .filter((permission) => permission !== null && !permission.retired) as DelegatedPermission[];
}

/** A filter that answers whether a combination of objects, each by identity, comes for the first time. */
function createCombinationFilter(): (parts: readonly (object | undefined)[]) => boolean {
  const numbers = new Map<object | undefined, number>([[undefined, 0]]);
  const seen = new Set<string>();
  return (parts) => {
    const key = parts.map((part) => numbers.get(part) ?? numbers.set(part, numbers.size).size - 1).join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
