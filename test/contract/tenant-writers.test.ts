import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { AccountTokens } from '../../src/main/adapters/tenant/account-tokens';
import { connectChangeableSimulator } from '../../src/main/adapters/tenant/changeable-simulator';
import { GraphWriter } from '../../src/main/adapters/tenant/graph-writer';
import type { TokenWish } from '../../src/main/adapters/tenant/held-token';
import { SimulatorClock } from '../../src/main/adapters/tenant/simulator-clock';
import { SimulatorExchangeWriter } from '../../src/main/adapters/tenant/simulator-exchange-writer';
import type { ChangeableTenant, DirectoryChange } from '../../src/main/ports/tenant-writer';
import { ok } from '../../src/shared/domain/result';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';

const quiet = new AbortController().signal;
const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
const SECRET: DirectoryChange = {
  method: 'POST',
  path: '/v1.0/applications/1/addPassword',
  headers: { consistencylevel: 'eventual' },
  body: '{"passwordCredential":{"displayName":"Mailscope ${x}"}}',
};

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** What a service that has carried a change out does instead of answering it, or answers. */
const CASES: readonly (readonly [what: string, serve: Serve, outcome: object, arrived: number])[] = [
  ['cuts the connection after it was done', (request) => request.socket.destroy(), { kind: 'unreachable' }, 1],
  [
    'cuts the connection within the answer',
    (_request, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{');
      setImmediate(() => response.destroy());
    },
    { kind: 'unreachable' },
    1,
  ],
  ['says nothing any more', () => undefined, { kind: 'unreachable' }, 1],
  ['is done', (_request, response) => answer(response, 201), { kind: 'answer', status: 201 }, 1],
  ['fails', (_request, response) => answer(response, 500), { kind: 'answer', status: 500 }, 1],
  ['asks to wait', (_request, response) => answer(response, 429, { 'retry-after': '1' }), { kind: 'answer', status: 429 }, 1],
  ['is not available', (_request, response) => answer(response, 503, { 'retry-after': '1' }), { kind: 'answer', status: 503 }, 1],
  ['sends elsewhere', (_request, response) => answer(response, 307, { location: '/v1.0/elsewhere' }), { kind: 'answer', status: 307 }, 1],
  ['refuses every token', (_request, response) => answer(response, 401), { kind: 'answer', status: 401 }, 2],
];

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers);
  response.end('{"id":"1"}');
}

describe('a change sent to a service that behaves badly', () => {
  let serve: Serve;
  let arrived: { readonly line: string; readonly token: string; readonly body: string }[];
  let sockets: Set<Socket>;
  let wishes: TokenWish[];
  let url: string;
  let http: NodeHttp;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      arrived.push({ line: `${request.method} ${request.url}`, token: request.headers.authorization ?? '', body });
      serve(request, response);
    });
  });

  beforeAll(async () => {
    server.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    [arrived, sockets, wishes] = [[], new Set(), []];
    http = new NodeHttp({ sendsOnce: true, limits: { silence: 300, largestBody: 1_000_000 } });
  });

  afterEach(() => {
    http.close();
    for (const socket of sockets) socket.destroy();
  });

  afterAll(() => server.close());

  function writer(): GraphWriter {
    return new GraphWriter({
      http,
      graph: url,
      tokens: (wish) => {
        wishes.push(wish);
        return Promise.resolve(ok({ token: `t${wishes.length}`, expiresAt: 10_000_000, scopes: [] }));
      },
      now: () => 0,
    });
  }

  function exchangeWriter(): SimulatorExchangeWriter {
    const tokens = new AccountTokens(() => Promise.resolve(ok({ token: 't', expiresAt: 10_000_000, scopes: [] })));
    return new SimulatorExchangeWriter(http, url, tokens);
  }

  it.each(CASES)('of Graph that %s arrives as often as it may', async (_what, behaviour, outcome, times) => {
    serve = behaviour;
    expect(await writer().change(SECRET, quiet)).toMatchObject(outcome);
    expect(arrived.map(({ line, body }) => [line, body])).toEqual(
      Array(times).fill(['POST /v1.0/applications/1/addPassword', SECRET.body]),
    );
  });

  it.each(CASES)('of Exchange Online that %s arrives as often as it may', async (_what, behaviour, _outcome, times) => {
    serve = behaviour;
    const came = await exchangeWriter().change({ cmdlet: 'New-ManagementScope', parameters: { Name: 'a' } }, quiet);
    expect(came.kind).not.toBe('done');
    expect(arrived).toHaveLength(times);
  });

  it('is sent on a connection of its own, one after the other', async () => {
    let open = 0;
    let most = 0;
    serve = (_request, response) => {
      most = Math.max(most, (open += 1));
      setTimeout(() => {
        open -= 1;
        answer(response, 204);
      }, 20);
    };
    const one = writer();
    await Promise.all([1, 2, 3].map((index) => one.change({ ...SECRET, method: 'PATCH', path: `/v1.0/groups/${index}` }, quiet)));
    expect([arrived.length, sockets.size, most]).toEqual([3, 3, 1]);
  });

  it('is sent once more with a token that meets what the service asks for', async () => {
    serve = (_request, response) =>
      arrived.length > 1
        ? answer(response, 201)
        : answer(response, 401, {
            'www-authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from(CLAIMS).toString('base64')}"`,
          });
    expect(await writer().change(SECRET, quiet)).toMatchObject({ kind: 'answer', status: 201 });
    expect(arrived.map(({ token }) => token)).toEqual(['Bearer t1', 'Bearer t2']);
    expect(wishes).toEqual([
      { claims: null, fresh: false },
      { claims: CLAIMS, fresh: true },
    ]);
  });

  it('is not sent where it was cancelled before, and not left where it was cancelled later', async () => {
    serve = (_request, response) => {
      later.abort();
      setTimeout(() => answer(response, 201), 30);
    };
    const later = new AbortController();
    const one = writer();
    const first = one.change(SECRET, later.signal);
    const second = one.change(SECRET, later.signal);
    expect(await second).toEqual({ kind: 'cancelled' });
    expect(await first).toMatchObject({ kind: 'answer', status: 201 });
    expect(await one.change(SECRET, later.signal)).toEqual({ kind: 'cancelled' });
    expect(arrived).toHaveLength(1);
  });

  it.each([
    '/v1.0/$batch',
    '/beta/$batch?x',
    'https://elsewhere.example/v1.0/groups',
    '/v1.0/../../elsewhere',
    '/v1.0/groups/..',
    '/v1.0/users',
    '/v1.0/applications/1/addPassword?x',
    '/beta/applications/1/addPassword',
    '/v1.0/applications/1/2/addPassword',
    '/v1.0/roleManagement/directory/roleAssignments',
    '@elsewhere.example/v1.0/x',
    '/v2.0/x',
  ])('to %s is not sent at all', async (path) => {
    expect(await writer().change({ ...SECRET, path }, quiet)).toMatchObject({ kind: 'answer', status: 400 });
    expect(arrived).toEqual([]);
  });

  it.each(['Get-Mailbox', 'Test-ApplicationAccessPolicy', 'Connect-ExchangeOnline', 'New-ManagementScope; exit'])(
    'by %s is none, and is not sent',
    async (cmdlet) => {
      expect(await exchangeWriter().change({ cmdlet, parameters: {} }, quiet)).toMatchObject({ id: 'MailscopeCmdletNotAllowed' });
      expect(arrived).toEqual([]);
    },
  );
});

describe('the demo tenant, changed by its operator', () => {
  let simulator: RunningSimulator;
  let tenant: ChangeableTenant;
  let clock: SimulatorClock;

  beforeAll(async () => {
    simulator = await startSimulator();
    clock = new SimulatorClock(new NodeHttp(), () => Promise.resolve(simulator.url), 20);
    const connected = await connectChangeableSimulator(simulator, simulator.operator!, clock, quiet);
    if (!connected.ok) throw new Error(connected.error.message);
    tenant = connected.value;
  });

  beforeEach(() => {
    simulator.faults.clearAll();
    simulator.log.clear();
  });

  afterAll(() => simulator.stop());

  const scope = (name: string) => ({
    cmdlet: 'New-ManagementScope',
    parameters: { Name: name, RecipientRestrictionFilter: "City -eq 'Ulm'" },
  });
  const sent = (): number => simulator.log.all().filter(({ cmdlet }) => cmdlet === 'New-ManagementScope').length;

  async function scopesNamed(name: string): Promise<number> {
    let found = 0;
    const take = (json: string): void => {
      found += (JSON.parse(json) as { readonly Name: string }[]).filter(({ Name }) => Name === name).length;
    };
    const answered = await tenant.exchange.run({ cmdlet: 'Get-ManagementScope', parameters: {} }, quiet, take);
    expect(answered.kind).toBe('done');
    return found;
  }

  it('says who changes it', () => {
    expect(tenant).toMatchObject({ tenantId: simulator.tenantId, actor: simulator.operator?.userPrincipalName });
  });

  it('is read and changed', async () => {
    expect(await tenant.exchangeWriter.change(scope('one'), quiet)).toMatchObject({ kind: 'done', objects: [{ Name: 'one' }] });
    expect([await scopesNamed('one'), sent()]).toEqual([1, 1]);
    const me = await tenant.directory.send({ method: 'GET', path: '/v1.0/me', headers: {}, body: null }, quiet);
    expect(me).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('is changed once where the connection is cut after it was done', async () => {
    simulator.faults.set('drop-after-commit=1');
    expect(await tenant.exchangeWriter.change(scope('two'), quiet)).toMatchObject({ kind: 'unreachable' });
    expect([await scopesNamed('two'), sent()]).toEqual([1, 1]);
  });

  it('is not changed where the connection is cut before, and nobody tries again', async () => {
    simulator.faults.set('reset=1');
    expect(await tenant.exchangeWriter.change(scope('three'), quiet)).toMatchObject({ kind: 'unreachable' });
    expect(simulator.log.all().map(({ path }) => path)).toEqual(['/exchange/cmdlet']);
    expect(await scopesNamed('three')).toBe(0);
  });

  it('is changed with a new token where the old one had ended', async () => {
    simulator.clock().advance(3 * 3_600_000);
    expect(await tenant.exchangeWriter.change(scope('four'), quiet)).toMatchObject({ kind: 'done' });
    expect([await scopesNamed('four'), sent()]).toEqual([1, 2]);
  });

  it('passes on what Exchange Online refuses', async () => {
    const refused = await tenant.exchangeWriter.change(scope('one'), quiet);
    expect(refused).toMatchObject({ kind: 'error', message: expect.stringContaining('one') as string });
    expect(sent()).toBe(1);
  });

  it('refuses an operator who cannot sign in', async () => {
    const wrong = { ...simulator.operator!, password: 'no' };
    const connected = await connectChangeableSimulator(simulator, wrong, clock, quiet);
    expect(connected).toMatchObject({ ok: false, error: { detail: expect.stringContaining('AADSTS50126') as string } });
  });

  it('has a clock that can be moved, and wakes whoever sleeps by it', async () => {
    const before = Date.parse(tenant.clock.now());
    const slept = tenant.clock.sleep(2 * 3_600_000).then(() => tenant.clock.now());
    await clock.advance(90);
    // The simulator tells whole seconds.
    expect(Date.parse(await slept) - before).toBeGreaterThan(89 * 60_000);
    expect(Math.abs(Date.parse(tenant.clock.now()) - simulator.clock().now())).toBeLessThan(10_000);
  });

  it('has a clock that somebody else may move too', async () => {
    const slept = tenant.clock.sleep(24 * 3_600_000);
    simulator.clock().advance(10 * 60_000);
    await slept;
    expect(Math.abs(Date.parse(tenant.clock.now()) - simulator.clock().now())).toBeLessThan(10_000);
  });

  it('has a clock by which one wakes in time without anybody’s doing', async () => {
    const before = Date.parse(tenant.clock.now());
    await tenant.clock.sleep(50);
    expect(Date.parse(tenant.clock.now()) - before).toBeGreaterThanOrEqual(50);
  });

  it('has no time where it does not answer', async () => {
    const gone = new SimulatorClock(new NodeHttp(), () => Promise.resolve(null));
    expect([await gone.look(), await gone.advance(5)]).toEqual([null, null]);
  });
});
