import type { GraphError } from '../graph-errors';
import type { CredentialRestrictions, KeyRestriction, PasswordRestriction } from '../../state/policy-types';
import type { TenantState } from '../../state/tenant-state';
import { WRITE_ERRORS } from './write-errors';

/** What gets a credential: an application or a service principal. */
export interface CredentialHolder {
  readonly kind: 'application' | 'servicePrincipal';
  readonly id: string;
  /** When it was made; null where the tenant does not say: then every rule holds. */
  readonly createdDateTime: string | null;
}

/** A credential that is to be added. */
export interface WantedCredential {
  readonly kind: 'password' | 'key';
  readonly start: number;
  readonly end: number;
}

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const DAY = 86_400_000;

/**
 * Why the tenant's app management policies forbid a credential; null where they do not. A policy of its own takes the place of the
 * tenant's. https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export function policyProblem(state: TenantState, holder: CredentialHolder, wanted: WantedCredential): GraphError | null {
  const { id, restrictions } = policyOf(state, holder);
  if (restrictions === null) return null;
  const holds = ({ state: is, restrictForAppsCreatedAfterDateTime: after }: PasswordRestriction | KeyRestriction): boolean =>
    is === 'enabled' && (after === null || holder.createdDateTime === null || Date.parse(holder.createdDateTime) >= Date.parse(after));
  const rules: readonly (PasswordRestriction | KeyRestriction)[] =
    wanted.kind === 'password' ? restrictions.passwordCredentials : restrictions.keyCredentials;
  for (const rule of rules.filter(holds)) {
    if (rule.restrictionType === 'passwordAddition') return WRITE_ERRORS.credentialType(id);
    if (rule.restrictionType !== 'passwordLifetime' && rule.restrictionType !== 'asymmetricKeyLifetime') continue;
    const most = rule.maxLifetime === null ? null : durationEnd(rule.maxLifetime, wanted.start);
    if (most !== null && wanted.end > most) return WRITE_ERRORS.credentialLifetime(id);
  }
  return null;
}

function policyOf(
  state: TenantState,
  { kind, id }: CredentialHolder,
): { readonly id: string; readonly restrictions: CredentialRestrictions | null } {
  for (const policy of state.appManagementPolicies)
    if (policy.isEnabled && policy.appliesTo.some((target) => target.toLowerCase() === id.toLowerCase()))
      return { id: policy.id, restrictions: policy.restrictions };
  const policy = state.singles.defaultAppManagementPolicy;
  if (!policy.isEnabled) return { id: policy.id, restrictions: null };
  return { id: policy.id, restrictions: kind === 'application' ? policy.applicationRestrictions : policy.servicePrincipalRestrictions };
}

/** When a duration (ISO 8601) that begins at a moment is over; null where the text is none. */
export function durationEnd(duration: string, from: number): number | null {
  const match = DURATION.exec(duration);
  if (!match || duration === 'P' || duration.endsWith('T')) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const date = new Date(from);
  date.setUTCFullYear(date.getUTCFullYear() + (years ?? 0));
  date.setUTCMonth(date.getUTCMonth() + (months ?? 0));
  const time = (hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000;
  return date.getTime() + ((weeks ?? 0) * 7 + (days ?? 0)) * DAY + time;
}
