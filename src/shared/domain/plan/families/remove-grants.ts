import { err, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import { enterpriseAppIsThere, grantIsThere } from '../access/grant-steps';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { grantRemovalStep } from '../grants/grant-removal-steps';
import { hasGrants, heldGrants, type HeldGrant } from '../grants/held-grants';
import { suspectGrants } from '../grants/suspect-grants';
import { information, planOf, warning } from '../plan-of';
import type { Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findApp, textAnswer, textsAnswer, type PlanApp } from '../subjects';

/** Takes grants away from an app: https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions */
export const removeGrants: PlanFamilyDefinition = {
  id: 'remove-grants',
  action: 'Remove grants…',
  purpose: 'Takes application permissions, delegated permissions and roles in Exchange Online away from the app.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    if (!app.ok) return app.error.message;
    return hasGrants(context.reading, app.value) ? null : `The reading shows no grant of ${shown(app.value.name)}.`;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine' | 'now'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findApp(context, subjectId);
  const held = found?.ok ? heldGrants(context.reading, found.value) : [];
  const usual = found?.ok ? suspectGrants(context, found.value, held).map(({ value }) => value) : [];
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'permissions',
      label: 'What is taken away?',
      help: 'Chosen is what findings about the app rest on.',
      type: 'permissions',
      required: usual.length === 0,
      ...(usual.length > 0 ? { default: usual } : {}),
      ...(found?.ok ? { choices: held.map(({ value, label }) => ({ value, label: capital(label) })) } : {}),
    },
  ];
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const name = shown(app.name);
  const held = heldGrants(context.reading, app);
  const wanted = textsAnswer(answers, 'permissions');
  const strange = wanted.find((value) => !held.some((grant) => keyOf(grant.value) === keyOf(value)));
  if (strange !== undefined) return err([{ question: 'permissions', message: `${name} does not hold "${shown(strange)}".` }]);
  const chosen = held.filter((grant) => wanted.some((value) => keyOf(value) === keyOf(grant.value)));
  // Who takes a whole grant away need not trim it first.
  const going = chosen.filter(
    (grant) => grant.kind !== 'retiredScopes' || !chosen.some((other) => other.kind === 'delegated' && other.item === grant.item),
  );
  if (going.length === 0) return err([{ question: 'permissions', message: `Choose at least one grant of ${name}.` }]);
  const steps: PlanStep[] = [];
  const problems: PlanProblem[] = [];
  for (const grant of inOrder(going)) {
    const step = grantRemovalStep(app, grant, whyOf(grant));
    if (step.ok) steps.push(step.value);
    else problems.push(step.error);
  }
  if (problems.length > 0) return err(problems);
  return planOf(context, {
    family: 'remove-grants',
    title: `Remove ${going.length === 1 ? 'a grant' : `${String(going.length)} grants`} of ${name}`,
    sentence: `${name} loses ${someOf(going.map(({ label }) => label))}.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [
      enterpriseAppIsThere(app),
      ...going.flatMap((held) => (held.kind === 'application' && !held.resourceGone ? [grantIsThere(app, held.grant)] : [])),
    ],
    notes: notesOf(app, held, going),
    steps: withUniqueIds(steps),
  });
}

/** What gives nothing any more goes first, then what reaches mailboxes. */
function inOrder(grants: readonly HeldGrant[]): readonly HeldGrant[] {
  return [...grants].sort((left, right) => Number(left.reaches) - Number(right.reaches));
}

function whyOf(grant: HeldGrant): string {
  if (grant.kind === 'application' && grant.resourceGone) return 'It leads nowhere, and may come to life with a resource of the same id.';
  if (grant.kind === 'retiredScopes' || (grant.kind === 'application' && grant.grant.retired)) {
    return 'It belongs to the retired Outlook REST API: the app loses nothing by it.';
  }
  if (grant.kind === 'delegated') return 'Without it the app can no longer act for its users there.';
  return grant.reaches ? 'It opens mailboxes to the app.' : 'The app can do without it, or should.';
}

function notesOf(app: PlanApp, held: readonly HeldGrant[], going: readonly HeldGrant[]): Plan['notes'] {
  const name = shown(app.name);
  const left = held.filter((grant) => grant.kind !== 'retiredScopes' && !going.includes(grant));
  const reaching = left.filter((grant) => grant.reaches);
  if (left.length === 0 && app.entry.delegatedGrants.length + app.entry.grants.length > 0) {
    return [warning(`${name} holds no grant after this. Whoever still uses it sees it fail; when nobody does, disable it or delete it.`)];
  }
  return [
    ...(reaching.length === 0 ? [information(`${name} reaches no mailbox after this.`)] : []),
    ...(reaching.length > 0 ? [information(`These stay, and open mailboxes: ${someOf(reaching.map(({ label }) => label))}.`)] : []),
  ];
}

function withUniqueIds(steps: readonly PlanStep[]): readonly PlanStep[] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const count = (seen.get(step.id) ?? 0) + 1;
    seen.set(step.id, count);
    return count === 1 ? step : { ...step, id: `${step.id.slice(0, 74)}-${String(count)}` };
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
