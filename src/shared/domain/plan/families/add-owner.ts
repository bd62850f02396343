import { err, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { enterpriseAppIsThere } from '../access/grant-steps';
import { pathPart, shown } from '../display-text';
import { added } from '../effects';
import { findAccount, type PlanAccount } from '../accounts';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { graphLook } from '../look';
import { cloudOf } from '../plan-links';
import { information, planOf, warning } from '../plan-of';
import type { Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { graphChange, stepId, stepOf, undoBy } from '../steps';
import { findApp, textAnswer, type PlanApp } from '../subjects';
import { literal } from '../template';

/** Names people who answer for an app: https://learn.microsoft.com/graph/api/application-post-owners */
export const addOwner: PlanFamilyDefinition = {
  id: 'add-owner',
  action: 'Add an owner…',
  purpose: 'Names people who know what the app is for and are asked when its credentials run out.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    return app.ok ? null : app.error.message;
  },
  questions: (_context, subjectId) => [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'owner',
      label: 'Who becomes owner?',
      help: 'An owner can add credentials to the app: choose somebody you trust.',
      type: 'user',
      required: true,
    },
    {
      id: 'secondOwner',
      label: 'And who else?',
      help: 'With two owners somebody is there when the other one leaves.',
      type: 'user',
      required: false,
    },
  ],
  build,
};

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const people: PlanAccount[] = [];
  const problems: PlanProblem[] = [];
  for (const question of ['owner', 'secondOwner']) {
    const text = textAnswer(answers, question);
    if (text === '') continue;
    const account = findAccount(context.reading, question, text);
    if (!account.ok) problems.push(account.error);
    else if (!people.some(({ id }) => id === account.value.id)) people.push(account.value);
  }
  if (problems.length === 0 && people.length === 0) problems.push({ question: 'owner', message: 'Say who becomes owner: an address.' });
  const target = targetOf(app);
  const held = ownersOf(context, target.id);
  const fresh = people.filter(({ id }) => !held.has(id));
  if (problems.length === 0 && fresh.length === 0) {
    problems.push({ question: 'owner', message: `${shown(people[0]?.name ?? '')} owns ${shown(app.name)} already.` });
  }
  if (problems.length > 0) return err(problems);
  const name = shown(app.name);
  const disabled = fresh.filter(({ enabled }) => enabled === false);
  return planOf(context, {
    family: 'add-owner',
    title: `Add ${fresh.map((account) => shown(account.name)).join(' and ')} as owner of ${name}`,
    sentence: `${fresh.map((account) => shown(account.name)).join(' and ')} ${fresh.length === 1 ? 'answers' : 'answer'} for ${name} from then on.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [enterpriseAppIsThere(app)],
    notes: [
      ...disabled.map((account) => warning(`The account of ${shown(account.name)} is disabled.`)),
      ...(target.kind === 'applications'
        ? [information(`An owner of the registration can add secrets to ${name}, and so can act as the app.`)]
        : []),
    ],
    steps: fresh.map((account) => ownerStep(context, app, target, account)),
  });
}

interface Target {
  readonly kind: 'applications' | 'servicePrincipals';
  readonly id: string;
}

/** The registration where it is in this tenant; an app of another organization has its enterprise application only. */
function targetOf(app: PlanApp): Target {
  const registration = keyOf(app.entry.application?.id);
  return registration === '' ? { kind: 'servicePrincipals', id: app.objectId } : { kind: 'applications', id: registration };
}

function ownersOf({ reading }: PlanContext, objectId: string): ReadonlySet<string> {
  const rows = (reading.collection.graph.owners ?? []).filter((row) => keyOf(row.objectId) === objectId);
  return new Set(rows.flatMap((row) => (row.ownerIds ?? []).map(keyOf)));
}

function ownerStep({ reading }: PlanContext, app: PlanApp, target: Target, account: PlanAccount): PlanStep {
  const path = `/v1.0/${target.kind}/${pathPart(target.id)}/owners`;
  const [name, person] = [shown(app.name), shown(account.name)];
  const isOwner = graphLook(`${path}?$select=id&$top=999`, { where: { id: literal(account.id) }, says: `${person} owns ${name}.` });
  return stepOf({
    id: stepId('add-owner', account.id),
    title: `Make ${person} an owner of ${name}`,
    why: 'Somebody has to be asked when its credentials run out, when it misbehaves, or whether it is still needed.',
    requires: RIGHTS.appOwners,
    change: graphChange('POST', `${path}/$ref`, { '@odata.id': `${cloudOf(reading).graph}/v1.0/directoryObjects/${pathPart(account.id)}` }),
    verification: [isOwner],
    undo: undoBy(
      graphChange('DELETE', `${path}/${pathPart(account.id)}/$ref`),
      [{ ...isOwner, expect: 'none', says: `${person} does not own ${name}.` }],
      `Takes ${person} off the owners again.`,
    ),
    settles: 'new-object',
    effects: [added('graph.owners', { objectId: literal(target.id), ownerIds: [literal(account.id)] })],
  });
}
