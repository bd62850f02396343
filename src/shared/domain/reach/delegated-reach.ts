import type { Reading } from '../collection/reading';
import { addBit, countBits, createBitSet, orInto, type BitSet, type ReadonlyBitSet } from './bit-set';
import { capabilitiesIn, maskOf, NO_CAPABILITIES, type Capability, type CapabilityMask } from './capability';
import type { FolderRights } from './folder-rights';
import type { PeopleIndex } from './people-index';
import type { PeopleReach } from './people-reach';
import { permissionsOf, type DelegatedPermission } from './permissions/delegated-permissions';
import type { AppEntry, DelegatedGrant, DelegatedReach } from './reach-model';
import { FULL_ACCESS_MASK, RIGHTS } from './right-capabilities';

const SEND = maskOf('mail.send');

interface Gathered {
  consent: 'AllPrincipals' | 'Principal';
  users: Set<string> | 'all';
  readonly mailboxes: BitSet;
}

/**
 * What apps reach through their users: never more than the signed-in user has.
 * https://learn.microsoft.com/graph/permissions-overview
 */
export class DelegatedReachCalculator {
  private ownMailboxes: readonly number[] | null = null;
  private readonly forEveryUser = new Map<DelegatedPermission, ReadonlyMap<Capability, BitSet>>();

  constructor(
    private readonly reading: Reading,
    private readonly people: PeopleReach,
    private readonly folders: FolderRights,
    private readonly index: () => PeopleIndex,
  ) {}

  /** How many users and mailboxes each capability of the app's delegated grants reaches for certain. */
  reachOf(app: AppEntry): DelegatedReach {
    const { mask, capabilities } = this.gather(app);
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

  /** The mailboxes that each capability of the app's delegated grants reaches for certain. */
  mailboxesReached(app: AppEntry): ReadonlyMap<Capability, ReadonlyBitSet> {
    return new Map([...this.gather(app).capabilities].map(([capability, { mailboxes }]) => [capability, mailboxes]));
  }

  private gather(app: AppEntry): { readonly mask: CapabilityMask; readonly capabilities: ReadonlyMap<Capability, Gathered> } {
    let mask = NO_CAPABILITIES;
    const capabilities = new Map<Capability, Gathered>();
    for (const grant of app.delegatedGrants) {
      for (const permission of permissionsOf(grant.resourceAppId, grant.scopes)) {
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
    return { mask, capabilities };
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
        for (const { personId, mask } of this.folders.on(mailbox.index)) {
          if (grant.userId === null || personId === null || personId === grant.userId) add(mask, [mailbox.index]);
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
