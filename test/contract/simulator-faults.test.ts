import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, callCmdlet, codeOf, EXCHANGE, getGraph, GRAPH, madeUpToken, postBatch, tokenOf } from '../support/simulator-client';

let simulator: RunningSimulator;
let graph: string;

beforeEach(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  graph = await tokenOf(simulator, GRAPH);
});

afterEach(() => simulator.stop());

const PATH = '/v1.0/organization';
const get = (path = PATH) => getGraph(simulator, graph, path);
const seen = (path: string) => simulator.log.all().filter((entry) => entry.path.startsWith(path));

describe('what the switch makes happen', () => {
  it('a storm of 429, at one path alone, with the seconds to wait', async () => {
    simulator.faults.set('throttle=2:45@/organization');
    expect((await get('/v1.0/domains')).status).toBe(200);
    for (const _ of [1, 2]) {
      const answer = await get();
      expect([answer.status, answer.headers.get('retry-after'), codeOf(answer)]).toEqual([429, '45', 'TooManyRequests']);
    }
    expect((await get()).status).toBe(200);
  });

  it('503 with and without a hint, and 500', async () => {
    simulator.faults.set('unavailable=1:7');
    const hinted = await get();
    expect([hinted.status, hinted.headers.get('retry-after')]).toEqual([503, '7']);
    simulator.faults.set('unavailable');
    const bare = await get();
    expect([bare.status, bare.headers.get('retry-after')]).toEqual([503, null]);
    simulator.faults.set('error');
    expect((await get()).status).toBe(500);
  });

  it('a reset: nothing is answered, and nothing was done', async () => {
    simulator.faults.set('reset=1@/organization');
    await expect(get()).rejects.toThrow();
    expect(seen(PATH).map(({ status, fault, appId }) => [status, fault, appId])).toEqual([[null, 'reset', null]]);
    expect((await get()).status).toBe(200);
  });

  it('drop-after-commit: the request is carried out once, then the connection is cut', async () => {
    simulator.faults.set('drop-after-commit=1@/organization');
    // fetch would quietly try again on a kept connection; a bare request shows what came.
    await expect(bareRequest()).rejects.toThrow();
    expect(seen(PATH).map(({ fault, appId }) => [fault, appId])).toEqual([['drop-after-commit', expect.any(String)]]);
  });

  it('a held answer, until it is released', async () => {
    simulator.faults.set('hold=1@/organization');
    let done = false;
    const answer = get().then((value) => {
      done = true;
      return value;
    });
    while (simulator.world.held.size === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(done).toBe(false);
    expect((await ask(`${simulator.url}/_simulator/release`, { method: 'POST' })).body).toEqual({ released: 1 });
    expect((await answer).status).toBe(200);
  });

  it('and so shows that a mailbox takes four requests of an app at once, and no fifth', async () => {
    const [box] = [...simulator.state().mailboxes];
    const token = madeUpToken(simulator, ['Mail.Read'], GRAPH, simulator.apps.find((app) => app.displayName === 'Tenant Reader')!.appId);
    const read = () => getGraph(simulator, token, `/v1.0/users/${box!.ExternalDirectoryObjectId}/messages`);
    simulator.faults.set('hold=4@/messages');
    const four = [read(), read(), read(), read()];
    while (simulator.world.held.size < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    const fifth = await read();
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '1']);
    simulator.world.release();
    expect((await Promise.all(four)).map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect((await read()).status).toBe(200);
  });

  it('JSON that ends in the middle', async () => {
    simulator.faults.set('truncate=1');
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.text) as unknown).toThrow();
  });

  it('a batch of which a part is refused', async () => {
    simulator.faults.set('partial-batch=1:9');
    const answer = await postBatch(
      simulator,
      graph,
      ['1', '2', '3', '4'].map((id) => ({ id, method: 'GET', url: '/organization' })),
    );
    const responses = answer.body['responses'] as {
      readonly id: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }[];
    expect(Object.fromEntries(responses.map(({ id, status }) => [id, status]))).toEqual({ 1: 200, 2: 429, 3: 200, 4: 429 });
    expect(responses.find(({ id }) => id === '2')!.headers['Retry-After']).toBe('9');
  });

  it('tokens that are taken for expired, and challenges for claims', async () => {
    simulator.faults.set('expired-token');
    const expired = await get();
    expect([expired.status, codeOf(expired)]).toEqual([401, 'InvalidAuthenticationToken']);
    simulator.faults.set('claims-challenge');
    const challenged = await get();
    const header = challenged.headers.get('www-authenticate') ?? '';
    expect(header).toContain('error="insufficient_claims"');
    const claims = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toHaveProperty('access_token.nbf');
    expect((await get()).status).toBe(200);
  });

  it('a page mark that has expired: the listing has to begin again', async () => {
    const first = await get('/v1.0/users?$top=5');
    simulator.faults.set('expired-skiptoken=1@users');
    const link = String(first.body['@odata.nextLink']);
    expect(codeOf(await get(link))).toBe('Directory_ExpiredPageToken');
    expect((await get(link)).status).toBe(200);
  });

  it('a clock that is wrong: tokens are judged by it, and answers are dated by it', async () => {
    simulator.faults.set('clock-skew=7200');
    const answer = await get();
    expect(codeOf(answer)).toBe('InvalidAuthenticationToken');
    expect(Date.parse(answer.headers.get('date') ?? '') - simulator.clock().now()).toBe(7_200_000);
  });

  it('slow answers', async () => {
    simulator.faults.set('slow=60');
    const begun = performance.now();
    await get();
    expect(performance.now() - begun).toBeGreaterThan(55);
  });

  it('a source that nobody may read: a path of Graph, a cmdlet of Exchange', async () => {
    simulator.faults.set('forbidden=/oauth2PermissionGrants');
    simulator.faults.set('forbidden=Get-ApplicationAccessPolicy');
    expect(codeOf(await get('/v1.0/oauth2PermissionGrants'))).toBe('Authorization_RequestDenied');
    expect((await get('/v1.0/users')).status).toBe(200);
    const exchange = await tokenOf(simulator, EXCHANGE);
    expect((await callCmdlet(simulator, exchange, 'Get-ApplicationAccessPolicy')).body).toHaveProperty(
      'error.id',
      'CommandNotFoundException',
    );
    const listed = await ask(`${simulator.url}/exchange/cmdlets`, { headers: { authorization: `Bearer ${exchange}` } });
    expect(listed.text).not.toContain('Get-ApplicationAccessPolicy');
  });

  it('the same for a cmdlet: aimed at by its name', async () => {
    const exchange = await tokenOf(simulator, EXCHANGE);
    simulator.faults.set('throttle=1:3@Get-EXOMailboxPermission');
    expect((await callCmdlet(simulator, exchange, 'Get-ServicePrincipal')).status).toBe(200);
    const throttled = await callCmdlet(simulator, exchange, 'Get-EXOMailboxPermission', { Identity: 'x' });
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '3']);
  });
});

describe('the control paths', () => {
  const post = (path: string, body: unknown) => ask(`${simulator.url}/_simulator/${path}`, { method: 'POST', body: JSON.stringify(body) });

  it('move the clock forward, and never back', async () => {
    expect((await post('clock', { now: '2026-11-22T08:00:00Z' })).body).toEqual({ now: '2026-11-22T08:00:00Z' });
    expect((await post('clock', { advanceSeconds: 90 })).body).toEqual({ now: '2026-11-22T08:01:30Z' });
    expect((await post('clock', { now: '2026-11-21T08:00:00Z' })).status).toBe(400);
    expect((await post('clock', { advanceSeconds: -1 })).status).toBe(400);
    expect((await post('clock', {})).status).toBe(400);
    expect((await ask(`${simulator.url}/_simulator/clock`)).body).toEqual({ now: '2026-11-22T08:01:30Z' });
  });

  it('reset everything to the beginning', async () => {
    const [user] = [...simulator.state().users];
    simulator.state().users.remove(user!.id);
    simulator.faults.set('throttle=always');
    simulator.clock().advance(1000);
    expect((await post('reset', {})).body).toEqual({ tenantId: simulator.tenantId, now: '2026-11-21T07:00:00Z' });
    expect(simulator.state().users.has(user!.id)).toBe(true);
    expect(simulator.log.all()).toEqual([]);
    expect((await get()).status).toBe(200);
  });

  it('switch faults on and off', async () => {
    expect((await post('faults', { set: ['slow=1', 'throttle=3'] })).body).toEqual({ on: ['throttle=3', 'slow=1'] });
    expect((await post('faults', { set: 'colour' })).status).toBe(400);
    expect((await post('faults', { clear: 'slow' })).body).toEqual({ on: ['throttle=3'] });
    expect((await post('faults', { clear: true })).body).toEqual({ on: [] });
  });

  it('show every request, and never a token or a secret', async () => {
    const exchange = await tokenOf(simulator, EXCHANGE);
    await get('/v1.0/users?$select=id');
    await callCmdlet(simulator, exchange, 'Get-Mailbox', { ResultSize: 1 });
    const answer = await ask(`${simulator.url}/_simulator/log`);
    const requests = answer.body['requests'] as Record<string, unknown>[];
    expect(requests.map(({ front, method, path, status }) => [front, method, path, status]).slice(-2)).toEqual([
      ['graph', 'GET', '/v1.0/users?$select=id', 200],
      ['exchange', 'POST', '/exchange/cmdlet', 200],
    ]);
    expect(requests.at(-1)).toMatchObject({ cmdlet: 'Get-Mailbox', parameters: { ResultSize: 1 } });
    for (const text of [graph, exchange, ...simulator.apps.map((app) => app.secret)]) expect(answer.text).not.toContain(text);
  });
});

function bareRequest(): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${simulator.url}${PATH}`, { headers: { authorization: `Bearer ${graph}` } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}
