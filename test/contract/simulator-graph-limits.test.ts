import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { codeOf, EXCHANGE, getGraph, GRAPH, personToken, postBatch, tokenOf } from '../support/simulator-client';

let simulator: RunningSimulator;
let reader: string;

beforeAll(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  reader = await tokenOf(simulator, GRAPH);
});

afterAll(() => simulator.stop());

const clockPaused = () => simulator.clock().advance(20_000);

describe('tokens', () => {
  const cases: readonly (readonly [what: string, token: () => string | Promise<string>, message: string | undefined])[] = [
    ['none', () => '', 'Access token is empty.'],
    ['no token', () => 'abc', 'IDX14100: JWT is not well formed, there are no dots (.).'],
    ['another audience', () => tokenOf(simulator, EXCHANGE), 'Access token validation failure. Invalid audience.'],
    ['a changed payload', () => reader.replace(/\.(.)/, (_all, letter: string) => `.${letter === 'e' ? 'f' : 'e'}`), undefined],
    ['a changed signature', () => `${reader.slice(0, -8)}AAAAAAAA`, 'Access token validation failure. Signature validation failed.'],
    ['no signature', () => `${reader.split('.').slice(0, 2).join('.')}.`, 'Access token validation failure. Signature validation failed.'],
  ];
  it.each(cases)('with %s are refused', async (_what, token, message) => {
    const answer = await getGraph(simulator, await token(), '/v1.0/organization');
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthenticationToken']);
    if (message !== undefined) expect((answer.body['error'] as { message: string }).message).toBe(message);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer realm=""');
  });

  it('end with their time', async () => {
    const token = await tokenOf(simulator, GRAPH);
    simulator.clock().advance(59 * 60_000);
    expect((await getGraph(simulator, token, '/v1.0/organization')).status).toBe(200);
    simulator.clock().advance(32 * 60_000);
    const answer = await getGraph(simulator, token, '/v1.0/organization');
    expect((answer.body['error'] as { message: string }).message).toBe('Lifetime validation failed, the token is expired.');
    reader = await tokenOf(simulator, GRAPH);
  });

  it('of a person open the own account with User.Read, and others only with more', async () => {
    const [one, two] = [...simulator.state().users].filter((user) => user.accountEnabled);
    const token = personToken(simulator, one!.id, ['User.Read']);
    expect((await getGraph(simulator, token, '/v1.0/me')).body['id']).toBe(one!.id);
    expect((await getGraph(simulator, token, `/v1.0/users/${one!.id}`)).status).toBe(200);
    expect((await getGraph(simulator, token, `/v1.0/users/${two!.id}`)).status).toBe(403);
    expect((await getGraph(simulator, token, '/v1.0/users')).status).toBe(403);
    expect((await getGraph(simulator, personToken(simulator, one!.id, ['User.Read.All']), `/v1.0/users/${two!.id}`)).status).toBe(200);
  });
});

describe('a batch', () => {
  const request = (id: string, url: string, more: Readonly<Record<string, unknown>> = {}) => ({ id, method: 'GET', url, ...more });
  const statuses = (answer: Awaited<ReturnType<typeof postBatch>>): Record<string, number> =>
    Object.fromEntries(
      (answer.body['responses'] as { readonly id: string; readonly status: number }[]).map(({ id, status }) => [id, status]),
    );

  it('answers each request by itself, in any order', async () => {
    const answer = await postBatch(simulator, reader, [
      request('1', '/organization'),
      request('2', '/users/nobody'),
      request('3', '/users/$count', { headers: { ConsistencyLevel: 'eventual' } }),
    ]);
    expect(statuses(answer)).toEqual({ 1: 200, 2: 404, 3: 200 });
  });

  it('leaves out what depends on a failure', async () => {
    const answer = await postBatch(simulator, reader, [request('a', '/organization', { dependsOn: ['b'] }), request('b', '/users/nobody')]);
    expect(statuses(answer)).toEqual({ a: 424, b: 404 });
  });

  it('throttles each on its own, with status 200 for the whole', async () => {
    clockPaused();
    const [user] = [...simulator.state().groups];
    const many = Array.from({ length: 20 }, (_, index) => request(String(index), `/groups/${user!.id}/transitiveMembers`));
    const seen = new Set<number>();
    for (let round = 0; round < 60 && !seen.has(429); round += 1) {
      const answer = await postBatch(simulator, reader, many);
      expect(answer.status).toBe(200);
      for (const status of Object.values(statuses(answer))) seen.add(status);
    }
    expect([...seen].sort()).toEqual([200, 429]);
    clockPaused();
  });

  it.each([
    ['none', []],
    ['more than twenty', Array.from({ length: 21 }, (_, index) => request(String(index), '/organization'))],
    ['two with one id', [request('1', '/organization'), request('1', '/organization')]],
    ['one for another host', [request('1', 'https://example.com/')]],
    ['one that depends on nothing', [request('1', '/organization', { dependsOn: ['7'] })]],
  ])('of %s is refused', async (_what, requests) => {
    expect(codeOf(await postBatch(simulator, reader, requests))).toBe('BadRequest');
  });
});

describe('the limits over HTTP', () => {
  it('end in 429 with Retry-After, and open again when the time has passed', async () => {
    clockPaused();
    const group = [...simulator.state().groups][0]!.id;
    let answer = await getGraph(simulator, reader, `/v1.0/groups/${group}/transitiveMembers`);
    for (let count = 0; answer.status === 200 && count < 1100; count += 1)
      answer = await getGraph(simulator, reader, `/v1.0/groups/${group}/transitiveMembers`);
    expect([answer.status, codeOf(answer)]).toEqual([429, 'TooManyRequests']);
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    simulator.clock().advance(seconds * 1000);
    expect((await getGraph(simulator, reader, `/v1.0/groups/${group}/transitiveMembers`)).status).toBe(200);
  });
});
