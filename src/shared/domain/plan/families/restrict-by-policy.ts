import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import { inOrder, labelOf, uniqueGrants } from '../access/held-permissions';
import { governedPermissions, liveTestQuestions, liveTestStep } from '../access/live-step';
import { byAddress, certainIn, outsideOf } from '../access/mailbox-choice';
import { choosePolicyScope, policyScopeQuestions } from '../access/policy-scope';
import { LONGEST_DESCRIPTION, MANY_POLICIES, newPolicyStep, policiesWith, verdictOf, type NewPolicy } from '../access/policy-steps';
import { testPolicyStep } from '../access/test-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import type { PolicyRight } from '../looks';
import { information, planOf, warning } from '../plan-of';
import type { Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findApp, findMailboxes, textAnswer, textsAnswer, type PlanApp } from '../subjects';

/** So many mailboxes of a group are tested. */
const SAMPLE = 25;

/** Confines an app by an application access policy, for those who must: https://learn.microsoft.com/graph/auth-limit-mailbox-access */
export const restrictByPolicy: PlanFamilyDefinition = {
  id: 'restrict-by-policy',
  action: 'Restrict by an access policy (legacy)…',
  purpose: 'Creates an application access policy for the app and tests it. Roles of Exchange Online take the place of such policies.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    return app.ok ? null : app.error.message;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findApp(context, subjectId);
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    rightQuestion('RestrictAccess'),
    ...policyScopeQuestions(context, found?.ok ? found.value : null, false),
    {
      id: 'outsideMailbox',
      label: 'Which mailbox outside should be tested?',
      help: 'Without an answer one is chosen.',
      type: 'mailboxes',
      required: false,
    },
    descriptionQuestion(''),
    ...liveTestQuestions(),
  ];
}

/** What a policy does. */
export function rightQuestion(right: PolicyRight): Question {
  return {
    id: 'accessRight',
    label: 'What does the policy do?',
    help: 'To keep an app out of some mailboxes opens all others to it, also those that are made later.',
    type: 'choice',
    required: true,
    default: right,
    choices: [
      { value: 'RestrictAccess', label: 'Let the app into these mailboxes only' },
      { value: 'DenyAccess', label: 'Keep the app out of these mailboxes' },
    ],
  };
}

/** A short text that policies can carry. */
export function descriptionQuestion(description: string): Question {
  return {
    id: 'description',
    label: 'Description',
    help: `At most ${LONGEST_DESCRIPTION} characters: all policies of the organization share little space.`,
    type: 'text',
    required: false,
    ...(description === '' ? {} : { default: description }),
  };
}

/** The right and the description of the answers. */
export function readPolicyWords(
  answers: Answers,
  defaults: { readonly right: PolicyRight; readonly description: string },
): Result<{ readonly right: PolicyRight; readonly description: string }, PlanProblem> {
  const word = keyOf(textAnswer(answers, 'accessRight')) || keyOf(defaults.right);
  const right = (['RestrictAccess', 'DenyAccess'] as const).find((item) => keyOf(item) === word);
  if (!right) return err({ question: 'accessRight', message: `"${shown(word)}" is nothing a policy does: RestrictAccess or DenyAccess.` });
  const description = Object.hasOwn(answers, 'description') ? textAnswer(answers, 'description') : defaults.description;
  if (description !== defaults.description && description.length > LONGEST_DESCRIPTION) {
    return err({
      question: 'description',
      message: `The description has ${description.length} characters; all policies of the organization share little space. Use at most ${LONGEST_DESCRIPTION}.`,
    });
  }
  return ok({ right, description });
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const words = readPolicyWords(answers, { right: 'RestrictAccess', description: '' });
  const scope = choosePolicyScope(context, app, answers);
  if (!words.ok || !scope.ok) return err([...(words.ok ? [] : [words.error]), ...(scope.ok ? [] : scope.error)]);
  const same = app.entry.policies.find(
    (policy) => policy.scope.id !== null && policy.scope.id === scope.value.scope.id && policy.appIds.includes(app.appId),
  );
  if (same) {
    return err([{ question: 'scope', message: `${shown(app.name)} has a policy over ${scope.value.label} already: change that one.` }]);
  }
  const { right, description } = words.value;
  const name = shown(app.name);
  const policy: NewPolicy = {
    id: 'policy',
    appIds: [app.appId],
    right,
    scope: scope.value,
    description,
    why:
      right === 'RestrictAccess'
        ? `${name} reaches only these mailboxes by the permissions that policies govern.`
        : `${name} is kept out of these mailboxes, and reaches all others.`,
    confirm:
      right === 'RestrictAccess'
        ? `${name} loses every mailbox that is not in ${scope.value.label}.`
        : `${name} loses the mailboxes in ${scope.value.label}.`,
  };
  const tests = policyTests(context, app, policy, answers);
  if (!tests.ok) return tests;
  const ungoverned = app.entry.grants.filter((grant) => !grant.governedByPolicies);
  const liveTest = liveTestStep(app, governedPermissions(app.entry.grants), tests.value.mailboxes, ungoverned, answers);
  return planOf(context, {
    family: 'restrict-by-policy',
    title: `${right === 'RestrictAccess' ? 'Restrict' : 'Keep'} ${name} ${right === 'RestrictAccess' ? 'to' : 'out of'} ${scope.value.label}`,
    sentence: `Creates an application access policy that sets ${right} for ${name} over ${scope.value.label}, and tests it.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: scope.value.basis,
    notes: [...scope.value.notes, ...policyNotes(context, app, policy)],
    steps: [
      ...scope.value.steps,
      newPolicyStep(context.reading.collection.tenant.id, policy),
      ...tests.value.steps,
      ...(liveTest === null ? [] : [liveTest]),
    ],
  });
}

interface PolicyTests {
  readonly steps: readonly PlanStep[];
  readonly mailboxes: { readonly inside: readonly Mailbox[]; readonly outside: readonly Mailbox[] };
}

/** Tests of what the policies of the app come to together, in the scope and outside of it. */
function policyTests(context: PlanContext, app: PlanApp, policy: NewPolicy, answers: Answers): Result<PolicyTests, readonly PlanProblem[]> {
  const { sets } = context.engine;
  const after = verdictOf(context, policiesWith(app.entry, { with: policy }));
  const named = findMailboxes(context.reading, 'outsideMailbox', textsAnswer(answers, 'outsideMailbox'));
  if (!named.ok) return named;
  const own = policy.scope.scope.members;
  const inScope = named.value.find((mailbox) => sets.verdict(own, mailbox.index) === 'yes');
  if (inScope)
    return err([{ question: 'outsideMailbox', message: `${shown(inScope.address)} is in ${policy.scope.label}: name a mailbox outside.` }]);
  const outside = named.value.length > 0 ? byAddress(named.value) : outsideOf(context.reading, own).slice(0, 1);
  const tested = [...certainIn(context.reading, own).slice(0, SAMPLE), ...outside];
  const allowed = tested.filter((mailbox) => sets.verdict(after, mailbox.index) === 'yes');
  const refused = tested.filter((mailbox) => sets.verdict(after, mailbox.index) === 'no');
  const why =
    'The test cmdlet says what the policies of the app come to together. It does not see roles of Exchange Online, nor permissions that policies do not govern.';
  return ok({
    steps: [
      ...(allowed.length === 0
        ? []
        : [testPolicyStep(app.appId, 'Granted', { id: 'test-inside', why, mailboxes: allowed, group: 'Test' })]),
      ...(refused.length === 0
        ? []
        : [testPolicyStep(app.appId, 'Denied', { id: 'test-outside', why, mailboxes: refused, group: 'Test' })]),
    ],
    // What a role opens stays open, whatever policies say.
    mailboxes: { inside: allowed.slice(0, 3), outside: refused.filter((mailbox) => !isOpenByRole(context, app, mailbox)).slice(0, 3) },
  });
}

function isOpenByRole({ engine }: PlanContext, { entry }: PlanApp, { index }: Mailbox): boolean {
  return entry.roleAssignments.some(({ mask, scope }) => mask !== 0 && engine.sets.verdict(scope.members, index) !== 'no');
}

/** What a policy does not do, and what replaces it. */
function policyNotes({ reading, engine }: PlanContext, app: PlanApp, policy: NewPolicy): Plan['notes'] {
  const name = shown(app.name);
  const notes: Plan['notes'] = [
    information(
      'Application access policies are legacy: roles of Exchange Online (RBAC for Applications) take their place. Choose a policy where the product insists on seeing its permissions in the token.',
    ),
  ];
  const content = uniqueGrants(app.entry.grants).filter((grant) => grant.mask !== 0);
  const outside = content.filter((grant) => !grant.governedByPolicies && grant.protocol === null);
  if (outside.length > 0)
    notes.push(
      warning(
        `No policy stops ${someOf(outside.map(labelOf))}: ${name} goes on to hold ${outside.length === 1 ? 'it' : 'them'} over every mailbox.`,
      ),
    );
  const protocols = content.filter((grant) => grant.protocol !== null);
  if (protocols.length > 0)
    notes.push(
      information(
        `${someOf(protocols.map(labelOf))} of ${name}: no policy governs ${protocols.length === 1 ? 'it' : 'them'}; mailbox permissions of the app do.`,
      ),
    );
  const roles = inOrder(app.entry.roleAssignments.filter((item) => item.mask !== 0));
  if (roles.length > 0)
    notes.push(
      warning(
        `Policies say nothing about roles of Exchange Online: ${name} goes on to reach what ${someOf(roles.map((item) => `"${shown(item.role)}" over "${shown(item.scope.name)}"`))} opens.`,
      ),
    );
  if (!content.some((grant) => grant.governedByPolicies))
    notes.push(information(`${name} holds no permission that policies govern: the policy begins to matter when it gets one.`));
  if (policy.right === 'DenyAccess')
    notes.push(
      warning('A list of exceptions is no scope: every mailbox that is not on it is open to the app, also those that are made later.'),
    );
  if (policy.right === 'RestrictAccess' && app.entry.policies.some((item) => item.right === 'restrict')) {
    notes.push(
      warning(`${name} has policies of this kind already: what they open stays open, and this one opens ${policy.scope.label} besides.`),
    );
  }
  const count = engine.policies.length;
  if (count >= MANY_POLICIES)
    notes.push(warning(`The organization has ${count} policies. They share little space: there may be no room for another one.`));
  const gap = reading.gap('exchange.applicationAccessPolicies');
  if (gap !== null) notes.push(warning(`The app may have policies that were not read: ${shown(gap, 300)}.`));
  return notes;
}
