import type { Reading } from '../collection/reading';
import { policyVerdict } from './access-policies';
import { ALL_CAPABILITIES, bitOf, CAPABILITIES, NO_CAPABILITIES, type Capability, type CapabilityMask } from './capability';
import { isEmptyBitSet } from './bit-set';
import type { MailboxSets, TriSet } from './mailbox-sets';
import type { ProtocolReach } from './protocol-reach';
import type { AppEntry, ApplicationReach, EntraGrant, Extent, RoleAssignment } from './reach-model';

/** One grant or assignment with the mailboxes for which it carries its capabilities. */
export interface Contribution {
  readonly mask: CapabilityMask;
  readonly members: TriSet;
  readonly grant: EntraGrant | null;
  readonly assignment: RoleAssignment | null;
  /** Set where the contribution stands for a source that was not read. */
  readonly gap: string | null;
}

/**
 * What each app reaches by application permissions: the union of its Entra grants, its Exchange role assignments and its
 * mailbox permissions. RBAC never narrows an Entra grant.
 */
export class ApplicationReachCalculator {
  private readonly reaches = new Map<string, ApplicationReach>();
  private readonly contributions = new Map<string, readonly Contribution[]>();

  constructor(
    private readonly reading: Reading,
    private readonly sets: MailboxSets,
    private readonly protocols: ProtocolReach,
  ) {}

  /** What an app reaches. */
  reachOf(app: AppEntry): ApplicationReach {
    const known = this.reaches.get(app.appId);
    if (known) return known;
    const reach = new ContributedReach(this.contributionsOf(app), this.sets, this.reading.isComplete('exchange.mailboxes'));
    this.reaches.set(app.appId, reach);
    return reach;
  }

  /** The grants and assignments of an app, each with its mailboxes. */
  contributionsOf(app: AppEntry): readonly Contribution[] {
    const known = this.contributions.get(app.appId);
    if (known) return known;
    const list = this.compute(app);
    this.contributions.set(app.appId, list);
    return list;
  }

  /** What the access policies leave of a governed grant of this app. */
  policyVerdictOf(app: AppEntry): TriSet {
    return policyVerdict(app.policies, this.reading.isComplete('exchange.applicationAccessPolicies'), this.sets);
  }

  private compute(app: AppEntry): Contribution[] {
    const { sets } = this;
    const list: Contribution[] = [];
    let verdict: TriSet | null = null;
    for (const grant of app.grants) {
      if (grant.mask === NO_CAPABILITIES) continue;
      let members = sets.all;
      if (grant.governedByPolicies) members = verdict ??= this.policyVerdictOf(app);
      else if (grant.protocol === 'imapPop') members = this.protocols.imapPop(app);
      else if (grant.protocol === 'smtp') members = this.protocols.smtp(app);
      if (grant.doubt !== null) members = sets.and(members, sets.allUnknown);
      list.push({ mask: grant.mask, members, grant, assignment: null, gap: null });
    }
    for (const assignment of app.roleAssignments) {
      if (assignment.mask === NO_CAPABILITIES) continue;
      const members = assignment.doubt === null ? assignment.scope.members : sets.and(assignment.scope.members, sets.allUnknown);
      list.push({ mask: assignment.mask, members, grant: null, assignment, gap: null });
    }
    const gap = this.reading.gap('exchange.managementRoleAssignments');
    if (gap !== null && app.pointers.length > 0) {
      list.push({
        mask: ALL_CAPABILITIES,
        members: sets.allUnknown,
        grant: null,
        assignment: null,
        gap: `role assignments were not read in full: ${gap}`,
      });
    }
    return list;
  }
}

class ContributedReach implements ApplicationReach {
  readonly held: CapabilityMask;
  readonly yes: CapabilityMask;
  readonly unknown: CapabilityMask;
  private readonly sets = new Map<Capability, TriSet>();

  constructor(
    private readonly contributions: readonly Contribution[],
    private readonly algebra: MailboxSets,
    private readonly mailboxesComplete: boolean,
  ) {
    let held = NO_CAPABILITIES;
    let yes = NO_CAPABILITIES;
    let unknown = NO_CAPABILITIES;
    for (const { mask, members, gap } of contributions) {
      if (gap === null) held |= mask;
      if (members === algebra.all || !isEmptyBitSet(members.yes)) yes |= mask;
    }
    for (const capability of CAPABILITIES) {
      const bit = bitOf(capability);
      if (contributions.some(({ mask }) => mask & bit) && !isEmptyBitSet(this.of(capability).unknown)) unknown |= bit;
    }
    this.held = held | unknown;
    this.yes = yes;
    this.unknown = unknown;
  }

  of(capability: Capability): TriSet {
    const known = this.sets.get(capability);
    if (known) return known;
    const bit = bitOf(capability);
    let union = this.algebra.none;
    for (const { mask, members } of this.contributions) if (mask & bit) union = this.algebra.or(union, members);
    this.sets.set(capability, union);
    return union;
  }

  extent(capability: Capability): Extent {
    const set = this.of(capability);
    const mailboxes = this.algebra.countYes(set);
    const unknownMailboxes = this.algebra.countUnknown(set);
    return { reach: this.word(set, mailboxes, unknownMailboxes), mailboxes, unknownMailboxes };
  }

  private word(set: TriSet, mailboxes: number, unknownMailboxes: number): Extent['reach'] {
    if (this.algebra.size === 0) {
      if (set === this.algebra.all) return 'all';
      return this.mailboxesComplete ? 'none' : 'unknown';
    }
    if (mailboxes === this.algebra.size) return 'all';
    if (mailboxes > 0) return 'some';
    return unknownMailboxes > 0 ? 'unknown' : 'none';
  }
}
