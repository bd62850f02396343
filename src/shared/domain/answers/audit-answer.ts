import type { AcceptedFinding, AuditAnswer, AuditApp, Finding } from './answer-shapes';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { strongestExtent } from '../credentials/credential-rows';
import { findAll } from '../findings/find-all';
import { type FindingId, type Severity } from '../findings/finding';
import { capabilitiesIn, strongestOf } from '../reach/capability';
import type { ReachEngine } from '../reach/reach-engine';
import type { AppEntry } from '../reach/reach-model';

/** What an audit needs to be told besides the reading. `now` is ISO 8601. */
export interface AuditOptions {
  readonly now: string;
  readonly accepted?: readonly AcceptedFinding[];
}

/** `mailscope-audit/1`: every app that concerns mail, how far it reaches, and everything that is wrong. */
export function buildAudit(reading: Reading, engine: ReachEngine, options: AuditOptions): AuditAnswer {
  const { findings: all, notJudged } = findAll(reading, engine, options.now);
  const { findings, accepted } = setAccepted(all, options.accepted ?? []);
  const apps = buildApps(engine, findings);
  const extents = apps.map(({ extent }) => extent);
  const countOf = (extent: string): number => extents.filter((item) => item === extent).length;
  const [tenantWide, scoped, unknown] = [countOf('all'), countOf('some'), countOf('unknown')];
  return {
    format: 'mailscope-audit/1',
    tenant: reading.collection.tenant,
    collectedAt: reading.collection.collectedAt,
    coverage: reading.coverage,
    summary: {
      apps: apps.length,
      appsWithReach: tenantWide + scoped + unknown,
      tenantWide,
      scoped,
      unknown,
      mailboxes: reading.mailboxes.size,
      findings: countBySeverity(findings),
    },
    apps: apps.map(({ app }) => app),
    unresolved: engine.unresolved(),
    notJudged,
    accepted,
    findings,
  };
}

/** Takes the findings that somebody accepted out of the list; an acceptance of something that is no longer found is left out. */
function setAccepted(
  all: readonly Finding[],
  given: readonly AcceptedFinding[],
): { readonly findings: readonly Finding[]; readonly accepted: readonly AcceptedFinding[] } {
  if (given.length === 0) return { findings: all, accepted: [] };
  const byKey = new Map(given.map((item) => [keyOfFinding(item), item]));
  const found = new Set<AcceptedFinding>();
  const findings = all.filter((finding) => {
    const acceptance = byKey.get(keyOfFinding(finding));
    if (acceptance) found.add(acceptance);
    return acceptance === undefined;
  });
  return { findings, accepted: given.filter((item) => found.has(item)) };
}

function keyOfFinding({ id, subject }: Pick<Finding, 'id' | 'subject'>): string {
  return `${id}:${subject.kind}:${keyOf(subject.id)}`;
}

function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

interface RankedApp {
  readonly app: AuditApp;
  readonly extent: 'all' | 'some' | 'unknown' | 'none';
  readonly mailboxes: number;
}

const EXTENT_ORDER = ['all', 'some', 'unknown', 'none'] as const;

function buildApps(engine: ReachEngine, findings: readonly Finding[]): readonly RankedApp[] {
  const findingIds = findingsByApp(findings);
  const entries = new Map(engine.apps.filter((app) => concernsMail(engine, app)).map((app) => [app.appId, app]));
  for (const appId of findingIds.keys()) {
    const app = entries.has(appId) ? undefined : engine.app(appId);
    if (app) entries.set(appId, app);
  }
  const ranked = [...entries.values()].map((app) => rank(engine, app, findingIds.get(app.appId) ?? []));
  const names = new Map(ranked.map((item) => [item, item.app.displayName.toLowerCase()]));
  return ranked.sort(
    (left, right) =>
      EXTENT_ORDER.indexOf(left.extent) - EXTENT_ORDER.indexOf(right.extent) ||
      right.mailboxes - left.mailboxes ||
      compare(names.get(left) ?? '', names.get(right) ?? '') ||
      compare(left.app.appId, right.app.appId),
  );
}

/**
 * Whether an app belongs into the list by what it holds: a permission or delegated grant that concerns mail, a role
 * assignment, or, where it has a service principal, a policy. An Exchange pointer alone says nothing.
 */
function concernsMail(engine: ReachEngine, app: AppEntry): boolean {
  if (
    app.roleAssignments.length > 0 ||
    app.grants.some((grant) => grant.mask !== 0) ||
    app.delegatedGrants.some((grant) => grant.mask !== 0)
  )
    return true;
  if (app.servicePrincipal && app.policies.some((policy) => policy.appIds.includes(app.appId))) return true;
  return engine.applicationReach(app).unknown !== 0;
}

function findingsByApp(findings: readonly Finding[]): ReadonlyMap<string, readonly FindingId[]> {
  const byApp = new Map<string, FindingId[]>();
  for (const { id, subject } of findings) {
    if (subject.kind !== 'app') continue;
    const ids = byApp.get(subject.id);
    if (ids) ids.push(id);
    else byApp.set(subject.id, [id]);
  }
  return byApp;
}

function rank(engine: ReachEngine, app: AppEntry, findings: readonly FindingId[]): RankedApp {
  const reach = engine.applicationReach(app);
  const application: Record<string, { reach: RankedApp['extent']; mailboxes: number; unknownMailboxes: number }> = {};
  let most = 0;
  for (const capability of capabilitiesIn(reach.held)) {
    const extent = reach.extent(capability);
    application[capability] = { reach: extent.reach, mailboxes: extent.mailboxes, unknownMailboxes: extent.unknownMailboxes };
    most = Math.max(most, extent.mailboxes);
  }
  const delegatedReach = app.delegatedGrants.length > 0 ? engine.delegatedReach(app) : null;
  const sure = reach.yes | (delegatedReach?.mask ?? 0);
  return {
    extent: strongestExtent(engine, app),
    mailboxes: most,
    app: {
      appId: app.appId,
      servicePrincipalId: keyOf(app.servicePrincipal?.id) || null,
      displayName: app.name,
      enabled: app.enabled,
      strongest: strongestOf(sure) ?? strongestOf(reach.held),
      application,
      delegated: delegatedReach ? Object.fromEntries(delegatedReach.capabilities) : {},
      findings,
    },
  };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
