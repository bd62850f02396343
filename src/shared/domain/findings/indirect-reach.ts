import type { Severity } from './finding';
import type { Evidence } from '../answers/answer-shapes';
import { keyOf, listOf } from '../collection/text-key';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { couldBePowerful, type PowerfulGrant } from './powerful-grants';
import { appIdOf, gapsOf, remainingApps } from './reach-judgement';
import { appSubject, countOf, earliest, evidence, someOf } from './wording';

/** Directory roles that let Exchange.ManageAsApp change who reaches which mailbox. Built-in roles are known by their template id. */
const ADMIN_ROLES: ReadonlyMap<string, string> = new Map([
  ['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['e8611ab8-c189-46e8-94e1-60213ab1f814', 'Privileged Role Administrator'],
  ['31392ffb-586c-42d1-9346-e59415a2cc4e', 'Exchange Recipient Administrator'],
]);

interface Way {
  readonly severity: 'critical' | 'high';
  readonly evidence: readonly Evidence[];
  readonly risk: string;
  readonly since: string | null;
}

type Judgement =
  { readonly kind: 'raised'; readonly way: Way } | { readonly kind: 'unjudged'; readonly reason: string } | { readonly kind: 'no' };

const NO: Judgement = { kind: 'no' };

/** Apps that can grant themselves reach. */
export function findIndirectReach(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const ways = new Map<string, Way[]>();
  const unjudged = new Map<string, string>();
  const facts = new OwnershipAndRoles(context);
  for (const grant of context.powerfulGrants) {
    const judgement = judge(grant, context, facts);
    if (judgement.kind === 'raised') ways.set(grant.appId, [...(ways.get(grant.appId) ?? []), judgement.way]);
    else if (judgement.kind === 'unjudged') unjudged.set(grant.appId, judgement.reason);
  }
  for (const [appId, list] of ways) add(report, context, appId, list);
  for (const [appId, reason] of unjudged) if (!ways.has(appId)) report.skip('indirect-reach', reason, 1);
  noteGaps(report, context);
  return report;
}

function add(report: FamilyReport, context: FindingContext, appId: string, ways: readonly Way[]): void {
  const name = context.appName(appId);
  const severity: Severity = ways.some((way) => way.severity === 'critical') ? 'critical' : 'high';
  report.add({
    id: 'indirect-reach',
    severity,
    subject: appSubject({ appId, name }),
    title: `${name} can give itself access to mailboxes`,
    risk: (ways.find((way) => way.severity === severity) ?? ways[0])?.risk ?? '',
    since: earliest(ways.map((way) => way.since)),
    evidence: ways.flatMap((way) => way.evidence),
    remedy:
      'Take the permission or role away if the app can do without it; otherwise guard the app like an administrator: few owners, a certificate, alerts on its use.',
    source: DOCUMENTS.permissionsReference,
  });
}

function judge(grant: PowerfulGrant, context: FindingContext, facts: OwnershipAndRoles): Judgement {
  const indirect = grant.permission.indirectReach;
  if (!indirect) return NO;
  const raised = (more: readonly Evidence[] = []): Judgement => ({
    kind: 'raised',
    way: {
      severity: indirect.severity,
      risk: grant.permission.risk,
      since: grant.since,
      evidence: [
        evidence(`It holds the application permission ${grant.permission.value}. ${grant.permission.risk}`, [
          grant.grantId,
          grant.permission.id,
        ]),
        ...more,
      ],
    },
  });
  switch (indirect.condition) {
    case 'none':
      return raised();
    case 'appWithReachInTenant':
      return overOthers(
        context.reach.apps.filter((app) => app.appId !== grant.appId),
        context,
        raised,
      );
    case 'ownsAppWithReach':
      return owned(grant, context, facts, raised);
    case 'exchangeAdministratorRole':
      return withRole(grant, context, facts, raised);
  }
}

type Raise = (more?: readonly Evidence[]) => Judgement;

function overOthers(
  targets: readonly { readonly appId: string; readonly name: string }[],
  context: FindingContext,
  raised: Raise,
): Judgement {
  if (targets.length > 0) {
    const names = someOf(targets.map((app) => app.name));
    return raised([
      evidence(
        `${countOf(targets.length, 'app')} with reach could be taken over: ${names}.`,
        targets.map((app) => app.appId),
      ),
    ]);
  }
  const [undecided] = context.reach.undecided;
  return undecided ? { kind: 'unjudged', reason: undecided.reason } : NO;
}

function owned(grant: PowerfulGrant, context: FindingContext, facts: OwnershipAndRoles, raised: Raise): Judgement {
  const ownedApps = facts.appsOwnedBy(grant.servicePrincipalId).filter((appId) => appId !== grant.appId);
  const targets = ownedApps.filter((appId) => context.reach.has(appId));
  if (targets.length > 0) {
    return raised([evidence(`It owns ${someOf(targets.map((appId) => context.appName(appId)))}, which has reach.`, targets)]);
  }
  const gap = gapsOf(context.reading, ['graph.owners']);
  if (gap !== null) return { kind: 'unjudged', reason: gap };
  const undecided = context.reach.undecided.find(({ appIds }) => ownedApps.some((appId) => appIds.includes(appId)));
  return undecided ? { kind: 'unjudged', reason: undecided.reason } : NO;
}

function withRole(grant: PowerfulGrant, context: FindingContext, facts: OwnershipAndRoles, raised: Raise): Judgement {
  const held = [...facts.adminRolesOf(grant.servicePrincipalId), ...facts.roleGroupsOf(grant)];
  if (held.length > 0) return raised(held);
  const gap = gapsOf(context.reading, ['graph.directoryRoleAssignments', 'exchange.roleGroupMembers']);
  return gap === null ? NO : { kind: 'unjudged', reason: gap };
}

/** Who owns what, and who holds which administrative role; read once for all grants. */
class OwnershipAndRoles {
  private owned: ReadonlyMap<string, readonly string[]> | null = null;
  private roles: ReadonlyMap<string, readonly Evidence[]> | null = null;

  constructor(private readonly context: FindingContext) {}

  /** The app ids of applications and service principals that a principal owns. */
  appsOwnedBy(principalId: string): readonly string[] {
    this.owned ??= this.readOwners();
    return this.owned.get(principalId) ?? [];
  }

  /** The administrator roles a service principal holds over the whole tenant, itself or by a group. */
  adminRolesOf(servicePrincipalId: string): readonly Evidence[] {
    this.roles ??= this.readRoles();
    return this.roles.get(servicePrincipalId) ?? [];
  }

  /** The Exchange role groups an app's service principal is in; groups that can only look are left out. */
  roleGroupsOf(grant: PowerfulGrant): readonly Evidence[] {
    const { reading, engine } = this.context;
    const pointers = engine.app(grant.appId)?.pointers ?? [];
    const ids = new Set([
      grant.servicePrincipalId,
      grant.appId,
      ...pointers.flatMap(({ item }) => [keyOf(item.ObjectId), keyOf(item.Identity), keyOf(item.Guid)]),
    ]);
    ids.delete('');
    const found: Evidence[] = [];
    for (const row of reading.collection.exchange.roleGroupMembers ?? []) {
      const match = reading.principals.match(row.Name ?? '');
      const named = match.kind === 'principal' && match.principal.kind === 'servicePrincipal' && ids.has(match.principal.id);
      if (!ids.has(keyOf(row.ExternalDirectoryObjectId)) && !ids.has(keyOf(row.Name)) && !named) continue;
      if (row.RoleGroup && !this.onlyLooks(row.RoleGroup))
        found.push(evidence(`Its service principal is in the Exchange role group "${row.RoleGroup}".`, [row.RoleGroup]));
    }
    return found;
  }

  private onlyLooks(roleGroup: string): boolean {
    const key = keyOf(roleGroup);
    const group = (this.context.reading.collection.exchange.roleGroups ?? []).find((item) =>
      [item.Name, item.Identity, item.Guid].some((name) => keyOf(name) === key),
    );
    const roles = listOf(group?.Roles);
    return roles.length > 0 && roles.every((role) => keyOf(role).startsWith('view-only'));
  }

  private readOwners(): ReadonlyMap<string, readonly string[]> {
    const { graph } = this.context.reading.collection;
    const appIds = new Map((graph.applications ?? []).map((application) => [keyOf(application.id), keyOf(application.appId)]));
    const owned = new Map<string, string[]>();
    for (const row of graph.owners ?? []) {
      const appId = appIds.get(keyOf(row.objectId)) ?? appIdOf(this.context.reading, row.objectId);
      if (!appId) continue;
      for (const owner of row.ownerIds ?? []) {
        const list = owned.get(keyOf(owner)) ?? [];
        if (!list.includes(appId)) list.push(appId);
        owned.set(keyOf(owner), list);
      }
    }
    return owned;
  }

  private readRoles(): ReadonlyMap<string, readonly Evidence[]> {
    const { reading } = this.context;
    const roles = new Map<string, Evidence[]>();
    const put = (id: string, item: Evidence): void => {
      roles.set(id, [...(roles.get(id) ?? []), item]);
    };
    for (const row of reading.collection.graph.directoryRoleAssignments ?? []) {
      const role = ADMIN_ROLES.get(keyOf(row.roleDefinitionId));
      if (role === undefined || row.directoryScopeId?.trim() !== '/') continue;
      const holder = keyOf(row.principalId);
      put(holder, evidence(`It holds the directory role ${role} over the whole tenant.`, [keyOf(row.roleDefinitionId)]));
      for (const memberId of reading.membership.expand(holder).keys()) {
        put(
          memberId,
          evidence(`It holds the directory role ${role} over the whole tenant by the group "${this.context.principalName(holder)}".`, [
            keyOf(row.roleDefinitionId),
            holder,
          ]),
        );
      }
    }
    return roles;
  }
}

function noteGaps(report: FamilyReport, context: FindingContext): void {
  const { reading } = context;
  const grants = gapsOf(reading, ['graph.appRoleAssignments']);
  report.skip('indirect-reach', grants, remainingApps(reading, report.findings.length));
  const unread = gapsOf(reading, ['graph.resources']);
  if (unread === null) return;
  const apps = new Set<string>();
  for (const item of reading.collection.graph.appRoleAssignments ?? []) {
    if (reading.resourceAppIds.has(keyOf(item.resourceId)) || !couldBePowerful(item.appRoleId)) continue;
    const appId = appIdOf(reading, item.principalId);
    if (appId !== null && !report.has('indirect-reach', appId)) apps.add(appId);
  }
  report.skip('indirect-reach', unread, apps.size);
}
