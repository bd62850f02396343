import type { Mailbox } from '../../collection/mailbox-directory';
import { capabilitiesIn, closeMask, strongestOf, type Capability, type CapabilityMask } from '../../reach/capability';
import type { Verdict } from '../../reach/verdict';

/** Reach of one principal over one mailbox that changes. */
export interface ReachChange {
  readonly kind: 'app' | 'person';
  readonly id: string;
  readonly name: string;
  /** Through the users who sign in to the app, not by the app itself. */
  readonly delegated: boolean;
  readonly mailboxId: string;
  readonly mailbox: string;
  readonly capabilities: Capability[];
  /** What it was and will be, for the strongest of the capabilities. */
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Who gains and who loses. Of many, the first ones and how many there are. */
export interface ReachDifference {
  readonly gains: ReachChange[];
  readonly gainsTotal: number;
  readonly loses: ReachChange[];
  readonly losesTotal: number;
  /** To or from unknown. */
  readonly uncertain: ReachChange[];
  readonly uncertainTotal: number;
  /** Pairs of principal and mailbox that stay as they are, of the apps and mailboxes that are asked for. */
  readonly unchanged: number;
}

/** Whose reach is compared. */
export type ChangingPrincipal = Pick<ReachChange, 'kind' | 'id' | 'name' | 'delegated'>;

/** A direction of change. */
export type Direction = 'gains' | 'loses' | 'uncertain';

/** The directions of change. */
export const DIRECTIONS: readonly Direction[] = ['gains', 'loses', 'uncertain'];

/** How a verdict changes, or null where it does not. */
export function directionOf(before: Verdict, after: Verdict): Direction | null {
  if (before === after) return null;
  if (before === 'unknown' || after === 'unknown') return 'uncertain';
  return after === 'yes' ? 'gains' : 'loses';
}

/** Gathers changes: how many, and the first ones. */
export class ChangeLists {
  unchanged = 0;
  private readonly lists: Readonly<Record<Direction, { readonly rows: ReachChange[]; total: number }>> = {
    gains: { rows: [], total: 0 },
    loses: { rows: [], total: 0 },
    uncertain: { rows: [], total: 0 },
  };

  constructor(private readonly limit: number) {}

  /** Counts changes of which only so many are shown as rows. */
  count(direction: Direction, pairs: number): void {
    this.lists[direction].total += pairs;
  }

  /** How many more rows of a direction are shown. */
  room(direction: Direction): number {
    return this.limit - this.lists[direction].rows.length;
  }

  /** Shows one change. `mask`: the capabilities that change in this direction. */
  show(direction: Direction, principal: ChangingPrincipal, mailbox: Mailbox, mask: CapabilityMask, verdicts: VerdictsOf): void {
    const strongest = strongestOf(mask);
    const { before, after } = strongest === null ? { before: 'no' as const, after: 'no' as const } : verdicts(strongest);
    this.lists[direction].rows.push({
      ...principal,
      mailboxId: mailbox.id,
      mailbox: mailbox.address,
      capabilities: capabilitiesIn(mask),
      before,
      after,
    });
  }

  /** What was gathered. */
  result(): ReachDifference {
    const { gains, loses, uncertain } = this.lists;
    return {
      gains: gains.rows,
      gainsTotal: gains.total,
      loses: loses.rows,
      losesTotal: loses.total,
      uncertain: uncertain.rows,
      uncertainTotal: uncertain.total,
      unchanged: this.unchanged,
    };
  }
}

/** What a capability was and will be. */
export type VerdictsOf = (capability: Capability) => { readonly before: Verdict; readonly after: Verdict };

/** The verdict on each capability, from what is certain and what is perhaps; closed under implication. */
export class CapabilityVerdicts {
  readonly yes: CapabilityMask;
  readonly unknown: CapabilityMask;

  constructor(yes: CapabilityMask, unknown: CapabilityMask) {
    this.yes = closeMask(yes);
    this.unknown = closeMask(unknown) & ~this.yes;
  }

  /** The verdict on one capability, by its bit. */
  of(bit: CapabilityMask): Verdict {
    if ((this.yes & bit) !== 0) return 'yes';
    return (this.unknown & bit) === 0 ? 'no' : 'unknown';
  }
}
