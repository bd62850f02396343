import { answerBatch } from '../graph/batch';
import { GRAPH_ERRORS } from '../graph/graph-errors';
import { placeOf, type GraphReply, type GraphRequest } from '../graph/graph-front';
import { pathOf, type SimulatorContext } from './http-context';
import type { World } from './world';

/** Answers a request to `/v1.0/…` or `/beta/…`. */
export async function answerGraph(world: World, context: SimulatorContext): Promise<Response> {
  const request = await readRequest(context);
  const entry = context.get('entry');
  if (request === null) return respond(context, world.graph.failure(GRAPH_ERRORS.invalidBatch('The request body is not valid JSON.')));
  const storm = stormReply(world, request);
  if (storm) return respond(context, storm);
  const authentication = world.graph.authenticate(request);
  if (!authentication.ok) return respond(context, world.graph.failure(authentication.error));
  const { caller } = authentication;
  if (entry) Object.assign(entry, { appId: caller.appId });
  if (request.path.toLowerCase() === '$batch' && request.method === 'POST') {
    const outcome = answerBatch(world.graph, world.faults, request, caller);
    if (!outcome.ok) return respond(context, world.graph.failure(outcome.error));
    if (entry) entry.items = outcome.value.items;
    return respond(context, { status: 200, headers: {}, body: outcome.value.body });
  }
  if (request.query.some(([name]) => name.toLowerCase() === '$skiptoken') && world.faults.takes('expired-skiptoken', placeOf(request))) {
    world.graph.marks.breakNext(1);
  }
  return respond(context, world.graph.answer(request, caller));
}

/** Faults that Graph answers before it looks who asks. */
function stormReply(world: World, request: GraphRequest): GraphReply | null {
  const { faults, graph } = world;
  const throttled = faults.takes('throttle', placeOf(request));
  if (throttled) return graph.failure(GRAPH_ERRORS.tooMany(throttled.seconds ?? 10));
  const unavailable = faults.takes('unavailable', placeOf(request));
  if (unavailable) return graph.failure(GRAPH_ERRORS.unavailable(unavailable.seconds));
  return faults.takes('error', placeOf(request))
    ? graph.failure({ status: 500, code: 'InternalServerError', message: 'An unexpected error occurred.' })
    : null;
}

/** Null where the body is not JSON. */
async function readRequest(context: SimulatorContext): Promise<GraphRequest | null> {
  const { path, search } = pathOf(context);
  const [, version = '', ...segments] = path.split('/');
  const text = context.req.method === 'GET' ? '' : await context.req.text();
  const body = readJson(text);
  if (body === undefined) return null;
  return {
    method: context.req.method,
    version: version.toLowerCase() === 'beta' ? 'beta' : 'v1.0',
    path: segments.filter((segment) => segment !== '').join('/'),
    query: [...new URLSearchParams(search)],
    header: (name) => context.req.header(name),
    origin: context.get('origin'),
    body,
  };
}

function readJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function respond(context: SimulatorContext, reply: GraphReply): Response {
  if (reply.release) context.set('release', reply.release);
  if (reply.body === null) return new Response(null, { status: reply.status, headers: { ...reply.headers } });
  if (typeof reply.body === 'string')
    return new Response(reply.body, { status: reply.status, headers: { ...reply.headers, 'Content-Type': 'text/plain' } });
  const type =
    reply.status < 400
      ? 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
      : 'application/json';
  return new Response(JSON.stringify(reply.body), { status: reply.status, headers: { ...reply.headers, 'Content-Type': type } });
}
