import type { CmdletCall, CmdletOutput } from '../exchange/exchange-front';
import type { CmdletError } from '../exchange/cmdlet-errors';
import type { SimulatorContext } from './http-context';
import type { World } from './world';

/** From this much text on, an answer goes out piece by piece. */
const PIECE = 262_144;

/** Answers `POST /exchange/cmdlet`. What a cmdlet says, errors too, comes with status 200; only getting in has others. */
export async function answerCmdlet(world: World, context: SimulatorContext): Promise<Response> {
  const call = readCall(await context.req.text());
  if (typeof call === 'string') return problem(400, { category: 'InvalidData', id: 'InvalidRequest', message: call });
  const entry = context.get('entry');
  if (entry) Object.assign(entry, { cmdlet: call.cmdlet, parameters: withoutPasswords(call.parameters) });
  // A fault can be aimed at a cmdlet: every call has the same path.
  const place = `POST /exchange/cmdlet/${call.cmdlet}`;
  const storm = stormReply(world, place);
  if (storm) return storm;
  const connection = world.exchange.connect(context.req.header('authorization') ?? '', place);
  if (!connection.ok) return refuseConnection(connection.status, connection.message);
  if (entry) Object.assign(entry, { appId: connection.caller.appId });
  const outcome = world.exchange.run(call, connection.caller);
  if (!outcome.ok) {
    if (entry) entry.error = outcome.error.id;
    return Response.json({ error: outcome.error });
  }
  return new Response(outputBody(outcome.value), { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}

/** Answers `GET /exchange/cmdlets`: with a token what its owner has, without one everything. */
export function answerCmdlets(world: World, context: SimulatorContext): Response {
  const authorization = context.req.header('authorization');
  if (authorization === undefined) return Response.json({ cmdlets: world.exchange.cmdlets(null) });
  const connection = world.exchange.connect(authorization, '/exchange/cmdlets');
  if (!connection.ok) return refuseConnection(connection.status, connection.message);
  return Response.json({ cmdlets: world.exchange.cmdlets(connection.caller) });
}

/** The log keeps no secrets. */
function withoutPasswords(parameters: CmdletCall['parameters']): CmdletCall['parameters'] {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, /password/i.test(name) ? '…' : value]));
}

function stormReply({ faults }: World, place: string): Response | null {
  const throttled = faults.takes('throttle', place);
  if (throttled) {
    return problem(
      429,
      { category: 'ResourceBusy', id: 'MicroDelay', message: 'The request was throttled. Please try again later.' },
      { 'Retry-After': String(throttled.seconds ?? 10) },
    );
  }
  const unavailable = faults.takes('unavailable', place);
  if (unavailable) {
    const headers: Record<string, string> = unavailable.seconds === null ? {} : { 'Retry-After': String(unavailable.seconds) };
    return problem(
      503,
      { category: 'ResourceUnavailable', id: 'ServiceUnavailable', message: 'The server is busy. Please retry later.' },
      headers,
    );
  }
  return faults.takes('error', place)
    ? problem(500, { category: 'NotSpecified', id: 'InternalServerError', message: 'An unexpected error occurred.' })
    : null;
}

function refuseConnection(status: 401 | 403, message: string): Response {
  const headers: Record<string, string> =
    status === 401 ? { 'WWW-Authenticate': 'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="*"' } : {};
  return problem(status, { category: status === 401 ? 'AuthenticationError' : 'PermissionDenied', id: 'UnAuthorized', message }, headers);
}

function problem(status: number, error: CmdletError, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error }, { status, headers: { ...headers } });
}

/** Small answers are one text; large ones never stand in memory as a whole. */
function outputBody(output: CmdletOutput): string | ReadableStream<Uint8Array> {
  const pieces = outputPieces(output);
  const first = pieces.next();
  if (first.done) return '';
  const second = pieces.next();
  if (second.done) return first.value;
  const encoder = new TextEncoder();
  const waiting = [first.value, second.value];
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const ready = waiting.shift();
      if (ready !== undefined) {
        controller.enqueue(encoder.encode(ready));
        return;
      }
      const next = pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: () => {
      pieces.return(undefined);
    },
  });
}

function* outputPieces(output: CmdletOutput): Generator<string, undefined, undefined> {
  let piece = '{"objects":[';
  let first = true;
  for (const object of output.objects()) {
    piece += first ? JSON.stringify(object) : `,${JSON.stringify(object)}`;
    first = false;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  const continuation = output.continuation();
  const tail = { warnings: output.warnings(), ...(continuation === undefined ? {} : { continuation }) };
  yield `${piece}],${JSON.stringify(tail).slice(1)}`;
}

function readCall(text: string): CmdletCall | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'The request body is not JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'The request body is no object.';
  const { cmdlet, parameters = {}, pageSize, continuation } = value as Record<string, unknown>;
  if (typeof cmdlet !== 'string' || cmdlet === '') return '"cmdlet" is missing.';
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return '"parameters" is no object.';
  if (pageSize !== undefined && !(Number.isInteger(pageSize) && Number(pageSize) > 0)) return '"pageSize" is no whole number above 0.';
  if (continuation !== undefined && typeof continuation !== 'string') return '"continuation" is no text.';
  return {
    cmdlet,
    parameters: { ...parameters },
    ...(pageSize === undefined ? {} : { pageSize: Number(pageSize) }),
    ...(continuation === undefined ? {} : { continuation }),
  };
}
