import { BROWSER_COOKIE } from '../entra/entra-exchange';
import { pathOf, type SimulatorContext } from './http-context';
import type { World } from './world';

/** Answers a request to the sign-in service; null where nothing is served at this path. */
export async function answerEntra(world: World, context: SimulatorContext): Promise<Response | null> {
  const { path, search } = pathOf(context);
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  const form = context.req.method === 'POST' ? await readForm(context) : null;
  const reply = world.entra.answer({
    method: context.req.method,
    segments,
    query: new Map(new URLSearchParams(search)),
    form,
    browser: readCookie(context.req.header('cookie'), BROWSER_COOKIE),
    correlationId: context.req.header('client-request-id'),
    origin: context.get('origin'),
  });
  if (reply === null) return null;
  const entry = context.get('entry');
  const appId = form?.get('client_id') ?? new URLSearchParams(search).get('client_id') ?? undefined;
  if (entry && appId !== undefined) Object.assign(entry, { appId });
  const { status, headers, body } = reply;
  return typeof body === 'string'
    ? new Response(body, { status, headers: { ...headers } })
    : Response.json(body, { status, headers: { ...headers } });
}

function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** The fields of a form; a client that names itself by HTTP's own means (`client_secret_basic`) is put among them. */
async function readForm(context: SimulatorContext): Promise<ReadonlyMap<string, string> | null> {
  if (!/^application\/x-www-form-urlencoded/i.test(context.req.header('content-type') ?? '')) return null;
  const form = new Map(new URLSearchParams(await context.req.text()));
  const basic = /^basic\s+(.+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (basic === undefined) return form;
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  form.set('client_id', decode(id));
  form.set('client_secret', decode(secret.join(':')));
  return form;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
