import type { SimulatedClock } from '../../state/clock';
import { createBuildContext } from '../build-context';
import { addResources } from '../build-resources';
import { QUICK_CLIENT, type MadeTenant } from '../made-tenant';
import { createRandom } from '../random';
import { addExchangeRoles, createEmptyTenant } from '../tenant-defaults';
import { addSmallApps } from './small-apps';
import { addSmallExchange } from './small-exchange';
import { addSmallGroups } from './small-groups';
import { addSmallDelegates, addSmallMailboxes } from './small-mailboxes';
import { addSmallPeople } from './small-people';
import { addMailscopeClient, addSmallSignIns } from './small-sign-ins';

/**
 * The demo company: a maker of measuring instruments with about 60 mailboxes and 60 apps, in which everything that an audit
 * can find is to be found. The seed changes ids and secrets, never who can do what.
 */
export function createSmallTenant(seed: number, clock: SimulatedClock): MadeTenant {
  const random = createRandom(seed);
  const state = createEmptyTenant(
    { name: 'Aldermoor Instruments', domain: 'aldermoor', city: 'Sheffield', countryLetterCode: 'GB' },
    random,
    clock,
  );
  const context = createBuildContext(state, random);
  addResources(context);
  addExchangeRoles(context);
  const { ids: people, signIns } = addSmallPeople(context);
  const boxes = addSmallMailboxes(context);
  const groups = addSmallGroups(context, people, boxes);
  addSmallDelegates(context, boxes, people, groups);
  const { apps, demo } = addSmallApps(context, people, boxes);
  addSmallExchange(context, { people, boxes, groups, apps });
  // Last, so that what was there before stays as it was.
  const client = addMailscopeClient(context, people);
  return { state, users: [...signIns, ...addSmallSignIns(context, people)], apps: demo, clients: [client, QUICK_CLIENT] };
}
