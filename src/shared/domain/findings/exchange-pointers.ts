import { keyOf } from '../collection/text-key';
import type { Pointer } from '../reach/reach-model';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, remainingApps } from './reach-judgement';
import { appSubject, evidence } from './wording';

/** Exchange service principals that point to the application's object id, or to nothing. */
export function findExchangePointers(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const { reading, engine } = context;
  const applications = new Set((reading.collection.graph.applications ?? []).map((application) => keyOf(application.id)));
  const byApp = new Map<string, Pointer[]>();
  let undecided = 0;
  for (const pointer of engine.pointers) {
    if (pointer.doubt === null) continue;
    // An application's object id is never one of a service principal: that is proof without the complete list.
    if (!pointer.mismatch && !applications.has(pointer.objectId)) undecided += 1;
    else byApp.set(pointer.appId, [...(byApp.get(pointer.appId) ?? []), pointer]);
  }
  for (const [appId, pointers] of byApp) {
    const name = context.appName(appId);
    const assignments =
      engine.app(appId)?.roleAssignments.filter((assignment) => assignment.pointer && pointers.includes(assignment.pointer)) ?? [];
    report.add({
      id: 'exo-pointer-mismatch',
      severity: 'high',
      subject: appSubject({ appId, name }),
      title: `The Exchange service principal of ${name} points to the wrong object`,
      risk: 'Role assignments and mailbox permissions made on it do not do what they seem to do: what the app reaches by them is not known.',
      evidence: [
        ...pointers.map((pointer) =>
          evidence(
            `"${pointer.item.DisplayName || appId}" has the ObjectId ${pointer.item.ObjectId || '(none)'}, ${
              applications.has(pointer.objectId)
                ? 'which is the object id of the application, not of its service principal'
                : 'which is no service principal of this tenant (the app may have been deleted and created again)'
            }.`,
            [pointer.objectId, pointer.item.Identity, pointer.item.Guid],
          ),
        ),
        ...assignments.map((assignment) =>
          evidence(`The role "${assignment.role}" is assigned to it over "${assignment.scope.name}".`, [
            assignment.item.Identity ?? assignment.item.Name,
          ]),
        ),
      ],
      remedy:
        'Create it again by New-ServicePrincipal with the object id of the enterprise application, assign the roles to the new one, and remove the old one.',
      source: DOCUMENTS.newPointer,
    });
  }
  report.skip('exo-pointer-mismatch', gapsOf(reading, ['graph.servicePrincipals']), undecided);
  report.skip('exo-pointer-mismatch', gapsOf(reading, ['exchange.servicePrincipals']), remainingApps(reading, engine.pointers.length));
  return report;
}
