import { z } from 'zod';
import { err, ok, type Result } from '../../shared/domain/result';
import type { DirectoryAnswer, DirectoryPort, DirectoryRequest } from '../../shared/ipc/tenant-access';
import { CANCELLED, type ReadFailure } from './read-failure';
import type { ReadingClock } from './reading-clock';
import { TENANT_PATH } from './sources-table';
import { backoff, Gate, MOST_FAILURES, PATIENCE, retryAfter } from './waiting';

z.config({ jitless: true });

/** So many requests are under way at once. Graph's directory limits count units, not connections; more would only be throttled. */
const AT_ONCE = 4;

/** https://learn.microsoft.com/graph/json-batching#batch-size-limitations */
export const BATCH_SIZE = 20;

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string().nullish() }) });
const batchSchema = z.object({
  responses: z.array(
    z.object({ id: z.string(), status: z.number(), headers: z.record(z.string(), z.string()).nullish(), body: z.unknown().optional() }),
  ),
});

/** What a request to Graph came to: the parsed body, or why there is none. */
export type GraphOutcome = Result<unknown, ReadFailure>;

/** What the door works with. */
export interface GraphDoorParts {
  readonly port: DirectoryPort;
  readonly clock: ReadingClock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  /** Everybody waits until then: the service asked for it, or nothing answers any more. */
  readonly onWaiting?: (until: number) => void;
}

type Answered = Extract<DirectoryAnswer, { kind: 'answer' }>;

/** What to do after an answer: it is one, it is a failure for good, or wait so long (null: by own measure) and ask again. */
type Judgement =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly failure: ReadFailure }
  | { readonly kind: 'again'; readonly wait: number | null; readonly failure: ReadFailure };

/**
 * The one way to Graph: few at once, nothing before its `Retry-After`, repeated with patience that ends, stopped within a
 * moment. https://learn.microsoft.com/graph/throttling#best-practices-to-handle-throttling
 */
export class GraphDoor {
  /** Requests sent so far, repeated ones included. */
  requests = 0;
  private readonly gate: Gate;
  /** Whether anything has ever answered. */
  private answered = false;
  /** Since when nothing answers; null while something does. */
  private silentSince: number | null = null;

  constructor(private readonly parts: GraphDoorParts) {
    this.gate = new Gate(parts.clock, AT_ONCE, parts.onWaiting);
  }

  /** Reads one address: version, path and query. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<GraphOutcome> {
    return this.send({ method: 'GET', path, headers: { accept: 'application/json', ...headers }, body: null });
  }

  /** Reads a number that comes as text (`…/$count`). */
  async count(path: string): Promise<Result<number, ReadFailure>> {
    const outcome = await this.send({ method: 'GET', path, headers: { consistencylevel: 'eventual' }, body: null });
    if (!outcome.ok) return outcome;
    const count = Number(outcome.value);
    return Number.isInteger(count) ? ok(count) : err({ kind: 'unreadable', reason: 'the count is not a number' });
  }

  /**
   * Reads several addresses of v1.0 (without the version), twenty to a request. Each is throttled on its own: those that are
   * go into a later batch, after the longest time any of them was asked to wait.
   */
  async batch(paths: readonly string[]): Promise<readonly GraphOutcome[]> {
    const outcomes = new Map<number, GraphOutcome>();
    let open = paths.map((_path, index) => index);
    let failures = 0;
    let waited = 0;
    while (open.length > 0) {
      const body = JSON.stringify({ requests: open.map((index) => ({ id: String(index), method: 'GET', url: paths[index] })) });
      const answer = await this.send({ method: 'POST', path: '/v1.0/$batch', headers: { 'content-type': 'application/json' }, body });
      if (!answer.ok) return paths.map((_path, index) => outcomes.get(index) ?? answer);
      const parsed = batchSchema.safeParse(answer.value);
      const answers = new Map(parsed.success ? parsed.data.responses.map((response) => [response.id, response]) : []);
      const again: number[] = [];
      let wait: number | null = null;
      for (const index of open) {
        const response = answers.get(String(index));
        const judged = response ? judge(toAnswer(response), this.parts.clock.now()) : missingPart();
        if (judged.kind !== 'again') outcomes.set(index, judged.kind === 'value' ? ok(judged.value) : err(judged.failure));
        else {
          again.push(index);
          if (judged.wait !== null) wait = Math.max(wait ?? 0, judged.wait);
          outcomes.set(index, err(judged.failure));
        }
      }
      open = again;
      if (open.length === 0) break;
      if (wait === null) failures += 1;
      const pause = wait ?? backoff(failures, this.random);
      waited += pause;
      if (failures > MOST_FAILURES || waited > PATIENCE) break;
      this.gate.close(this.parts.clock.now() + pause);
    }
    return paths.map((_path, index) => outcomes.get(index) ?? err(CANCELLED));
  }

  private get random(): () => number {
    return this.parts.random ?? Math.random;
  }

  private async send(request: DirectoryRequest): Promise<GraphOutcome> {
    const { signal, clock } = this.parts;
    let failures = 0;
    let waited = 0;
    let othersAnswer = false;
    for (;;) {
      const answer = await this.ask(request);
      if (answer === null || signal.aborted) return err(CANCELLED);
      const judged = judge(answer, clock.now());
      if (judged.kind === 'value') return ok(judged.value);
      if (judged.kind === 'failure') return err(judged.failure);
      if (judged.wait === null) failures += 1;
      const pause = judged.wait ?? backoff(failures, this.random);
      if (answer.kind === 'unreachable' && failures > MOST_FAILURES && !othersAnswer && this.mayBeCutOff()) {
        // Where they do, this one is asked for once more: the connection may have come back just now.
        othersAnswer = await this.doOthersAnswer();
        if (!othersAnswer) this.gate.close(clock.now() + pause);
        continue;
      }
      waited += pause;
      if (failures > MOST_FAILURES || waited > PATIENCE) return err(signal.aborted ? CANCELLED : judged.failure);
      // A wait that the service names holds for everybody; a broken connection is this request's own affair.
      if (judged.wait === null) await clock.sleep(pause, signal);
      else this.gate.close(clock.now() + pause);
    }
  }

  private ask(request: DirectoryRequest): Promise<DirectoryAnswer | null> {
    const { signal, clock, port } = this.parts;
    return this.gate.pass(signal, async () => {
      this.requests += 1;
      const answer = await port.send(request, signal);
      if (answer.kind === 'answer') {
        this.answered = true;
        this.silentSince = null;
      } else if (answer.kind === 'unreachable') this.silentSince ??= clock.now();
      return answer;
    });
  }

  /** Whether it may be the connection of this machine that is gone, and so worth waiting for: something answered once, not long ago. */
  private mayBeCutOff(): boolean {
    return this.answered && (this.silentSince === null || this.parts.clock.now() - this.silentSince <= PATIENCE);
  }

  /** Asks the address that answered first. One that always breaks, while others answer, is given up. */
  private async doOthersAnswer(): Promise<boolean> {
    const answer = await this.ask({ method: 'GET', path: TENANT_PATH, headers: { accept: 'application/json' }, body: null });
    return answer?.kind !== 'unreachable';
  }
}

function judge(answer: DirectoryAnswer, now: number): Judgement {
  switch (answer.kind) {
    case 'cancelled':
      return { kind: 'failure', failure: CANCELLED };
    case 'notSignedIn':
      return { kind: 'failure', failure: { kind: 'notSignedIn', reason: answer.message } };
    case 'unreachable':
      return { kind: 'again', wait: null, failure: { kind: 'unreachable', reason: answer.message } };
    case 'answer':
      return answer.status >= 200 && answer.status < 300 ? read(answer) : judgeError(answer, now);
  }
}

function read(answer: Answered): Judgement {
  try {
    return { kind: 'value', value: JSON.parse(answer.body) as unknown };
  } catch {
    return { kind: 'again', wait: null, failure: { kind: 'unreadable', reason: 'the answer was cut off' } };
  }
}

function judgeError(answer: Answered, now: number): Judgement {
  const { status, headers } = answer;
  const { code, message } = errorOf(answer.body);
  const reason = [`${status}${code === '' ? '' : ` ${code}`}`, message].filter((part) => part !== '').join(': ');
  if (status === 429 || status >= 500) {
    const wait = retryAfter(headers['retry-after'], headers['date'], now);
    const kind = status === 429 || wait !== null ? 'throttled' : 'unreachable';
    return { kind: 'again', wait, failure: { kind, reason: kind === 'throttled' ? `throttled: ${reason}` : reason } };
  }
  if (status === 401) return fail('notSignedIn', reason);
  if (status === 403) return fail('forbidden', reason);
  if (status === 404) return fail('notFound', reason);
  // https://learn.microsoft.com/graph/paging — a page mark that is too old: `Directory_ExpiredPageToken`.
  if ((status === 400 || status === 410) && /page ?token|skip ?token/i.test(`${code} ${message}`)) return fail('expired', reason);
  return fail('refused', reason);
}

function fail(kind: ReadFailure['kind'], reason: string): Judgement {
  return { kind: 'failure', failure: { kind, reason } };
}

function errorOf(body: string): { readonly code: string; readonly message: string } {
  try {
    const parsed = errorSchema.safeParse(JSON.parse(body));
    if (parsed.success) return { code: parsed.data.error.code, message: firstSentence(parsed.data.error.message ?? '') };
  } catch {
    // A gateway's page rather than an answer of Graph: the status says enough.
  }
  return { code: '', message: '' };
}

function firstSentence(text: string): string {
  const [line = ''] = text.split(/[\r\n]/);
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function toAnswer(response: z.infer<typeof batchSchema>['responses'][number]): Answered {
  const headers = Object.fromEntries(Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return { kind: 'answer', status: response.status, headers, body: JSON.stringify(response.body ?? null) };
}

/** A batch that answers some of its requests only. */
function missingPart(): Judgement {
  return { kind: 'again', wait: null, failure: { kind: 'unreadable', reason: 'the batch left this request unanswered' } };
}
