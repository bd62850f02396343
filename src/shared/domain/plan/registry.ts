import { addDelegate } from './families/add-delegate';
import { addOwner } from './families/add-owner';
import { allowEws } from './families/allow-ews';
import { blockSignIn } from './families/block-sign-in';
import { changePolicy } from './families/change-policy';
import { closeScopeGroup } from './families/close-scope-group';
import { copySentItems } from './families/copy-sent-items';
import { disableApp } from './families/disable-app';
import { disableSmtpBasic } from './families/disable-smtp-basic';
import { editScope } from './families/edit-scope';
import { migratePolicy } from './families/migrate-policy';
import { removeCredentials } from './families/remove-credentials';
import { removeDelegates } from './families/remove-delegates';
import { removeGrants } from './families/remove-grants';
import { removePolicy } from './families/remove-policy';
import { removeRedirects } from './families/remove-redirects';
import { repairPointer } from './families/repair-pointer';
import { restrictApp } from './families/restrict-app';
import { restrictByPolicy } from './families/restrict-by-policy';
import { rotateCredential } from './families/rotate-credential';
import type { PlanFamilyDefinition } from './family';
import type { PlanFamily } from './plan.schema';

/** Every kind of plan: what it asks, and how it is built. */
export const PLAN_FAMILY_DEFINITIONS: Readonly<Record<PlanFamily, PlanFamilyDefinition>> = {
  'restrict-app': restrictApp,
  'restrict-by-policy': restrictByPolicy,
  'change-policy': changePolicy,
  'remove-policy': removePolicy,
  'migrate-policy': migratePolicy,
  'edit-scope': editScope,
  'close-scope-group': closeScopeGroup,
  'repair-pointer': repairPointer,
  'remove-grants': removeGrants,
  'disable-app': disableApp,
  'rotate-credential': rotateCredential,
  'remove-credentials': removeCredentials,
  'remove-redirects': removeRedirects,
  'add-owner': addOwner,
  'block-sign-in': blockSignIn,
  'add-delegate': addDelegate,
  'remove-delegates': removeDelegates,
  'copy-sent-items': copySentItems,
  'disable-smtp-basic': disableSmtpBasic,
  'allow-ews': allowEws,
};
