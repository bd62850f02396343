import { keyOf } from '../collection/text-key';
import { delegatedPermission } from '../reach/permissions/delegated-permissions';
import type { AppEntry, DelegatedGrant } from '../reach/reach-model';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, remainingApps } from './reach-judgement';
import { appSubject, countOf, evidence } from './wording';

/** Delegated mail grants that single users gave, beyond what an administrator granted for everybody. */
export function findUserConsent(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  for (const app of context.engine.apps) {
    const given = grantsBySingleUsers(app);
    if (given.length === 0) continue;
    const users = new Set(given.map(({ grant }) => grant.userId));
    report.add({
      id: 'consent-user',
      severity: 'medium',
      subject: appSubject(app),
      title: `${countOf(users.size, 'user has', 'users have')} given ${app.name} access to mail on their own`,
      risk: 'Nobody has checked the app; a user who is talked into consent opens the mailbox to whoever made it.',
      evidence: given.map(({ grant, scopes }) =>
        evidence(`${grant.userId ? context.principalName(grant.userId) : 'A user'} granted ${scopes.join(', ')}.`, [
          grant.item.id,
          grant.userId,
        ]),
      ),
      remedy:
        'Decide whether the app is wanted: grant it by an administrator for those who need it, or remove these grants. Limit what users may consent to.',
      source: DOCUMENTS.userConsent,
    });
  }
  report.skip(
    'consent-user',
    gapsOf(context.reading, ['graph.oauth2PermissionGrants']),
    remainingApps(context.reading, report.findings.length),
  );
  return report;
}

/** Single users' grants with the mail scopes that no grant for everybody on the same resource has. */
export function grantsBySingleUsers(app: AppEntry): readonly { readonly grant: DelegatedGrant; readonly scopes: readonly string[] }[] {
  const forEverybody = new Set<string>();
  for (const grant of app.delegatedGrants) {
    if (keyOf(grant.item.consentType) !== 'allprincipals') continue;
    for (const scope of grant.scopes) forEverybody.add(`${keyOf(grant.item.resourceId)} ${keyOf(scope)}`);
  }
  return app.delegatedGrants.flatMap((grant) => {
    if (keyOf(grant.item.consentType) !== 'principal') return [];
    const scopes = grant.scopes.filter(
      (scope) =>
        (delegatedPermission(grant.resourceAppId, scope)?.mask ?? 0) !== 0 &&
        !forEverybody.has(`${keyOf(grant.item.resourceId)} ${keyOf(scope)}`),
    );
    return scopes.length === 0 ? [] : [{ grant, scopes }];
  });
}
