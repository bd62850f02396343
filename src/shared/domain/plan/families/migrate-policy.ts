import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { mailboxCount, someOf } from '../../findings/wording';
import type { TriSet } from '../../reach/mailbox-sets';
import type { AccessPolicy, EntraGrant } from '../../reach/reach-model';
import { assignmentName, newAssignmentStep } from '../access/assignment-steps';
import { enterpriseAppIsThere, grantIsThere, removeGrantStep } from '../access/grant-steps';
import { heldPermissions, labelOf } from '../access/held-permissions';
import { grantsBesides, liveTestStep, permissionsOfRoles } from '../access/live-step';
import { byAddress, certainIn } from '../access/mailbox-choice';
import { migrationNotes } from '../access/migration-notes';
import { chooseMigrationScope, type MigrationScope } from '../access/migration-scope';
import { differenceOf } from '../access/policy-pieces';
import { scopeAsRead } from '../access/policy-scope';
import { inPolicyOrder, policiesWith, policyAsRead, removePolicyStep, verdictOf, gained } from '../access/policy-steps';
import { pointerPart, type PointerPart } from '../access/pointer-steps';
import { nobodyElseStep, testInsideStep, testOutsideStep } from '../access/test-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { planOf } from '../plan-of';
import type { Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { stepId } from '../steps';
import { booleanAnswer, findApp, textAnswer, type PlanApp, type Sight } from '../subjects';
import { literal } from '../template';
import { migrationQuestions, uncoveredGrants, usualScope } from './migrate-questions';
import { appsOf } from './remove-policy';

/** Up to so many mailboxes outside are tested one by one; that nobody else is in the scope is looked at in any case. */
const MOST_TESTED_OUTSIDE = 500;

/** Up to so many mailboxes inside are tested with every role; more with one, since all roles have one scope. */
const MOST_TESTED_WITH_ALL = 200;

/** Turns the access policies of one app into roles over a scope: https://learn.microsoft.com/exchange/permissions-exo/application-rbac */
export const migratePolicy: PlanFamilyDefinition = {
  id: 'migrate-policy',
  action: 'Migrate to roles…',
  purpose:
    'Gives the app roles over what its access policies let it into, tests every mailbox of both lists, and only then removes the permissions and the policies.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const found = findMigration(context, subject.id);
    return found.ok ? null : (found.error[0]?.message ?? null);
  },
  questions: migrationQuestions,
  build,
};

/** What a migration starts from. */
interface Start {
  readonly app: PlanApp;
  readonly pointer: PointerPart;
  /** What the policies govern, and what a role replaces. */
  readonly governed: readonly EntraGrant[];
  /** What the policies let the app into now. */
  readonly before: TriSet;
}

function findMigration(sight: Sight, subject: string): Result<Start, readonly PlanProblem[]> {
  const found = findApp(sight, subject);
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const wrong = (message: string): Result<never, readonly PlanProblem[]> => err([{ question: 'subject', message }]);
  if (!app.entry.policies.some((policy) => policy.appIds.includes(app.appId)))
    return wrong(`${shown(app.name)} has no application access policy of its own.`);
  const governed = heldPermissions(app.entry).replaceable.filter((grant) => grant.governedByPolicies);
  if (governed.length === 0)
    return wrong(
      `${shown(app.name)} holds no permission that its policies govern: there is nothing to migrate. The policies can be removed.`,
    );
  const pointer = pointerPart(app);
  if (!pointer.ok) return err([pointer.error]);
  const before = verdictOf(sight, app.entry.policies);
  if (sight.engine.sets.countYes(before) === sight.reading.mailboxes.size) {
    return wrong(`The policies keep ${shown(app.name)} out of no mailbox: there is nothing to carry over. Restrict the app instead.`);
  }
  return ok({ app, pointer: pointer.value, governed, before });
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const start = findMigration(context, textAnswer(answers, 'subject'));
  if (!start.ok) return start;
  const { app, pointer, governed, before } = start.value;
  const kind = textAnswer(answers, 'scope') || usualScope(context, app);
  const scope = chooseMigrationScope(context, app, before, kind, answers);
  if (!scope.ok) return scope;
  if (certainIn(context.reading, scope.value.members).length === 0) {
    return err([
      {
        question: 'scope',
        message: `The scope would hold no mailbox for certain: there is nothing to test. Remove the permissions of ${shown(app.name)} instead, or write a filter.`,
      },
    ]);
  }
  const uncovered = uncoveredGrants(app);
  const confineAll = booleanAnswer(answers, 'alsoUncovered', false);
  const grants = [...governed, ...(confineAll ? uncovered : [])];
  const roles = [...new Set(grants.flatMap((grant) => grant.replacedBy ?? []))].sort();
  const ungrant = ungrantSteps(app, grants, scope.value);
  if (!ungrant.ok) return ungrant;
  const policies = booleanAnswer(answers, 'removePolicies', true) ? removable(context, app) : [];
  const tests = testSteps(context, app, roles, scope.value, before);
  const name = shown(app.name);
  const liveTest = liveTestStep(app, permissionsOfRoles(roles), tests.live, grantsBesides(app, grants), answers);
  const difference = differenceOf(context, context.engine.sets, before, scope.value.members);
  return planOf(context, {
    family: 'migrate-policy',
    title: `Migrate ${name} from access policies to roles`,
    sentence: `${name} gets ${someOf(roles.map((role) => `"${role}"`))} over ${scope.value.label}. When every mailbox is tested its permissions in Entra go, and at last ${
      policies.length === 0 ? 'nothing else: its policies stay' : policies.length === 1 ? 'the policy' : `${policies.length} policies`
    }.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [
      enterpriseAppIsThere(app),
      ...pointer.basis,
      ...inPolicyOrder(app.entry.policies.filter((policy) => policy.item.Identity)).map(policyAsRead),
      ...scope.value.basis,
      ...grants.map((grant) => grantIsThere(app, grant)),
    ],
    notes: migrationNotes(context, {
      app,
      difference,
      scope: scope.value,
      uncovered: confineAll ? [] : uncovered,
      policies,
      untested: tests.untested,
    }),
    steps: [
      ...pointer.steps,
      ...scope.value.steps,
      ...roles.map((role) =>
        newAssignmentStep(app, {
          id: stepId('assign', role.replace(/^Application /, '')),
          name: assignmentName(app, role, context.planId),
          role,
          scope: { kind: 'managementScope', name: literal(scope.value.name) },
          scopeLabel: scope.value.label,
          why: 'As long as the permission in Entra remains, the policies go on to confine it: nothing changes yet.',
          group: 'Roles',
        }),
      ),
      ...tests.steps,
      ...ungrant.value,
      ...(liveTest === null ? [] : [liveTest]),
      ...policies.map((policy, index) =>
        removalOf(context, app, policy, policies.length === 1 ? 'remove-policy' : `remove-policy-${index + 1}`),
      ),
    ],
  });
}

/** The permissions of Entra go one by one; until the last of them is gone the policies still confine it. */
function ungrantSteps(
  app: PlanApp,
  grants: readonly EntraGrant[],
  scope: MigrationScope,
): Result<readonly PlanStep[], readonly PlanProblem[]> {
  const steps: PlanStep[] = [];
  const problems: PlanProblem[] = [];
  for (const grant of grants) {
    const step = removeGrantStep(app, grant, {
      why: 'The role does the same within its scope. Until the permission is gone the old policy still confines it, so that nothing opens in between.',
      confirm: `Remove ${labelOf(grant)} from ${shown(app.name)}. It does the same only in ${scope.label} then.`,
      group: 'Remove the permissions',
    });
    if (step.ok) steps.push(step.value);
    else problems.push(step.error);
  }
  return problems.length > 0 ? err(problems) : ok(steps);
}

/** The policies that can go: those that keep no other app out of anything. */
function removable(sight: Sight, app: PlanApp): readonly AccessPolicy[] {
  return inPolicyOrder(app.entry.policies)
    .filter((policy) => policy.item.Identity && !policy.appIds.includes('*'))
    .filter((policy) =>
      appsOf(sight, policy).every(
        (other) =>
          other.appId === app.appId ||
          gained(sight, verdictOf(sight, other.policies), verdictOf(sight, policiesWith(other, { without: policy }))).length === 0,
      ),
    );
}

function removalOf(sight: Sight, app: PlanApp, policy: AccessPolicy, id: string): PlanStep {
  const scope = scopeAsRead(sight, policy.scope);
  return removePolicyStep(policy, {
    id,
    why: 'The roles are proven and the permissions are gone: the policy confines nothing any more.',
    confirm: `Remove the old policy over "${shown(policy.scope.name)}". ${shown(app.name)} is confined by its roles.`,
    scope: scope.ok ? scope.value : null,
  });
}

interface Tests {
  readonly steps: readonly PlanStep[];
  readonly live: { readonly inside: readonly Mailbox[]; readonly outside: readonly Mailbox[] };
  /** How many mailboxes outside are not tested one by one. */
  readonly untested: number;
}

/** Every mailbox inside; outside, those that the policies concern, the others, and that nobody else is in the scope at all. */
function testSteps(sight: Sight, app: PlanApp, roles: readonly string[], scope: MigrationScope, before: TriSet): Tests {
  const { reading, engine } = sight;
  const { sets } = engine;
  const inside = certainIn(reading, scope.members);
  const reached = app.entry.roleAssignments.reduce((set, assignment) => sets.or(set, assignment.scope.members), scope.members);
  const outside = byAddress(reading.mailboxes.all.filter((mailbox) => sets.verdict(reached, mailbox.index) === 'no'));
  const concerned = new Set(
    app.entry.policies.flatMap((policy) =>
      reading.mailboxes.all.filter(
        (mailbox) => policy.scope.kind !== 'unresolved' && sets.verdict(policy.scope.members, mailbox.index) === 'yes',
      ),
    ),
  );
  const involved = outside.filter((mailbox) => concerned.has(mailbox) || sets.verdict(before, mailbox.index) === 'yes');
  const others = outside.filter((mailbox) => !involved.includes(mailbox));
  const tested = others.slice(0, Math.max(0, MOST_TESTED_OUTSIDE - involved.length));
  const why = 'The test cmdlet sees the roles at once, before any cache does. It does not see the permissions of Entra.';
  const parts = { why, group: 'Test' };
  const all = inside.slice(0, MOST_TESTED_WITH_ALL);
  const more = inside.slice(MOST_TESTED_WITH_ALL);
  return {
    steps: [
      testInsideStep(app, roles, { ...parts, id: 'test-inside', mailboxes: all }),
      ...(more.length === 0 ? [] : [testInsideStep(app, roles.slice(0, 1), { ...parts, id: 'test-inside-more', mailboxes: more })]),
      ...(involved.length === 0
        ? []
        : [
            testOutsideStep(app, roles, {
              ...parts,
              id: 'test-outside',
              mailboxes: involved,
              why: `${why} These are the mailboxes that the policies concern and that stay outside.`,
            }),
          ]),
      ...(tested.length === 0
        ? []
        : [
            testOutsideStep(app, roles, {
              ...parts,
              id: 'test-outside-rest',
              mailboxes: tested,
              why: `${why} These are ${mailboxCount(tested.length)} that no policy concerns.`,
            }),
          ]),
      ...(scope.isAskable
        ? [
            nobodyElseStep({
              id: 'test-nobody-else',
              filter: scope.filter,
              inside,
              uncertain: byAddress(reading.mailboxes.all.filter((mailbox) => sets.verdict(scope.members, mailbox.index) === 'unknown')),
              label: scope.label,
            }),
          ]
        : []),
    ],
    live: { inside: inside.slice(0, 3), outside: outside.slice(0, 3) },
    untested: others.length - tested.length,
  };
}
