import { bitOf, closeMask, type Capability } from '../../shared/domain/reach/capability';

/** The capabilities that no other of the list implies: "Read and write mail" says "Read mail" already. */
export function ownCapabilities(capabilities: readonly Capability[]): readonly Capability[] {
  return capabilities.filter((capability) => {
    const bit = bitOf(capability);
    return !capabilities.some((other) => other !== capability && (closeMask(bitOf(other)) & bit) !== 0);
  });
}

/** The capabilities of a verdict record to show: without those that a stronger one with the same verdict implies. */
export function shownVerdicts<Verdict extends string>(
  verdicts: Readonly<Partial<Record<Capability, Verdict>>>,
  order: readonly Capability[],
): readonly (readonly [Capability, Verdict])[] {
  const entries = order.flatMap((capability): (readonly [Capability, Verdict])[] => {
    const verdict = verdicts[capability];
    return verdict === undefined ? [] : [[capability, verdict]];
  });
  return entries.filter(([capability, verdict]) => {
    const same = entries.filter(([, other]) => other === verdict).map(([other]) => other);
    return ownCapabilities(same).includes(capability);
  });
}

/** How far a capability goes, as far as two of them can be compared. */
export interface ComparableReach {
  readonly reach: string;
  readonly mailboxes: number;
  readonly unknownMailboxes: number;
}

/** The capabilities held that say something of their own: a weaker one only where it goes further or less far than the one that implies it. */
export function distinctReach(
  reaches: Readonly<Partial<Record<Capability, ComparableReach>>>,
  order: readonly Capability[],
): readonly Capability[] {
  const same = (left: ComparableReach, right: ComparableReach): boolean =>
    left.reach === right.reach && left.mailboxes === right.mailboxes && left.unknownMailboxes === right.unknownMailboxes;
  const held = order.filter((capability) => reaches[capability] !== undefined);
  return held.filter((capability) => {
    const own = reaches[capability];
    return !held.some((other) => {
      const stronger = reaches[other];
      const implies = other !== capability && (closeMask(bitOf(other)) & bitOf(capability)) !== 0;
      return implies && own !== undefined && stronger !== undefined && same(own, stronger);
    });
  });
}
