import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { codeOf, getGraph } from '../support/simulator-client';
import { operatorToken, sendGraph } from '../support/simulator-writes';

let simulator: RunningSimulator;
let token: string;

beforeEach(async () => {
  simulator = await startSimulator({ standing: true });
  token = await operatorToken(simulator);
});
afterEach(() => simulator.stop());

const units = (): readonly string[] => [...simulator.state().administrativeUnits].map(({ displayName }) => displayName);
const make = (displayName: string) => sendGraph(simulator, token, 'POST', '/v1.0/directory/administrativeUnits', { displayName });

describe('faults of requests that change something', () => {
  it.each([
    ['throttle=1:20@POST /v1.0/directory', 429, '20'],
    ['unavailable=1:5@POST /v1.0/directory', 503, '5'],
  ] as const)('%s: nothing is done, and when to come back is told', async (fault, status, seconds) => {
    simulator.faults.set(fault);
    // Reads of the same path are not meant.
    expect((await getGraph(simulator, token, '/v1.0/directory/administrativeUnits')).status).toBe(200);
    const answer = await make('Refused');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, seconds]);
    expect(units()).not.toContain('Refused');
    expect((await make('Refused')).status).toBe(201);
  });

  it('reset: the connection is cut, and nothing was done', async () => {
    simulator.faults.set('reset=1@POST');
    await expect(send('Cut')).rejects.toThrow();
    expect(units()).not.toContain('Cut');
  });

  it('drop-after-commit: it is done once, and nobody is told', async () => {
    simulator.faults.set('drop-after-commit=1@POST');
    await expect(send('Dropped')).rejects.toThrow();
    expect(units().filter((name) => name === 'Dropped')).toHaveLength(1);
  });

  it('hold: it is done, and the answer waits', async () => {
    simulator.faults.set('hold=1@POST');
    const answer = make('Held');
    while (simulator.world.held.size === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(units()).toContain('Held');
    simulator.world.release();
    expect((await answer).status).toBe(201);
  });

  it('hold-before: nothing is done before it is let go, and nothing at all if the client goes', async () => {
    simulator.faults.set('hold-before=1@POST');
    const answer = make('Late');
    while (simulator.world.held.size === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(units()).not.toContain('Late');
    simulator.world.release();
    expect((await answer).status).toBe(201);
    expect(units()).toContain('Late');
  });

  it('forbidden: a path is closed to everybody, for writes as well', async () => {
    simulator.faults.set('forbidden=/directory/administrativeUnits');
    const answer = await make('Closed');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'Authorization_RequestDenied']);
  });
});

/** fetch may try again on a connection that was kept; a bare request shows what came. */
async function send(displayName: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = request(`${simulator.url}/v1.0/directory/administrativeUnits`, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ displayName }));
  });
}
