import { err, ok, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { mailboxCount } from '../../findings/wording';
import type { AccessPolicy } from '../../reach/reach-model';
import { addressesOf, certainIn, outsideOf } from '../access/mailbox-choice';
import { choosePolicyScope, policyScopeQuestions, scopeAsRead, type PolicyScope } from '../access/policy-scope';
import {
  gained,
  newPolicyStep,
  policiesWith,
  policyAsRead,
  removePolicyStep,
  rightOf,
  verdictOf,
  type NewPolicy,
} from '../access/policy-steps';
import { testPolicyStep } from '../access/test-steps';
import { shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { information, planOf, warning } from '../plan-of';
import type { Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import { findPolicy, textAnswer } from '../subjects';
import { literal } from '../template';
import { appsOf, policySubjectQuestion } from './remove-policy';
import { descriptionQuestion, readPolicyWords, rightQuestion } from './restrict-by-policy';

/** So many mailboxes of each kind are tested. */
const SAMPLE = 10;

/**
 * Changes an application access policy. Exchange Online changes only its description: for anything else a new one takes its place.
 * https://learn.microsoft.com/powershell/module/exchange/set-applicationaccesspolicy
 */
export const changePolicy: PlanFamilyDefinition = {
  id: 'change-policy',
  action: 'Change this policy…',
  purpose: 'Changes what an application access policy does or what it is over: a new policy takes the place of the old one.',
  subjects: ['policy'],
  appliesTo: (context, subject) => {
    const policy = findPolicy(context, subject.id);
    if (!policy.ok) return policy.error.message;
    return policy.value.appIds.length === 0 ? 'The reading does not say which app the policy is for.' : null;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findPolicy(context, subjectId);
  const policy = found?.ok ? found.value : null;
  return [
    ...(subjectId === null ? [policySubjectQuestion] : []),
    rightQuestion((policy && rightOf(policy)) ?? 'RestrictAccess'),
    ...policyScopeQuestions(context, policy ? ownerOf(context, policy) : null, true),
    descriptionQuestion(policy?.item.Description ?? ''),
  ];
}

/** Whose name a new group gets: the app's, where the policy is for one. */
function ownerOf({ engine }: Pick<PlanContext, 'engine'>, policy: AccessPolicy): { readonly appId: string; readonly name: string } {
  const appId = policy.appIds[0] ?? '*';
  return { appId, name: engine.app(appId)?.name ?? 'Apps' };
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findPolicy(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const policy = found.value;
  if (policy.appIds.length === 0) return err([{ question: 'subject', message: 'The reading does not say which app the policy is for.' }]);
  const asRead = { right: rightOf(policy) ?? ('RestrictAccess' as const), description: policy.item.Description ?? '' };
  const words = readPolicyWords(answers, asRead);
  if (!words.ok) return err([words.error]);
  const { right, description } = words.value;
  const keep = ['', 'keep'].includes(keyOf(textAnswer(answers, 'scope')));
  if (keep && right === rightOf(policy)) return describe(context, policy, description);
  const scope = keep ? keptScope(context, policy) : choosePolicyScope(context, ownerOf(context, policy), answers);
  if (!scope.ok) return scope;
  const same = scope.value.scope.id !== null && scope.value.scope.id === policy.scope.id;
  if (same && right === rightOf(policy)) return describe(context, policy, description);
  return replace(
    context,
    policy,
    {
      id: 'policy',
      appIds: policy.appIds,
      right,
      scope: scope.value,
      description,
      why: 'It takes the place of the policy that there is.',
      confirm: null,
    },
    same,
  );
}

function keptScope(context: PlanContext, policy: AccessPolicy): Result<PolicyScope, readonly PlanProblem[]> {
  const kept = scopeAsRead(context, policy.scope);
  return kept.ok ? ok(kept.value) : err([kept.error]);
}

/** Only the description: the policy itself can be changed. */
function describe(context: PlanContext, policy: AccessPolicy, description: string): Result<Plan, readonly PlanProblem[]> {
  const old = policy.item.Description ?? '';
  const name = shown(policy.scope.name);
  const identity = literal(policy.identity);
  const reads = (text: string): ReturnType<typeof exchangeLook> =>
    exchangeLook(
      'Get-ApplicationAccessPolicy',
      {},
      { where: { Identity: identity, Description: literal(text) }, says: `The policy over "${name}" is described as "${shown(text)}".` },
    );
  const steps: readonly PlanStep[] =
    description === old
      ? []
      : [
          stepOf({
            id: 'describe',
            title: `Describe the policy over "${name}" as "${shown(description)}"`,
            why: 'The description is for people only: what apps reach stays as it is.',
            requires: RIGHTS.accessPolicies,
            change: exchangeChange('Set-ApplicationAccessPolicy', { Identity: identity, Description: literal(description) }),
            verification: [reads(description)],
            undo: undoBy(
              exchangeChange('Set-ApplicationAccessPolicy', { Identity: identity, Description: literal(old) }),
              [reads(old)],
              'Writes the old description back.',
            ),
            effects: [changed('exchange.applicationAccessPolicies', { Identity: identity }, { Description: literal(description) })],
          }),
        ];
  return planOf(context, {
    family: 'change-policy',
    title: `Change the description of the policy over "${name}"`,
    sentence: `Changes the description of the application access policy over "${name}", and nothing else.`,
    subject: { kind: 'policy', id: policy.identity, name: policy.scope.name },
    basis: [policyAsRead(policy)],
    notes: [],
    steps,
  });
}

/** A new policy first, and a test of it, and only then the old one goes. Over the same scope there is room for one only: then the old one goes first. */
function replace(context: PlanContext, old: AccessPolicy, made: NewPolicy, sameScope: boolean): Result<Plan, readonly PlanProblem[]> {
  const name = shown(old.scope.name);
  const asRead = scopeAsRead(context, old.scope);
  const removal = removePolicyStep(old, {
    id: 'remove-old',
    why: sameScope
      ? 'Over one scope an app can have one policy only: the old one has to go before the new one is made.'
      : 'The new policy is there and tested.',
    confirm: sameScope
      ? `Remove the policy over "${name}" and create the other one right after. Until then it does not hold.`
      : `Remove the old policy over "${name}". The new one over ${made.scope.label} stays.`,
    scope: asRead.ok ? asRead.value : null,
  });
  const creation = newPolicyStep(context.reading.collection.tenant.id, made);
  const app = appsOf(context, old)[0] ?? context.engine.app(old.appIds[0] ?? '') ?? null;
  const between = app === null || sameScope ? [] : tests(context, app.appId, 'new', made, policiesWith(app, { with: made }), false);
  const after = app === null ? [] : tests(context, app.appId, 'after', made, policiesWith(app, { without: old, with: made }), true);
  return planOf(context, {
    family: 'change-policy',
    title: `Change the policy over "${name}"`,
    sentence: `A policy that sets ${made.right} over ${made.scope.label} takes the place of the one that sets ${rightOf(old) ?? 'an unknown right'} over "${name}".`,
    subject: { kind: 'policy', id: old.identity, name: old.scope.name },
    basis: [policyAsRead(old), ...made.scope.basis],
    notes: [...made.scope.notes, ...notesOf(context, old, made, sameScope)],
    steps: sameScope ? [...made.scope.steps, removal, creation, ...after] : [...made.scope.steps, creation, ...between, removal, ...after],
  });
}

/** Tests of what the policies come to: those in the new scope, and at the end those outside as well. */
function tests(
  context: PlanContext,
  appId: string,
  when: string,
  made: NewPolicy,
  policies: readonly AccessPolicy[],
  outside: boolean,
): readonly PlanStep[] {
  const { sets } = context.engine;
  const verdict = verdictOf(context, policies);
  const { members } = made.scope.scope;
  const chosen = [
    ...certainIn(context.reading, members).slice(0, SAMPLE),
    ...(outside ? outsideOf(context.reading, members).slice(0, SAMPLE) : []),
  ];
  const why = 'The test cmdlet says what the policies of the app come to together.';
  return (['Granted', 'Denied'] as const).flatMap((result) => {
    const mailboxes = chosen.filter((mailbox) => sets.verdict(verdict, mailbox.index) === (result === 'Granted' ? 'yes' : 'no'));
    return mailboxes.length === 0
      ? []
      : [testPolicyStep(appId, result, { id: `test-${when}-${result.toLowerCase()}`, why, mailboxes, group: 'Test' })];
  });
}

function notesOf(context: PlanContext, old: AccessPolicy, made: NewPolicy, sameScope: boolean): Plan['notes'] {
  const notes: Plan['notes'] = [
    information('Application access policies are legacy: roles of Exchange Online (RBAC for Applications) take their place.'),
  ];
  for (const app of appsOf(context, old)) {
    const before = verdictOf(context, app.policies);
    const after = verdictOf(context, policiesWith(app, { without: old, with: made }));
    const comes = gained(context, before, after);
    const goes = gained(context, after, before);
    if (comes.length > 0)
      notes.push(warning(`${shown(app.name)} gains ${mailboxCount(comes.length)}.`, addressesOf(comes.slice(0, 1_000))));
    if (goes.length > 0)
      notes.push(information(`${shown(app.name)} loses ${mailboxCount(goes.length)}.`, addressesOf(goes.slice(0, 1_000))));
  }
  if (sameScope) notes.push(warning('Between the two steps neither policy holds: run them one right after the other.'));
  else if (rightOf(old) === 'RestrictAccess' && made.right === 'RestrictAccess')
    notes.push(information('Until the old policy is removed the app reaches what either of the two opens.'));
  return notes;
}
