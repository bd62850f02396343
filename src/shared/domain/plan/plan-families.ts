/** The kinds of plans. A finding's `fix` is one of these. */
export const PLAN_FAMILIES = [
  'restrict-app',
  'restrict-by-policy',
  'change-policy',
  'remove-policy',
  'migrate-policy',
  'edit-scope',
  'close-scope-group',
  'repair-pointer',
  'remove-grants',
  'disable-app',
  'rotate-credential',
  'remove-credentials',
  'remove-redirects',
  'add-owner',
  'block-sign-in',
  'add-delegate',
  'remove-delegates',
  'copy-sent-items',
  'disable-smtp-basic',
  'allow-ews',
] as const;

/** The kind of a plan. */
export type PlanFamily = (typeof PLAN_FAMILIES)[number];
