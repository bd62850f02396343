import type { SimulatedClock } from '../../state/clock';
import { createBuildContext } from '../build-context';
import { addResources } from '../build-resources';
import { addAdministrators } from '../administrators';
import { createRandom } from '../random';
import { addReader } from '../tenant-reader';
import { addExchangeRoles, createEmptyTenant } from '../tenant-defaults';
import { QUICK_CLIENT, type MadeTenant } from '../made-tenant';
import { addBulkApps } from './bulk-apps';
import { addBulkExchange, addBulkRights } from './bulk-exchange';
import { addBulkGroups } from './bulk-groups';
import { addBulkPeople } from './bulk-people';
import type { BulkSize } from './bulk-size';

/** A tenant of many thousands, made in seconds: for reading and measuring, with findings of most kinds by chance. */
export function createBulkTenant(size: BulkSize, seed: number, clock: SimulatedClock): MadeTenant {
  const random = createRandom(seed);
  const state = createEmptyTenant({ name: size.company, domain: size.domain, city: 'Bristol', countryLetterCode: 'GB' }, random, clock);
  const context = createBuildContext(state, random);
  addResources(context);
  addExchangeRoles(context);
  const users = addAdministrators(context).signIns;
  const reader = addReader(context, []);
  const people = addBulkPeople(context, size);
  const groups = addBulkGroups(context, size, people);
  const apps = addBulkApps(context, size, people);
  addBulkExchange(context, size, apps, groups);
  addBulkRights(context, size, people, groups, apps);
  return { state, users, apps: [reader.demo], clients: [QUICK_CLIENT] };
}
