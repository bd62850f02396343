import { ok, type Result } from '../../result';
import type { GraphItem } from '../../collection/collection.schema';
import { keyOf } from '../../collection/text-key';
import type { RoleAssignment } from '../../reach/reach-model';
import { removeAssignmentStep, type AssignmentScope } from '../access/assignment-steps';
import { removeGrantStep } from '../access/grant-steps';
import { isRightPointer } from '../access/pointer-steps';
import { pathPart, shown } from '../display-text';
import { changed, removed } from '../effects';
import { graphLook } from '../look';
import type { Look, Match, PlanStep } from '../plan.schema';
import type { PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { graphChange, stepId, stepOf, undoBy } from '../steps';
import type { PlanApp } from '../subjects';
import { literal } from '../template';
import type { HeldGrant } from './held-grants';

/** Takes one thing away that an app was given. */
export function grantRemovalStep(app: PlanApp, held: HeldGrant, why: string): Result<PlanStep, PlanProblem> {
  const parts = { why, group: null, confirm: `${shown(app.name)} loses ${held.label}.` };
  switch (held.kind) {
    case 'application': {
      const step = removeGrantStep(app, held.grant, parts);
      return step.ok ? ok(held.resourceGone ? ofDeletedResource(app, held.grant.item, step.value) : step.value) : step;
    }
    case 'role': {
      const scope = scopeOf(held.assignment);
      const step = removeAssignmentStep(app, held.assignment, { ...parts, scope: scope ?? { kind: 'everything' } });
      const { pointer } = held.assignment;
      const isWrong = pointer !== null && !isRightPointer(app, pointer);
      const undo: PlanStep['undo'] = {
        kind: 'impossible',
        says: isWrong
          ? `The service principal in Exchange Online that has it does not point to ${shown(app.name)}: nothing can be assigned by it again. Repair it first.`
          : 'What it was over is not in the reading: assign the role again by hand.',
      };
      return ok(scope === null || isWrong ? { ...step, undo } : step);
    }
    case 'delegated':
      return ok(removeDelegatedStep(app, held.item, held.label, parts));
    case 'retiredScopes':
      return ok(trimStep(app, held.item, held.left, held.label, why));
  }
}

/** The resource is gone, and with it the list that grants are usually removed from: the app's own list still has it. */
function ofDeletedResource(app: PlanApp, item: GraphItem<'appRoleAssignments'>, step: PlanStep): PlanStep {
  const path = `/v1.0/servicePrincipals/${pathPart(app.objectId)}/appRoleAssignments/${pathPart(item.id ?? '')}`;
  return {
    ...step,
    id: stepId('remove-grant', item.id ?? ''),
    title: `Remove a permission on a deleted resource from ${shown(app.name)}`,
    change: graphChange('DELETE', path),
    undo: { kind: 'impossible', says: 'The resource no longer exists; nothing can be granted on it.' },
    destructive: false,
    confirm: null,
  };
}

function scopeOf({ item, scope }: RoleAssignment): AssignmentScope | null {
  // Exchange Online goes by a group's Name, which need not be what it is shown as.
  const named = item.CustomResourceScope || scope.name;
  switch (scope.kind) {
    case 'everything':
      return { kind: 'everything' };
    case 'filter':
      return { kind: 'managementScope', name: literal(scope.name) };
    case 'unit':
      return scope.id === null ? null : { kind: 'unit', id: literal(scope.id) };
    case 'group':
      return scope.id === null ? null : { kind: 'group', id: literal(scope.id), name: literal(named) };
    default:
      return null;
  }
}

type DelegatedItem = GraphItem<'oauth2PermissionGrants'>;

function listLook(app: PlanApp, where: Readonly<Record<string, Match>>, expect: Look['expect'], says: string): Look {
  return graphLook(`/v1.0/servicePrincipals/${pathPart(app.objectId)}/oauth2PermissionGrants`, { where, expect, says });
}

/** https://learn.microsoft.com/graph/api/oauth2permissiongrant-delete */
function removeDelegatedStep(
  app: PlanApp,
  item: DelegatedItem,
  label: string,
  parts: { readonly why: string; readonly confirm: string; readonly group: string | null },
): PlanStep {
  const id = item.id ?? '';
  const name = shown(app.name);
  const isPrincipal = keyOf(item.consentType) === 'principal';
  const who: Readonly<Record<string, string>> = isPrincipal
    ? { consentType: 'Principal', principalId: literal(keyOf(item.principalId)) }
    : { consentType: 'AllPrincipals' };
  const again = { clientId: literal(app.objectId), ...who, resourceId: literal(keyOf(item.resourceId)), scope: literal(item.scope ?? '') };
  return stepOf({
    id: stepId('remove-delegated', id),
    title: `Remove ${label} from ${name}`,
    why: parts.why,
    group: parts.group,
    requires: RIGHTS.delegatedGrants,
    change: graphChange('DELETE', `/v1.0/oauth2PermissionGrants/${pathPart(id)}`),
    verification: [listLook(app, { id: literal(id) }, 'none', `${name} does not hold ${label}.`)],
    undo: undoBy(
      graphChange('POST', '/v1.0/oauth2PermissionGrants', again),
      [listLook(app, { resourceId: again.resourceId, ...who }, 'some', `${name} holds ${label}.`)],
      `Grants ${label} again, by an administrator.`,
    ),
    settles: 'grant-removed',
    destructive: true,
    confirm: parts.confirm,
    effects: [removed('graph.oauth2PermissionGrants', { id: literal(id) })],
  });
}

/** https://learn.microsoft.com/graph/api/oauth2permissiongrant-update */
function trimStep(app: PlanApp, item: DelegatedItem, left: readonly string[], label: string, why: string): PlanStep {
  const id = item.id ?? '';
  const name = shown(app.name);
  const path = `/v1.0/oauth2PermissionGrants/${pathPart(id)}`;
  const [before, after] = [literal(item.scope ?? ''), literal(left.join(' '))];
  return stepOf({
    id: stepId('trim-delegated', id),
    title: `Remove ${label} from ${name}`,
    why,
    requires: RIGHTS.delegatedGrants,
    precondition: [listLook(app, { id: literal(id), scope: before }, 'some', `The scopes of the grant are as they were read.`)],
    change: graphChange('PATCH', path, { scope: after }),
    verification: [listLook(app, { id: literal(id), scope: after }, 'some', `${name} does not hold ${label}.`)],
    undo: undoBy(
      graphChange('PATCH', path, { scope: before }),
      [listLook(app, { id: literal(id), scope: before }, 'some', `${name} holds ${label}.`)],
      'Puts the scopes back.',
    ),
    settles: 'grant-removed',
    effects: [changed('graph.oauth2PermissionGrants', { id: literal(id) }, { scope: after })],
  });
}
