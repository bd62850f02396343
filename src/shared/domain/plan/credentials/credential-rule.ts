import type { GraphItem } from '../../collection/collection.schema';
import type { Reading } from '../../collection/reading';
import { keyOf } from '../../collection/text-key';
import { shown } from '../display-text';
import { graphLook } from '../look';
import type { Look } from '../plan.schema';
import type { RegisteredApp } from '../registrations';

/** What kinds of credentials a plan makes. */
export type CredentialKind = 'secret' | 'certificate';

/** What the organization's app management policies say about a new credential of an app. */
export interface CredentialRule {
  /** The policy that forbids it, or null. */
  readonly forbiddenBy: string | null;
  /** The longest life in whole days, and the policy that says so. */
  readonly longest: { readonly days: number; readonly policy: string } | null;
  /** Why it is not known, or null. */
  readonly gap: string | null;
}

/** The longest life that the portal offers for a secret; the programming interface has no limit of its own. */
export const PORTAL_DAYS = 730;

type Policy = GraphItem<'appManagementPolicies'>;

/**
 * What the app management policies allow: one of the app's own stands in place of the tenant's.
 * https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export function credentialRule(reading: Reading, app: RegisteredApp, kind: CredentialKind): CredentialRule {
  const gap = reading.gap('graph.appManagementPolicies');
  const policy = policyFor(reading, app);
  const created = Date.parse(app.application.createdDateTime ?? '');
  const restrictions = policy === null ? [] : restrictionsOf(policy, kind).filter((item) => isInForce(item, created));
  const name = shown(policy?.displayName || 'the app management policy');
  const lives = restrictions
    .filter(({ restrictionType }) => keyOf(restrictionType) === (kind === 'secret' ? 'passwordlifetime' : 'asymmetrickeylifetime'))
    .map(({ maxLifetime }) => daysOf(maxLifetime))
    .filter((days) => days !== null);
  const forbids = restrictions.some(
    ({ restrictionType }) => kind === 'secret' && ['passwordaddition', 'custompasswordaddition'].includes(keyOf(restrictionType)),
  );
  return {
    forbiddenBy: forbids ? name : null,
    longest: lives.length === 0 ? null : { days: Math.min(...lives), policy: name },
    gap,
  };
}

/** The policy that a rule rests on is as it was read: null where none was read. */
export function policyLook(reading: Reading): Look | null {
  const policy = reading.collection.graph.appManagementPolicies?.find((item) => item.isDefault === true);
  if (typeof policy?.isEnabled !== 'boolean') return null;
  return graphLook('/v1.0/policies/defaultAppManagementPolicy', {
    where: { isEnabled: policy.isEnabled },
    says: `The app management policy of the organization is ${policy.isEnabled ? 'on' : 'off'}, as it was read.`,
  });
}

function policyFor(reading: Reading, app: RegisteredApp): Policy | null {
  const policies = (reading.collection.graph.appManagementPolicies ?? []).filter((item) => item.isEnabled === true);
  const own = policies.find((item) => item.isDefault !== true && (item.appliesTo ?? []).some((id) => keyOf(id) === app.applicationId));
  return own ?? policies.find((item) => item.isDefault === true) ?? null;
}

interface Restriction {
  readonly restrictionType?: string;
  readonly maxLifetime?: string | null;
  readonly restrictForAppsCreatedAfterDateTime?: string | null;
  readonly state?: string;
}

function restrictionsOf(policy: Policy, kind: CredentialKind): readonly Restriction[] {
  const list = kind === 'secret' ? 'passwordCredentials' : 'keyCredentials';
  return [policy.applicationRestrictions, policy.restrictions].flatMap((held) => listIn(held, list));
}

function listIn(held: unknown, name: string): readonly Restriction[] {
  if (typeof held !== 'object' || held === null) return [];
  const { applicationRestrictions } = held as { readonly applicationRestrictions?: unknown };
  const list = (held as Readonly<Record<string, unknown>>)[name];
  const own = Array.isArray(list) ? list.filter((item): item is Restriction => typeof item === 'object' && item !== null) : [];
  // A policy of an app's own holds the same one level deeper.
  return applicationRestrictions === undefined ? own : [...own, ...listIn(applicationRestrictions, name)];
}

function isInForce({ state, restrictForAppsCreatedAfterDateTime }: Restriction, created: number): boolean {
  if (keyOf(state) === 'disabled') return false;
  const since = Date.parse(restrictForAppsCreatedAfterDateTime ?? '');
  // Of an app of unknown age the cautious side: it is restricted.
  return Number.isNaN(since) || Number.isNaN(created) || created >= since;
}

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Whole days of an ISO 8601 duration; null where it is none. Part of a day does not count. */
export function daysOf(duration: string | null | undefined): number | null {
  const parts = DURATION.exec(duration?.trim() ?? '');
  if (!parts) return null;
  const [years, months, weeks, days, hours] = parts.slice(1, 6).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return Math.floor(years * 365 + months * 30 + weeks * 7 + days + hours / 24);
}
