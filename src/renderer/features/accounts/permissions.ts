import { FEATURE_IDS, FEATURES, type FeatureId } from '../../../shared/domain/readiness/features';
import type { Account } from '../../../shared/ipc/account-shapes';
import type { UserSettings } from '../../../shared/ipc/contract';

/** How a feature stands with an account. `module`: Exchange Online is signed in to by its PowerShell module, which asks by itself. */
export type PermissionState = 'granted' | 'missing' | 'module';

/** What decides about the permissions of an account. */
export type PermissionFacts = Pick<Account, 'client' | 'scopes'>;

/** A permission as tokens name it: without the resource, in small letters. */
const short = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();

/** Whether every permission of a feature stands in the account's last token, and if not, whether it can be asked for. */
export function permissionState(
  feature: FeatureId,
  account: PermissionFacts,
  exchangeSignIn: UserSettings['exchangeSignIn'],
): PermissionState {
  const { graphScopes, exchangeScopes } = FEATURES[feature];
  // Microsoft's public client has no permission for Exchange Online.
  if (exchangeScopes.length > 0 && (account.client === 'quick' || exchangeSignIn === 'module')) return 'module';
  const held = new Set(account.scopes.map(short));
  return [...graphScopes, ...exchangeScopes].every((scope) => held.has(scope.toLowerCase())) ? 'granted' : 'missing';
}

/** The features whose permissions can be asked for and are not granted. */
export function missingFeatures(account: PermissionFacts, exchangeSignIn: UserSettings['exchangeSignIn']): readonly FeatureId[] {
  return FEATURE_IDS.filter((feature) => permissionState(feature, account, exchangeSignIn) === 'missing');
}

/** The feature that fills a source of a reading. */
export function featureOfSource(source: string): FeatureId | null {
  if (source.startsWith('exchange.')) return 'exchange';
  return FEATURE_IDS.find((feature) => FEATURES[feature].sources.includes(source)) ?? null;
}
