import { CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import type { Account } from '../../../shared/ipc/account-shapes';
import type { ReadingSummary } from '../../../shared/ipc/reading-shapes';
import type { ReadingTarget } from '../reading-run/run-api';

/** The tenant of an account by the best name there is. */
export function accountTenant(account: Pick<Account, 'tenantName' | 'customer' | 'tenantId'>): string {
  return [account.tenantName, account.customer].find((name) => name !== null && name.trim() !== '') ?? account.tenantId;
}

/** What is to be read with an account. */
export function accountTarget(accountId: string): ReadingTarget {
  return `account:${accountId}`;
}

/** The account that a target is read with; null for the demo without a sign-in, and for nothing. */
export function targetAccount(target: ReadingTarget | null | undefined): string | null {
  return target?.startsWith('account:') ? target.slice('account:'.length) : null;
}

/** The newest reading that was made with an account. */
export function newestReading(accountId: string, recent: readonly ReadingSummary[]): ReadingSummary | null {
  const target = accountTarget(accountId);
  return (
    recent.filter((reading) => reading.target === target).sort((left, right) => right.collectedAt.localeCompare(left.collectedAt))[0] ??
    null
  );
}

/** A cloud in one or two words, where a full name does not fit. */
export const CLOUD_SHORT: Readonly<Record<CloudId, string>> = {
  global: 'Global cloud',
  usGovHigh: 'GCC High',
  usGovDod: 'DoD',
  china: '21Vianet',
  demo: 'Demo',
};

/** The clouds that somebody can choose here: where signing in is refused, the demo tenant alone. */
export function offeredClouds(refused: string | null): readonly CloudId[] {
  const all = Object.keys(CLOUDS) as CloudId[];
  return refused === null ? all : all.filter((cloud) => cloud === 'demo');
}
