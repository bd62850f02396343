import type { Mailbox } from '../collection/mailbox-directory';
import { capabilitiesIn, type Capability, type CapabilityMask } from './capability';
import type { ExplainedPath, Explanation, PathLink } from './reach-model';

/** A path with the capabilities it yields. */
export type MaskedPath = readonly [CapabilityMask, ExplainedPath];

/**
 * Sorts paths by capability. A capability is *yes* if one of its paths is; otherwise *unknown*. Where a yes stands, paths
 * that merely might lead there are left out.
 */
export function joinPaths(paths: readonly MaskedPath[]): Explanation {
  const explanation: Partial<Record<Capability, { verdict: 'yes' | 'unknown'; paths: ExplainedPath[] }>> = {};
  for (const [mask, path] of paths) {
    if (path.verdict === 'no') continue;
    for (const capability of capabilitiesIn(mask)) {
      const present = explanation[capability];
      if (!present) explanation[capability] = { verdict: path.verdict, paths: [path] };
      else if (present.verdict === path.verdict) present.paths.push(path);
      else if (path.verdict === 'yes') explanation[capability] = { verdict: 'yes', paths: [path] };
    }
  }
  return explanation;
}

/** The last link of every path: the mailbox. */
export function mailboxLink(mailbox: Mailbox): PathLink {
  return { kind: 'mailbox', id: mailbox.id, label: mailbox.address };
}
