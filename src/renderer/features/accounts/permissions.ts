import { CLOUDS } from '../../../shared/domain/clouds/clouds';
import { FEATURE_IDS, FEATURES, type FeatureId } from '../../../shared/domain/readiness/features';
import type { Account } from '../../../shared/ipc/account-shapes';
import type { UserSettings } from '../../../shared/ipc/contract';

/**
 * How a feature stands with an account. Of Exchange Online: `unknown`, because the account tells only what its token for Graph holds;
 * `module`, because its PowerShell module signs in and asks by itself; or `unavailable` without a registration of one's own.
 */
export type PermissionState = 'granted' | 'missing' | 'unknown' | 'module' | 'unavailable';

/** What decides about the permissions of an account. */
export type PermissionFacts = Pick<Account, 'cloud' | 'client' | 'scopes'>;

/** A permission as tokens name it: without the resource, in small letters. */
const short = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();

/** Whether every permission of a feature stands in the account's last token, and if not, whether it can be asked for. */
export function permissionState(
  feature: FeatureId,
  account: PermissionFacts,
  exchangeSignIn: UserSettings['exchangeSignIn'],
): PermissionState {
  const { graphScopes, exchangeScopes } = FEATURES[feature];
  if (exchangeScopes.length > 0) return exchangeState(account, exchangeSignIn);
  const held = new Set(account.scopes.map(short));
  return graphScopes.every((scope) => held.has(scope.toLowerCase())) ? 'granted' : 'missing';
}

function exchangeState({ cloud, client }: PermissionFacts, exchangeSignIn: UserSettings['exchangeSignIn']): PermissionState {
  const hasModule = CLOUDS[cloud].exchangeEnvironment !== null;
  if (client === 'own' && !(exchangeSignIn === 'module' && hasModule)) return 'unknown';
  // Microsoft's public client has no permission for Exchange Online.
  return exchangeSignIn === 'token' || !hasModule ? 'unavailable' : 'module';
}

/** Whether a permission can be asked for, and may be needed. */
export function canBeAsked(state: PermissionState): boolean {
  return state === 'missing' || state === 'unknown';
}

/** The features whose permissions can be asked for and may not be granted. */
export function missingFeatures(account: PermissionFacts, exchangeSignIn: UserSettings['exchangeSignIn']): readonly FeatureId[] {
  return FEATURE_IDS.filter((feature) => canBeAsked(permissionState(feature, account, exchangeSignIn)));
}

/** The feature that fills a source of a reading. */
export function featureOfSource(source: string): FeatureId | null {
  if (source.startsWith('exchange.')) return 'exchange';
  return FEATURE_IDS.find((feature) => FEATURES[feature].sources.includes(source)) ?? null;
}
