import { err, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { mailboxCount } from '../../findings/wording';
import type { AccessPolicy, AppEntry } from '../../reach/reach-model';
import { addressesOf } from '../access/mailbox-choice';
import { scopeAsRead } from '../access/policy-scope';
import { gained, policiesWith, policyAsRead, removePolicyStep, rightOf, verdictOf } from '../access/policy-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { information, planOf, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findPolicy, textAnswer, type Sight } from '../subjects';

/** So many mailboxes stand in a note; the preview has all. */
const MOST_LISTED = 1_000;

/** Removes an application access policy. */
export const removePolicy: PlanFamilyDefinition = {
  id: 'remove-policy',
  action: 'Remove this policy…',
  purpose: 'Removes an application access policy. What it kept apps out of is open to them then.',
  subjects: ['policy'],
  appliesTo: (context, subject) => {
    const policy = findPolicy(context, subject.id);
    return policy.ok ? null : policy.error.message;
  },
  questions: (_context, subjectId): readonly Question[] => (subjectId === null ? [policySubjectQuestion] : []),
  build,
};

/** Asks which policy a plan is about. */
export const policySubjectQuestion: Question = {
  id: 'subject',
  label: 'Which application access policy?',
  help: 'Its identity, as Get-ApplicationAccessPolicy shows it.',
  type: 'text',
  required: true,
};

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findPolicy(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const policy = found.value;
  const name = shown(policy.scope.name);
  const scope = scopeAsRead(context, policy.scope);
  const opened = openedBy(context, policy);
  const step = removePolicyStep(policy, {
    id: 'remove-policy',
    why:
      opened.length === 0
        ? 'The policy keeps no app out of any mailbox that it could reach.'
        : 'What the policy kept apps out of is open to them afterwards.',
    confirm:
      opened.length === 0
        ? `Remove the policy over "${name}".`
        : `Remove the policy over "${name}". ${opened
            .map(({ app, mailboxes }) => `${shown(app.name)} gains ${mailboxCount(mailboxes.length)}`)
            .slice(0, 3)
            .join('; ')}.`,
    scope: scope.ok ? scope.value : null,
  });
  return planOf(context, {
    family: 'remove-policy',
    title: `Remove the policy over "${name}"`,
    sentence: `Removes the application access policy that sets ${rightOf(policy) ?? 'an unknown right'} over "${name}".`,
    subject: { kind: 'policy', id: policy.identity, name: policy.scope.name },
    basis: [policyAsRead(policy)],
    notes: openingNotes(context, policy, opened),
    steps: [step],
  });
}

/** An app with the mailboxes that come within its reach. */
export interface Opening {
  readonly app: AppEntry;
  readonly mailboxes: readonly Mailbox[];
}

/** The apps that a policy is for and that hold what policies govern. */
export function appsOf({ engine }: Sight, policy: AccessPolicy): readonly AppEntry[] {
  return engine.apps.filter(
    (app) => app.policies.includes(policy) && app.grants.some((grant) => grant.governedByPolicies && grant.mask !== 0),
  );
}

/** Who gains what when a policy goes. */
function openedBy(sight: Sight, policy: AccessPolicy): readonly Opening[] {
  return appsOf(sight, policy)
    .map((app) => ({
      app,
      mailboxes: gained(sight, verdictOf(sight, app.policies), verdictOf(sight, policiesWith(app, { without: policy }))),
    }))
    .filter(({ mailboxes }) => mailboxes.length > 0);
}

/** A warning per app that gains mailboxes. */
export function openingNotes({ reading }: Sight, policy: AccessPolicy, opened: readonly Opening[]): Plan['notes'] {
  const notes = opened.map(({ app, mailboxes }) => {
    const all = mailboxes.length === reading.mailboxes.size;
    const cut = mailboxes.length > MOST_LISTED ? ` (the first ${MOST_LISTED} are listed here)` : '';
    return warning(
      `${shown(app.name)} gains ${all ? 'every mailbox' : mailboxCount(mailboxes.length)} by what it holds in Entra${cut}.`,
      addressesOf(mailboxes.slice(0, MOST_LISTED)),
    );
  });
  const gap = reading.gap('graph.appRoleAssignments');
  if (gap !== null) notes.push(warning(`Other apps may gain mailboxes too: not all permissions were read (${shown(gap, 300)}).`));
  if (policy.appIds.includes('*')) notes.push(warning('The policy is for every app, also for apps that are added later.'));
  if (notes.length === 0) notes.push(information('By the reading no app gains a mailbox.'));
  return notes;
}
