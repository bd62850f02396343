import { judgeLook, type LookResult } from '../../shared/domain/plan/look-result';
import type { Look, Read } from '../../shared/domain/plan/plan.schema';
import { expandJson, expandText, type Outputs } from '../../shared/domain/plan/template';
import { err, ok, type Result } from '../../shared/domain/result';
import { backoff, retryAfter } from '../../shared/domain/retry/retry-after';
import type { DirectoryAnswer, DirectoryPort, ExchangeAnswer, ExchangePort } from '../../shared/ipc/tenant-access';
import type { ClockPort } from '../ports/clock';
import { graphError, isAbsent, isMissingCmdlet } from './tenant-answers';

/** Why a look could not be made. */
export interface LookFailure {
  readonly kind: 'cancelled' | 'forbidden' | 'notSignedIn' | 'unreadable';
  readonly reason: string;
}

/** What several looks came to together. */
export interface Seen {
  readonly holds: boolean;
  readonly results: readonly LookResult[];
  /** What was seen, one sentence each; of looks that do not hold first. */
  readonly says: readonly string[];
}

/** What looking needs. */
export interface LookParts {
  readonly directory: DirectoryPort;
  readonly exchange: ExchangePort;
  readonly clock: ClockPort;
  readonly random?: () => number;
}

type Outcome<T> = Result<T, LookFailure>;

/** A read is given up after so many failures that say nothing about waiting, or when the service made it wait so long in all. */
const MOST_FAILURES = 5;
const PATIENCE = 15 * 60_000;
const MOST_PAGES = 10_000;
/** So many reads of Graph are under way at once. */
const AT_ONCE = 4;

/** Looks at a tenant: pages, waits and repeats, since reading twice does no harm. */
export class TenantLooks {
  constructor(private readonly parts: LookParts) {}

  /** Makes looks. What several of them read is read once; a plan may have a look per mailbox, so some reads go side by side. */
  async look(looks: readonly Look[], outputs: Outputs, signal: AbortSignal): Promise<Outcome<Seen>> {
    const expanded = looks.map((look) => expandLook(look, outputs));
    const reads = new Map(expanded.map(({ read }) => [JSON.stringify(read), read] as const));
    const came = await this.readAll(reads, signal);
    if (!came.ok) return came;
    const results = expanded.map((look) => judgeLook(look, came.value.get(JSON.stringify(look.read)) ?? []));
    const open = results.filter(({ holds }) => !holds);
    return ok({ holds: open.length === 0, results, says: (open.length === 0 ? results : open).map(({ saw }) => saw) });
  }

  /** Reads one object of Graph as it is now; null where it is not there. */
  async object(path: string, signal: AbortSignal): Promise<Outcome<Readonly<Record<string, unknown>> | null>> {
    const came = await this.graph(path, signal);
    if (!came.ok) return came;
    const [object] = came.value;
    return ok(typeof object === 'object' && object !== null ? { ...object } : null);
  }

  /** Several reads of Graph at once, one cmdlet at a time; the first failure ends it. */
  private async readAll(reads: ReadonlyMap<string, Read>, signal: AbortSignal): Promise<Outcome<ReadonlyMap<string, readonly unknown[]>>> {
    const objects = new Map<string, readonly unknown[]>();
    let failed: Result<never, LookFailure> | null = null;
    const work = async (queue: [string, Read][]): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && failed === null; next = queue.shift()) {
        const [key, read] = next;
        const came = await this.read(read, signal);
        if (came.ok) objects.set(key, came.value);
        else failed ??= came;
      }
    };
    const ofGraph = [...reads].filter(([, { api }]) => api === 'graph');
    const ofExchange = [...reads].filter(([, { api }]) => api === 'exchange');
    await Promise.all([work(ofExchange), ...Array.from({ length: AT_ONCE }, () => work(ofGraph))]);
    return failed ?? ok(objects);
  }

  private read(read: Read, signal: AbortSignal): Promise<Outcome<readonly unknown[]>> {
    return read.api === 'graph' ? this.graph(read.path, signal) : this.cmdlet(read, signal);
  }

  private async graph(path: string, signal: AbortSignal): Promise<Outcome<readonly unknown[]>> {
    const { directory } = this.parts;
    // Counting filters need both: https://learn.microsoft.com/graph/aad-advanced-queries
    const headers = { accept: 'application/json', ...(/[?&]\$count=true/.test(path) ? { consistencylevel: 'eventual' } : {}) };
    const objects: unknown[] = [];
    let next: string | null = path;
    for (let page = 0; next !== null; page += 1) {
      if (page >= MOST_PAGES) return unreadable('the list does not end');
      const address: string = next;
      const send = (): Promise<DirectoryAnswer> => directory.send({ method: 'GET', path: address, headers, body: null }, signal);
      const answer = await this.patiently(send, judgeGraph, signal);
      if (!answer.ok) return answer;
      if (answer.value === null) return ok([]);
      const { items, link } = answer.value;
      objects.push(...items);
      if (link === address) return unreadable('the link to the next page leads to the same page');
      next = link;
    }
    return ok(objects);
  }

  private cmdlet(command: Extract<Read, { api: 'exchange' }>, signal: AbortSignal): Promise<Outcome<readonly unknown[]>> {
    const { exchange } = this.parts;
    const { cmdlet, parameters } = command;
    const run = async (): Promise<{ readonly answer: ExchangeAnswer; readonly objects: readonly unknown[] }> => {
      const objects: unknown[] = [];
      let isBroken = false;
      const answer = await exchange.run({ cmdlet, parameters }, signal, (json) => {
        const items = listOf(json);
        if (items === null) isBroken = true;
        else objects.push(...items);
      });
      return { answer: isBroken ? { kind: 'unreachable', message: 'the answer was cut off' } : answer, objects };
    };
    return this.patiently(run, judgeExchange, signal);
  }

  /** Asks again where the service says to wait, or where nothing came: few times, with patience that ends. */
  private async patiently<Answer, T>(
    ask: () => Promise<Answer>,
    judge: (answer: Answer, now: number) => Judgement<T>,
    signal: AbortSignal,
  ): Promise<Outcome<T>> {
    const { clock, random = Math.random } = this.parts;
    let failures = 0;
    let waited = 0;
    for (;;) {
      const answer = await ask();
      if (signal.aborted) return cancelled();
      const judged = judge(answer, Date.parse(clock.now()));
      if (judged.kind !== 'again') return judged.outcome;
      if (judged.wait === null) failures += 1;
      const pause = judged.wait ?? backoff(failures, random);
      waited += pause;
      if (failures > MOST_FAILURES || waited > PATIENCE) return unreadable(judged.reason);
      await Promise.race([clock.sleep(pause), aborted(signal)]);
      if (signal.aborted) return cancelled();
    }
  }
}

/** A look with what earlier steps brought. In a path nothing of a value begins a part of its own. */
export function expandLook(look: Look, outputs: Outputs): Look {
  const { read, where } = look;
  return {
    ...look,
    read:
      read.api === 'graph'
        ? { ...read, path: expandText(read.path, outputs, encodeURIComponent) }
        : { ...read, parameters: expandJson(read.parameters, outputs) },
    where: expandJson(where, outputs),
    says: expandText(look.says, outputs),
  };
}

/** Resolves when a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

type Judgement<T> =
  | { readonly kind: 'outcome'; readonly outcome: Outcome<T> }
  | { readonly kind: 'again'; readonly wait: number | null; readonly reason: string };

interface GraphPage {
  readonly items: readonly unknown[];
  readonly link: string | null;
}

function judgeGraph(answer: DirectoryAnswer, now: number): Judgement<GraphPage | null> {
  switch (answer.kind) {
    case 'cancelled':
      return { kind: 'outcome', outcome: cancelled() };
    case 'notSignedIn':
      return { kind: 'outcome', outcome: err({ kind: 'notSignedIn', reason: answer.message }) };
    case 'unreachable':
      return { kind: 'again', wait: null, reason: answer.message };
    case 'answer':
      break;
  }
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) return readBody(body);
  const reason = graphError(answer).says;
  if (status === 404) return { kind: 'outcome', outcome: ok(null) };
  if (status === 429 || status >= 500) return { kind: 'again', wait: retryAfter(headers['retry-after'], headers['date'], now), reason };
  if (status === 401) return { kind: 'outcome', outcome: err({ kind: 'notSignedIn', reason }) };
  return { kind: 'outcome', outcome: err({ kind: status === 403 ? 'forbidden' : 'unreadable', reason }) };
}

function readBody(body: string): Judgement<GraphPage | null> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'again', wait: null, reason: 'the answer was cut off' };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'outcome', outcome: unreadable('the answer is no object') };
  const { value: list, '@odata.nextLink': link } = value as { readonly value?: unknown; readonly '@odata.nextLink'?: unknown };
  if (!Array.isArray(list)) return { kind: 'outcome', outcome: ok({ items: [value], link: null }) };
  if (typeof link !== 'string') return { kind: 'outcome', outcome: ok({ items: list as unknown[], link: null }) };
  // The host is left out: whoever sends knows where Graph is, and a token goes nowhere else.
  const [, next] = /^(?:https?:\/\/[^/]+)?(\/(?:v1\.0|beta)\/.+)$/.exec(link) ?? [];
  return next === undefined
    ? { kind: 'outcome', outcome: unreadable('the link to the next page leads elsewhere') }
    : { kind: 'outcome', outcome: ok({ items: list as unknown[], link: next }) };
}

function judgeExchange(
  { answer, objects }: { readonly answer: ExchangeAnswer; readonly objects: readonly unknown[] },
  now: number,
): Judgement<readonly unknown[]> {
  switch (answer.kind) {
    case 'done':
      return { kind: 'outcome', outcome: ok(objects) };
    case 'cancelled':
      return { kind: 'outcome', outcome: cancelled() };
    case 'notSignedIn':
      return { kind: 'outcome', outcome: err({ kind: 'notSignedIn', reason: answer.message }) };
    case 'unreachable':
      return { kind: 'again', wait: null, reason: answer.message };
    case 'busy':
      return { kind: 'again', wait: retryAfter(answer.retryAfter, answer.date, now), reason: 'Exchange Online asks to wait' };
    case 'error':
      if (isMissingCmdlet(answer)) return { kind: 'outcome', outcome: err({ kind: 'forbidden', reason: answer.message }) };
      if (isAbsent(answer)) return { kind: 'outcome', outcome: ok([]) };
      return { kind: 'outcome', outcome: unreadable(answer.message) };
  }
}

function listOf(json: string): readonly unknown[] | null {
  try {
    const items: unknown = JSON.parse(json);
    return Array.isArray(items) ? (items as readonly unknown[]) : null;
  } catch {
    return null;
  }
}

function cancelled(): Result<never, LookFailure> {
  return err({ kind: 'cancelled', reason: 'it was stopped' });
}

function unreadable(reason: string): Result<never, LookFailure> {
  return err({ kind: 'unreadable', reason });
}
