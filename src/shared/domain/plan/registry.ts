import type { PlanFamilyDefinition } from './family';
import { restrictApp } from './families/restrict-app';
import type { PlanFamily } from './plan.schema';

/** Every kind of plan: what it asks, and how it is built. */
export const PLAN_FAMILY_DEFINITIONS: Readonly<Partial<Record<PlanFamily, PlanFamilyDefinition>>> = {
  'restrict-app': restrictApp,
};
