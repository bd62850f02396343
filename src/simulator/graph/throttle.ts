import type { SimulatedClock } from '../state/clock';
import {
  BASE_COSTS,
  COST_CHANGES,
  DIRECTORY_WINDOW,
  GLOBAL_LIMIT,
  KEY_CREDENTIALS_LIMIT,
  OUTLOOK_LIMIT,
  TELL_FROM,
  WRITE_LIMITS,
  directoryUnits,
} from './throttle-limits';
import type { QueryOptions } from './query-options';

/** Whether a request may be answered now, and what its answer says about limits. */
export interface Admission {
  /** Null: go on. */
  readonly retryAfterSeconds: number | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A bucket that fills again over its window. */
class Bucket {
  private level: number;
  private filledAt: number;

  constructor(
    readonly capacity: number,
    private readonly window: number,
    now: number,
  ) {
    this.level = capacity;
    this.filledAt = now;
  }

  /** How long until so much can be taken, in milliseconds; 0: now. */
  waitFor(amount: number, now: number): number {
    this.level = Math.min(this.capacity, this.level + ((now - this.filledAt) / this.window) * this.capacity);
    this.filledAt = now;
    return this.level >= amount ? 0 : ((amount - this.level) / this.capacity) * this.window;
  }

  take(amount: number): void {
    this.level -= amount;
  }

  get used(): number {
    return 1 - this.level / this.capacity;
  }
}

/** Counts what every app uses, by the simulated clock. A request that is refused uses nothing. */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>();
  private readonly open = new Map<string, number>();

  constructor(
    private readonly clock: SimulatedClock,
    private readonly userCount: () => number,
  ) {}

  /** A request for directory data. */
  admitDirectory(appId: string, tenantId: string, template: string, options: QueryOptions): Admission {
    const cost = costOf(template, options);
    const global = this.bucket(`global ${appId}`, GLOBAL_LIMIT.requests, GLOBAL_LIMIT.window);
    const units = this.bucket(`directory ${appId}`, directoryUnits(this.userCount()), DIRECTORY_WINDOW);
    const wanted: (readonly [Bucket, number])[] = [
      [global, 1],
      [units, cost],
    ];
    if (template === '/applications' && options.select?.some((name) => name.toLowerCase() === 'keycredentials')) {
      wanted.push([this.bucket('keyCredentials', KEY_CREDENTIALS_LIMIT.requests, KEY_CREDENTIALS_LIMIT.window), 1]);
    }
    const refused = this.takeAll(wanted);
    if (refused === null) return { retryAfterSeconds: null, headers: { 'x-ms-resource-unit': String(cost), ...percentage(units) } };
    return {
      retryAfterSeconds: refused,
      headers: {
        'x-ms-resource-unit': String(cost),
        'x-ms-throttle-scope': `Tenant_Application/Read/${appId}/${tenantId}`,
        'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      },
    };
  }

  /** A request that changes something in the directory: one unit, and one write. */
  admitWrite(appId: string, tenantId: string): Admission {
    const { app, tenant } = WRITE_LIMITS;
    const refused = this.takeAll([
      [this.bucket(`global ${appId}`, GLOBAL_LIMIT.requests, GLOBAL_LIMIT.window), 1],
      [this.bucket(`directory ${appId}`, directoryUnits(this.userCount()), DIRECTORY_WINDOW), 1],
      [this.bucket(`writes ${appId}`, app.requests, app.window), 1],
      [this.bucket('writes', tenant.requests, tenant.window), 1],
    ]);
    if (refused === null) return { retryAfterSeconds: null, headers: { 'x-ms-resource-unit': '1' } };
    return {
      retryAfterSeconds: refused,
      headers: {
        'x-ms-resource-unit': '1',
        'x-ms-throttle-scope': `Tenant_Application/Write/${appId}/${tenantId}`,
        'x-ms-throttle-information': 'WriteLimitExceeded',
      },
    };
  }

  /** A request into a mailbox. Whoever is admitted gives the place back when the answer has gone out. */
  admitMailbox(appId: string, mailboxId: string): Admission {
    const key = `${appId} ${mailboxId}`;
    if ((this.open.get(key) ?? 0) >= OUTLOOK_LIMIT.concurrent) return { retryAfterSeconds: 1, headers: {} };
    const refused = this.takeAll([[this.bucket(`mailbox ${key}`, OUTLOOK_LIMIT.requests, OUTLOOK_LIMIT.window), 1]]);
    if (refused !== null) return { retryAfterSeconds: refused, headers: {} };
    this.open.set(key, (this.open.get(key) ?? 0) + 1);
    return { retryAfterSeconds: null, headers: {} };
  }

  /** The answer of a request into a mailbox has gone out. */
  leaveMailbox(appId: string, mailboxId: string): void {
    const key = `${appId} ${mailboxId}`;
    const left = (this.open.get(key) ?? 1) - 1;
    if (left > 0) this.open.set(key, left);
    else this.open.delete(key);
  }

  private takeAll(wanted: readonly (readonly [Bucket, number])[]): number | null {
    const now = this.clock.now();
    const wait = Math.max(...wanted.map(([bucket, amount]) => bucket.waitFor(amount, now)));
    if (wait > 0) return Math.max(1, Math.ceil(wait / 1000));
    for (const [bucket, amount] of wanted) bucket.take(amount);
    return null;
  }

  private bucket(key: string, capacity: number, window: number): Bucket {
    const held = this.buckets.get(key);
    if (held?.capacity === capacity) return held;
    const made = new Bucket(capacity, window, this.clock.now());
    this.buckets.set(key, made);
    return made;
  }
}

/** What a request costs in resource units. */
export function costOf(template: string, options: QueryOptions): number {
  let cost = BASE_COSTS[template] ?? 1;
  if (options.select !== null) cost += COST_CHANGES.select;
  if (options.expand.length > 0) cost += COST_CHANGES.expand;
  if (options.top !== null && options.top < COST_CHANGES.smallTopBelow) cost += COST_CHANGES.smallTop;
  return Math.max(COST_CHANGES.least, cost);
}

function percentage(bucket: Bucket): Record<string, string> {
  return bucket.used < TELL_FROM ? {} : { 'x-ms-throttle-limit-percentage': bucket.used.toFixed(2) };
}
