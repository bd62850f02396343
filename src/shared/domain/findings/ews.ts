import { earliestGrant, grantEvidence } from './grant-evidence';
import { keyOf, listOf } from '../collection/text-key';
import type { AppEntry, DelegatedGrant, EntraGrant, RoleAssignment } from '../reach/reach-model';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, remainingApps } from './reach-judgement';
import { appsWithPointers } from './unseen';
import { appSubject, evidence, mailboxCount } from './wording';

/**
 * What becomes of an app's EWS access. Where EwsEnabled is true only the apps on the list get in, where it is false nobody,
 * where it is not set the list has no effect:
 * https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig
 */
export type EwsState = 'blockedNow' | 'allowedByList' | 'blockedInPhases' | 'notKnown';

const STATE_WORDS: Readonly<Record<EwsState, string>> = {
  blockedNow: 'blocked now',
  allowedByList: 'allowed by the list until 2027-04-01',
  blockedInPhases: 'will be blocked in the phases since 2026-10-01',
  notKnown: 'not known',
};

const TITLES: Readonly<Record<EwsState, string>> = {
  blockedNow: 'uses Exchange Web Services, which is blocked now',
  allowedByList: 'uses Exchange Web Services, which ends for it on 2027-04-01',
  blockedInPhases: 'uses Exchange Web Services, which is being blocked in phases since 2026-10-01',
  notKnown: 'uses Exchange Web Services; whether it is still let in is not known',
};

/** Apps with a permission for Exchange Web Services, and until when it works. */
export function findEws(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const mailboxes = mailboxSwitch(context);
  for (const app of context.engine.apps) {
    const grants = app.grants.filter((grant) => keyOf(grant.permission) === 'full_access_as_app' && grant.doubt === null);
    const assignments = app.roleAssignments.filter((assignment) => keyOf(assignment.role) === 'application ews.accessasapp');
    const delegated = app.delegatedGrants.filter(
      (grant) => grant.mask !== 0 && grant.scopes.some((scope) => keyOf(scope) === 'ews.accessasuser.all'),
    );
    if (grants.length + assignments.length + delegated.length > 0) add(report, app, { grants, assignments, delegated }, context, mailboxes);
  }
  const gap = gapsOf(context.reading, ['graph.appRoleAssignments', 'graph.oauth2PermissionGrants']);
  report.skip('ews-deadline', gap, remainingApps(context.reading, report.findings.length));
  report.skip(
    'ews-deadline',
    gapsOf(context.reading, ['exchange.managementRoleAssignments']),
    appsWithPointers(context, report, 'ews-deadline'),
  );
  return report;
}

interface EwsPermissions {
  readonly grants: readonly EntraGrant[];
  readonly assignments: readonly RoleAssignment[];
  readonly delegated: readonly DelegatedGrant[];
}

function add(
  report: FamilyReport,
  app: AppEntry,
  held: EwsPermissions,
  context: FindingContext,
  mailboxes: ReturnType<typeof evidence>,
): void {
  const { state, why } = ewsStateOf(app.appId, context);
  report.add({
    id: 'ews-deadline',
    severity: 'high',
    subject: appSubject(app),
    title: `${app.name} ${TITLES[state]}`,
    risk: 'Microsoft ends Exchange Web Services in Exchange Online for good on 2027-04-01; an app that still needs it then stops working.',
    since: earliestGrant(held.grants),
    evidence: [
      evidence(`Access by EWS: ${STATE_WORDS[state]} (${why}).`),
      ...held.grants.map((grant) => grantEvidence(grant)),
      ...held.assignments.map((assignment) =>
        evidence(`The Exchange role "${assignment.role}" is assigned over "${assignment.scope.name}".`, [
          assignment.item.Identity ?? assignment.item.Name,
        ]),
      ),
      ...held.delegated.map((grant) =>
        evidence(
          grant.userId === null
            ? 'It holds the delegated permission EWS.AccessAsUser.All for every user.'
            : `It holds the delegated permission EWS.AccessAsUser.All for ${context.principalName(grant.userId)}.`,
          [grant.item.id, grant.userId],
        ),
      ),
      mailboxes,
    ],
    remedy:
      state === 'allowedByList'
        ? 'Ask the vendor for a version that uses Microsoft Graph, and move before that day.'
        : 'Move the app to Microsoft Graph; if it must run on until then, set EwsEnabled to true with its app id in EwsAllowedAppIDs.',
    source: DOCUMENTS.organizationConfig,
  });
}

/** What becomes of one app's EWS access, and why. */
export function ewsStateOf(appId: string, context: FindingContext): { readonly state: EwsState; readonly why: string } {
  const config = context.reading.collection.exchange.organizationConfig;
  const gap = gapsOf(context.reading, ['exchange.organizationConfig']);
  if (!config) return { state: 'notKnown', why: gap ?? 'the configuration of the organization is not in the reading' };
  if (config.EwsEnabled === false) return { state: 'blockedNow', why: 'EwsEnabled is false' };
  const allowed = listOf(config.EwsAllowedAppIDs)
    .flatMap((text) => text.split(/[\s,;]+/))
    .map(keyOf);
  const listed = allowed.includes(appId);
  if (config.EwsEnabled === null)
    return {
      state: 'blockedInPhases',
      why: `EwsEnabled is not set${listed ? ', so that its place in EwsAllowedAppIDs has no effect yet' : ''}`,
    };
  if (config.EwsEnabled === undefined) return { state: 'notKnown', why: gap ?? 'EwsEnabled was not read' };
  if (listed) return { state: 'allowedByList', why: 'EwsEnabled is true and its app id is in EwsAllowedAppIDs' };
  if (allowed.some((id) => id !== '')) return { state: 'blockedNow', why: 'EwsEnabled is true and its app id is not in EwsAllowedAppIDs' };
  return { state: 'notKnown', why: 'EwsEnabled is true, but EwsAllowedAppIDs is empty or was not read' };
}

function mailboxSwitch(context: FindingContext): ReturnType<typeof evidence> {
  const rows = context.reading.collection.exchange.casMailboxes;
  const gap = gapsOf(context.reading, ['exchange.casMailboxes']);
  if (!rows) return evidence(`The mailbox's own flag must allow it too; it is not known: ${gap ?? 'not in the reading'}.`);
  const off = rows.filter((row) => row.EwsEnabled === false);
  const rest = gap === null ? '' : `; for the others it is not known: ${gap}`;
  return evidence(
    `The mailbox's own flag must allow it too: it is off in ${off.length === 0 ? 'no mailbox' : mailboxCount(off.length)}${rest}.`,
    off.map((row) => keyOf(row.ExternalDirectoryObjectId)),
  );
}
