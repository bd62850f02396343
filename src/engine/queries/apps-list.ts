import type { AuditApp, Finding } from '../../shared/domain/answers/answer-shapes';
import { keyOf } from '../../shared/domain/collection/text-key';
import { SEVERITIES } from '../../shared/domain/findings/finding';
import { CAPABILITIES } from '../../shared/domain/reach/capability';
import { isMicrosoftTenant } from '../../shared/domain/reach/permissions/resources';
import type { AppEntry } from '../../shared/domain/reach/reach-model';
import { APP_WAYS } from '../../shared/ipc/common-shapes';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipNullable } from './clip';
import { SEVERITY_HEADINGS } from './findings-list';
import type { ListRules } from './prepared-list';
import { extentRank, severityRank, strengthRank, widestExtent, worstOf } from './rank';
import type { ReadingModel } from './reading-model';

type AppRow = ListRow<'apps'>;

/** What stands in an app's row about who made it. */
export function publisherOf(entry: AppEntry | undefined): {
  readonly publisher: string | null;
  readonly verified: boolean | null;
  readonly microsoft: boolean;
} {
  const principal = entry?.servicePrincipal;
  const verifiedName = principal?.verifiedPublisher?.displayName;
  const microsoft = isMicrosoftTenant(principal?.appOwnerOrganizationId);
  return {
    publisher: clipNullable(verifiedName || (microsoft ? 'Microsoft' : entry?.application?.publisherDomain)),
    verified: principal ? Boolean(principal.verifiedPublisher?.verifiedPublisherId || verifiedName) : null,
    microsoft,
  };
}

/** By which ways an app comes to its reach. */
export function waysOf(entry: AppEntry | undefined): AppRow['by'] {
  if (!entry) return [];
  const ways = new Set<AppRow['by'][number]>();
  // A policy that only denies keeps an app out of some mailboxes; it does not confine it.
  const confined = entry.policies.some((policy) => policy.right !== 'deny');
  for (const grant of entry.grants) {
    if (grant.retired || (grant.mask === 0 && grant.protocol === null)) continue;
    if (grant.protocol !== null) ways.add('protocol');
    else ways.add(confined && grant.governedByPolicies ? 'restricted' : 'entra');
  }
  if (entry.roleAssignments.length > 0) ways.add('rbac');
  if (entry.delegatedGrants.length > 0) ways.add('delegated');
  return APP_WAYS.filter((way) => ways.has(way));
}

/** The latest sign-in of any kind of every app, by app id. */
export function lastSignIns(model: ReadingModel): ReadonlyMap<string, string> {
  return model.kept('last-sign-ins', () => {
    const latest = new Map<string, string>();
    for (const item of model.reading.collection.graph.signInActivities ?? []) {
      const times = [
        item.lastSignInActivity,
        item.delegatedClientSignInActivity,
        item.applicationAuthenticationClientSignInActivity,
      ].flatMap((activity) => (activity?.lastSignInDateTime ? [activity.lastSignInDateTime] : []));
      const appId = keyOf(item.appId);
      for (const time of times) if (time > (latest.get(appId) ?? '')) latest.set(appId, time);
    }
    return latest;
  });
}

/** The next end of a credential that still counts, and how many have ended. */
export function credentialFacts(model: ReadingModel, appId: string): { readonly nextExpiry: string | null; readonly expired: number } {
  const rows = model.credentialsByApp.get(appId) ?? [];
  const ends = rows.flatMap((row) => (row.end !== null && row.state !== 'expired' ? [row.end] : [])).sort();
  return { nextExpiry: ends[0] ?? null, expired: rows.filter((row) => row.state === 'expired').length };
}

/** The rows of the list of apps: every app of the audit. */
export function appRows(model: ReadingModel): readonly AppRow[] {
  const signIns = lastSignIns(model);
  return model.audit.apps.map((app) => rowOf(model, app, signIns));
}

function rowOf(model: ReadingModel, app: AuditApp, signIns: ReadonlyMap<string, string>): AppRow {
  const entry = model.engine.app(app.appId);
  const extents = Object.values(app.application);
  const findings: readonly Finding[] = model.findingsBySubject.get(`app:${app.appId.toLowerCase()}`) ?? [];
  const { nextExpiry, expired } = credentialFacts(model, app.appId);
  return {
    id: app.appId,
    name: clipName(app.displayName || app.appId),
    ...publisherOf(entry),
    enabled: app.enabled,
    extent: widestExtent(extents.map((extent) => extent.reach)),
    mailboxes: Math.max(0, ...extents.map((extent) => extent.mailboxes)),
    unknownMailboxes: Math.max(0, ...extents.map((extent) => extent.unknownMailboxes)),
    totalMailboxes: model.reading.mailboxes.size,
    strongest: app.strongest,
    by: waysOf(entry),
    nextExpiry,
    expiredCredentials: expired,
    lastSignIn: signIns.get(app.appId) ?? null,
    findings: findings.length,
    worst: worstOf(findings.map((finding) => finding.severity)),
    group: null,
  };
}

const EXTENT_HEADINGS = { all: 'Every mailbox', some: 'Some mailboxes', unknown: 'Not known', none: 'No mailbox' } as const;

/** How the list of apps is queried. `capability` asks for what an app holds by application permissions or through its users. */
export function appRules(model: ReadingModel): ListRules<'apps'> {
  const held = (row: AppRow): readonly string[] => {
    const app = model.auditApps.get(row.id.toLowerCase());
    return CAPABILITIES.filter((capability) => app?.application[capability] ?? app?.delegated[capability]);
  };
  return {
    list: 'apps',
    text: (row) => `${row.name}\n${row.id}\n${row.publisher ?? ''}`,
    filters: {
      extent: (row, wanted) => wanted.includes(row.extent),
      capability: (row, wanted) => held(row).some((capability) => (wanted as readonly string[]).includes(capability)),
      by: (row, wanted) => row.by.some((way) => wanted.includes(way)),
      severity: (row, wanted) => row.worst !== null && wanted.includes(row.worst),
      reaching: (row, wanted) => (row.extent === 'none') !== wanted,
    },
    facets: {
      extent: (row) => [row.extent],
      capability: held,
      by: (row) => row.by,
      severity: (row) => (row.worst === null ? [] : [row.worst]),
    },
    sorts: {
      name: (row) => row.name,
      publisher: (row) => row.publisher,
      // Within one extent the number of mailboxes decides.
      extent: (row) => extentRank(row.extent) * 1e9 + row.mailboxes,
      mailboxes: (row) => row.mailboxes,
      strongest: (row) => strengthRank(row.strongest),
      nextExpiry: (row) => row.nextExpiry,
      lastSignIn: (row) => row.lastSignIn,
      findings: (row) => (severityRank(row.worst) ?? 0) * 1e6 + row.findings,
    },
    groups: {
      extent: (row) => ({ label: EXTENT_HEADINGS[row.extent], order: -extentRank(row.extent) }),
      publisher: (row) => ({ label: row.publisher ?? 'Publisher not known', order: row.publisher ?? '\uffff' }),
      severity: (row) => ({
        label: row.worst === null ? 'No findings' : SEVERITY_HEADINGS[row.worst],
        order: row.worst === null ? SEVERITIES.length : SEVERITIES.indexOf(row.worst),
      }),
    },
    usual: [
      { by: 'extent', direction: 'descending' },
      { by: 'strongest', direction: 'descending' },
      { by: 'name', direction: 'ascending' },
    ],
  };
}
