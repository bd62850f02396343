import { addAdministrators } from '../../../src/simulator/generator/administrators';
import { createBuildContext } from '../../../src/simulator/generator/build-context';
import type { MadeTenant } from '../../../src/simulator/generator/made-tenant';
import { createRandom } from '../../../src/simulator/generator/random';
import type { SimulatedClock } from '../../../src/simulator/state/clock';
import { randomTenantWithReader } from '../reading/random-tenant-with-reader';

/** A random tenant that can be read and administered. */
export function weirdTenant(seed: number, clock: SimulatedClock): MadeTenant {
  const made = randomTenantWithReader(seed, clock);
  const { signIns } = addAdministrators(createBuildContext(made.state, createRandom(seed + 2_000_000)));
  return { ...made, users: signIns };
}
