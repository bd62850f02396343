import { err, ok, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { countOf, someOf } from '../../findings/wording';
import type { Pointer, RoleAssignment } from '../../reach/reach-model';
import { assignmentName, newAssignmentStep, removeAssignmentStep, type AssignmentScope } from '../access/assignment-steps';
import { compareText, inOrder } from '../access/held-permissions';
import { isRightPointer, newPointerStep, pointerAbsent } from '../access/pointer-steps';
import { shown } from '../display-text';
import { removed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { information, planOf, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepId, stepOf, undoBy } from '../steps';
import { booleanAnswer, findApp, textAnswer, type PlanApp, type Sight } from '../subjects';
import { literal } from '../template';

/** Makes the pointer of an app anew with the object id of its enterprise application: https://learn.microsoft.com/powershell/module/exchange/new-serviceprincipal */
export const repairPointer: PlanFamilyDefinition = {
  id: 'repair-pointer',
  action: 'Repair the service principal in Exchange…',
  purpose: 'Removes the service principal of Exchange Online that points to the wrong object, makes it anew, and assigns its roles again.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const found = findRepair(context, subject.id);
    return found.ok ? null : found.error.message;
  },
  questions,
  build,
};

interface Repair {
  readonly app: PlanApp;
  readonly wrong: readonly Pointer[];
  /** Whether the right one is there besides. */
  readonly hasRight: boolean;
  readonly assignments: readonly RoleAssignment[];
}

function findRepair(sight: Sight, subject: string): Result<Repair, PlanProblem> {
  const found = findApp(sight, subject);
  if (!found.ok) return found;
  const app = found.value;
  const wrong = app.entry.pointers
    .filter((pointer) => !isRightPointer(app, pointer))
    .sort((left, right) => compareText(identityOf(left), identityOf(right)));
  if (wrong.length === 0)
    return err({
      question: 'subject',
      message: `Exchange Online knows ${shown(app.name)} by the right object id, or not at all: there is nothing to repair.`,
    });
  const nameless = wrong.find((pointer) => identityOf(pointer) === '');
  if (nameless)
    return err({
      question: 'subject',
      message: 'The reading does not hold what the service principal in Exchange Online is known by: read the tenant again.',
    });
  return ok({
    app,
    wrong,
    hasRight: wrong.length < app.entry.pointers.length,
    assignments: inOrder(
      app.entry.roleAssignments.filter((assignment) => assignment.pointer !== null && wrong.includes(assignment.pointer)),
    ),
  });
}

function identityOf({ item }: Pointer): string {
  return item.ObjectId || item.Guid || item.Identity || '';
}

function questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findRepair(context, subjectId);
  const unscoped = found?.ok ? found.value.assignments.some((assignment) => assignment.scope.kind === 'everything') : true;
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'assignRoles',
      label: 'Assign its roles again',
      help: 'Over the scopes that they have now. From then on they work.',
      type: 'boolean',
      required: false,
      default: true,
    },
    ...(unscoped
      ? [
          {
            id: 'assignUnscoped',
            label: 'Also those over every mailbox',
            help: 'They do nothing now: assigned again they open every mailbox to the app.',
            type: 'boolean' as const,
            required: false,
            default: false,
          },
        ]
      : []),
  ];
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findRepair(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const { app, wrong, hasRight, assignments } = found.value;
  const name = shown(app.name);
  const nameless = assignments.find((assignment) => !assignment.item.Name);
  if (nameless)
    return err([
      {
        question: null,
        message: `The reading does not hold the name of the role assignment of "${shown(nameless.role)}": read the tenant again.`,
      },
    ]);
  const again = wanted(assignments, answers);
  const removal = 'The service principal can only be removed when no role is assigned to it. The assignment does nothing as it is.';
  return planOf(context, {
    family: 'repair-pointer',
    title: `Repair the service principal of ${name} in Exchange Online`,
    sentence: `Exchange Online gets to know ${name} by the object id of its enterprise application, ${app.objectId}. ${again.length === 0 ? 'No role is assigned again.' : `${countOf(again.length, 'role')} ${again.length === 1 ? 'is' : 'are'} assigned again.`}`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: wrong.map(pointerAsRead),
    notes: notesOf(context, found.value, again),
    steps: [
      ...assignments.map((assignment) =>
        withOldPointer(
          removeAssignmentStep(app, assignment, {
            why: removal,
            confirm: `Remove "${shown(assignment.role)}" from the service principal that points to the wrong object.`,
            group: 'Take it off the wrong object',
            scope: scopeOf(assignment) ?? { kind: 'everything' },
          }),
          assignment,
        ),
      ),
      ...wrong.map((pointer, index) =>
        removePointerStep(app, pointer, wrong.length === 1 ? 'remove-pointer' : `remove-pointer-${index + 1}`),
      ),
      ...(hasRight ? [] : [newPointerStep(app, 'pointer')]),
      ...again.map(({ assignment, scope }, index) =>
        newAssignmentStep(app, {
          id: stepId('assign', String(index + 1), assignment.role.replace(/^Application /, '')),
          name: assignmentName(app, assignment.role, context.planId, index + 1),
          role: assignment.role,
          scope,
          scopeLabel: scope.kind === 'everything' ? 'every mailbox' : `"${shown(assignment.scope.name)}"`,
          why: 'It was assigned to the wrong object and did nothing. From now on it works.',
          group: 'Assign the roles again',
        }),
      ),
    ],
  });
}

interface Again {
  readonly assignment: RoleAssignment;
  readonly scope: AssignmentScope;
}

/** The assignments that are made again: with a scope that can be named, and over every mailbox only where that was asked for. */
function wanted(assignments: readonly RoleAssignment[], answers: Answers): readonly Again[] {
  if (!booleanAnswer(answers, 'assignRoles', true)) return [];
  const unscoped = booleanAnswer(answers, 'assignUnscoped', false);
  return assignments.flatMap((assignment): readonly Again[] => {
    const scope = scopeOf(assignment);
    return scope === null || (scope.kind === 'everything' && !unscoped) ? [] : [{ assignment, scope }];
  });
}

/** What an assignment is over, as the cmdlet is given it; null where that is not certain. */
function scopeOf({ item, scope }: RoleAssignment): AssignmentScope | null {
  const word = keyOf(item.RecipientWriteScope);
  const named = item.CustomResourceScope?.trim() || item.CustomRecipientWriteScope?.trim() || '';
  if (scope.kind === 'everything') return { kind: 'everything' };
  if (scope.kind === 'unit' && scope.id !== null) return { kind: 'unit', id: literal(scope.id) };
  if (scope.kind === 'group' && scope.id !== null) return { kind: 'group', id: literal(scope.id), name: literal(named) };
  // A scope that is gone cannot be named again.
  return named !== '' && scope.kind === 'filter' && (word === 'customrecipientscope' || word === 'organization')
    ? { kind: 'managementScope', name: literal(named) }
    : null;
}

/** Taken back, an assignment belongs to the old pointer again: which is there again by then. */
function withOldPointer(step: PlanStep, assignment: RoleAssignment): PlanStep {
  const identity = assignment.pointer ? identityOf(assignment.pointer) : '';
  if (scopeOf(assignment) === null) {
    return {
      ...step,
      undo: {
        kind: 'impossible',
        says: `What "${shown(assignment.role)}" was over ("${shown(assignment.scope.name)}") is not known well enough to assign it again.`,
      },
    };
  }
  if (step.undo.kind !== 'change' || step.undo.change.api !== 'exchange') return step;
  const change = { ...step.undo.change, parameters: { ...step.undo.change.parameters, App: literal(identity) } };
  const verification = step.undo.verification.map((look): Look => ({
    ...look,
    where: { ...look.where, RoleAssigneeName: literal(assignment.item.RoleAssigneeName || identity) },
  }));
  return { ...step, undo: { ...step.undo, change, verification } };
}

function pointerAsRead(pointer: Pointer): Look {
  const identity = identityOf(pointer);
  return exchangeLook(
    'Get-ServicePrincipal',
    { Identity: literal(identity) },
    {
      where: { ObjectId: literal(pointer.item.ObjectId ?? '') },
      says: `The service principal in Exchange Online points to ${shown(pointer.item.ObjectId ?? '') || 'nothing'}, as it was read.`,
    },
  );
}

function removePointerStep(app: PlanApp, pointer: Pointer, id: string): PlanStep {
  const { item } = pointer;
  const identity = identityOf(pointer);
  const name = shown(app.name);
  return stepOf({
    id,
    title: `Remove the service principal of ${name} that points to ${shown(item.ObjectId ?? '') || 'nothing'}`,
    why: 'Exchange Online keeps one service principal per app: the wrong one has to go before the right one can be made.',
    requires: RIGHTS.exchangeRoles,
    change: exchangeChange('Remove-ServicePrincipal', { Identity: literal(identity) }),
    verification: [pointerAbsent(identity, name)],
    undo:
      item.ObjectId && item.AppId
        ? undoBy(
            exchangeChange('New-ServicePrincipal', {
              AppId: literal(item.AppId),
              ObjectId: literal(item.ObjectId),
              DisplayName: literal(shown(item.DisplayName ?? '', 200) || item.AppId),
            }),
            [pointerAsRead(pointer)],
            'Makes the service principal with the wrong object id again.',
          )
        : { kind: 'impossible', says: 'The reading does not hold what it would be made from.' },
    settles: 'new-object-in-exchange',
    destructive: true,
    confirm: `Remove the service principal of ${name} that points to the wrong object.`,
    effects: [
      removed(
        'exchange.servicePrincipals',
        item.Guid ? { Guid: literal(item.Guid) } : { ObjectId: literal(item.ObjectId ?? ''), Identity: literal(item.Identity ?? '') },
      ),
    ],
  });
}

function notesOf(sight: Sight, { app, wrong, hasRight, assignments }: Repair, again: readonly Again[]): Plan['notes'] {
  const name = shown(app.name);
  const notes: Plan['notes'] = [];
  if (again.length > 0) {
    notes.push(
      warning(
        `What was assigned did nothing. Assigned again, ${name} reaches what the roles say: ${someOf(again.map(({ assignment }) => `"${shown(assignment.role)}" over "${shown(assignment.scope.name)}"`))}.`,
      ),
    );
  }
  const left = assignments.filter((assignment) => !again.some((item) => item.assignment === assignment));
  if (left.length > 0) {
    notes.push(
      warning(
        `${someOf(left.map((assignment) => `"${shown(assignment.role)}" over "${shown(assignment.scope.name)}"`))} ${left.length === 1 ? 'is' : 'are'} not assigned again${left.some((item) => item.scope.kind === 'everything') ? ', as that would open every mailbox' : ''}.`,
      ),
    );
  }
  // A right that names the wrong object counts as the app's own, as long as the right object is not there besides.
  const rights = [
    ...(hasRight ? [] : [app.objectId]),
    ...wrong.flatMap((pointer) => [pointer.objectId, keyOf(pointer.item.Guid), keyOf(pointer.item.Identity)]),
  ].filter((id) => id !== '' && (id !== app.objectId || !hasRight));
  const held = [...new Set(rights)].flatMap((id) => sight.engine.rights.heldBy(id));
  const mailboxes = [...new Set(held.map((entry) => sight.reading.mailboxes.all[entry.mailbox]?.address ?? ''))]
    .filter((address) => address !== '')
    .sort();
  if (mailboxes.length > 0)
    notes.push(
      warning(
        `${name} has permissions on ${countOf(mailboxes.length, 'mailbox', 'mailboxes')} itself (FullAccess or SendAs). They hang on the old object: give them again afterwards.`,
        mailboxes,
      ),
    );
  notes.push(
    information(
      'If the enterprise application was deleted and made again, its credentials and consent are new as well: check that the app signs in.',
    ),
  );
  return notes;
}
