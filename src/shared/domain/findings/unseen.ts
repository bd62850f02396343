import { keyOf } from '../collection/text-key';
import type { AppEntry } from '../reach/reach-model';
import type { FindingId } from './finding';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, remainingApps } from './reach-judgement';

/** Findings about apps that rest on grants: without the service principal nobody knows whose grant it is. */
const BY_GRANTS: readonly FindingId[] = [
  'tenant-wide-mail',
  'scoped-but-grant-survives',
  'aap-legacy',
  'aap-not-covering',
  'aap-deny-only',
  'ews-deadline',
  'dead-grant',
  'imap-pop-smtp-app',
  'indirect-reach',
  'scope-can-be-widened',
  'unused-with-reach',
  'ownerless',
  'external-unverified',
  'disabled-with-grants',
  'redirect-insecure',
  'consent-user',
];

/** What cannot be judged because grants belong to apps, or are for resources, that the reading does not hold. Raises nothing. */
export function findUnseen(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  noteUnknownApps(report, context);
  noteUnknownResources(report, context);
  return report;
}

/** How many apps may hold role assignments that were not read: those with a pointer, or any where pointers were not read either. */
export function appsWithPointers(context: FindingContext, report: FamilyReport, finding: FindingId): number {
  if (!context.reading.isComplete('exchange.servicePrincipals')) return remainingApps(context.reading, 0);
  const apps = new Set(context.engine.pointers.map((pointer) => pointer.appId));
  return [...apps].filter((appId) => !report.has(finding, appId)).length;
}

function noteUnknownApps(report: FamilyReport, context: FindingContext): void {
  const { reading } = context;
  const gap = gapsOf(reading, ['graph.servicePrincipals']);
  if (gap === null) return;
  const unknown = new Set<string>();
  const note = (id: string): void => {
    if (!reading.servicePrincipals.has(keyOf(id))) unknown.add(keyOf(id));
  };
  for (const item of reading.collection.graph.appRoleAssignments ?? []) {
    const type = keyOf(item.principalType);
    if (type === '' || type === 'serviceprincipal') note(item.principalId);
  }
  for (const item of reading.collection.graph.oauth2PermissionGrants ?? []) note(item.clientId);
  const least = reading.coverage['graph.servicePrincipals'].state === 'missing' ? 1 : 0;
  for (const finding of BY_GRANTS) report.skip(finding, gap, Math.max(least, unknown.size));
}

function noteUnknownResources(report: FamilyReport, context: FindingContext): void {
  const gap = gapsOf(context.reading, ['graph.resources']);
  if (gap === null) return;
  const count = (test: (grant: AppEntry['grants'][number], app: AppEntry) => boolean): number =>
    context.engine.apps.filter((app) =>
      app.grants.some((grant) => grant.doubt !== null && grant.resourceAppId === null && test(grant, app)),
    ).length;
  const confined = count((grant, app) => grant.governedByPolicies && app.policies.length > 0);
  report.skip('aap-legacy', gap, confined);
  report.skip('aap-deny-only', gap, confined);
  report.skip(
    'aap-not-covering',
    gap,
    count((grant, app) => !grant.governedByPolicies && grant.mask !== 0 && app.policies.length > 0),
  );
  report.skip(
    'ews-deadline',
    gap,
    count((grant) => keyOf(grant.permission) === 'full_access_as_app'),
  );
  report.skip(
    'imap-pop-smtp-app',
    gap,
    count((grant) => grant.protocol !== null),
  );
}
