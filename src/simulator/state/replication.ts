import type { SimulatedClock } from './clock';

/**
 * How long it takes until every part of the service knows of a change. A tenant of Microsoft is kept in many places: what was
 * written in one of them is read in another only later.
 * https://learn.microsoft.com/entra/architecture/architecture#data-consistency
 */
export type ReplicationMode = 'none' | 'real';

/** Who reads: one object by its key, lists and `$filter`, Exchange Online, the sign-in service. */
export type Replica = 'objects' | 'lists' | 'exchange' | 'signIn';

/** Where something was written. */
export type WriteOrigin = 'graph' | 'exchange';

/** Milliseconds from a write until a reader knows of it. */
export type ReplicationDelays = Readonly<Record<Replica, number>>;

/** No document names figures ("seconds to minutes"): these are the short end of it, so that nobody waits long in a demo. */
const REAL: Readonly<Record<WriteOrigin, ReplicationDelays>> = {
  graph: { objects: 2000, lists: 5000, exchange: 20_000, signIn: 8000 },
  exchange: { objects: 10_000, lists: 15_000, exchange: 0, signIn: 15_000 },
};
const NONE: ReplicationDelays = { objects: 0, lists: 0, exchange: 0, signIn: 0 };

interface Written {
  readonly at: number;
  readonly origin: WriteOrigin;
}

/**
 * What was created lately, and from when on each reader sees it. Ids are those of objects, of credentials (`keyId`), and of
 * links (see `linkId`). What the tenant was made with is seen everywhere, always.
 */
export class Replication {
  private readonly created = new Map<string, Written>();
  private kind: ReplicationMode = 'none';
  private changed: Partial<ReplicationDelays> = {};
  private current: WriteOrigin = 'graph';

  constructor(private readonly clock: SimulatedClock) {}

  /** Whether changes take time at all. */
  get mode(): ReplicationMode {
    return this.kind;
  }

  /** Where the write comes from that is going on. */
  get origin(): WriteOrigin {
    return this.current;
  }

  /** Switches the delays on or off; some of them can be given other lengths (milliseconds). */
  use(mode: ReplicationMode, delays: Partial<ReplicationDelays> = {}): void {
    this.kind = mode;
    this.changed = delays;
  }

  /** What is written in the function comes from there: `replication.writtenIn('exchange', () => state.groups.add(…))`. */
  writtenIn<T>(origin: WriteOrigin, write: () => T): T {
    const before = this.current;
    this.current = origin;
    try {
      return write();
    } finally {
      this.current = before;
    }
  }

  /** Notes that something new was written now. The tables and links of the state do this by themselves. */
  noteCreated(id: string): void {
    if (this.kind === 'real') this.created.set(id.toLowerCase(), { at: this.clock.now(), origin: this.current });
  }

  /** How long a write from somewhere takes until a reader knows of it. */
  delay(replica: Replica, origin: WriteOrigin): number {
    if (this.kind === 'none') return NONE[replica];
    const usual = REAL[origin][replica];
    return usual === 0 ? 0 : (this.changed[replica] ?? usual);
  }

  /** The moment from which a reader sees something (milliseconds, simulated clock); 0: it always did. */
  visibleFrom(id: string, replica: Replica): number {
    const written = this.created.get(id.toLowerCase());
    return written === undefined ? 0 : written.at + this.delay(replica, written.origin);
  }

  /** Whether a reader sees something by now. */
  isVisible(id: string, replica: Replica): boolean {
    return this.visibleFrom(id, replica) <= this.clock.now();
  }

  /** The moment from which Exchange Online knows of an object or a link; 0: it always did. */
  visibleInExchangeFrom(id: string): number {
    return this.visibleFrom(id, 'exchange');
  }

  /** Whether Exchange Online knows of an object or a link by now. */
  isVisibleInExchange(id: string): boolean {
    return this.isVisible(id, 'exchange');
  }
}

/** The id under which a link (member of a group or unit, owner) is known here. */
export function linkId(holder: string, member: string): string {
  return `${holder} ${member}`.toLowerCase();
}
