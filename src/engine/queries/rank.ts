import { SEVERITIES, type Severity } from '../../shared/domain/findings/finding';
import { CAPABILITIES, bitOf, strongestOf, type Capability } from '../../shared/domain/reach/capability';
import type { ReachExtent } from '../../shared/domain/answers/answer-shapes';

/** The worst of some severities, or null for none. */
export function worstOf(severities: Iterable<Severity>): Severity | null {
  const found = new Set(severities);
  return SEVERITIES.find((severity) => found.has(severity)) ?? null;
}

/** The place of a severity: the worst has the highest. */
export function severityRank(severity: Severity | null): number | null {
  return severity === null ? null : SEVERITIES.length - SEVERITIES.indexOf(severity);
}

const EXTENT_RANKS: Readonly<Record<ReachExtent, number>> = { all: 3, some: 2, unknown: 1, none: 0 };

/** The place of an extent: the widest has the highest. */
export function extentRank(extent: ReachExtent): number {
  return EXTENT_RANKS[extent];
}

/** The widest of some extents; `none` for none. */
export function widestExtent(extents: Iterable<ReachExtent>): ReachExtent {
  let widest: ReachExtent = 'none';
  for (const extent of extents) if (extentRank(extent) > extentRank(widest)) widest = extent;
  return widest;
}

/** Capabilities from the weakest to the strongest: taking away the strongest one again and again. */
const STRENGTHS: ReadonlyMap<Capability, number> = (() => {
  const ranks = new Map<Capability, number>();
  let rest = CAPABILITIES.reduce((mask, capability) => mask | bitOf(capability), 0);
  for (let rank = CAPABILITIES.length; rank > 0; rank -= 1) {
    const strongest = strongestOf(rest);
    if (strongest === null) break;
    ranks.set(strongest, rank);
    rest &= ~bitOf(strongest);
  }
  return ranks;
})();

/** The place of a capability: the strongest has the highest. */
export function strengthRank(capability: Capability | null): number | null {
  return capability === null ? null : (STRENGTHS.get(capability) ?? null);
}

/** The strongest of some capabilities, or null for none. */
export function strongestAmong(capabilities: Iterable<string>): Capability | null {
  const held = new Set(capabilities);
  return strongestOf(CAPABILITIES.filter((capability) => held.has(capability)).reduce((mask, capability) => mask | bitOf(capability), 0));
}
