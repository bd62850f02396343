import { err, ok, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { EXCHANGE_APP_ID } from '../../reach/permissions/resources';
import type { EntraGrant } from '../../reach/reach-model';
import { pathPart, shown } from '../display-text';
import { grantRemoved } from '../effects';
import { graphLook } from '../look';
import { grantAbsent, grantExists, type GrantKey } from '../looks';
import type { Look, PlanStep } from '../plan.schema';
import type { PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { graphChange, stepId, stepOf, undoBy } from '../steps';
import type { PlanApp } from '../subjects';
import { literal } from '../template';
import { labelOf } from './held-permissions';

/** What a step that takes a permission away says about it. */
export interface GrantRemoval {
  readonly why: string;
  /** What has to be confirmed. */
  readonly confirm: string;
  readonly group: string | null;
}

/** What tells a grant apart, as the reading has it. */
export function keyOfGrant(app: PlanApp, grant: EntraGrant): GrantKey {
  return { principalId: app.objectId, resourceId: keyOf(grant.item.resourceId), appRoleId: keyOf(grant.item.appRoleId) };
}

/** Takes one application permission away from an app. The id of the grant has to be in the reading: Graph deletes by it. */
export function removeGrantStep(app: PlanApp, grant: EntraGrant, removal: GrantRemoval): Result<PlanStep, PlanProblem> {
  const { id } = grant.item;
  const key = keyOfGrant(app, grant);
  const label = labelOf(grant);
  const name = shown(app.name);
  if (!id)
    return err({ question: null, message: `The reading does not hold the id of the grant of ${label} to ${name}: read the tenant again.` });
  // As Microsoft advises, through the resource: https://learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignedto
  const path = `/v1.0/servicePrincipals/${pathPart(key.resourceId)}/appRoleAssignedTo`;
  return ok(
    stepOf({
      id: stepId('remove', grant.permission, grant.resourceAppId === EXCHANGE_APP_ID ? 'of-exchange' : ''),
      title: `Remove the tenant-wide permission ${label} from ${name}`,
      why: removal.why,
      group: removal.group,
      requires: RIGHTS.removeGrant,
      precondition: [grantIsThere(app, grant)],
      change: graphChange('DELETE', `${path}/${pathPart(id)}`),
      verification: [grantAbsent(key, `${name} does not hold ${label}.`)],
      undo: undoBy(
        graphChange('POST', path, {
          principalId: literal(key.principalId),
          resourceId: literal(key.resourceId),
          appRoleId: literal(key.appRoleId),
        }),
        [grantExists(key, `${name} holds ${label}.`)],
        `Grants ${label} for the whole organization again. That needs a Privileged Role Administrator.`,
      ),
      settles: 'grant-removed',
      destructive: true,
      confirm: removal.confirm,
      effects: [grantRemoved(key)],
    }),
  );
}

/** A permission that a plan rests on is still held, by the same grant: one that was given back has another id, and Graph deletes by it. */
export function grantIsThere(app: PlanApp, grant: EntraGrant): Look {
  const { id } = grant.item;
  const look = grantExists(keyOfGrant(app, grant), `${shown(app.name)} holds ${labelOf(grant)}, as it was read.`);
  return id ? { ...look, where: { ...look.where, id: literal(id) } } : look;
}

/** The enterprise application is the one that was read: one that was deleted and made again has another object id. */
export function enterpriseAppIsThere(app: PlanApp): Look {
  return graphLook(`/v1.0/servicePrincipals/${pathPart(app.objectId)}?$select=id,appId`, {
    where: { id: literal(app.objectId), appId: literal(app.appId) },
    says: `The enterprise application ${shown(app.name)} is the one that was read.`,
  });
}
