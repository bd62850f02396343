import { createSimulatedClock, type SimulatedClock } from '../../state/clock';
import type { TenantState } from '../../state/tenant-state';
import { createBuildContext } from '../build-context';
import { addResources } from '../build-resources';
import { createRandom } from '../random';
import { addExchangeRoles, createEmptyTenant } from '../tenant-defaults';
import { addWeirdApps, addWeirdAssignments, addWeirdPolicies } from './weird-apps';
import { addWeirdGroups, addWeirdPeople, addWeirdRights } from './weird-people';

/** A small tenant in which everything that may happen happens at random: for tests, never for people to look at. */
export function randomTenant(seed: number, clock: SimulatedClock = createSimulatedClock()): TenantState {
  const random = createRandom(seed);
  const state = createEmptyTenant({ name: `Weird ${seed}`, domain: 'weird', city: 'Nowhere', countryLetterCode: 'NL' }, random, clock);
  const context = createBuildContext(state, random);
  addResources(context);
  addExchangeRoles(context);
  addWeirdPeople(context);
  addWeirdApps(context);
  addWeirdGroups(context);
  addWeirdPolicies(context);
  addWeirdAssignments(context);
  addWeirdRights(context);
  return state;
}
