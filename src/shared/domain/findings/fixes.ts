import type { Finding } from '../answers/answer-shapes';
import type { Reading } from '../collection/reading';
import type { PlanFamily } from '../plan/plan.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../plan/registry';
import type { ReachEngine } from '../reach/reach-engine';
import type { FindingId } from './finding';

/** The kinds of plans that fix a kind of finding, the best first. */
const FIXES: Readonly<Record<FindingId, readonly PlanFamily[]>> = {
  'tenant-wide-mail': ['restrict-app', 'remove-grants'],
  'scoped-but-grant-survives': ['remove-grants'],
  'aap-legacy': ['migrate-policy'],
  'aap-not-covering': ['restrict-app', 'remove-grants'],
  'aap-deny-only': ['restrict-app', 'migrate-policy'],
  'aap-broken-scope': ['change-policy', 'remove-policy'],
  'aap-wildcard': ['remove-policy'],
  'exo-pointer-mismatch': ['repair-pointer'],
  'ews-deadline': ['allow-ews'],
  'smtp-basic-deadline': ['disable-smtp-basic'],
  'dead-grant': ['remove-grants'],
  'imap-pop-smtp-app': ['remove-grants'],
  'indirect-reach': ['remove-grants'],
  'scope-can-be-widened': ['close-scope-group'],
  'unused-with-reach': ['remove-grants'],
  ownerless: ['add-owner'],
  'external-unverified': ['remove-grants'],
  'disabled-with-grants': ['remove-grants'],
  'secret-expired': ['remove-credentials'],
  'secret-expiring': ['rotate-credential'],
  'secret-long-lived': ['rotate-credential'],
  'secret-many': ['remove-credentials'],
  'secret-instead-of-certificate': ['rotate-credential'],
  'redirect-insecure': ['remove-redirects'],
  'consent-user': ['remove-grants'],
  'shared-mailbox-signin-enabled': ['block-sign-in'],
  'shared-mailbox-no-delegates': ['add-delegate'],
  'shared-mailbox-ex-delegates': ['remove-delegates'],
  'broad-delegates': ['remove-delegates'],
  'sendas-without-copy': ['copy-sent-items'],
};

/** The kind of plan that fixes a finding of this reading, or null where none can be made for its subject. */
export function fixOf(sight: { readonly reading: Reading; readonly engine: ReachEngine }, { id, subject }: Finding): PlanFamily | null {
  return FIXES[id].find((name) => PLAN_FAMILY_DEFINITIONS[name]?.appliesTo(sight, subject) === null) ?? null;
}

/** What a button for a kind of plan says, without the dots; null for one that is not known. */
export function fixWords(fix: string | null): string | null {
  const action = fix === null ? undefined : PLAN_FAMILY_DEFINITIONS[fix as PlanFamily]?.action;
  return action === undefined ? null : action.replace(/…$/, '');
}
