import type { PlanFamily } from './plan-api';

/** Plans about what confines an app, the usual ones first. */
export const CONFINING_FAMILIES: readonly PlanFamily[] = [
  'migrate-policy',
  'restrict-app',
  'edit-scope',
  'repair-pointer',
  'remove-grants',
  'restrict-by-policy',
  'change-policy',
  'remove-policy',
];

/** Plans about one application access policy. */
export const POLICY_FAMILIES: readonly PlanFamily[] = ['change-policy', 'remove-policy', 'migrate-policy', 'edit-scope'];

/** Plans about a group that a scope rests on. */
export const GROUP_FAMILIES: readonly PlanFamily[] = ['edit-scope', 'close-scope-group'];

/** Plans about the credentials of an app. */
export const CREDENTIAL_FAMILIES: readonly PlanFamily[] = ['rotate-credential', 'remove-credentials'];

/** Plans about an app, the usual ones first; the others stand in the menu. */
export const APP_FAMILIES: readonly PlanFamily[] = [
  'migrate-policy',
  'restrict-app',
  'rotate-credential',
  'edit-scope',
  'repair-pointer',
  'remove-grants',
  'restrict-by-policy',
  'change-policy',
  'remove-policy',
  'remove-credentials',
  'remove-redirects',
  'add-owner',
  'disable-app',
  'allow-ews',
];

/** Plans about a mailbox. */
export const MAILBOX_FAMILIES: readonly PlanFamily[] = [
  'add-delegate',
  'remove-delegates',
  'block-sign-in',
  'copy-sent-items',
  'disable-smtp-basic',
];
