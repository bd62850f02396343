import type { GraphItem } from '../collection/collection.schema';
import { keyOf } from '../collection/text-key';
import { isMicrosoftTenant } from '../reach/permissions/resources';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { appSubject, evidence } from './wording';

/** Apps of other organisations whose publisher Microsoft has not verified, with reach. Microsoft's own are exempt. */
export function findPublisher(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  for (const app of context.reach.apps) {
    if (!app.servicePrincipal || !isExternalUnverified(app.servicePrincipal, context)) continue;
    const organization = keyOf(app.servicePrincipal.appOwnerOrganizationId);
    report.add({
      id: 'external-unverified',
      severity: 'high',
      subject: appSubject(app),
      title: `${app.name} belongs to another organization whose identity nobody has verified, and it has reach`,
      risk: 'Nobody has checked who is behind the app; its makers can change what it does at any time.',
      evidence: [
        evidence(`It belongs to the organization ${organization} and has no verified publisher.`, [
          organization,
          keyOf(app.servicePrincipal.id),
        ]),
      ],
      remedy: 'Find out who makes the app and whether it is needed; ask the vendor to verify its publisher, or remove the grants.',
      source: DOCUMENTS.publisherVerification,
    });
  }
  for (const { reason, appIds } of context.reach.undecided) {
    const external = appIds.filter((appId) => {
      const servicePrincipal = context.reading.servicePrincipalsByApp.get(appId);
      return servicePrincipal !== undefined && isExternalUnverified(servicePrincipal, context);
    });
    report.skip('external-unverified', reason, external.length);
  }
  return report;
}

function isExternalUnverified(servicePrincipal: GraphItem<'servicePrincipals'>, context: FindingContext): boolean {
  const organization = keyOf(servicePrincipal.appOwnerOrganizationId);
  if (organization === '' || organization === keyOf(context.reading.collection.tenant.id) || isMicrosoftTenant(organization)) return false;
  const publisher = servicePrincipal.verifiedPublisher;
  return !publisher?.verifiedPublisherId && !publisher?.displayName;
}
