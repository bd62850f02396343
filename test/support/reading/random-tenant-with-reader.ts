import { createBuildContext } from '../../../src/simulator/generator/build-context';
import type { MadeTenant } from '../../../src/simulator/generator/made-tenant';
import { createRandom } from '../../../src/simulator/generator/random';
import { addReader } from '../../../src/simulator/generator/tenant-reader';
import { randomTenant } from '../../../src/simulator/generator/weird/random-tenant';
import type { SimulatedClock } from '../../../src/simulator/state/clock';

/** A random tenant with an app that may read all of it. */
export function randomTenantWithReader(seed: number, clock: SimulatedClock): MadeTenant {
  const state = randomTenant(seed, clock);
  const reader = addReader(createBuildContext(state, createRandom(seed + 1_000_000)), []);
  return { state, users: [], apps: [reader.demo] };
}
