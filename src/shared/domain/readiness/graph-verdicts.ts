import type { SourcePath } from '../collection/sources';
import { networkVerdict, signInVerdict } from './common-verdicts';
import { CONSENTING_ROLES, type DirectoryRoleName } from './directory-roles';
import type { AccountFacts, Measured, Probe, ReadinessFacts } from './facts';
import type { FeatureId } from './features';
import { LICENCE_PAGE, portalLinks } from './portal-links';
import { GRAPH_NEEDS, PROFILE_SCOPES, type GraphNeed } from './source-needs';
import { asSentence, closed, listed, OPEN, remedy, unknown, type Missing, type Remedy, type Verdict } from './verdict';

/**
 * Whether Microsoft Graph serves a source. Only an answer of Graph opens one: roles of the organisation's own making, and rights that
 * this version does not know, count that way. Permissions, roles and licences say why there was none.
 */
export function graphVerdict(facts: ReadinessFacts, account: AccountFacts, feature: FeatureId, source: SourcePath): Verdict {
  const need = GRAPH_NEEDS[source];
  if (!need) return unknown('this version does not know what the source needs');
  const probe = account.probes[source] ?? { known: false, reason: 'nothing was asked' };
  if (probe.known && probe.value.served) return OPEN;
  return (
    signInVerdict(account) ??
    networkVerdict(facts, ['signIn', 'graph']) ??
    scopeVerdict(facts, account, feature, need.scopes) ??
    refusalVerdict(facts, account, need, probe)
  );
}

/** Whether Graph says whose account it is. */
export function profileVerdict(facts: ReadinessFacts, account: AccountFacts): Verdict {
  const { profile } = account;
  if (profile.known) return OPEN;
  return (
    signInVerdict(account) ??
    networkVerdict(facts, ['signIn', 'graph']) ??
    scopeVerdict(facts, account, 'sign-in', PROFILE_SCOPES) ??
    unknown(profile.reason)
  );
}

function scopeVerdict(facts: ReadinessFacts, account: AccountFacts, feature: FeatureId, scopes: readonly string[]): Verdict | null {
  const { graphScopes } = account;
  if (!graphScopes.known) return null;
  const held = new Set(graphScopes.value.map((scope) => scope.toLowerCase()));
  if (scopes.some((scope) => held.has(scope.toLowerCase()))) return null;
  return closed(scopeMissing(facts, account, feature, scopes[0] ?? '', 'Microsoft Graph'));
}

/** A permission that was not granted, and who can grant it. */
export function scopeMissing(facts: ReadinessFacts, account: AccountFacts, feature: FeatureId, scope: string, api: string): Missing {
  return {
    kind: 'scope',
    key: `scope:${api}`,
    subjects: [scope],
    say: (scopes) =>
      scopes.length === 1
        ? `The permission ${scopes[0] ?? ''} of ${api} has not been granted.`
        : `The permissions ${listed(scopes)} of ${api} have not been granted.`,
    remedy: consentRemedy(facts, account, feature),
  };
}

function consentRemedy(facts: ReadinessFacts, account: AccountFacts, feature: FeatureId): Remedy {
  const who = `A ${listed(CONSENTING_ROLES, 'or')}`;
  if (account.consentRefused.includes(feature)) {
    const links = portalLinks(facts.cloud);
    return account.client === 'own'
      ? remedy(`${who} can grant it for the organisation: API permissions, Grant admin consent.`, {
          link: links.registrationPermissions(account.clientId),
        })
      : remedy(`${who} can grant it for the organisation: Microsoft Graph Command Line Tools, Permissions.`, {
          link: links.enterpriseApplications,
        });
  }
  if (feature === 'sign-in') return remedy('Ask for it; everybody may grant this one for themselves.', { consent: feature });
  const { activeRoles } = account;
  const mayGrant = activeRoles.known && activeRoles.value.some(({ name }) => (CONSENTING_ROLES as readonly string[]).includes(name));
  if (mayGrant) return remedy('Ask for it; with your role you can grant it.', { consent: feature });
  return remedy(`Ask for it; where the browser says that an administrator has to approve, ${lowerFirst(who)} can grant it.`, {
    consent: feature,
  });
}

function refusalVerdict(facts: ReadinessFacts, account: AccountFacts, need: GraphNeed, probe: Measured<Probe>): Verdict {
  if (!probe.known) return unknown(probe.reason);
  if (probe.value.served) return OPEN;
  const { code, message } = probe.value;
  return closed(
    licenceMissing(account, need, code) ??
      roleMissing(facts, account, need.roles ?? ['Directory Readers', 'Global Reader']) ?? {
        kind: 'directoryRole',
        key: `refused:${code}`,
        subjects: [],
        say: () => `Microsoft Graph refuses it (${code}): ${asSentence(message)}`,
        remedy: remedy(
          `A role such as ${need.roles?.[0] ?? 'Directory Readers'} allows it; a Privileged Role Administrator can assign one.`,
          {
            link: portalLinks(facts.cloud).directoryRoles,
          },
        ),
      },
  );
}

/** Whether a plan is one of Microsoft Entra ID P1 or P2, in whichever cloud. https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
export function isPremiumPlan(plan: string): boolean {
  return plan.toUpperCase().startsWith('AAD_PREMIUM');
}

function licenceMissing({ servicePlans }: AccountFacts, need: GraphNeed, code: string): Missing | null {
  if (need.servicePlan === null) return null;
  const bought = servicePlans.known && servicePlans.value.some(isPremiumPlan);
  // https://learn.microsoft.com/graph/resolve-auth-errors — the code by which Graph itself says that the licence is missing.
  if (!/NonPremiumTenant/i.test(code) && (bought || !servicePlans.known)) return null;
  return {
    kind: 'licence',
    key: 'licence:premium',
    subjects: [],
    say: () => 'The tenant has no licence of Microsoft Entra ID P1 or P2.',
    remedy: remedy('Whoever buys licences (Billing Administrator) can add one; a trial is enough to look.', { link: LICENCE_PAGE }),
  };
}

function roleMissing({ cloud }: ReadinessFacts, account: AccountFacts, roles: readonly DirectoryRoleName[]): Missing | null {
  const { activeRoles, eligibleRoles } = account;
  if (!activeRoles.known) return null;
  const isEnough = ({ name }: { readonly name: string }): boolean => (roles as readonly string[]).includes(name);
  // With a role that should be enough the reason is another one.
  if (activeRoles.value.some(isEnough)) return null;
  const eligible = eligibleRoles.known ? eligibleRoles.value.filter(isEnough) : [];
  return (
    activationMissing(cloud, eligible) ?? {
      kind: 'directoryRole',
      key: `directoryRole:${roles[0] ?? ''}`,
      subjects: [],
      say: () =>
        `The account has no directory role that may read this. The least one is ${roles[0] ?? ''}; Global Reader reads everything.`,
      remedy: remedy('A Privileged Role Administrator can assign it.', { link: portalLinks(cloud).directoryRoles }),
    }
  );
}

/** A role that the account could activate; null where there is none. */
export function activationMissing(cloud: ReadinessFacts['cloud'], eligible: readonly { readonly name: string }[]): Missing | null {
  const role = eligible[0]?.name;
  if (role === undefined) return null;
  return {
    kind: 'directoryRole',
    key: `eligible:${role}`,
    subjects: [],
    say: () => `The role ${role} is eligible, but not active.`,
    remedy: remedy('Activate it in Privileged Identity Management, then measure again; it can take some minutes.', {
      link: portalLinks(cloud).activateRole,
    }),
  };
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
