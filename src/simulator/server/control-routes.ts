import { Hono } from 'hono';
import { FAULTS } from '../faults/fault-names';
import { controlAccount } from './account-control';
import type { SimulatorEnvironment } from './http-context';
import type { Replica, ReplicationDelays } from '../state/replication';
import type { World } from './world';

/** How a test or the demo moves the simulator itself: `/_simulator/…`. No token, no fault and no log line here. */
export function controlRoutes(world: World): Hono<SimulatorEnvironment> {
  const routes = new Hono<SimulatorEnvironment>();
  const clock = (): { readonly now: string } => ({ now: world.tenant.state.clock.nowText() });
  routes.get('/clock', (context) => context.json(clock()));
  routes.post('/clock', async (context) => {
    const problem = moveClock(world, await readObject(context.req.raw));
    return problem === null ? context.json(clock()) : context.json({ error: problem }, 400);
  });
  routes.post('/reset', (context) => {
    world.reset();
    return context.json({ tenantId: world.tenant.state.tenantId, ...clock() });
  });
  routes.get('/log', (context) => context.json({ requests: world.log.all() }));
  routes.post('/accounts', async (context) => {
    const problem = controlAccount(world.tenant.state, await readObject(context.req.raw));
    return problem === null ? context.json(clock()) : context.json({ error: problem }, 400);
  });
  routes.get('/replication', (context) => context.json({ mode: world.tenant.state.replication.mode }));
  routes.post('/replication', async (context) => {
    const problem = setReplication(world, await readObject(context.req.raw));
    return problem === null ? context.json({ mode: world.tenant.state.replication.mode }) : context.json({ error: problem }, 400);
  });
  routes.post('/release', (context) => context.json({ released: world.release() }));
  routes.get('/faults', (context) => context.json({ on: world.faults.describe(), known: FAULTS }));
  routes.post('/faults', async (context) => {
    const { set, clear } = await readObject(context.req.raw);
    const list = typeof set === 'string' ? [set] : Array.isArray(set) ? set.map(String) : [];
    if (clear === true) world.faults.clearAll();
    else for (const fact of FAULTS) if (fact.name === clear) world.faults.clear(fact.name);
    const problem = list.map((text) => world.faults.set(text)).find((text) => text !== null);
    return problem === undefined ? context.json({ on: world.faults.describe() }) : context.json({ error: problem }, 400);
  });
  return routes;
}

/** `{ "now": ISO }` or `{ "advanceSeconds": 60 }`. What is wrong, or null. */
function moveClock(world: World, body: Readonly<Record<string, unknown>>): string | null {
  const { clock } = world.tenant.state;
  const { now, advanceSeconds } = body;
  if (typeof now === 'string') {
    const time = Date.parse(now);
    if (Number.isNaN(time)) return `"${now}" is no time.`;
    return clock.moveTo(time) ? null : `The clock stands at ${clock.nowText()} and cannot go back; reset the simulator instead.`;
  }
  if (typeof advanceSeconds === 'number') return clock.advance(advanceSeconds * 1000) ? null : 'The clock cannot go back.';
  return 'Give "now" (a time) or "advanceSeconds" (a number).';
}

const READERS: readonly string[] = ['objects', 'lists', 'exchange', 'signIn'] satisfies readonly Replica[];

/** `{ "mode": "real", "delays": { "lists": 5000 } }`: how long a change takes until lists and the others know of it. What is wrong, or null. */
function setReplication(world: World, { mode, delays }: Readonly<Record<string, unknown>>): string | null {
  if (mode !== 'none' && mode !== 'real') return 'Give "mode": "none" or "real".';
  const given: Readonly<Record<string, unknown>> = typeof delays === 'object' && delays !== null ? { ...delays } : {};
  const wrong = Object.entries(given).find(([name, value]) => !READERS.includes(name) || typeof value !== 'number' || !(value >= 0));
  if (wrong) return `"delays" takes milliseconds for ${READERS.join(', ')}; "${wrong[0]}" is not that.`;
  world.tenant.state.replication.use(mode, given as Partial<ReplicationDelays>);
  return null;
}

async function readObject(request: Request): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(await request.text());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
