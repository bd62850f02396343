import { err, ok, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import type { RoleAssignment } from '../../reach/reach-model';
import { shown } from '../display-text';
import type { PlanContext } from '../family';
import { assignmentExists, grantAbsent } from '../looks';
import type { Look, PlanStep } from '../plan.schema';
import type { PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { stepId, stepOf, UNDO_NOTHING } from '../steps';
import { literal } from '../template';
import { assignmentName, newAssignmentStep, removeAssignmentStep } from './assignment-steps';
import { grantIsThere, keyOfGrant, removeGrantStep } from './grant-steps';
import { labelOf } from './held-permissions';
import { isRightPointer } from './pointer-steps';
import type { Restriction } from './restriction';
import type { ChosenScope } from './scope-choice';
import { testInsideStep } from './test-steps';

/** One assignment per role; those that there are already are looked at, and not made again. */
export function assignmentSteps(
  { planId }: PlanContext,
  { app, roles, scope }: Restriction,
): { readonly steps: readonly PlanStep[]; readonly basis: readonly Look[] } {
  const steps: PlanStep[] = [];
  const basis: Look[] = [];
  for (const role of roles) {
    const existing = app.entry.roleAssignments.find(
      (item) =>
        item.doubt === null &&
        item.item.Name &&
        keyOf(item.role) === keyOf(role) &&
        isOver(item, scope) &&
        item.pointer &&
        isRightPointer(app, item.pointer),
    );
    const name = existing?.item.Name;
    if (name) {
      basis.push(
        assignmentExists(
          { name, role, objectId: app.objectId, where: {} },
          `"${role}" is assigned to ${shown(app.name)} over ${scope.label}.`,
        ),
      );
      continue;
    }
    steps.push(
      newAssignmentStep(app, {
        id: stepId('assign', role.replace(/^Application /, '')),
        name: assignmentName(app, role, planId),
        role,
        scope: scope.scope,
        scopeLabel: scope.label,
        why: `This is what ${shown(app.name)} may do from now on, and where.`,
        group: 'Roles',
      }),
    );
  }
  return { steps, basis };
}

/** Whether a role is assigned over just this scope. */
export function isOver({ item, scope: held }: RoleAssignment, { scope }: Pick<ChosenScope, 'scope'>): boolean {
  switch (scope.kind) {
    case 'everything':
      return held.kind === 'everything';
    case 'unit':
      return held.kind === 'unit' && keyOf(literal(held.id ?? '')) === keyOf(scope.id);
    case 'group':
      return held.kind === 'group' && keyOf(literal(held.id ?? '')) === keyOf(scope.id);
    case 'managementScope': {
      const named = item.CustomResourceScope?.trim() || item.CustomRecipientWriteScope?.trim() || '';
      return held.kind === 'filter' && keyOf(literal(named)) === keyOf(scope.name);
    }
  }
}

export function removalSteps(
  context: PlanContext,
  { app, roles, scope, grants, unscoped }: Restriction,
): Result<{ readonly steps: readonly PlanStep[]; readonly basis: readonly Look[] }, readonly PlanProblem[]> {
  const name = shown(app.name);
  const steps: PlanStep[] = [];
  const problems: PlanProblem[] = [];
  for (const item of unscoped) {
    if (!item.item.Name) {
      problems.push({
        question: null,
        message: `The reading does not hold the name of the role assignment of "${shown(item.role)}": read the tenant again.`,
      });
      continue;
    }
    steps.push(
      removeAssignmentStep(app, item, {
        why: 'This assignment is for every mailbox of the organization.',
        confirm: `Remove "${shown(item.role)}" over every mailbox. ${name} reaches only ${scope.label} then.`,
        group: 'Remove what opens every mailbox',
        scope: { kind: 'everything' },
      }),
    );
  }
  for (const grant of grants) {
    const kept = grant.replacedBy !== null && roles.includes(grant.replacedBy);
    const removal = removeGrantStep(app, grant, {
      why: 'Roles of Exchange Online and permissions of Entra add up: as long as the permission remains, the app reaches every mailbox whatever its roles say.',
      confirm: kept
        ? `Remove ${labelOf(grant)} from ${name}. It does the same only in ${scope.label} then.`
        : `Remove ${labelOf(grant)} from ${name}. No role takes its place: the app cannot do this any more.`,
      group: 'Remove what opens every mailbox',
    });
    if (removal.ok) steps.push(removal.value);
    else problems.push(removal.error);
  }
  const basis = [
    ...grants.map((grant) => grantIsThere(app, grant)),
    ...unscoped.map((item) =>
      assignmentExists(
        { name: item.item.Name ?? '', role: item.role, objectId: app.objectId, where: {} },
        `"${shown(item.role)}" is assigned to ${name} over every mailbox, as it was read.`,
      ),
    ),
  ];
  return problems.length > 0 ? err(problems) : ok({ steps, basis });
}

/** The proof after the removal: nothing of Entra is left, and the roles still reach what they have to. */
export function checkStep({ app, grants, scope, roles }: Restriction): PlanStep {
  const name = shown(app.name);
  const inside = scope.tested.slice(0, 1);
  return stepOf({
    id: 'check-after',
    title: `Check that ${name} is left with its roles only`,
    why: 'The portal shows nothing granted now. The proof is that no permission is left, and that the roles reach what they have to.',
    group: 'Test',
    requires: { ...RIGHTS.readApps, exchangeRoles: [...RIGHTS.exchangeRoles.exchangeRoles] },
    change: null,
    verification: [
      ...grants.map((grant) => grantAbsent(keyOfGrant(app, grant), `${name} does not hold ${labelOf(grant)}.`)),
      ...testInsideStep(app, roles, { id: 'inside', why: '', mailboxes: inside, group: null }).verification,
    ],
    undo: UNDO_NOTHING,
    settles: 'grant-removed',
  });
}
