import type { PlanFamilyDefinition } from './family';
import { changePolicy } from './families/change-policy';
import { closeScopeGroup } from './families/close-scope-group';
import { editScope } from './families/edit-scope';
import { migratePolicy } from './families/migrate-policy';
import { removePolicy } from './families/remove-policy';
import { repairPointer } from './families/repair-pointer';
import { restrictApp } from './families/restrict-app';
import { restrictByPolicy } from './families/restrict-by-policy';
import type { PlanFamily } from './plan.schema';

/** Every kind of plan: what it asks, and how it is built. */
export const PLAN_FAMILY_DEFINITIONS: Readonly<Partial<Record<PlanFamily, PlanFamilyDefinition>>> = {
  'restrict-app': restrictApp,
  'restrict-by-policy': restrictByPolicy,
  'change-policy': changePolicy,
  'remove-policy': removePolicy,
  'migrate-policy': migratePolicy,
  'edit-scope': editScope,
  'close-scope-group': closeScopeGroup,
  'repair-pointer': repairPointer,
};
