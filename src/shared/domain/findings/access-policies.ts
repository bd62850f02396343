import { grantEvidence, earliestGrant } from './grant-evidence';
import type { AccessPolicy, AppEntry, EntraGrant } from '../reach/reach-model';
import type { Reading } from '../collection/reading';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { holdsByProtocol } from './protocol-apps';
import { gapsOf, membershipGap } from './reach-judgement';
import { appSubject, evidence, mailboxCount, someOf } from './wording';

/** Apps that application access policies confine, only blocklist, or do not cover, and policies that are broken or for everybody. */
export function findAccessPolicies(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  for (const app of context.engine.apps) if (app.policies.length > 0) judgeApp(report, app, context);
  for (const policy of context.engine.policies) judgePolicy(report, policy, context);
  noteGaps(report, context);
  return report;
}

/** The grants of an app that policies govern and that carry something for certain. */
function governedGrants(app: AppEntry): readonly EntraGrant[] {
  return app.grants.filter((grant) => grant.governedByPolicies && grant.mask !== 0 && grant.doubt === null);
}

function judgeApp(report: FamilyReport, app: AppEntry, context: FindingContext): void {
  const governed = governedGrants(app);
  const restricting = app.policies.filter((policy) => policy.right === 'restrict');
  if (governed.length > 0 && restricting.length > 0) addLegacy(report, app, governed, restricting, context);
  const complete = context.reading.isComplete('exchange.applicationAccessPolicies');
  if (governed.length > 0 && complete && app.policies.every((policy) => policy.right === 'deny')) {
    report.add({
      id: 'aap-deny-only',
      severity: 'high',
      subject: appSubject(app),
      title: `${app.name} is only kept out of some mailboxes and reaches all others`,
      risk: 'A blocklist is not a scope: every mailbox that is not on it is open to the app, including those created later.',
      since: earliestGrant(governed),
      evidence: [...app.policies.map(policyEvidence), ...governed.map((grant) => grantEvidence(grant))],
      remedy:
        'Replace the DenyAccess policy by a scoped Exchange role assignment that names the mailboxes the app needs, and remove the Entra grant.',
      source: DOCUMENTS.newAccessPolicy,
    });
  }
  const outside = app.grants.filter(
    (grant) => !grant.governedByPolicies && grant.mask !== 0 && grant.doubt === null && holdsReach(app, grant, context),
  );
  if (outside.length > 0) {
    report.add({
      id: 'aap-not-covering',
      severity: 'high',
      subject: appSubject(app),
      title: `${app.name} has an application access policy that does not cover all of its permissions`,
      risk: 'The policy looks like a limit, but these permissions are not subject to it.',
      since: earliestGrant(outside),
      evidence: [
        ...outside.map((grant) =>
          grantEvidence(
            grant,
            grant.policyNotConfirmed
              ? 'for which it is not confirmed that application access policies apply'
              : 'which application access policies do not govern',
          ),
        ),
        ...app.policies.map(policyEvidence),
      ],
      remedy: 'Replace these permissions by Exchange application roles over a scope, or remove them if the app does not need them.',
      source: DOCUMENTS.accessPolicies,
    });
  }
}

function holdsReach(app: AppEntry, grant: EntraGrant, context: FindingContext): boolean {
  return grant.protocol === null || holdsByProtocol(app, grant.protocol, context);
}

function addLegacy(
  report: FamilyReport,
  app: AppEntry,
  governed: readonly EntraGrant[],
  policies: readonly AccessPolicy[],
  context: FindingContext,
): void {
  const fallingOut = policies.flatMap((policy) => onlyNested(policy, context));
  const names = [...new Set(fallingOut)];
  report.add({
    id: 'aap-legacy',
    severity: 'medium',
    subject: appSubject(app),
    title: `${app.name} is confined by an application access policy, which is deprecated`,
    risk: 'Microsoft replaces application access policies by RBAC for Applications; a policy covers only some permissions and must be migrated sooner or later.',
    since: earliestGrant(governed),
    evidence: [
      ...policies.map(policyEvidence),
      ...governed.map((grant) => grantEvidence(grant, 'which the policy confines')),
      ...(names.length > 0
        ? [
            evidence(
              `A scope by the same group counts direct members only: ${mailboxCount(names.length)} would fall out (${someOf(
                names.map((id) => context.reading.mailboxes.byId(id)?.address ?? id),
              )}).`,
              names,
            ),
          ]
        : []),
    ],
    remedy:
      'Move the app to a scoped Exchange role assignment, remove the Entra grant, then the policy. Put members of nested groups into the scope themselves first.',
    source: DOCUMENTS.accessPolicies,
  });
}

/** Mailboxes that a policy reaches through nested groups only: scopes of role assignments count direct members. */
function onlyNested(policy: AccessPolicy, context: FindingContext): readonly string[] {
  if (policy.scope.kind !== 'group' || policy.scope.id === null) return [];
  const ids: string[] = [];
  for (const [memberId, chain] of context.reading.membership.expand(policy.scope.id)) {
    const mailbox = chain.outer !== null ? context.reading.mailboxes.byId(memberId) : undefined;
    if (mailbox) ids.push(mailbox.id);
  }
  return ids;
}

function policyEvidence(policy: AccessPolicy): ReturnType<typeof evidence> {
  const right =
    policy.right === 'deny'
      ? 'DenyAccess'
      : policy.right === 'restrict'
        ? 'RestrictAccess'
        : `an access right that is not understood (${String(policy.item.AccessRight ?? 'none')})`;
  const who = policy.appIds.includes('*') ? 'every app' : 'the app';
  return evidence(`A policy sets ${right} for ${who} over "${policy.scope.name}".`, [policy.identity, policy.scope.id]);
}

function judgePolicy(report: FamilyReport, policy: AccessPolicy, context: FindingContext): void {
  const subject = { kind: 'policy', id: policy.identity, name: policy.scope.name } as const;
  if (policy.appIds.includes('*') && !report.has('aap-wildcard', policy.identity)) {
    report.add({
      id: 'aap-wildcard',
      severity: 'medium',
      subject,
      title: `A policy over "${policy.scope.name}" is for every app`,
      risk: 'It changes what every app may reach, also apps added later, and hides which app needs what.',
      evidence: [policyEvidence(policy)],
      remedy: 'Replace it by policies or, better, scoped Exchange role assignments for the apps that need them.',
      source: DOCUMENTS.newAccessPolicy,
    });
  }
  const state = scopeState(policy, context);
  if (state.kind === 'unjudged') report.skip('aap-broken-scope', state.reason, 1);
  if (state.kind !== 'broken' || report.has('aap-broken-scope', policy.identity)) return;
  report.add({
    id: 'aap-broken-scope',
    severity: 'high',
    subject,
    title: `The scope "${policy.scope.name}" of an application access policy ${state.what}`,
    risk:
      policy.right === 'deny'
        ? 'The policy refuses nothing it was made to refuse: the app reaches the mailboxes it should be kept out of.'
        : 'What the app reaches is not what the policy was made for: nothing at all, or more than anybody can tell.',
    evidence: [policyEvidence(policy), evidence(`${state.why}.`, [policy.scope.id])],
    remedy: 'Find out which mailboxes the app needs and give it a scoped Exchange role assignment over them; then remove the policy.',
    source: DOCUMENTS.newAccessPolicy,
  });
}

type ScopeState =
  | { readonly kind: 'sound' }
  | { readonly kind: 'broken'; readonly what: string; readonly why: string }
  | { readonly kind: 'unjudged'; readonly reason: string };

const SOUND: ScopeState = { kind: 'sound' };

function scopeState(policy: AccessPolicy, context: FindingContext): ScopeState {
  const { reading } = context;
  const { scope, item } = policy;
  if (item.IsValid === false) return { kind: 'broken', what: 'is gone', why: 'Exchange reports the policy as not valid' };
  if (scope.kind === 'unresolved') {
    const gap = whyNotInReading(reading);
    if (gap !== null) return { kind: 'unjudged', reason: gap };
    if (reading.principals.match(item.ScopeIdentity ?? '').kind === 'ambiguous') {
      return { kind: 'unjudged', reason: 'the scope is given by a name that several objects have' };
    }
    return {
      kind: 'broken',
      what: 'is gone',
      why: 'Its object is neither among the groups nor among the mailboxes and recipients of the reading',
    };
  }
  const { sets } = context.engine;
  if (sets.countYes(scope.members) > 0) return SOUND;
  if (scope.kind === 'group' && scope.id !== null && reading.membership.expand(scope.id).size > 0) {
    const gap = [gapsOf(reading, ['exchange.mailboxes']), membershipGap(reading)].filter(Boolean).join('; ');
    if (gap !== '') return { kind: 'unjudged', reason: gap };
    return { kind: 'broken', what: 'contains no mailbox', why: 'None of its members, nested groups included, is a mailbox' };
  }
  if (scope.kind === 'group') {
    const gap = membershipGap(reading);
    return gap === null ? { kind: 'broken', what: 'is empty', why: 'The group has no members' } : { kind: 'unjudged', reason: gap };
  }
  const gap = gapsOf(reading, ['exchange.mailboxes']);
  return gap === null
    ? { kind: 'broken', what: 'contains no mailbox', why: 'It is a recipient without a mailbox in this organization' }
    : { kind: 'unjudged', reason: gap };
}

/** Why an object that is in no list may exist all the same: of each kind that a scope can be, one list must be complete. */
function whyNotInReading(reading: Reading): string | null {
  const groups = reading.isComplete('exchange.groups') || reading.isComplete('graph.groups');
  const accounts =
    reading.isComplete('graph.users') || (reading.isComplete('exchange.mailboxes') && reading.isComplete('exchange.recipients'));
  if (groups && accounts) return null;
  return gapsOf(reading, [
    ...(groups ? [] : (['exchange.groups', 'graph.groups'] as const)),
    ...(accounts ? [] : (['graph.users', 'exchange.mailboxes', 'exchange.recipients'] as const)),
  ]);
}

function noteGaps(report: FamilyReport, context: FindingContext): void {
  const { reading, engine } = context;
  const policies = gapsOf(reading, ['exchange.applicationAccessPolicies']);
  const governed = engine.apps.filter((app) => governedGrants(app).length > 0);
  for (const finding of ['aap-legacy', 'aap-not-covering', 'aap-deny-only'] as const) {
    report.skip(finding, policies, governed.filter((app) => !report.has(finding, app.appId)).length);
  }
  for (const finding of ['aap-broken-scope', 'aap-wildcard'] as const) report.skip(finding, policies, 1);
  noteProtocolGaps(report, context);
  const grants = gapsOf(reading, ['graph.appRoleAssignments']);
  if (grants === null) return;
  const forEverybody = engine.policies.some((policy) => policy.appIds.includes('*'));
  const named = forEverybody
    ? [...reading.servicePrincipalsByApp.keys()]
    : engine.apps.filter((app) => app.policies.length > 0).map((app) => app.appId);
  for (const finding of ['aap-legacy', 'aap-not-covering', 'aap-deny-only'] as const) {
    report.skip(finding, grants, named.filter((appId) => !report.has(finding, appId)).length);
  }
}

/** Whether a protocol role has reach depends on mailbox permissions that may not have been read. */
function noteProtocolGaps(report: FamilyReport, context: FindingContext): void {
  for (const app of context.engine.apps) {
    if (app.policies.length === 0 || report.has('aap-not-covering', app.appId)) continue;
    const protocols = new Set(app.grants.filter((grant) => grant.doubt === null).map((grant) => grant.protocol));
    if (!protocols.has('imapPop') && !protocols.has('smtp')) continue;
    const permissions = [
      ...(protocols.has('imapPop') ? (['exchange.mailboxPermissions'] as const) : []),
      ...(protocols.has('smtp') ? (['exchange.recipientPermissions'] as const) : []),
    ];
    report.skip('aap-not-covering', gapsOf(context.reading, ['exchange.mailboxes', 'exchange.servicePrincipals', ...permissions]), 1);
  }
}
