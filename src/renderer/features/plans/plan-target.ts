import type { Account } from '../../../shared/ipc/account-shapes';
import type { ReadingSummary } from '../../../shared/ipc/reading-shapes';
import type { ReadingTarget } from '../reading-run/run-api';
import type { PlanRun, PlanView } from './plan-api';

/** From where a plan can be run; null where nobody is signed in to its tenant here. */
export type PlanTarget = ReadingTarget | null;

/** What is at hand to run plans with. */
export interface AtHand {
  readonly readings: readonly Pick<ReadingSummary, 'id' | 'target'>[];
  readonly accounts: readonly Account[];
}

/**
 * From where a plan runs: from where it was begun, else from where its reading was read, else by an account of its tenant. The account of
 * another tenant never serves, whatever the reading says.
 */
export function planTarget(plan: Pick<PlanView, 'basedOn' | 'tenant'>, run: Pick<PlanRun, 'target'> | null, atHand: AtHand): PlanTarget {
  const reading = atHand.readings.find(({ id }) => id === plan.basedOn.readingId);
  const wished = run?.target ?? reading?.target ?? null;
  if (wished === 'demo') return wished;
  const ofTenant = atHand.accounts.filter((account) => account.tenantId.toLowerCase() === plan.tenant.id.toLowerCase());
  const chosen =
    ofTenant.find((account) => wished === `account:${account.id}`) ?? ofTenant.find(({ state }) => state === 'ready') ?? ofTenant[0];
  return chosen ? `account:${chosen.id}` : null;
}
