import { describe, expect, it } from 'vitest';
import { randomTenant } from '../../../../../src/simulator/generator/weird/random-tenant';
import type { TenantState } from '../../../../../src/simulator/state/tenant-state';

const tenants = Array.from({ length: 20 }, (_, index) => randomTenant(index + 1));
const some = (test: (state: TenantState) => boolean): boolean => tenants.some(test);

describe('twenty random tenants', () => {
  it.each<[string, (state: TenantState) => boolean]>([
    ['names that several accounts have', (state) => new Set([...state.users].map((row) => row.displayName)).size < state.users.size],
    ['groups that contain themselves', (state) => [...state.groups].some((row) => state.members.has(row.id, row.id))],
    ['policies for everybody', (state) => [...state.accessPolicies].some((row) => row.appIds.includes('*'))],
    ['policies for several apps', (state) => [...state.accessPolicies].some((row) => row.appIds.length > 1)],
    ['policies whose scope is gone', (state) => [...state.accessPolicies].some((row) => row.scopeName === 'Gone')],
    ['pointers at nothing', (state) => [...state.pointers].some((row) => !state.servicePrincipals.has(row.ObjectId))],
    [
      'roles that nobody knows',
      (state) => [...state.managementRoleAssignments].some((row) => row.Role === 'Application Teleport.ReadWrite'),
    ],
    ['assignments that are switched off', (state) => [...state.managementRoleAssignments].some((row) => !row.Enabled)],
    ['service principals in groups', (state) => [...state.servicePrincipals].some((row) => state.members.holdersOf(row.id).length > 0)],
    ['disabled service principals', (state) => [...state.servicePrincipals].some((row) => !row.accountEnabled)],
  ])('have %s', (_what, test) => {
    expect(some(test)).toBe(true);
  });

  it('come back the same for the same seed', () => {
    expect([...randomTenant(11).mailboxes]).toEqual([...tenants[10]!.mailboxes]);
  });
});
