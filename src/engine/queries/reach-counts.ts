import { createBitSet, forEachBit, hasBit, isFullBitSet, orInto } from '../../shared/domain/reach/bit-set';
import { CAPABILITIES, bitOf } from '../../shared/domain/reach/capability';
import type { TriSet } from '../../shared/domain/reach/mailbox-sets';
import type { AppEntry } from '../../shared/domain/reach/reach-model';
import type { ReadingModel } from './reading-model';

/** Per mailbox, how many apps and people reach it for certain, or perhaps. */
export interface ReachCounts {
  readonly apps: Uint32Array;
  readonly unknownApps: Uint32Array;
  readonly people: Uint32Array;
  readonly unknownPeople: Uint32Array;
}

/** The mailboxes that an app reaches with any capability by application permissions. */
export function anyReach(model: ReadingModel, app: AppEntry): TriSet {
  const reach = model.engine.applicationReach(app);
  const size = model.engine.sets.size;
  const yes = createBitSet(size);
  const unknown = createBitSet(size);
  for (const capability of CAPABILITIES) {
    if (((reach.yes | reach.unknown) & bitOf(capability)) === 0) continue;
    const set = reach.of(capability);
    orInto(yes, set.yes);
    orInto(unknown, set.unknown);
  }
  return { yes, unknown };
}

/** Counts for every mailbox at once: one pass over the apps' sets and one over the people's lists. */
export function countReach(model: ReadingModel): ReachCounts {
  const size = model.reading.mailboxes.size;
  const counts = {
    apps: new Uint32Array(size),
    unknownApps: new Uint32Array(size),
    people: new Uint32Array(size),
    unknownPeople: new Uint32Array(size),
  };
  let everywhere = 0;
  for (const app of model.engine.apps) {
    const reach = model.engine.applicationReach(app);
    if ((reach.yes | reach.unknown) === 0) continue;
    const any = anyReach(model, app);
    // Most apps with reach reach everything; counting them once saves a pass over all mailboxes each.
    if (size > 0 && isFullBitSet(any.yes, size)) {
      everywhere += 1;
      continue;
    }
    forEachBit(any.yes, (mailbox) => add(counts.apps, mailbox));
    forEachBit(any.unknown, (mailbox) => {
      if (!hasBit(any.yes, mailbox)) add(counts.unknownApps, mailbox);
    });
  }
  if (everywhere > 0) counts.apps.forEach((count, mailbox) => (counts.apps[mailbox] = count + everywhere));
  for (const { rights } of model.engine.peopleIndex().all) {
    const yes = new Set<number>();
    const unknown = new Set<number>();
    for (const mailboxes of rights.values()) {
      for (const mailbox of mailboxes.yes) yes.add(mailbox);
      for (const mailbox of mailboxes.unknown) unknown.add(mailbox);
    }
    for (const mailbox of yes) add(counts.people, mailbox);
    for (const mailbox of unknown) if (!yes.has(mailbox)) add(counts.unknownPeople, mailbox);
  }
  return counts;
}

function add(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
