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
