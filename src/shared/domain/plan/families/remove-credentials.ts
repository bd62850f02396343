import { err, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import { CredentialLists } from '../credentials/credential-effects';
import { removeCredentialStep } from '../credentials/credential-steps';
import { chosenCredentials, credentialChoices, heldCredentials, isValid, type HeldCredential } from '../credentials/held-credentials';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { enterpriseAppIsThere } from '../access/grant-steps';
import { planOf, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findApp, textAnswer, textsAnswer, type PlanApp, type Sight as Finder } from '../subjects';

type Sight = Pick<PlanContext, 'reading' | 'engine' | 'now'>;

/** So many valid credentials are enough to rotate. */
const ENOUGH = 2;

/** Removes credentials that have expired or are too many: https://learn.microsoft.com/entra/identity-platform/security-best-practices-for-app-registration */
export const removeCredentials: PlanFamilyDefinition = {
  id: 'remove-credentials',
  action: 'Remove credentials…',
  purpose: 'Removes secrets and certificates that have expired or that nobody needs.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    if (!app.ok) return app.error.message;
    const held = heldCredentials(app.value, context.reading.collection.collectedAt);
    return held.length > 0 ? null : `The reading shows no secret and no certificate of ${shown(app.value.name)}.`;
  },
  questions,
  build,
};

function questions(context: Sight, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findApp(context, subjectId);
  const held = found?.ok ? heldCredentials(found.value, context.now) : [];
  const usual = removedByDefault(held).map(({ keyId }) => keyId);
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'credentials',
      label: 'Which ones are removed?',
      type: 'permissions',
      required: usual.length === 0,
      ...(usual.length > 0 ? { default: usual } : {}),
      ...(found?.ok ? { choices: [...credentialChoices(held)] } : {}),
    },
  ];
}

/** What has expired, and what is valid beyond those that end last. */
function removedByDefault(held: readonly HeldCredential[]): readonly HeldCredential[] {
  const valid = held.filter(isValid);
  const surplus = valid.slice(0, Math.max(0, valid.length - ENOUGH));
  return held.filter((item) => item.state === 'expired' || surplus.includes(item));
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const name = shown(app.name);
  const held = heldCredentials(app, context.now);
  const { chosen, unknown } = chosenCredentials(held, textsAnswer(answers, 'credentials'));
  if (unknown.length > 0)
    return err([{ question: 'credentials', message: `${name} has no credential with the key id "${shown(unknown[0] ?? '')}".` }]);
  if (chosen.length === 0) return err([{ question: 'credentials', message: `Choose at least one credential of ${name}.` }]);
  const valid = chosen.filter(isValid);
  const last = valid.length > 0 && !staysValid(context, app, held, chosen);
  const lists = new CredentialLists(app);
  return planOf(context, {
    family: 'remove-credentials',
    title: `Remove ${chosen.length === 1 ? 'a credential' : `${String(chosen.length)} credentials`} of ${name}`,
    sentence: `Of ${name} ${chosen.length === 1 ? 'is' : 'are'} removed: ${someOf(chosen.map(({ label }) => label))}.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [enterpriseAppIsThere(app)],
    notes: last ? [warning(`${name} has no valid credential left after this: it can no longer sign in as an app.`)] : [],
    steps: chosen.map((credential) =>
      removeCredentialStep(app, credential, lists, {
        why:
          credential.state === 'expired'
            ? 'It has expired and only hides which one counts.'
            : 'Each credential is a key that somebody may have copied.',
        precondition: [],
        confirm: confirmOf(name, credential, last),
      }),
    ),
  });
}

function confirmOf(name: string, credential: HeldCredential, last: boolean): string | null {
  if (!isValid(credential)) return null;
  return last
    ? `${name} is left without any valid credential and stops working.`
    : `Whatever signs in as ${name} with the ${credential.label} stops working. It cannot be brought back.`;
}

/** Whether the app can still sign in afterwards: by another credential, or by a federated one. */
function staysValid({ reading }: Finder, app: PlanApp, held: readonly HeldCredential[], removed: readonly HeldCredential[]): boolean {
  const applicationId = keyOf(app.entry.application?.id);
  const federated = (reading.collection.graph.federatedIdentityCredentials ?? []).some(
    (item) => keyOf(item.applicationId) === applicationId,
  );
  return federated || held.some((item) => isValid(item) && !removed.includes(item));
}
