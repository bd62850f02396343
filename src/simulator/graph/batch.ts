import type { Caller } from '../entra/caller';
import type { FaultSwitch } from '../faults/fault-switch';
import { done, failed, GRAPH_ERRORS, type Outcome } from './graph-errors';
import { placeOf, type GraphFront, type GraphReply, type GraphRequest } from './graph-front';
import { BATCH_SIZE } from './throttle-limits';

interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** What a batch did, item by item: for its answer, and for the log. */
export interface BatchOutcome {
  readonly body: Record<string, unknown>;
  readonly items: readonly { readonly id: string; readonly method: string; readonly url: string; readonly status: number }[];
}

/** Up to 20 requests in one, each throttled on its own. https://learn.microsoft.com/graph/json-batching */
export function answerBatch(front: GraphFront, faults: FaultSwitch, request: GraphRequest, caller: Caller): Outcome<BatchOutcome> {
  const items = readItems(request.body);
  if (!items.ok) return items;
  const partial = faults.takes('partial-batch', placeOf(request));
  const responses = new Map<string, GraphReply>();
  const releases: (() => void)[] = [];
  for (const item of ordered(items.value)) {
    const hit = partial !== null && items.value.indexOf(item) % 2 === 1;
    const broken = item.dependsOn.some((id) => (responses.get(id)?.status ?? 424) >= 400);
    const reply = hit
      ? front.failure(GRAPH_ERRORS.tooMany(partial.seconds ?? 10))
      : broken
        ? front.failure(GRAPH_ERRORS.failedDependency())
        : front.answer(itemRequest(request, item), caller);
    if (reply.release) releases.push(reply.release);
    responses.set(item.id, reply);
  }
  for (const release of releases) release();
  // Answers come in any order: clients must go by the ids.
  const answered = [...items.value]
    .reverse()
    .map((item) => ({ item, reply: responses.get(item.id) ?? front.failure(GRAPH_ERRORS.failedDependency()) }));
  return done({
    body: {
      responses: answered.map(({ item, reply }) => ({
        id: item.id,
        status: reply.status,
        headers: {
          ...pickHeaders(reply.headers),
          ...(reply.body === null ? {} : { 'Content-Type': typeof reply.body === 'string' ? 'text/plain' : 'application/json' }),
        },
        ...(reply.body === null ? {} : { body: reply.body }),
      })),
    },
    items: answered.map(({ item, reply }) => ({ id: item.id, method: item.method, url: item.url, status: reply.status })),
  });
}

function itemRequest(batch: GraphRequest, item: BatchItem): GraphRequest {
  const [path = '', query = ''] = item.url.replace(/^\/+/, '').split('?');
  const headers = new Map(Object.entries(item.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: item.method.toUpperCase(),
    version: batch.version,
    path: path.replace(/\/+$/, ''),
    query: [...new URLSearchParams(query)],
    header: (name) => headers.get(name.toLowerCase()),
    origin: batch.origin,
    body: item.body,
  };
}

function readItems(body: unknown): Outcome<readonly BatchItem[]> {
  const list = typeof body === 'object' && body !== null && 'requests' in body ? body.requests : undefined;
  if (!Array.isArray(list) || list.length === 0)
    return failed(GRAPH_ERRORS.invalidBatch("Invalid batch payload format: 'requests' is missing or empty."));
  if (list.length > BATCH_SIZE) {
    return failed(GRAPH_ERRORS.invalidBatch(`Number of batch request steps exceeds the maximum value of ${BATCH_SIZE}.`));
  }
  const items: BatchItem[] = [];
  for (const entry of list) {
    const item = readItem(entry);
    if (item === null)
      return failed(GRAPH_ERRORS.invalidBatch('Invalid batch payload format: every request needs id, method and a relative url.'));
    if (items.some((other) => other.id === item.id))
      return failed(GRAPH_ERRORS.invalidBatch('The batch request contains duplicate request ids.'));
    items.push(item);
  }
  const ids = new Set(items.map((item) => item.id));
  if (items.some((item) => item.dependsOn.some((id) => !ids.has(id)))) {
    return failed(GRAPH_ERRORS.invalidBatch('A request depends on an id that the batch does not have.'));
  }
  return done(items);
}

function readItem(entry: unknown): BatchItem | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { id, method, url, headers, body, dependsOn } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string' || /^https?:/i.test(url)) return null;
  if (dependsOn !== undefined && (!Array.isArray(dependsOn) || dependsOn.some((other) => typeof other !== 'string'))) return null;
  return {
    id,
    method,
    url,
    headers: typeof headers === 'object' && headers !== null ? { ...(headers as Record<string, string>) } : {},
    body,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

/** Whoever depends on another comes after it. A circle is answered as a failed dependency. */
function ordered(items: readonly BatchItem[]): readonly BatchItem[] {
  const rest = [...items];
  const sorted: BatchItem[] = [];
  while (rest.length > 0) {
    const ready = rest.findIndex((item) => item.dependsOn.every((id) => sorted.some((other) => other.id === id)));
    sorted.push(...rest.splice(Math.max(ready, 0), 1));
  }
  return sorted;
}

function pickHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(content-type)$/i.test(name)));
}
