import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { SOURCE_PATHS, type SourcePath } from '../../shared/domain/collection/sources';
import { err, ok, type Result } from '../../shared/domain/result';
import type { ReadOutcome } from '../../shared/ipc/engine-protocol';
import type { ReadingSnapshot, ReadingWishes, SourceProgress } from '../../shared/ipc/reading-run-shapes';
import type { DirectoryPort, ExchangePort } from '../../shared/ipc/tenant-access';
import { coverageOf, partsOf } from './coverage-of-parts';
import { ExchangeDoor } from './exchange-door';
import { EXCHANGE_STEPS } from './exchange-steps';
import { GraphDoor } from './graph-door';
import { GRAPH_STEPS, readOrganization } from './graph-steps';
import { GroupNeeds } from './group-needs';
import { MAILBOX_PERMISSION_STEP, READ_PART } from './mailbox-permission-step';
import { MailboxList } from './mailbox-list';
import { MEMBERSHIP_STEPS } from './membership-steps';
import { CANCELLED, type ReadFailure } from './read-failure';
import type { ReadingClock } from './reading-clock';
import { ReadingContext } from './reading-context';
import type { Row } from './row-reader';
import { Spool } from './spool';
import { runSteps } from './steps';
import { TENANT_PATH } from './sources-table';
import { writeCollection } from './write-collection';

/** What a reading is given. */
export interface ReadingTask {
  readonly directory: DirectoryPort;
  readonly exchange: ExchangePort;
  readonly clock: ReadingClock;
  /** Stops the reading; what was read is kept. */
  readonly signal: AbortSignal;
  /** The folder of what is under way. It stays: whoever keeps the file removes it then. */
  readonly folder: string;
  /** Where the collection is written. */
  readonly target: string;
  readonly runId: string;
  readonly wishes: ReadingWishes;
  /** Go on with what is in the folder, if it is a reading of the same tenant. */
  readonly resume: boolean;
  /** The version of the app. */
  readonly version: string;
  readonly random?: () => number;
  readonly onProgress?: (snapshot: ReadingSnapshot) => void;
}

/** Not faster than this, in calls per second, where nothing was measured. https://learn.microsoft.com/powershell/exchange/exchange-online-powershell-v2 */
const USUAL_PACE = 3;
const SNAPSHOT_EVERY = 200;

/** Reads a tenant: every source that can be read, with what is missing and why, into one file. */
export async function readTenant(task: ReadingTask): Promise<Result<ReadOutcome, ReadFailure>> {
  return new TenantReading(task).run();
}

class TenantReading {
  private phase: ReadingSnapshot['phase'] = 'connect';
  private readonly graph: GraphDoor;
  private readonly exchange: ExchangeDoor;
  private readonly mailboxes = new MailboxList();
  private spool: Spool | null = null;
  private waitingUntil = 0;
  private toldAt = -Infinity;
  private later: ReturnType<typeof setTimeout> | null = null;
  private readonly pace = { since: 0, from: 0 };

  constructor(private readonly task: ReadingTask) {
    const { clock, signal, random } = task;
    // Everything that waits listens for the stop.
    setMaxListeners(0, signal);
    const onWaiting = (until: number): void => {
      this.waitingUntil = Math.max(this.waitingUntil, until);
      this.changed();
    };
    const common = { clock, signal, onWaiting, ...(random === undefined ? {} : { random }) };
    this.graph = new GraphDoor({ port: task.directory, ...common });
    this.exchange = new ExchangeDoor({ port: task.exchange, ...common });
  }

  async run(): Promise<Result<ReadOutcome, ReadFailure>> {
    const { task } = this;
    const organization = await this.graph.get(TENANT_PATH);
    // Without an answer to the first request there is nothing to read; a name that may not be read is no reason to stop.
    if (!organization.ok && organization.error.kind !== 'forbidden') return organization;
    const spool = await this.openSpool();
    this.spool = spool;
    if (organization.ok) spool.nameTenant(readOrganization(organization.value));
    try {
      await this.read(spool);
      // Stopped before anything came: an empty reading would only look like an empty tenant.
      if (task.signal.aborted && SOURCE_PATHS.every((source) => coverageOf(spool, source).count === 0)) return err(CANCELLED);
      this.phase = 'write';
      this.tell();
      await spool.save();
      await this.write(spool);
      const outcome = { stopped: task.signal.aborted, requests: this.requests, unread: this.unread(spool) };
      return ok(outcome);
    } finally {
      if (this.later !== null) clearTimeout(this.later);
      await spool.close();
    }
  }

  private async read(spool: Spool): Promise<void> {
    const { clock, signal } = this.task;
    const context = new ReadingContext({
      graph: this.graph,
      exchange: this.exchange,
      spool,
      needs: new GroupNeeds(),
      mailboxes: this.mailboxes,
      clock,
      signal,
      onChange: () => this.changed(),
    });
    await this.lookBack(spool, context);
    await this.exchange.learnCommands();
    this.phase = 'read';
    this.pace.since = clock.now();
    this.pace.from = spool.part(READ_PART).count;
    this.tell();
    await runSteps(context, [...GRAPH_STEPS, ...EXCHANGE_STEPS, MAILBOX_PERMISSION_STEP, ...MEMBERSHIP_STEPS]);
  }

  private async openSpool(): Promise<Spool> {
    const { folder, runId, wishes, resume, clock } = this.task;
    const now = (): string => textOf(clock.now());
    const found = resume ? await Spool.resume(folder, now) : null;
    if (found && found.facts.wishes.tenantId.toLowerCase() === wishes.tenantId.toLowerCase()) return found;
    await rm(folder, { recursive: true, force: true });
    return Spool.begin(folder, { runId, startedAt: now(), wishes }, now);
  }

  /** What an earlier run read is looked at as if it had come just now. */
  private async lookBack(spool: Spool, context: ReadingContext): Promise<void> {
    for (const source of SOURCE_PATHS) {
      for (const part of partsOf(spool, source)) for await (const row of spool.rows(part)) context.observe(source, row as Row);
    }
  }

  private async write(spool: Spool): Promise<void> {
    const { target, version } = this.task;
    const draft = `${target}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      // The time at which the reading began: nothing in it is older, and what changed since is for the next one.
      await writeCollection(spool, { collectedAt: spool.facts.startedAt, version }, draft);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  private get requests(): number {
    return this.graph.requests + this.exchange.requests;
  }

  private unread(spool: Spool): ReadOutcome['unread'] {
    const mailboxes = Math.max(0, this.mailboxes.size - spool.part(READ_PART).count);
    return mailboxes === 0 ? null : { mailboxes, seconds: Math.ceil(mailboxes / this.callsPerSecond(spool)) };
  }

  private callsPerSecond(spool: Spool): number {
    const seconds = (this.task.clock.now() - this.pace.since) / 1000;
    const done = spool.part(READ_PART).count - this.pace.from;
    return done >= 20 && seconds > 0 ? done / seconds : USUAL_PACE;
  }

  private changed(): void {
    if (this.task.onProgress === undefined || this.later !== null) return;
    const wait = this.toldAt + SNAPSHOT_EVERY - performance.now();
    if (wait <= 0) {
      this.tell();
      return;
    }
    this.later = setTimeout(() => {
      this.later = null;
      this.tell();
    }, wait);
    this.later.unref();
  }

  private tell(): void {
    const { onProgress, clock } = this.task;
    const { spool } = this;
    if (onProgress === undefined || spool === null) return;
    this.toldAt = performance.now();
    const { count, total } = spool.part(READ_PART);
    const left = total === null ? 0 : total - count;
    onProgress({
      phase: this.phase,
      tenantName: spool.facts.tenant?.displayName ?? null,
      startedAt: spool.facts.startedAt,
      requests: this.requests,
      waitingUntil: this.waitingUntil > clock.now() ? textOf(this.waitingUntil) : null,
      secondsLeft: left > 0 && this.phase === 'read' ? Math.ceil(left / this.callsPerSecond(spool)) : null,
      sources: SOURCE_PATHS.map((source) => progressOf(spool, source)),
    });
  }
}

function progressOf(spool: Spool, source: SourcePath): SourceProgress {
  const parts = partsOf(spool, source).map((name) => spool.part(name));
  const { state, count, reason } = coverageOf(spool, source);
  const totals = parts.map((part) => part.total);
  const ended = parts.every((part) => part.state !== 'open');
  const begun = parts.some((part) => part.count > 0 || part.state !== 'open');
  // Of permissions, mailboxes are counted: nobody knows how many entries there will be.
  const read = source === 'exchange.mailboxPermissions' ? spool.part(READ_PART) : null;
  return {
    source,
    state: ended ? state : begun || (read?.count ?? 0) > 0 ? 'reading' : 'waiting',
    count: read?.count ?? count ?? 0,
    total: read ? read.total : totals.length === 1 ? (totals[0] ?? null) : null,
    reason: ended ? (reason ?? null) : null,
  };
}

function textOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
