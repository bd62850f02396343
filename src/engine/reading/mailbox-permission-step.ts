import { keyOf } from '../../shared/domain/collection/text-key';
import { err, ok, type Result } from '../../shared/domain/result';
import { MOST_CONNECTIONS } from './exchange-door';
import type { ListedMailbox } from './mailbox-list';
import { CANCELLED, type ReadFailure } from './read-failure';
import type { ReadingContext } from './reading-context';
import type { Row } from './row-reader';
import { commandOf } from './sources-table';
import type { Step } from './steps';

/** Which mailboxes were read: ids in lower case, one per line. Not a source of its own, so under a name that is none. */
export const READ_PART = 'mailboxPermissionsRead';

const SOURCE = 'exchange.mailboxPermissions';

/** What is read between two checkpoints. */
const CHUNK = 100;
/** So many chunks without a sign of strain, and one more connection is tried. */
const QUIET_CHUNKS = 3;
/** So many mailboxes that cannot be read one after the other, and it is not the mailboxes. */
const MOST_IN_A_ROW = 5;

/** Full Access: one call per mailbox, as there is no form for the whole tenant. */
export const MAILBOX_PERMISSION_STEP: Step = { sources: [SOURCE], run: readMailboxPermissions };

async function readMailboxPermissions(context: ReadingContext): Promise<void> {
  const { spool, mailboxes } = context.parts;
  if (context.isDone(SOURCE)) return;
  const known = spool.part('exchange.mailboxes');
  if (known.state === 'failed' && known.count === 0 && !context.parts.signal.aborted) {
    return context.end(SOURCE, err({ kind: 'refused', reason: `the mailboxes were not read: ${known.reason ?? 'unknown'}` }));
  }
  const which = spool.facts.wishes.mailboxPermissions;
  const wanted = mailboxes.wanted(which);
  spool.mark(READ_PART, { total: wanted.length });
  const done = new Set<string>();
  for await (const id of spool.rows(READ_PART)) done.add(String(id));
  const open = wanted.filter((mailbox) => !done.has(keyOf(mailbox.id)));
  const reader = new PermissionReader(context);
  const failure = await reader.read(open);
  spool.mark(READ_PART, { state: failure === null ? 'complete' : 'failed' });
  await context.end(SOURCE, outcomeOf(context, failure, wanted.length), doubtOf(context, reader, which));
}

function outcomeOf(context: ReadingContext, failure: ReadFailure | null, wanted: number): Result<null, ReadFailure> {
  if (failure === null) return ok(null);
  const { count } = context.parts.spool.part(READ_PART);
  const reason =
    failure === CANCELLED && count === 0 ? `${CANCELLED.reason} before it was read` : `${failure.reason} after ${count} of ${wanted}`;
  return err({ kind: failure.kind, reason });
}

/** What was asked for came, and still not every mailbox is known. */
function doubtOf(context: ReadingContext, reader: PermissionReader, which: 'shared' | 'all'): string | null {
  if (context.parts.spool.part('exchange.mailboxes').state !== 'complete') return 'not every mailbox is known';
  if (reader.left > 0) return `${reader.left} mailboxes could not be read: ${reader.firstProblem ?? 'unknown'}`;
  return which === 'shared' ? 'shared mailboxes only' : null;
}

/** Reads chunk by chunk, with as many connections as the service bears. */
class PermissionReader {
  /** Mailboxes that could not be read. */
  left = 0;
  firstProblem: string | null = null;
  private connections = MOST_CONNECTIONS;
  private quiet = 0;
  private inARow = 0;

  constructor(private readonly context: ReadingContext) {}

  async read(mailboxes: readonly ListedMailbox[]): Promise<ReadFailure | null> {
    for (let at = 0; at < mailboxes.length; at += CHUNK) {
      const busy = this.context.parts.exchange.busy;
      const failure = await this.readChunk(mailboxes.slice(at, at + CHUNK));
      await this.context.parts.spool.save();
      this.context.parts.onChange();
      if (failure) return failure;
      this.adapt(this.context.parts.exchange.busy > busy);
    }
    return this.context.parts.signal.aborted && mailboxes.length > 0 ? CANCELLED : null;
  }

  private async readChunk(chunk: readonly ListedMailbox[]): Promise<ReadFailure | null> {
    const queue = [...chunk];
    let failure: ReadFailure | null = null;
    const work = async (): Promise<void> => {
      for (let mailbox = queue.shift(); mailbox !== undefined && failure === null; mailbox = queue.shift()) {
        failure ??= await this.readOne(mailbox);
      }
    };
    await Promise.all(Array.from({ length: this.connections }, work));
    return failure;
  }

  /** Answers the failure that ends it for all. */
  private async readOne({ id }: ListedMailbox): Promise<ReadFailure | null> {
    const { exchange, spool, clock } = this.context.parts;
    const rows: Row[] = [];
    const readAt = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    const outcome = await exchange.run(
      commandOf(SOURCE, 0, id),
      (objects) => void rows.push(...objects.map((object) => ({ ...(object as Row), readAt }))),
      () => void rows.splice(0),
    );
    if (outcome.ok) {
      this.inARow = 0;
      // In one step, so that no checkpoint has the one without the other.
      const added = this.context.add(SOURCE, rows);
      await Promise.all([added, spool.append(READ_PART, [keyOf(id)])]);
      return null;
    }
    const { kind, reason } = outcome.error;
    if (kind === 'cancelled' || kind === 'forbidden' || kind === 'throttled' || kind === 'notSignedIn') return outcome.error;
    // A mailbox that is gone by now has no permissions that matter, but was not read either.
    this.left += 1;
    this.firstProblem ??= reason;
    if (kind !== 'notFound') this.inARow += 1;
    return this.inARow >= MOST_IN_A_ROW ? outcome.error : null;
  }

  private adapt(strained: boolean): void {
    this.quiet = strained ? 0 : this.quiet + 1;
    if (strained) this.connections = Math.max(1, this.connections - 1);
    else if (this.quiet >= QUIET_CHUNKS && this.connections < MOST_CONNECTIONS) {
      this.connections += 1;
      this.quiet = 0;
    }
  }
}
