import { err, ok, type Result } from '../../result';
import { someOf } from '../../findings/wording';
import { CredentialLists } from '../credentials/credential-effects';
import { credentialRule, policyLook, PORTAL_DAYS, type CredentialKind } from '../credentials/credential-rule';
import { ADD_STEP, addCredentialStep, removeCredentialStep } from '../credentials/credential-steps';
import {
  chosenCredentials,
  credentialChoices,
  heldCredentials,
  isValid,
  livesLong,
  type HeldCredential,
} from '../credentials/held-credentials';
import { shown } from '../display-text';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { graphLook } from '../look';
import { linksOf } from '../plan-links';
import { information, planOf, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { findRegisteredApp, registrationIsThere, type RegisteredApp } from '../registrations';
import { RIGHTS } from '../required-rights';
import { stepOf, UNDO_NOTHING } from '../steps';
import { textAnswer, textsAnswer } from '../subjects';
import { reference } from '../template';

type Sight = Pick<PlanContext, 'reading' | 'engine' | 'now'>;

const USUAL_DAYS = { secret: 180, certificate: 365 } as const;

/** Replaces a secret or certificate without the app noticing: https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials */
export const rotateCredential: PlanFamilyDefinition = {
  id: 'rotate-credential',
  action: 'Replace secret or certificate…',
  purpose: 'Adds a new credential, lets you hand it over and see it in use, and only then removes the old one.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findRegisteredApp(context, subject.id);
    if (!app.ok) return app.error.message;
    const forbidden = kindsForbidden(context.reading, app.value);
    return forbidden.length < 2 ? null : `${forbidden[0] ?? ''} ${forbidden[1] ?? ''}`;
  },
  questions,
  build,
};

function questions(context: Sight, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findRegisteredApp(context, subjectId);
  const app = found?.ok ? found.value : null;
  const held = app ? heldCredentials(app, context.now) : [];
  const kind = usualKind(context, app, held);
  const old = replacedByDefault(held, kind, context.now).map(({ keyId }) => keyId);
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'credential',
      label: 'What should the app sign in with?',
      help: 'The key of a certificate never travels; a secret does with every sign-in.',
      type: 'choice',
      required: false,
      default: kind,
      choices: [
        { value: 'certificate', label: 'A certificate' },
        { value: 'secret', label: 'A secret' },
      ],
    },
    {
      id: 'secretLifetime',
      label: 'How many days is it valid?',
      help: lifeHelp(context, app),
      type: 'secretLifetime',
      required: false,
      default: USUAL_DAYS[kind],
    },
    {
      id: 'credentials',
      label: 'Which ones does it replace?',
      help: 'They are removed at the end, once you have confirmed that the new one is in use.',
      type: 'permissions',
      required: false,
      ...(old.length > 0 ? { default: old } : {}),
      ...(app ? { choices: [...credentialChoices(held)] } : {}),
    },
    {
      id: 'inUse',
      label: 'How is it seen that the new one is in use?',
      help: 'The report of sign-ins by credential needs a licence of Entra ID (P1 or P2), and lags behind by some hours.',
      type: 'choice',
      required: false,
      default: context.reading.isComplete('graph.credentialSignInActivities') ? 'report' : 'word',
      choices: [
        { value: 'report', label: 'By the report of sign-ins' },
        { value: 'word', label: 'I say so' },
      ],
    },
  ];
}

/** The kind of what has to be replaced soonest; a certificate where nothing presses and there is none yet. */
function usualKind(context: Sight, app: RegisteredApp | null, held: readonly HeldCredential[]): CredentialKind {
  const pressing =
    held.find((item) => item.state === 'expiring') ?? held.find((item) => item.state === 'expired' || livesLong(item, context.now));
  const wanted =
    pressing?.kind ??
    (held.some((item) => item.kind === 'certificate') && !held.some((item) => item.kind === 'secret' && isValid(item))
      ? 'certificate'
      : held.length === 0
        ? 'secret'
        : 'certificate');
  if (app === null || credentialRule(context.reading, app, wanted).forbiddenBy === null) return wanted;
  return wanted === 'secret' ? 'certificate' : 'secret';
}

/** What expires, has expired or lives too long; where nothing does, whatever is valid and is not of the better kind. */
function replacedByDefault(held: readonly HeldCredential[], kind: CredentialKind, now: string): readonly HeldCredential[] {
  const pressing = held.filter((item) => item.state === 'expiring' || item.state === 'expired' || livesLong(item, now));
  if (pressing.length > 0) return pressing;
  return held.filter((item) => isValid(item) && (kind === 'secret' || item.kind === 'secret'));
}

function kindsForbidden(reading: Sight['reading'], app: RegisteredApp): readonly string[] {
  return (['secret', 'certificate'] as const).flatMap((kind) => {
    const { forbiddenBy } = credentialRule(reading, app, kind);
    return forbiddenBy === null ? [] : [`${forbiddenBy} does not let ${shown(app.name)} have a new ${kind}.`];
  });
}

function lifeHelp({ reading }: Sight, app: RegisteredApp | null): string {
  const limits =
    app === null
      ? []
      : (['secret', 'certificate'] as const).flatMap((kind) => {
          const { longest } = credentialRule(reading, app, kind);
          return longest === null ? [] : [`${longest.policy} allows a ${kind} at most ${String(longest.days)} days.`];
        });
  return [...limits, 'The portal offers at most 24 months.'].join(' ');
}

interface Wish {
  readonly app: RegisteredApp;
  readonly kind: CredentialKind;
  readonly life: number;
  readonly replaced: readonly HeldCredential[];
  readonly byReport: boolean;
  readonly notes: Plan['notes'];
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const wish = readWish(context, answers);
  if (!wish.ok) return wish;
  const { app, kind, replaced, life } = wish.value;
  const lists = new CredentialLists(app);
  const name = shown(app.name);
  const policy = policyLook(context.reading);
  const added = addCredentialStep(context, app, kind, life, lists);
  const old = someOf(
    replaced.map(({ label }) => label),
    3,
  );
  return planOf(context, {
    family: 'rotate-credential',
    title: replaced.length === 0 ? `Give ${name} a new ${kind}` : `Replace the credential of ${name}`,
    sentence: `${name} gets a new ${kind} for ${String(life)} days${replaced.length === 0 ? '' : `; once it is in use, the ${old} ${replaced.length === 1 ? 'is' : 'are'} removed`}.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [registrationIsThere(app), ...(policy === null ? [] : [policy])],
    notes: [...wish.value.notes, ...notesOf(context, wish.value)],
    steps: [added, handOverStep(context, wish.value), inUseStep(wish.value), ...removals(wish.value, added.verification, lists)],
  });
}

function readWish(context: PlanContext, answers: Answers): Result<Wish, readonly PlanProblem[]> {
  const found = findRegisteredApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const held = heldCredentials(app, context.now);
  const said = textAnswer(answers, 'credential');
  const kind: CredentialKind = said === 'secret' || said === 'certificate' ? said : usualKind(context, app, held);
  const rule = credentialRule(context.reading, app, kind);
  if (rule.forbiddenBy !== null) {
    return err([
      {
        question: 'credential',
        message: `${rule.forbiddenBy} does not let ${shown(app.name)} have a new ${kind}. Choose the other kind, or have the policy changed.`,
      },
    ]);
  }
  const wanted = Number(textAnswer(answers, 'secretLifetime') || USUAL_DAYS[kind]);
  if (!Number.isInteger(wanted) || wanted < 1)
    return err([{ question: 'secretLifetime', message: 'Give a number of whole days from 1 up.' }]);
  const { chosen, unknown } = chosenCredentials(held, textsAnswer(answers, 'credentials'));
  if (unknown.length > 0) {
    return err([
      { question: 'credentials', message: `${shown(app.name)} has no credential with the key id "${shown(unknown[0] ?? '')}".` },
    ]);
  }
  const { life, notes } = clamp(wanted, kind, rule);
  return ok({ app, kind, life, replaced: chosen, byReport: textAnswer(answers, 'inUse') === 'report', notes });
}

/** The wanted life, within what the organization's policy and the portal allow; with a note where that is less. */
function clamp(
  wanted: number,
  kind: CredentialKind,
  { longest, gap }: ReturnType<typeof credentialRule>,
): { readonly life: number; readonly notes: Plan['notes'] } {
  const unread =
    gap === null
      ? []
      : [
          warning(
            `Whether a policy of the organization limits the ${kind} is not known (${shown(gap, 300)}). Then Entra refuses the first step, and nothing is changed.`,
          ),
        ];
  const byPolicy = longest !== null && longest.days < wanted ? longest : null;
  const limit = Math.max(1, Math.min(wanted, byPolicy?.days ?? wanted, PORTAL_DAYS));
  if (limit === wanted) return { life: wanted, notes: unread };
  const because =
    byPolicy !== null && byPolicy.days <= PORTAL_DAYS
      ? `${byPolicy.policy} allows no more`
      : 'the portal offers no more than 24 months, and a longer life is a finding';
  return {
    life: limit,
    notes: [information(`The ${kind} is valid for ${String(limit)} days instead of ${String(wanted)}: ${because}.`), ...unread],
  };
}

function notesOf(context: PlanContext, { app, kind, replaced }: Wish): Plan['notes'] {
  const left = heldCredentials(app, context.now).filter((item) => isValid(item) && !replaced.some(({ keyId }) => keyId === item.keyId));
  return [
    information(
      kind === 'secret'
        ? 'The text of the secret goes into this machine’s keychain as soon as it is made, and is shown nowhere but where you copy it.'
        : 'The private key is made on this machine, goes into its keychain, and is shown nowhere but where you copy it.',
    ),
    ...(left.length === 0 ? [] : [information(`These stay valid: ${someOf(left.map(({ label }) => label))}.`)]),
  ];
}

function handOverStep(context: PlanContext, { app, kind }: Wish): PlanStep {
  const name = shown(app.name);
  return stepOf({
    id: 'hand-over',
    title: `Hand the new ${kind} over to ${name}`,
    why: 'Only whoever runs the app can put it there.',
    requires: RIGHTS.none,
    change: {
      api: 'person',
      instruction:
        kind === 'secret'
          ? `Copy the new secret of ${name} and put it where the app keeps its secret. Leave the old one in place elsewhere until the next step. Then confirm.`
          : `Copy the certificate of ${name} with its private key and put it where the app keeps its key. Then confirm.`,
      link: linksOf(context.reading).registration(app.appId, 'Credentials'),
    },
    verification: [],
    undo: UNDO_NOTHING,
  });
}

function inUseStep({ app, kind, byReport }: Wish): PlanStep {
  const name = shown(app.name);
  const common = {
    id: 'in-use',
    title: `See that ${name} uses the new ${kind}`,
    undo: UNDO_NOTHING,
  };
  if (!byReport) {
    return stepOf({
      ...common,
      why: 'After the next step the old one is gone for good.',
      requires: RIGHTS.none,
      change: {
        api: 'person',
        instruction: `Make sure that ${name} works with the new ${kind} everywhere it runs: restart it, let it do its work once, and look at its log. Then confirm.`,
        link: null,
      },
      verification: [],
    });
  }
  return stepOf({
    ...common,
    why: 'Microsoft’s report of sign-ins by credential shows it; the report lags behind by some hours. Where there is no licence for it, skip this step with the reason how you know.',
    requires: RIGHTS.readSignIns,
    change: null,
    verification: [
      graphLook('/beta/reports/appCredentialSignInActivities', {
        where: { keyId: reference(ADD_STEP, 'keyId'), 'signInActivity.lastSignInDateTime': { not: null } },
        says: `${name} has signed in with the new ${kind}.`,
      }),
    ],
    settles: 'sign-in-report',
    optional: true,
  });
}

function removals({ app, kind, replaced }: Wish, isThere: readonly Look[], lists: CredentialLists): readonly PlanStep[] {
  const name = shown(app.name);
  return replaced.map((credential) =>
    removeCredentialStep(app, credential, lists, {
      why: `The new ${kind} has taken its place. As long as the old one is there, whoever has a copy of it gets in.`,
      precondition: isThere,
      confirm:
        credential.state === 'expired'
          ? null
          : `Whatever still signs in as ${name} with the ${credential.label} stops working. It cannot be brought back.`,
    }),
  );
}
