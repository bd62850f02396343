import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { GraphDirectory } from '../../src/main/adapters/tenant/graph-directory';
import type { TokenWish } from '../../src/main/adapters/tenant/held-token';
import { ok } from '../../src/shared/domain/result';
import { CLOUDS } from '../../src/shared/domain/clouds/clouds';
import type { DirectoryRequest } from '../../src/shared/ipc/tenant-access';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { GRAPH, tokenOf } from '../support/simulator-client';

let simulator: RunningSimulator;
let http: NodeHttp;
let wishes: TokenWish[];
let directory: GraphDirectory;

beforeEach(async () => {
  simulator = await startSimulator({ size: 'S', standing: true });
  http = new NodeHttp({ hosts: { [CLOUDS.demo.graph]: simulator.url } });
  wishes = [];
  directory = new GraphDirectory({
    http,
    graph: CLOUDS.demo.graph,
    now: () => Date.now(),
    tokens: async (wish) => {
      wishes.push(wish);
      return ok({ token: await tokenOf(simulator, GRAPH), expiresAt: Date.now() + 3_600_000, scopes: [] });
    },
  });
});

afterEach(async () => {
  http.close();
  await simulator.stop();
});

const quiet = new AbortController().signal;
const get = (path: string): DirectoryRequest => ({ method: 'GET', path, headers: { accept: 'application/json' }, body: null });

describe('Microsoft Graph of the simulated tenant', () => {
  it('is read under the name of its cloud', async () => {
    const answer = await directory.send(get('/v1.0/organization?$select=id'), quiet);
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(answer.kind === 'answer' && (JSON.parse(answer.body) as { value: { id: string }[] }).value[0]?.id).toBe(simulator.tenantId);
    expect(
      simulator.log
        .all()
        .filter(({ path }) => path.startsWith('/v1.0'))
        .map(({ status }) => status),
    ).toEqual([200]);
  });

  it('takes a batch', async () => {
    const body = JSON.stringify({ requests: [{ id: '1', method: 'GET', url: '/organization' }] });
    const answer = await directory.send(
      { method: 'POST', path: '/v1.0/$batch', headers: { 'content-type': 'application/json' }, body },
      quiet,
    );
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('gets a fresh token where it finds the old one expired', async () => {
    simulator.faults.set('expired-token=1');
    expect(await directory.send(get('/v1.0/organization'), quiet)).toMatchObject({ kind: 'answer', status: 200 });
    expect(wishes).toEqual([
      { claims: null, fresh: false },
      { claims: null, fresh: true },
    ]);
  });

  it('gets a token with the claims that it asks for', async () => {
    simulator.faults.set('claims-challenge=1');
    await directory.send(get('/v1.0/organization'), quiet);
    expect(wishes).toEqual([
      { claims: null, fresh: false },
      { claims: expect.stringContaining('"nbf"') as string, fresh: true },
    ]);
  });

  it('names its own id of a request that it refuses', async () => {
    expect(await directory.send(get('/v1.0/nothingThere'), quiet)).toMatchObject({ kind: 'answer', status: 400 });
    expect(directory.lastFailure).toMatchObject({ status: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string });
  });

  it.each([
    ['cuts the connection', 'reset=1@/organization', { kind: 'unreachable' }],
    ['cuts it when the work is done', 'drop-after-commit=1@/organization', { kind: 'unreachable' }],
  ])('that %s is told so', async (_name, fault, expected) => {
    simulator.faults.set(fault);
    expect(await directory.send(get('/v1.0/organization'), quiet)).toMatchObject(expected);
    expect(await directory.send(get('/v1.0/organization'), quiet)).toMatchObject({ kind: 'answer', status: 200 });
  });
});
