import type { SimulatedClock } from './clock';
import type { Links } from './links';
import { linkId, type Replica, type Replication, type WriteOrigin } from './replication';

interface Change {
  readonly holder: string;
  readonly member: string;
  readonly wasThere: boolean;
  readonly at: number;
  readonly origin: WriteOrigin;
}

/** Links as their readers see them, who learn of a change only later. Without replication they are the links themselves. */
export class LaggingLinks {
  private changes: Change[] = [];

  constructor(
    private readonly links: Links,
    private readonly replication: Replication,
    private readonly clock: SimulatedClock,
  ) {
    links.watch((holder, member, isThere) => {
      if (replication.mode === 'none') return;
      this.changes.push({ holder, member, wasThere: !isThere, at: clock.now(), origin: replication.origin });
      if (isThere) replication.noteCreated(linkId(holder, member));
    });
  }

  /** The members of a holder as a reader sees them by now, in lower case. */
  membersOf(holder: string, replica: Replica = 'lists'): readonly string[] {
    const key = holder.toLowerCase();
    const own = this.unknownTo(replica).filter((change) => change.holder === key);
    return seen(this.links.membersOf(holder), own, (change) => change.member);
  }

  /** The holders of a member as a reader sees them by now, in lower case. */
  holdersOf(member: string, replica: Replica = 'lists'): readonly string[] {
    const key = member.toLowerCase();
    const own = this.unknownTo(replica).filter((change) => change.member === key);
    return seen(this.links.holdersOf(member), own, (change) => change.holder);
  }

  private unknownTo(replica: Replica): readonly Change[] {
    if (this.changes.length === 0) return this.changes;
    const now = this.clock.now();
    // Exchange is the last to hear of it.
    const longest = (origin: WriteOrigin): number =>
      Math.max(...(['objects', 'lists', 'exchange'] as const).map((each) => this.replication.delay(each, origin)));
    this.changes = this.changes.filter((change) => change.at + longest(change.origin) > now);
    return this.changes.filter((change) => change.at + this.replication.delay(replica, change.origin) > now);
  }
}

/** The newest change is undone first, so that the oldest state is what remains. */
function seen(now: readonly string[], changes: readonly Change[], endOf: (change: Change) => string): readonly string[] {
  if (changes.length === 0) return now;
  const ids = new Set(now);
  for (const change of [...changes].reverse()) {
    if (change.wasThere) ids.add(endOf(change));
    else ids.delete(endOf(change));
  }
  return [...ids];
}
