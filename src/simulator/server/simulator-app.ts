import { setTimeout as sleep } from 'node:timers/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import { EntraFront } from '../entra/entra-front';
import type { CountedFault } from '../faults/fault-names';
import { controlRoutes } from './control-routes';
import { answerEntra } from './entra-routes';
import { answerCmdlet, answerCmdlets } from './exchange-routes';
import { answerGraph } from './graph-routes';
import { cut, pathOf, type SimulatorContext, type SimulatorEnvironment } from './http-context';
import type { LoggedRequest } from './request-log';
import type { World } from './world';

/** The HTTP application: which front a path belongs to, with the log and the faults around it. */
export function simulatorApp(world: World, originOf: (context: SimulatorContext) => string): Hono<SimulatorEnvironment> {
  const app = new Hono<SimulatorEnvironment>();
  app.use(async (context, next) => {
    context.set('origin', originOf(context));
    await next();
  });
  app.route('/_simulator', controlRoutes(world));
  app.use(aroundFronts(world));
  app.post('/exchange/cmdlet', (context) => answerCmdlet(world, context));
  app.get('/exchange/cmdlets', (context) => answerCmdlets(world, context));
  app.all('/v1.0/*', (context) => answerGraph(world, context));
  app.all('/beta/*', (context) => answerGraph(world, context));
  app.all('*', async (context) => (await answerEntra(world, context)) ?? context.json({ error: 'Nothing is served here.' }, 404));
  return app;
}

/** Notes the request, and lets the faults happen that have to do with connections and bodies. */
function aroundFronts(world: World): MiddlewareHandler<SimulatorEnvironment> {
  return async (context, next) => {
    const { clock } = world.tenant.state;
    const { path, search } = pathOf(context);
    const entry = world.log.begin({
      at: Math.round(clock.now()),
      time: clock.nowText(),
      front: frontOf(path),
      method: context.req.method,
      path: path + withoutTokens(search),
      appId: null,
    });
    context.set('entry', entry);
    const place = await placeOf(context, path);
    const hits = (name: CountedFault): boolean => hit(world, entry, name, place);
    if (world.faults.slowMilliseconds > 0) await sleep(world.faults.slowMilliseconds);
    if (hits('reset')) return cut(context);
    if (hits('hold-before') && !(await held(world, context))) return cut(context);
    await next();
    const release = context.get('release');
    if (release) finished(context, release);
    if (hits('hold')) await held(world, context);
    if (hits('drop-after-commit')) return cut(context);
    if (hits('truncate')) context.res = await truncated(context.res);
    context.res.headers.set('Date', new Date(clock.now() + world.faults.clockSkewSeconds * 1000).toUTCString());
    entry.status = context.res.status;
    entry.retryAfter = context.res.headers.get('Retry-After');
    return undefined;
  };
}

/** Whoever signs out may send an id token along: the log keeps none. */
function withoutTokens(search: string): string {
  return search.replaceAll(/([?&]id_token_hint=)[^&]*/g, '$1…');
}

function hit(world: World, entry: LoggedRequest, name: CountedFault, place: string): boolean {
  if (world.faults.takes(name, place) === null) return false;
  entry.fault = name;
  return true;
}

function frontOf(path: string): LoggedRequest['front'] {
  if (/^\/(?:v1\.0|beta)(?:\/|$)/i.test(path)) return 'graph';
  if (path.startsWith('/exchange/')) return 'exchange';
  return EntraFront.serves(path.split('/').filter((segment) => segment !== '')) ? 'entra' : 'none';
}

/** Where a fault can be aimed at: the method and the path, and for Exchange the cmdlet too. */
async function placeOf(context: SimulatorContext, path: string): Promise<string> {
  const place = `${context.req.method} ${path}`;
  if (path !== '/exchange/cmdlet') return place;
  const cmdlet = /"cmdlet"\s*:\s*"([^"]*)"/.exec(await context.req.text())?.[1] ?? '';
  return `${place}/${cmdlet}`;
}

/** Waits until somebody lets the request or its answer go (true), or the client has gone (false). */
async function held(world: World, context: SimulatorContext): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const letGo = (): void => {
      resolve(true);
    };
    world.held.add(letGo);
    context.env.incoming.socket.once('close', () => {
      world.held.delete(letGo);
      resolve(false);
    });
  });
}

function finished(context: SimulatorContext, release: () => void): void {
  let open = true;
  const once = (): void => {
    if (open) release();
    open = false;
  };
  context.env.outgoing.once('finish', once);
  context.env.outgoing.once('close', once);
}

/** Half of the body, announced as the whole. */
async function truncated(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status, headers: response.headers });
}
