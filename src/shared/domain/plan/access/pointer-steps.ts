import { err, ok, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import type { Pointer } from '../../reach/reach-model';
import { shown } from '../display-text';
import { added } from '../effects';
import { exchangeLook } from '../look';
import { pointerExists } from '../looks';
import type { Look, PlanStep } from '../plan.schema';
import type { PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import type { PlanApp } from '../subjects';
import { literal } from '../template';
import { enterpriseAppIsThere } from './grant-steps';

/** What an app needs so that roles of Exchange Online can be assigned to it. */
export interface PointerPart {
  readonly steps: readonly PlanStep[];
  readonly basis: readonly Look[];
}

/** Whether a pointer of an app is as it must be: with the object id of the enterprise application. */
export function isRightPointer(app: PlanApp, pointer: Pointer): boolean {
  const appId = keyOf(pointer.item.AppId);
  return pointer.objectId === app.objectId && (appId === '' || appId === app.appId);
}

/** The pointer of an app: it is there, or a step makes it. One that points elsewhere has to be repaired first, in a plan of its own. */
export function pointerPart(app: PlanApp): Result<PointerPart, PlanProblem> {
  const wrong = app.entry.pointers.find((pointer) => !isRightPointer(app, pointer));
  if (wrong) {
    return err({
      question: 'subject',
      message: `The service principal of ${shown(app.name)} in Exchange Online has the object id ${shown(wrong.item.ObjectId ?? '') || '(none)'}, and the enterprise application has ${app.objectId}. Repair it first: roles that are assigned to it do nothing.`,
    });
  }
  if (app.entry.pointers.length > 0) return ok({ steps: [], basis: [pointerExists(app)] });
  return ok({ steps: [newPointerStep(app, 'pointer')], basis: [] });
}

/** Makes the pointer of an app. https://learn.microsoft.com/powershell/module/exchange/new-serviceprincipal */
export function newPointerStep(app: PlanApp, id: string): PlanStep {
  const name = shown(app.name);
  return stepOf({
    id,
    title: `Make ${name} known to Exchange Online`,
    why: `Roles of Exchange Online are assigned to a service principal of its own there. It has to carry the object id of the enterprise application (${app.objectId}), not that of the app registration.`,
    // An app that was deleted and made again has another object id by now: a pointer to the old one would do nothing.
    requires: { ...RIGHTS.exchangeRoles, scopes: ['Application.Read.All'] },
    precondition: [enterpriseAppIsThere(app)],
    change: exchangeChange('New-ServicePrincipal', {
      AppId: literal(app.appId),
      ObjectId: literal(app.objectId),
      DisplayName: literal(shown(app.name, 200) || app.appId),
    }),
    verification: [pointerExists(app)],
    undo: undoBy(
      exchangeChange('Remove-ServicePrincipal', { Identity: literal(app.objectId) }),
      [pointerAbsent(app.objectId, name)],
      `Takes the service principal of ${name} away from Exchange Online.`,
    ),
    settles: 'new-object-in-exchange',
    effects: [
      added('exchange.servicePrincipals', {
        AppId: literal(app.appId),
        ObjectId: literal(app.objectId),
        DisplayName: literal(shown(app.name, 200)),
        Identity: literal(app.objectId),
      }),
    ],
  });
}

/** Exchange Online knows no service principal by an identity. */
export function pointerAbsent(identity: string, name: string): Look {
  return exchangeLook(
    'Get-ServicePrincipal',
    { Identity: literal(identity) },
    {
      expect: 'none',
      says: `Exchange Online has no service principal ${shown(identity)} (${name}).`,
    },
  );
}
