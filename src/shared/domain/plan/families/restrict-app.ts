import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import type { TriSet } from '../../reach/mailbox-sets';
import { maskOfRbacRole } from '../../reach/permissions/rbac-roles';
import type { EntraGrant, RoleAssignment } from '../../reach/reach-model';
import { assignmentName, newAssignmentStep, removeAssignmentStep } from '../access/assignment-steps';
import { enterpriseAppIsThere, grantIsThere, keyOfGrant, removeGrantStep } from '../access/grant-steps';
import { heldPermissions, inOrder, labelOf, permissionsOfRole, roleFor, unscopedAssignments } from '../access/held-permissions';
import { byAddress, outsideOf } from '../access/mailbox-choice';
import { isRightPointer, pointerPart } from '../access/pointer-steps';
import { chooseScope, scopeQuestions, type ChosenScope } from '../access/scope-choice';
import { liveOperations, liveTestStep, testInsideStep, testOutsideStep } from '../access/test-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { assignmentExists, grantAbsent } from '../looks';
import { information, planOf, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { stepId, stepOf, UNDO_NOTHING } from '../steps';
import { booleanAnswer, findApp, findMailboxes, textAnswer, textsAnswer, type PlanApp, type Sight } from '../subjects';
import { literal } from '../template';

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
    ...scopeQuestions(context, app),
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
    {
      id: 'liveTest',
      label: 'Test with the app’s own credential at the end',
      help: 'The step can be skipped where you do not have it.',
      type: 'boolean',
      required: false,
      default: true,
    },
  ];
}

/** The roles for what an app holds over all mailboxes now. */
function defaultRoles(app: PlanApp): readonly string[] {
  const held = heldPermissions(app.entry).replaceable.map((grant) => grant.replacedBy ?? '');
  const assigned = unscopedAssignments(app.entry)
    .filter((assignment) => maskOfRbacRole(assignment.role)?.kind === 'known')
    .map((assignment) => assignment.role);
  return [...new Map([...held, ...assigned].map((role) => [keyOf(role), role])).values()].sort();
}

/** The same as names of permissions; a role that replaces none by its own name. */
function defaultPermissions(app: PlanApp): readonly string[] {
  const held = heldPermissions(app.entry).replaceable;
  return defaultRoles(app).map((role) => held.find((grant) => grant.replacedBy === role)?.permission ?? permissionsOfRole(role)[0] ?? role);
}

/** What is wanted, read from the answers. */
interface Wish {
  readonly app: PlanApp;
  readonly roles: readonly string[];
  readonly scope: ChosenScope;
  readonly pointer: { readonly steps: readonly PlanStep[]; readonly basis: readonly Look[] };
  readonly outside: readonly Mailbox[];
  readonly removeGrants: boolean;
  /** What opens every mailbox, and is removed. */
  readonly grants: readonly EntraGrant[];
  readonly unscoped: readonly RoleAssignment[];
  /** Assignments over other scopes: they stay. */
  readonly others: readonly RoleAssignment[];
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const wish = readWish(context, answers);
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
  const liveTest = booleanAnswer(answers, 'liveTest', true)
    ? liveTestStep(app, liveOperations(roles), { inside: scope.tested.slice(0, 3), outside: wish.value.outside.slice(0, 3) })
    : null;
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
    notes: [...scope.notes, ...notesOf(context, wish.value)],
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

function readWish(context: PlanContext, answers: Answers): Result<Wish, readonly PlanProblem[]> {
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const pointer = pointerPart(app);
  if (!pointer.ok) return err([pointer.error]);
  const problems: PlanProblem[] = [];
  const roles = rolesOf(app, answers);
  if (!roles.ok) problems.push(...roles.error);
  const scope = chooseScope(context, app, answers);
  if (!scope.ok) problems.push(...scope.error);
  if (!roles.ok || !scope.ok) return err(problems);
  const removeGrants = booleanAnswer(answers, 'removeGrants', true);
  const unscoped = unscopedAssignments(app.entry);
  const others = inOrder(app.entry.roleAssignments.filter((item) => item.mask !== 0 && !unscoped.includes(item)));
  const outside = chooseOutside(context, answers, { app, scope: scope.value, others, unscoped: removeGrants ? [] : unscoped });
  if (!outside.ok) return outside;
  return ok({
    app,
    roles: roles.value,
    scope: scope.value,
    pointer: pointer.value,
    outside: outside.value,
    removeGrants,
    grants: removeGrants ? heldPermissions(app.entry).replaceable : [],
    unscoped: removeGrants ? unscoped : [],
    others,
  });
}

function rolesOf(app: PlanApp, answers: Answers): Result<readonly string[], readonly PlanProblem[]> {
  const wanted = textsAnswer(answers, 'permissions');
  const problems: PlanProblem[] = [];
  const roles = new Set<string>();
  for (const text of wanted.length > 0 ? wanted : defaultRoles(app)) {
    const role = roleFor(text);
    if (role !== null) roles.add(role);
    else
      problems.push({ question: 'permissions', message: `No role of Exchange Online gives ${shown(text)} within a scope. Leave it out.` });
  }
  if (roles.size === 0 && problems.length === 0) {
    problems.push({
      question: 'permissions',
      message: `${shown(app.name)} holds nothing over all mailboxes that a role replaces. Say what it may do.`,
    });
  }
  return problems.length > 0 ? err(problems) : ok([...roles].sort());
}

/** The mailboxes that are tested from outside: those that were named, or the first that neither the scope nor another assignment holds. */
function chooseOutside(
  { reading, engine }: Sight,
  answers: Answers,
  held: {
    readonly app: PlanApp;
    readonly scope: ChosenScope;
    readonly others: readonly RoleAssignment[];
    readonly unscoped: readonly RoleAssignment[];
  },
): Result<readonly Mailbox[], readonly PlanProblem[]> {
  const { sets } = engine;
  const reached = [...held.others, ...held.unscoped].reduce<TriSet>((set, item) => sets.or(set, item.scope.members), held.scope.members);
  const named = findMailboxes(reading, 'outsideMailbox', textsAnswer(answers, 'outsideMailbox'));
  if (!named.ok) return named;
  if (named.value.length === 0) return ok(outsideOf(reading, reached).slice(0, 1));
  const inside = byAddress(named.value).filter((mailbox) => sets.verdict(reached, mailbox.index) === 'yes');
  if (inside.length === 0) return ok(byAddress(named.value));
  return err([
    {
      question: 'outsideMailbox',
      message: `${someOf(inside.slice(0, 5).map((mailbox) => shown(mailbox.address)))} will be within reach of ${shown(held.app.name)}: name a mailbox that it must not reach.`,
    },
  ]);
}

/** One assignment per role; those that there are already are looked at, and not made again. */
function assignmentSteps(
  { planId }: PlanContext,
  { app, roles, scope }: Wish,
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

function isOver(assignment: RoleAssignment, { scope }: ChosenScope): boolean {
  if (scope.kind === 'unit') return assignment.scope.kind === 'unit' && keyOf(assignment.scope.id) === keyOf(scope.id);
  if (scope.kind !== 'managementScope' || assignment.scope.kind !== 'filter') return false;
  return keyOf(literal(assignment.item.CustomResourceScope ?? '')) === keyOf(scope.name);
}

function removalSteps(
  context: PlanContext,
  { app, roles, scope, grants, unscoped }: Wish,
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
function checkStep({ app, grants, scope, roles }: Wish): PlanStep {
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

function notesOf(context: Sight, wish: Wish): Plan['notes'] {
  const { app, roles, removeGrants, others } = wish;
  const name = shown(app.name);
  const held = heldPermissions(app.entry);
  const notes: Plan['notes'] = [];
  const lost = wish.grants.filter((grant) => grant.replacedBy === null || !roles.includes(grant.replacedBy));
  if (!removeGrants && held.replaceable.length + unscopedAssignments(app.entry).length > 0) {
    notes.push(
      warning(
        `What opens every mailbox stays: ${someOf(held.replaceable.map(labelOf)) || 'role assignments without a scope'}. As long as it does, the scope confines nothing.`,
      ),
    );
  } else if (wish.grants.length > 0) {
    notes.push(
      warning(
        `After the removal ${name} works by its roles alone. Tokens it already has go on for 60 to 90 minutes, and Exchange Online can keep the old answer for up to two hours.`,
      ),
    );
  }
  if (lost.length > 0)
    notes.push(
      warning(
        `${someOf(lost.map(labelOf))} ${lost.length === 1 ? 'is' : 'are'} taken away and no role takes ${lost.length === 1 ? 'its' : 'their'} place, because you left ${lost.length === 1 ? 'it' : 'them'} out.`,
      ),
    );
  notes.push(...stayingNotes(name, held));
  if (others.length > 0) {
    notes.push(
      warning(
        `${name} keeps ${someOf(others.map((item) => `"${shown(item.role)}" over "${shown(item.scope.name)}"`))}: it reaches those mailboxes too.`,
      ),
    );
  }
  if (app.entry.policies.length > 0) {
    notes.push(
      information(
        `${someOf(app.entry.policies.map((policy) => `"${shown(policy.scope.name)}"`))}: application access policies of the app stay as they are. They say nothing about roles; to take their place, migrate them.`,
      ),
    );
  }
  if (wish.grants.length > 0) {
    notes.push(
      information(
        'A product that insists on seeing its permissions in the token (the roles claim) does not work this way. It needs an application access policy instead, which is the old way.',
      ),
    );
  }
  if (wish.outside.length === 0)
    notes.push(warning('No mailbox is left outside to test with: the scope holds every mailbox of the reading, or that is not known.'));
  const gaps = [context.reading.gap('graph.appRoleAssignments'), context.reading.gap('exchange.managementRoleAssignments')].filter(
    (gap) => gap !== null,
  );
  if (gaps.length > 0) notes.push(warning(`The app may hold more than this plan removes: ${shown(gaps.join('; '), 500)}.`));
  return notes;
}

/** What roles cannot confine, and therefore stays. */
function stayingNotes(name: string, held: ReturnType<typeof heldPermissions>): Plan['notes'] {
  const notes: Plan['notes'] = [];
  if (held.protocols.length > 0) {
    notes.push(
      information(
        `${someOf(held.protocols.map(labelOf))} of ${name} ${held.protocols.length === 1 ? 'stays' : 'stay'}: ${held.protocols.length === 1 ? 'it works' : 'they work'} only on mailboxes where the app itself has a mailbox permission.`,
      ),
    );
  }
  if (held.withoutRole.length > 0) {
    notes.push(
      warning(
        `No role of Exchange Online replaces ${someOf(held.withoutRole.map(labelOf))}: ${name} goes on to hold ${held.withoutRole.length === 1 ? 'it' : 'them'} over every mailbox. Remove ${held.withoutRole.length === 1 ? 'it' : 'them'} if the app can do without.`,
      ),
    );
  }
  if (held.retired.length > 0) {
    notes.push(
      information(
        `${someOf(held.retired.map(labelOf))} ${held.retired.length === 1 ? 'is' : 'are'} of the retired Outlook API and ${held.retired.length === 1 ? 'gives' : 'give'} nothing. A plan of its own removes dead grants.`,
      ),
    );
  }
  return notes;
}
