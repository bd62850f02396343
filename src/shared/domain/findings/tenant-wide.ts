import { earliestGrant, grantEvidence } from './grant-evidence';
import { bitOf, CAPABILITIES, type CapabilityMask } from '../reach/capability';
import type { AccessPolicy, AppEntry, EntraGrant, RoleAssignment } from '../reach/reach-model';
import { maskOfRbacRole } from '../reach/permissions/rbac-roles';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, remainingApps } from './reach-judgement';
import { appsWithPointers } from './unseen';
import { appSubject, evidence, whatOneCanDo } from './wording';

/** Capabilities that change something or speak in somebody's name, each without what it implies: reading alone is not changing. */
const CHANGING: CapabilityMask = CAPABILITIES.filter((capability) => capability.endsWith('.write') || capability === 'mail.send').reduce(
  (mask, capability) => mask | bitOf(capability),
  0,
);

/** Apps that reach every mailbox: by an Entra grant that nothing confines, or by a role assignment without a scope. */
export function findTenantWide(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const open = { butForPolicies: 0, butForMailboxes: 0, butForResources: 0 };
  for (const app of context.engine.apps) {
    const unconfined = app.grants.filter((grant) => isUnconfined(app, grant, context));
    const unscoped = app.roleAssignments.filter(
      (assignment) => assignment.mask !== 0 && assignment.doubt === null && assignment.scope.kind === 'everything',
    );
    const scoped = app.roleAssignments.filter(isScoped);
    const scopedMask = scoped.reduce((mask, assignment) => mask | assignment.mask, 0);
    const surviving = unconfined.filter((grant) => (grant.mask & scopedMask) !== 0);
    const wide = unconfined.filter((grant) => (grant.mask & scopedMask) === 0);
    if (surviving.length > 0) addSurviving(report, app, surviving, scoped);
    if (wide.length > 0 || unscoped.length > 0) addTenantWide(report, app, wide, unscoped);
    if (unconfined.length > 0) continue;
    if (couldBeUnconfined(app, context)) open.butForPolicies += 1;
    if (onlyBlocksUnread(app, context)) open.butForMailboxes += 1;
    if (app.grants.some((grant) => grant.doubt !== null && grant.resourceAppId === null && grant.protocol === null && grant.mask !== 0))
      open.butForResources += 1;
  }
  noteGaps(report, context, open);
  return report;
}

/** Whether a grant reaches every mailbox whatever the policies say. Protocol roles need mailbox permissions and never do. */
export function isUnconfined(app: AppEntry, grant: EntraGrant, context: FindingContext): boolean {
  if (grant.mask === 0 || grant.doubt !== null || grant.protocol !== null) return false;
  if (!grant.governedByPolicies) return true;
  return context.reading.isComplete('exchange.applicationAccessPolicies') && app.policies.every((policy) => refusesNobody(policy, context));
}

/** A blocklist that blocks nobody confines nothing; every other policy confines, or may. */
function refusesNobody(policy: AccessPolicy, context: FindingContext): boolean {
  return context.reading.isComplete('exchange.mailboxes') && blocksNoKnownMailbox(policy, context);
}

function blocksNoKnownMailbox({ right, scope }: AccessPolicy, context: FindingContext): boolean {
  const { sets } = context.engine;
  return right === 'deny' && scope.kind !== 'unresolved' && sets.countYes(scope.members) === 0 && sets.countUnknown(scope.members) === 0;
}

function holdsGoverned(app: AppEntry): boolean {
  return app.grants.some((grant) => grant.mask !== 0 && grant.doubt === null && grant.governedByPolicies);
}

function couldBeUnconfined(app: AppEntry, context: FindingContext): boolean {
  if (context.reading.isComplete('exchange.applicationAccessPolicies')) return false;
  return holdsGoverned(app) && !app.policies.some((policy) => policy.right === 'restrict');
}

/** Whether it depends on mailboxes that were not read if a blocklist blocks anybody. */
function onlyBlocksUnread(app: AppEntry, context: FindingContext): boolean {
  if (context.reading.isComplete('exchange.mailboxes') || app.policies.length === 0) return false;
  return holdsGoverned(app) && app.policies.every((policy) => blocksNoKnownMailbox(policy, context));
}

/** An assignment with a scope of its own, whether or not the scope can be resolved; a role that is not known says nothing. */
function isScoped(assignment: RoleAssignment): boolean {
  if (assignment.mask === 0 || maskOfRbacRole(assignment.role)?.kind !== 'known') return false;
  if (assignment.scope.kind !== 'unresolved') return assignment.scope.kind !== 'everything';
  const { CustomResourceScope, CustomRecipientWriteScope, RecipientAdministrativeUnitScope } = assignment.item;
  return Boolean(CustomResourceScope || CustomRecipientWriteScope || RecipientAdministrativeUnitScope);
}

function addTenantWide(report: FamilyReport, app: AppEntry, grants: readonly EntraGrant[], assignments: readonly RoleAssignment[]): void {
  const mask = [...grants, ...assignments].reduce((sum, item) => sum | item.mask, 0);
  report.add({
    id: 'tenant-wide-mail',
    severity: (mask & CHANGING) === 0 ? 'high' : 'critical',
    subject: appSubject(app),
    title: `${app.name} can ${whatOneCanDo(mask)} in every mailbox`,
    risk: 'Whoever holds a credential of this app has the same access to every mailbox, including those created later.',
    since: earliestGrant(grants),
    evidence: [
      ...grants.map((grant) => grantEvidence(grant, grant.governedByPolicies ? 'and no policy confines it' : policyRemark(grant))),
      ...assignments.map((assignment) =>
        evidence(`The Exchange role "${assignment.role}" is assigned without a scope: it covers the whole organization.`, [
          assignment.item.Identity ?? assignment.item.Name,
        ]),
      ),
    ],
    remedy:
      grants.length > 0
        ? 'Assign the matching Exchange application role over a scope that holds only the mailboxes the app needs, then remove the Entra grant.'
        : 'Put a management scope, an administrative unit or a group on the role assignment.',
    source: DOCUMENTS.rbac,
  });
}

function policyRemark(grant: EntraGrant): string {
  return grant.policyNotConfirmed
    ? 'and it is not confirmed that an application access policy would stop it'
    : 'and application access policies do not govern it';
}

function addSurviving(report: FamilyReport, app: AppEntry, grants: readonly EntraGrant[], scoped: readonly RoleAssignment[]): void {
  const mask = grants.reduce((sum, grant) => sum | grant.mask, 0);
  report.add({
    id: 'scoped-but-grant-survives',
    severity: 'critical',
    subject: appSubject(app),
    title: `${app.name} is scoped in Exchange, yet its Entra grant still opens every mailbox`,
    risk: `The scope has no effect: the app can still ${whatOneCanDo(mask)} in every mailbox, while its role assignment looks confined.`,
    since: earliestGrant(grants),
    evidence: [
      ...grants.map((grant) => grantEvidence(grant, 'and nothing confines it')),
      ...scoped
        .filter((assignment) => (assignment.mask & mask) !== 0)
        .map((assignment) =>
          evidence(`The Exchange role "${assignment.role}" is scoped to "${assignment.scope.name}"; RBAC never narrows an Entra grant.`, [
            assignment.item.Identity ?? assignment.item.Name,
          ]),
        ),
    ],
    remedy:
      'Remove the Entra grant once the scoped role assignment is confirmed to work; check the scope with Test-ServicePrincipalAuthorization.',
    source: DOCUMENTS.rbac,
  });
}

interface OpenBut {
  readonly butForPolicies: number;
  readonly butForMailboxes: number;
  readonly butForResources: number;
}

function noteGaps(report: FamilyReport, context: FindingContext, open: OpenBut): void {
  const { reading } = context;
  const others = remainingApps(reading, new Set(report.findings.map((finding) => finding.subject.id)).size);
  for (const finding of ['tenant-wide-mail', 'scoped-but-grant-survives'] as const) {
    report.skip(finding, gapsOf(reading, ['graph.appRoleAssignments']), others);
    report.skip(finding, gapsOf(reading, ['exchange.applicationAccessPolicies']), open.butForPolicies);
    report.skip(finding, gapsOf(reading, ['exchange.mailboxes']), open.butForMailboxes);
    report.skip(finding, gapsOf(reading, ['graph.resources']), open.butForResources);
    report.skip(finding, gapsOf(reading, ['exchange.managementRoleAssignments']), appsWithPointers(context, report, finding));
  }
}
