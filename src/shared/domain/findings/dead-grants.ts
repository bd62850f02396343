import type { Evidence } from '../answers/answer-shapes';
import { keyOf } from '../collection/text-key';
import { delegatedPermission, parseScopes } from '../reach/permissions/delegated-permissions';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { grantEvidence } from './grant-evidence';
import { appIdOf, gapsOf, remainingApps } from './reach-judgement';
import { appSubject, earliest, evidence } from './wording';

interface DeadGrants {
  readonly evidence: Evidence[];
  readonly dates: (string | null | undefined)[];
  toDeletedResource: boolean;
}

/** Grants that lead nowhere: roles of the retired Outlook REST API, and grants on a resource that was deleted. */
export function findDeadGrants(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const { reading, engine } = context;
  const byApp = new Map<string, DeadGrants>();
  const of = (appId: string): DeadGrants => {
    const known = byApp.get(appId);
    if (known) return known;
    const made: DeadGrants = { evidence: [], dates: [], toDeletedResource: false };
    byApp.set(appId, made);
    return made;
  };
  for (const app of engine.apps) {
    for (const grant of app.grants) {
      if (!grant.retired || grant.doubt !== null) continue;
      of(app.appId).evidence.push(grantEvidence(grant, 'a role of the retired Outlook REST API that gives nothing any more'));
      of(app.appId).dates.push(grant.item.createdDateTime);
    }
    for (const grant of app.delegatedGrants) {
      const retired = grant.scopes.filter((scope) => delegatedPermission(grant.resourceAppId, scope)?.retired === true);
      if (retired.length === 0) continue;
      of(app.appId).evidence.push(
        evidence(`It holds delegated scopes of the retired Outlook REST API: ${retired.join(', ')}.`, [grant.item.id]),
      );
    }
  }
  const undecided = findDeletedResources(context, of);
  for (const [appId, dead] of byApp) {
    const name = context.appName(appId);
    report.add({
      id: 'dead-grant',
      severity: 'low',
      subject: appSubject({ appId, name }),
      title: dead.toDeletedResource ? `${name} holds grants that lead nowhere` : `${name} holds grants of the retired Outlook REST API`,
      risk: 'Dead grants hide what an app really can do, and may come to life again with the resource they name.',
      since: earliest(dead.dates),
      evidence: dead.evidence,
      remedy: 'Remove these grants; the app loses nothing by it.',
      source: DOCUMENTS.outlookRest,
    });
  }
  report.skip('dead-grant', gapsOf(reading, ['graph.resources', 'graph.servicePrincipals']), undecided.size);
  const grants = gapsOf(reading, ['graph.appRoleAssignments', 'graph.oauth2PermissionGrants']);
  report.skip('dead-grant', grants, remainingApps(reading, byApp.size));
  return report;
}

/** Grants on a resource that is in no list: deleted, if both lists are complete. Answers the apps for which that cannot be told. */
function findDeletedResources(context: FindingContext, of: (appId: string) => DeadGrants): ReadonlySet<string> {
  const { reading } = context;
  const { graph } = reading.collection;
  const provable = reading.isComplete('graph.servicePrincipals') && reading.isComplete('graph.resources');
  const known = new Map<string, boolean>();
  const isKnown = (resourceId: string): boolean => {
    let answer = known.get(resourceId);
    if (answer === undefined) known.set(resourceId, (answer = reading.resourceAppIds.has(keyOf(resourceId))));
    return answer;
  };
  const undecided = new Set<string>();
  const note = (appId: string, detail: string, ids: readonly (string | null | undefined)[], date?: string | null): void => {
    if (!provable) {
      undecided.add(appId);
      return;
    }
    const dead = of(appId);
    dead.evidence.push(evidence(detail, ids));
    dead.dates.push(date);
    dead.toDeletedResource = true;
  };
  for (const item of graph.appRoleAssignments ?? []) {
    if (isKnown(item.resourceId)) continue;
    const appId = appIdOf(reading, item.principalId);
    if (appId !== null)
      note(
        appId,
        `An application permission is granted on the resource ${keyOf(item.resourceId)}, which no longer exists.`,
        [item.id, keyOf(item.resourceId)],
        item.createdDateTime,
      );
  }
  for (const item of graph.oauth2PermissionGrants ?? []) {
    if (isKnown(item.resourceId)) continue;
    const appId = appIdOf(reading, item.clientId);
    if (appId === null) continue;
    const scopes = parseScopes(item.scope).join(', ') || 'none';
    note(appId, `Delegated permissions (${scopes}) are granted on the resource ${keyOf(item.resourceId)}, which no longer exists.`, [
      item.id,
      keyOf(item.resourceId),
    ]);
  }
  return undecided;
}
