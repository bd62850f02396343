import type { GraphItem } from '../collection/collection.schema';
import { keyOf } from '../collection/text-key';
import { days, instantOf, wholeDaysBetween } from '../credentials/instant';
import type { AppEntry } from '../reach/reach-model';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf } from './reach-judgement';
import { appSubject, evidence } from './wording';

const UNUSED_AFTER_DAYS = 90;

/** Apps with reach that nobody has used for 90 days. Without the source nothing is said: "not known" is not "unused". */
export function findUsage(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const gap = gapsOf(context.reading, ['graph.signInActivities']);
  const activities = lastSignIns(context);
  let unknown = 0;
  for (const app of context.reach.apps) {
    const last = activities.get(app.appId);
    if (last === undefined && gap !== null) unknown += 1;
    else judge(report, app, last ?? null, context);
  }
  report.skip('unused-with-reach', gap, unknown);
  for (const { reason, appIds } of context.reach.undecided) {
    const unused = appIds.filter((appId) => isUnused(activities.get(appId) ?? null, context));
    report.skip('unused-with-reach', reason, unused.length);
  }
  return report;
}

function judge(report: FamilyReport, app: AppEntry, last: number | null, context: FindingContext): void {
  if (!isUnused(last, context) || (last === null && isYoung(app, context))) return;
  const when = last === null ? 'no sign-in is on record' : `the last sign-in was ${wholeDaysBetween(last, context.now)} days ago`;
  report.add({
    id: 'unused-with-reach',
    severity: 'medium',
    subject: appSubject(app),
    title:
      last === null
        ? `${app.name} has reach, and no sign-in of it is on record`
        : `${app.name} has reach but has not been used for ${wholeDaysBetween(last, context.now)} days`,
    risk: 'Access that nobody needs is still access: its credentials can leak without anybody noticing.',
    since: last === null ? null : new Date(last).toISOString(),
    evidence: [evidence(`It can reach mailboxes, and ${when}.`, [app.servicePrincipal?.id])],
    remedy: 'Ask the owner whether the app is still needed. If not, disable its service principal, wait, then remove its grants.',
    source: DOCUMENTS.signInActivities,
  });
}

function isUnused(last: number | null, context: FindingContext): boolean {
  return last === null || context.now - last >= days(UNUSED_AFTER_DAYS);
}

/** An app that has existed, or has had its first grant, for less than the period cannot have been unused for so long. */
function isYoung(app: AppEntry, context: FindingContext): boolean {
  const births = [app.application?.createdDateTime, ...app.grants.map((grant) => grant.item.createdDateTime)]
    .map(instantOf)
    .filter((time) => time !== null);
  return births.length > 0 && context.now - Math.min(...births) < days(UNUSED_AFTER_DAYS);
}

/** When each app last signed in, in milliseconds; null for an app whose record has no time. */
function lastSignIns(context: FindingContext): ReadonlyMap<string, number | null> {
  const latest = new Map<string, number | null>();
  for (const item of context.reading.collection.graph.signInActivities ?? []) {
    const appId = keyOf(item.appId);
    const times = timesOf(item);
    const known = latest.get(appId) ?? null;
    const all = known === null ? times : [...times, known];
    latest.set(appId, all.length === 0 ? null : Math.max(...all));
  }
  return latest;
}

/** Being used as a resource by others is no use of the app's own reach, so only its activity as a client counts. */
function timesOf(item: GraphItem<'signInActivities'>): number[] {
  return [item.lastSignInActivity, item.delegatedClientSignInActivity, item.applicationAuthenticationClientSignInActivity]
    .map((activity) => instantOf(activity?.lastSignInDateTime))
    .filter((time) => time !== null);
}
