import type { Reading } from '../collection/reading';
import type { SourcePath } from '../collection/sources';
import { keyOf } from '../collection/text-key';
import type { ReachEngine } from '../reach/reach-engine';
import type { AppEntry } from '../reach/reach-model';

/** Apps whose reach cannot be told because a source was not read, under one reason. */
export interface UndecidedApps {
  readonly reason: string;
  readonly appIds: readonly string[];
}

/** The gaps of some sources as one clause, or null where all are complete. */
export function gapsOf(reading: Reading, sources: readonly SourcePath[]): string | null {
  const gaps = sources.map((source) => reading.gap(source)).filter((gap) => gap !== null);
  return gaps.length === 0 ? null : gaps.join('; ');
}

/** Why the members of groups are not known, or null: one complete source of the two is enough. */
export function membershipGap(reading: Reading): string | null {
  return reading.membership.known ? null : gapsOf(reading, ['graph.groupMembers', 'exchange.groupMembers']);
}

/**
 * Which apps have reach: a *yes* by an application permission, or a delegated grant with a mail scope. *Unknown* alone is
 * not reach; where it comes from a source that was not read, the app is undecided.
 */
export class ReachJudgement {
  /** Apps with reach, by name. */
  readonly apps: readonly AppEntry[];
  private readonly ids: ReadonlySet<string>;
  private pending: readonly UndecidedApps[] | null = null;

  constructor(
    private readonly reading: Reading,
    private readonly engine: ReachEngine,
  ) {
    this.apps = engine.apps.filter((app) => hasDelegatedReach(app) || engine.applicationReach(app).yes !== 0);
    this.ids = new Set(this.apps.map((app) => app.appId));
  }

  /** Whether an app has reach. */
  has(appId: string): boolean {
    return this.ids.has(appId);
  }

  /** The apps whose reach is not decided because a source was not read, by reason. */
  get undecided(): readonly UndecidedApps[] {
    this.pending ??= this.findUndecided();
    return this.pending;
  }

  private findUndecided(): readonly UndecidedApps[] {
    const byReason = new Map<string, string[]>();
    const put = (reason: string, appId: string): void => {
      const list = byReason.get(reason);
      if (list) list.push(appId);
      else byReason.set(reason, [appId]);
    };
    const seen = new Set<string>();
    for (const app of this.engine.apps) {
      if (this.ids.has(app.appId) || !this.mayReach(app)) continue;
      const reason = this.reasonOf(app);
      if (reason === null) continue;
      seen.add(app.appId);
      put(reason, app.appId);
    }
    // Without all grants every other service principal may reach something.
    const gap =
      gapsOf(this.reading, ['graph.appRoleAssignments', 'graph.oauth2PermissionGrants']) ??
      (this.reading.isComplete('exchange.servicePrincipals') ? null : gapsOf(this.reading, ['exchange.managementRoleAssignments']));
    if (gap !== null) {
      for (const appId of this.reading.servicePrincipalsByApp.keys()) if (!this.ids.has(appId) && !seen.has(appId)) put(gap, appId);
    }
    return [...byReason].map(([reason, appIds]) => ({ reason, appIds }));
  }

  private mayReach(app: AppEntry): boolean {
    const reach = this.engine.applicationReach(app);
    return reach.unknown !== 0 || (reach.held !== 0 && !this.reading.isComplete('exchange.mailboxes'));
  }

  /** Why an app's reach is unknown, as far as a source that was not read is behind it. */
  private reasonOf(app: AppEntry): string | null {
    const sources = new Set<SourcePath>(['exchange.mailboxes']);
    for (const grant of app.grants) {
      if (grant.governedByPolicies) sources.add('exchange.applicationAccessPolicies');
      if (grant.doubt !== null && grant.resourceAppId === null) sources.add('graph.resources');
      if (grant.protocol !== null) sources.add('exchange.mailboxPermissions');
      if (grant.protocol === 'smtp') sources.add('exchange.recipientPermissions');
    }
    if (app.pointers.length > 0) sources.add('exchange.managementRoleAssignments');
    if (app.roleAssignments.length > 0) {
      for (const source of SCOPE_SOURCES) sources.add(source);
    }
    if (app.policies.length > 0) {
      for (const source of ['exchange.groups', 'exchange.recipients', 'graph.groups'] as const) sources.add(source);
    }
    const gaps = gapsOf(this.reading, [...sources]);
    const members = app.policies.length > 0 || app.roleAssignments.length > 0 ? membershipGap(this.reading) : null;
    return [gaps, members].filter(Boolean).join('; ') || null;
  }
}

const SCOPE_SOURCES: readonly SourcePath[] = [
  'graph.servicePrincipals',
  'exchange.servicePrincipals',
  'exchange.managementScopes',
  'exchange.groups',
  'graph.administrativeUnits',
  'graph.administrativeUnitMembers',
];

/** Whether an app has a delegated grant with a scope that concerns mailboxes. */
export function hasDelegatedReach(app: AppEntry): boolean {
  return app.delegatedGrants.some((grant) => grant.mask !== 0);
}

/** How many apps a missing source leaves unjudged: all but those judged already; at least one where the apps themselves are not all known. */
export function remainingApps(reading: Reading, judged: number): number {
  const known = reading.servicePrincipalsByApp.size;
  const least = known === 0 || !reading.isComplete('graph.servicePrincipals') ? 1 : 0;
  return Math.max(least, known - judged);
}

/** The app id of a service principal's object id, or null. */
export function appIdOf(reading: Reading, objectId: string): string | null {
  return keyOf(reading.servicePrincipals.get(keyOf(objectId))?.appId) || null;
}
