import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { OPERATOR_APP_ID } from '../entra/sign-in-clients';
import { createSigningKey } from '../entra/signing-key';
import { FaultSwitch } from '../faults/fault-switch';
import { createSimulatedTenant, type TenantSize } from '../generator/create-tenant';
import type { DemoApp, DemoClient, DemoOperator, DemoSignIn, MadeTenant } from '../generator/made-tenant';
import { createSimulatedClock, DEFAULT_START, type SimulatedClock } from '../state/clock';
import type { ReplicationMode } from '../state/replication';
import type { TenantState } from '../state/tenant-state';
import { originOf } from './http-context';
import type { RequestLog } from './request-log';
import { simulatorApp } from './simulator-app';
import { World } from './world';

/** How a simulated tenant is served. */
export interface SimulatorOptions {
  readonly size?: TenantSize;
  readonly seed?: number;
  /** 0 or left out: any free one. Always on 127.0.0.1, never on another interface. */
  readonly port?: number;
  /** Where the clock begins (milliseconds since 1970). It runs, unless `standing`. */
  readonly start?: number;
  /** The clock moves only when it is moved: for tests. */
  readonly standing?: boolean;
  /** As `--fault` takes them: `throttle=20:30`. */
  readonly faults?: readonly string[];
  /** PEM text of a certificate and its key, for https. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Whether what is written is seen everywhere at once ('none', as tests want it), or a little later ('real'). */
  readonly replication?: ReplicationMode;
  /** Another way to make the tenant: for tests with tenants of their own. */
  readonly make?: (clock: SimulatedClock) => MadeTenant;
}

/** A tenant that is being served. */
export interface RunningSimulator {
  readonly url: string;
  readonly tenantId: string;
  readonly users: readonly DemoSignIn[];
  readonly apps: readonly DemoApp[];
  /** Public clients that people sign in to. */
  readonly clients: readonly DemoClient[];
  /** The Global Administrator and the client that a demo may change the tenant with; null where the tenant has none. */
  readonly operator: DemoOperator | null;
  /** The state behind it, for tests in the same process. After a reset it is another one. */
  readonly state: () => TenantState;
  readonly clock: () => SimulatedClock;
  readonly faults: FaultSwitch;
  readonly log: RequestLog;
  /** The parts, for tests that need a token which nobody would issue. */
  readonly world: World;
  stop(): Promise<void>;
}

/** Serves a simulated tenant on loopback. A wrong fault or a port that is taken rejects, with a sentence. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const { size = 'S', seed, start = DEFAULT_START, standing = false, faults = [] } = options;
  const make = (): MadeTenant => {
    const clock = standing ? createSimulatedClock(start) : createSimulatedClock(start, () => performance.now());
    const plan = seed === undefined ? { size, clock } : { size, seed, clock };
    const made = options.make ? options.make(clock) : createSimulatedTenant(plan);
    made.state.replication.use(options.replication ?? 'none');
    return made;
  };
  const tried = new FaultSwitch();
  const wrong = faults.map((text) => tried.set(text)).find((problem) => problem !== null);
  if (typeof wrong === 'string') throw new Error(wrong);
  const world = new World(make, createSigningKey(), faults);
  const secure = options.tls !== undefined;
  let address = '';
  const origins = new WeakMap<IncomingMessage, string>();
  const app = simulatorApp(world, (context) => origins.get(context.env.incoming) ?? address);
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(options.tls, (incoming, outgoing) => {
    origins.set(incoming, originOf(incoming, address, secure));
    // Whatever stands there, it must not keep the request from being answered.
    incoming.headers.host = 'simulator.invalid';
    void answer(incoming, outgoing);
  });
  address = await listen(server, options.port ?? 0, secure);
  return {
    url: address,
    tenantId: world.tenant.state.tenantId,
    users: world.tenant.users,
    apps: world.tenant.apps,
    clients: world.tenant.clients ?? [],
    operator: operatorOf(world.tenant),
    state: () => world.tenant.state,
    clock: () => world.tenant.state.clock,
    faults: world.faults,
    log: world.log,
    world,
    stop: () => stop(server, world),
  };
}

function operatorOf({ users }: MadeTenant): DemoOperator | null {
  const administrator = users.find(({ roles, kind }) => kind === undefined && roles.includes('Global Administrator'));
  if (!administrator) return null;
  return { userPrincipalName: administrator.userPrincipalName, password: administrator.password, clientId: OPERATOR_APP_ID };
}

function createServer(tls: SimulatorOptions['tls'], listener: RequestListener): Server {
  // A request without a Host header is answered like any other.
  const options = { requireHostHeader: false };
  return tls ? createHttpsServer({ ...options, cert: tls.certificate, key: tls.key }, listener) : createHttpServer(options, listener);
}

async function listen(server: Server, port: number, secure: boolean): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: given } = server.address() as AddressInfo;
  return `${secure ? 'https' : 'http'}://127.0.0.1:${given}`;
}

async function stop(server: Server, world: World): Promise<void> {
  world.release();
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeAllConnections();
  await closed;
}
