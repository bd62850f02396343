import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { earliestGrant, grantEvidence } from './grant-evidence';
import { gapsOf } from './reach-judgement';
import { appSubject, evidence } from './wording';

/** Service principals that are disabled while their grants remain. */
export function findDisabled(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const { reading } = context;
  for (const app of context.engine.apps) {
    if (app.enabled !== false) continue;
    const grants = app.grants.filter((grant) => grant.mask !== 0);
    const assignments = app.roleAssignments.filter((assignment) => assignment.mask !== 0);
    const delegated = app.delegatedGrants.filter((grant) => grant.mask !== 0);
    if (grants.length + assignments.length + delegated.length === 0) continue;
    report.add({
      id: 'disabled-with-grants',
      severity: 'info',
      subject: appSubject(app),
      title: `${app.name} is disabled but keeps its grants`,
      risk: 'Whoever enables it again gives it all of its access back.',
      since: earliestGrant(grants),
      evidence: [
        ...grants.map((grant) => grantEvidence(grant)),
        ...assignments.map((assignment) =>
          evidence(`The Exchange role "${assignment.role}" is assigned over "${assignment.scope.name}".`, [
            assignment.item.Identity ?? assignment.item.Name,
          ]),
        ),
        ...delegated.map((grant) => evidence(`It holds the delegated permissions ${grant.scopes.join(', ')}.`, [grant.item.id])),
      ],
      remedy: 'If the app is not coming back, remove its grants and delete it.',
      source: DOCUMENTS.disableSignIn,
    });
  }
  const gap = gapsOf(reading, ['graph.appRoleAssignments', 'graph.oauth2PermissionGrants']);
  if (gap !== null) {
    const disabled = (reading.collection.graph.servicePrincipals ?? []).filter((item) => item.accountEnabled === false).length;
    report.skip('disabled-with-grants', gap, disabled - report.findings.length);
  }
  report.skip(
    'disabled-with-grants',
    gapsOf(reading, ['graph.servicePrincipals']),
    context.engine.apps.filter((app) => app.enabled === null).length,
  );
  return report;
}
