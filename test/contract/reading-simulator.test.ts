import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { differences } from '../support/reading/compare-collections';
import { randomTenantWithReader } from '../support/reading/random-tenant-with-reader';
import { requestFloor } from '../support/reading/request-floor';
import { dumpOf, readSimulator, temporaryFolder } from '../support/reading/read-simulator';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

describe('a reading that was complete', () => {
  it.each(['all', 'shared'] as const)(
    'of %s mailboxes equals what the simulator says of itself, field by field',
    async (mailboxPermissions) => {
      simulator = await startSimulator({ size: 'S' });
      const { result, collection } = await readSimulator(simulator, { folder: folder.path, mailboxPermissions });
      expect(result).toMatchObject({ ok: true, value: { stopped: false } });
      expect(differences(collection, dumpOf(simulator, mailboxPermissions))).toEqual([]);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('of random tenant %i equals it too', async (seed) => {
    simulator = await startSimulator({ make: (clock) => randomTenantWithReader(seed, clock) });
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    expect(differences(collection, dumpOf(simulator))).toEqual([]);
  });
});

describe('what a reading costs', () => {
  it.each(['S', 'M'] as const)('grows with pages, never with apps: size %s', async (size) => {
    simulator = await startSimulator({ size });
    const { collection } = await readSimulator(simulator, { folder: folder.path });
    const requests = simulator.log.all();
    const graph = requests.filter((request) => request.front === 'graph').length;
    const exchange = requests.filter((request) => request.front === 'exchange').length;
    const floor = requestFloor(collection);
    expect(graph).toBeLessThanOrEqual(1.05 * floor.graph + 20);
    expect(graph + exchange).toBeLessThanOrEqual(1.05 * (floor.graph + floor.exchange) + 20);
    expect(new Set(requests.map((request) => request.status))).toEqual(new Set([200]));
  });
});
