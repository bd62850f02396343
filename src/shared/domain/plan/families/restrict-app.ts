import type { Result } from '../../result';
import { someOf } from '../../findings/wording';
import { enterpriseAppIsThere } from '../access/grant-steps';
import { grantsBesides, liveTestQuestions, liveTestStep, permissionsOfRoles } from '../access/live-step';
import { pointerPart } from '../access/pointer-steps';
import { defaultPermissions, defaultRoles, readRestriction } from '../access/restriction';
import { restrictionNotes } from '../access/restriction-notes';
import { assignmentSteps, checkStep, removalSteps } from '../access/restriction-steps';
import { currentScopes, scopeQuestions } from '../access/scope-questions';
import { testInsideStep, testOutsideStep } from '../access/test-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { planOf } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findApp } from '../subjects';

/** Confines an app to some mailboxes by roles of Exchange Online: https://learn.microsoft.com/exchange/permissions-exo/application-rbac */
export const restrictApp: PlanFamilyDefinition = {
  id: 'restrict-app',
  action: 'Restrict to mailboxes…',
  purpose:
    'Gives the app roles in Exchange Online over the mailboxes it needs, tests them, and removes the permissions that open every mailbox.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    if (!app.ok) return app.error.message;
    const pointer = pointerPart(app.value);
    if (!pointer.ok) return pointer.error.message;
    if (defaultRoles(app.value).length > 0) return null;
    return `${shown(app.value.name)} holds no permission over all mailboxes that a role in Exchange Online replaces.`;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findApp(context, subjectId);
  const app = found?.ok ? found.value : null;
  const defaults = app ? defaultPermissions(app) : [];
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    ...scopeQuestions(context, app, app ? currentScopes(context, app.entry.roleAssignments) : []),
    {
      id: 'permissions',
      label: 'What may it do in these mailboxes?',
      help: 'What is left out here is taken away from the app, where it holds it for all mailboxes.',
      type: 'permissions',
      required: defaults.length === 0,
      ...(defaults.length === 0 ? {} : { default: [...defaults] }),
    },
    {
      id: 'outsideMailbox',
      label: 'Which mailbox must it not reach?',
      help: 'It is tested. Without an answer one is chosen.',
      type: 'mailboxes',
      required: false,
    },
    {
      id: 'removeGrants',
      label: 'Remove the permissions that open every mailbox',
      help: 'As long as they remain, the scope confines nothing.',
      type: 'boolean',
      required: false,
      default: true,
    },
    ...liveTestQuestions(),
  ];
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const wish = readRestriction(context, answers);
  if (!wish.ok) return wish;
  const { app, roles, scope, pointer } = wish.value;
  const name = shown(app.name);
  const assigned = assignmentSteps(context, wish.value);
  const removal = removalSteps(context, wish.value);
  if (!removal.ok) return removal;
  const { steps: removals, basis: removalBasis } = removal.value;
  const unassign = removals.filter((step) => step.change?.api === 'exchange');
  const ungrant = removals.filter((step) => step.change?.api === 'graph');
  const inside = {
    mailboxes: scope.tested,
    group: 'Test',
    why: 'The test cmdlet sees the roles at once, before any cache does. It does not see the permissions of Entra.',
  };
  const outside = { mailboxes: wish.value.outside, group: 'Test', why: inside.why };
  const live = { inside: scope.tested.slice(0, 3), outside: wish.value.outside.slice(0, 3) };
  const liveTest = liveTestStep(app, permissionsOfRoles(roles), live, grantsBesides(app, wish.value.grants), answers);
  return planOf(context, {
    family: 'restrict-app',
    title: `Restrict ${name} to ${scope.label}`,
    sentence: `${name} gets ${someOf(roles.map((role) => `"${role}"`))} over ${scope.label}${
      removals.length === 0 ? '.' : '; then what opens every mailbox to it is removed.'
    }`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [
      ...(ungrant.length > 0 ? [enterpriseAppIsThere(app)] : []),
      ...pointer.basis,
      ...scope.basis,
      ...assigned.basis,
      ...removalBasis,
    ],
    notes: [...scope.notes, ...restrictionNotes(context, wish.value)],
    steps: [
      ...pointer.steps,
      ...scope.steps,
      ...assigned.steps,
      testInsideStep(app, roles, { ...inside, id: 'test-inside' }),
      ...unassign,
      ...(outside.mailboxes.length === 0 ? [] : [testOutsideStep(app, roles, { ...outside, id: 'test-outside' })]),
      ...ungrant,
      ...(ungrant.length === 0 ? [] : [checkStep(wish.value)]),
      ...(liveTest === null ? [] : [liveTest]),
    ],
  });
}
