import type { TenantState } from '../state/tenant-state';
import type { AccessTokenClaims } from './access-tokens';

/**
 * Whether a token was cut short: the person's sessions were revoked, or the account disabled, and the client said that it can handle
 * a challenge. Other tokens go on until they end. https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation
 */
export function wasRevoked(state: TenantState, claims: AccessTokenClaims): boolean {
  if (claims.idtyp !== 'user' || claims.xms_cc?.includes('cp1') !== true) return false;
  const validFrom = state.signInAccounts.get(claims.oid)?.validFrom ?? 0;
  return state.users.get(claims.oid)?.accountEnabled === false || claims.iat < Math.floor(validFrom / 1000);
}
