import type { GraphItem } from '../collection/collection.schema';
import { keyOf } from '../collection/text-key';
import { isMicrosoftTenant } from '../reach/permissions/resources';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf } from './reach-judgement';
import { appSubject, evidence } from './wording';

interface Ownership {
  readonly owners: ReadonlySet<string>;
  /** Whether there may be owners that the reading does not show. */
  readonly uncertain: boolean;
}

/** Apps with reach that nobody, or only one person, is responsible for. Owners of the registration and of the service principal count alike. */
export function findOwnership(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const rows = new Map<string, readonly string[]>();
  for (const row of context.reading.collection.graph.owners ?? [])
    rows.set(keyOf(row.objectId), [...(rows.get(keyOf(row.objectId)) ?? []), ...(row.ownerIds ?? [])]);
  const gap = gapsOf(context.reading, ['graph.owners', 'graph.applications']);
  let unknown = 0;
  for (const app of context.reach.apps) {
    if (!app.servicePrincipal && !app.application) continue;
    if (isMicrosoftTenant(app.servicePrincipal?.appOwnerOrganizationId)) continue;
    const ownership = ownershipOf(app.servicePrincipal, app.application, rows, context);
    if (ownership.owners.size > 1) continue;
    if (ownership.uncertain) unknown += 1;
    else add(report, app, ownership.owners, context);
  }
  report.skip('ownerless', gap, unknown);
  for (const { reason, appIds } of context.reach.undecided) {
    report.skip('ownerless', reason, appIds.filter((appId) => mayLackOwners(appId, rows, context)).length);
  }
  return report;
}

function add(
  report: FamilyReport,
  app: { readonly appId: string; readonly name: string },
  owners: ReadonlySet<string>,
  context: FindingContext,
): void {
  const [only] = owners;
  report.add({
    id: 'ownerless',
    severity: only === undefined ? 'low' : 'info',
    subject: appSubject(app),
    title:
      only === undefined
        ? `${app.name} has reach, and nobody owns it`
        : `${app.name} has reach and a single owner, ${context.principalName(only)}`,
    risk:
      only === undefined
        ? 'Nobody is asked when its credentials run out, when it misbehaves, or whether it is still needed.'
        : 'When this person leaves, nobody is responsible for the app any more.',
    evidence: [
      only === undefined
        ? evidence('Neither its registration nor its service principal has an owner.')
        : evidence(`Its only owner is ${context.principalName(only)}.`, [only]),
    ],
    remedy: 'Name two owners who know what the app is for.',
    source: DOCUMENTS.appRegistrationPractices,
  });
}

function mayLackOwners(appId: string, rows: ReadonlyMap<string, readonly string[]>, context: FindingContext): boolean {
  const servicePrincipal = context.reading.servicePrincipalsByApp.get(appId) ?? null;
  if (isMicrosoftTenant(servicePrincipal?.appOwnerOrganizationId)) return false;
  const application = context.reading.applicationsByApp.get(appId) ?? null;
  return ownershipOf(servicePrincipal, application, rows, context).owners.size < 2;
}

function ownershipOf(
  servicePrincipal: GraphItem<'servicePrincipals'> | null,
  application: GraphItem<'applications'> | null,
  rows: ReadonlyMap<string, readonly string[]>,
  context: FindingContext,
): Ownership {
  const { reading } = context;
  const owners = new Set<string>();
  let uncertain = false;
  for (const object of [servicePrincipal, application]) {
    if (!object) continue;
    const row = rows.get(keyOf(object.id));
    if (!row && !reading.isComplete('graph.owners')) uncertain = true;
    for (const owner of row ?? []) owners.add(keyOf(owner));
  }
  const home = keyOf(servicePrincipal?.appOwnerOrganizationId) === keyOf(reading.collection.tenant.id);
  if (!application && home && !reading.isComplete('graph.applications')) uncertain = true;
  return { owners, uncertain };
}
