import { createSimulatedClock, type SimulatedClock } from '../state/clock';
import { LARGE, MEDIUM } from './bulk/bulk-size';
import { createBulkTenant } from './bulk/bulk-tenant';
import type { MadeTenant } from './made-tenant';
import { createSmallTenant } from './small/small-tenant';

/** The sizes: about 60 mailboxes and 60 apps; 2,000 and 1,500; 50,000 and 110,000. */
export type TenantSize = 'S' | 'M' | 'L';

/** Which tenant is wanted. The same wishes make the same tenant, to the last id and secret. */
export interface TenantPlan {
  readonly size: TenantSize;
  readonly seed?: number;
  readonly clock?: SimulatedClock;
}

/** Makes a simulated tenant. */
export function createSimulatedTenant({ size, seed = 1, clock = createSimulatedClock() }: TenantPlan): MadeTenant {
  switch (size) {
    case 'S':
      return createSmallTenant(seed, clock);
    case 'M':
      return createBulkTenant(MEDIUM, seed, clock);
    case 'L':
      return createBulkTenant(LARGE, seed, clock);
  }
}
