import { err, type Result } from '../../result';
import { isInsecureRedirect } from '../../findings/redirects';
import { someOf } from '../../findings/wording';
import { shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { literalJson } from '../literal-json';
import { graphLook } from '../look';
import { planOf, warning } from '../plan-of';
import type { Change, Json, Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { applicationPath, findRegisteredApp, registrationIsThere, type RegisteredApp } from '../registrations';
import { RIGHTS } from '../required-rights';
import { graphChange, stepId, stepOf, undoBy } from '../steps';
import { textAnswer, textsAnswer } from '../subjects';
import { literal } from '../template';

const PLATFORMS = { web: 'web', spa: 'single-page', publicClient: 'mobile and desktop' } as const;

type Platform = keyof typeof PLATFORMS;

/** Removes redirect addresses that are open to interception: https://learn.microsoft.com/entra/identity-platform/reply-url */
export const removeRedirects: PlanFamilyDefinition = {
  id: 'remove-redirects',
  action: 'Remove redirect addresses…',
  purpose: 'Removes the addresses to which sign-ins are sent without encryption, or with a wildcard.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findRegisteredApp(context, subject.id);
    if (!app.ok) return app.error.message;
    return addressesOf(app.value).length > 0 ? null : `${shown(app.value.name)} has no redirect address.`;
  },
  questions,
  build,
};

function questions(context: Pick<PlanContext, 'reading' | 'engine'>, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findRegisteredApp(context, subjectId);
  const addresses = found?.ok ? [...new Set(addressesOf(found.value).map(({ address }) => address))] : [];
  const insecure = addresses.filter(isInsecureRedirect);
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'redirects',
      label: 'Which addresses are removed?',
      help: 'Ask the owner which ones are in use: a sign-in from a removed one fails.',
      type: 'permissions',
      required: insecure.length === 0,
      ...(insecure.length > 0 ? { default: insecure } : {}),
      ...(found?.ok ? { choices: addresses.map((address) => ({ value: address, label: shown(address, 200) })) } : {}),
    },
  ];
}

function addressesOf({ application }: RegisteredApp): readonly { readonly platform: Platform; readonly address: string }[] {
  return (Object.keys(PLATFORMS) as Platform[]).flatMap((platform) =>
    (application[platform]?.redirectUris ?? []).map((address) => ({ platform, address })),
  );
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const found = findRegisteredApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const name = shown(app.name);
  const held = addressesOf(app);
  const answer = answers['redirects'];
  // An address may have a comma in it: a list is taken as it is.
  const wanted = new Set(Array.isArray(answer) ? answer : textsAnswer(answers, 'redirects'));
  const strange = [...wanted].find((address) => !held.some((item) => item.address === address));
  if (strange !== undefined) return err([{ question: 'redirects', message: `${name} has no redirect address "${shown(strange, 200)}".` }]);
  if (wanted.size === 0) return err([{ question: 'redirects', message: `Choose at least one redirect address of ${name}.` }]);
  const platforms = (Object.keys(PLATFORMS) as Platform[]).filter((platform) =>
    held.some((item) => item.platform === platform && wanted.has(item.address)),
  );
  const bare = platforms.filter((platform) => !held.some((item) => item.platform === platform && !wanted.has(item.address)));
  return planOf(context, {
    family: 'remove-redirects',
    title: `Remove ${wanted.size === 1 ? 'a redirect address' : `${String(wanted.size)} redirect addresses`} of ${name}`,
    sentence: `Sign-ins of ${name} are no longer sent to ${someOf([...wanted].map((address) => shown(address, 200)))}.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [registrationIsThere(app)],
    notes: bare.map((platform) =>
      warning(`${name} has no redirect address left for its ${PLATFORMS[platform]} platform: nobody can sign in there.`),
    ),
    steps: platforms.map((platform) => removalStep(app, platform, [...wanted])),
  });
}

function removalStep(app: RegisteredApp, platform: Platform, wanted: readonly string[]): PlanStep {
  const held = app.application[platform]?.redirectUris ?? [];
  const going = held.filter((address) => wanted.includes(address));
  const name = shown(app.name);
  const property = `${platform}.redirectUris`;
  const edited = (add: readonly Json[], remove: readonly string[]): Change =>
    ({
      ...graphChange('PATCH', applicationPath(app)),
      edit: { property, add: [...add], remove: remove.map((address) => ({ '': literal(address) })) },
    }) as Change;
  const looks = (expected: 'contains' | 'lacks'): Look[] =>
    going.map((address) =>
      graphLook(`${applicationPath(app)}?$select=id,${platform}`, {
        where: { [property]: expected === 'lacks' ? { lacks: literal(address) } : { contains: literal(address) } },
        says: `${name} ${expected === 'lacks' ? 'does not send' : 'sends'} sign-ins to ${shown(address, 200)}.`,
      }),
    );
  return stepOf({
    id: stepId('remove-redirects', platform),
    title: `Remove ${going.length === 1 ? shown(going[0] ?? '', 200) : `${String(going.length)} addresses`} from the ${PLATFORMS[platform]} platform of ${name}`,
    why: 'Codes and tokens that are sent there can be read on the way, or by whoever holds the address.',
    requires: RIGHTS.changeApps,
    change: edited([], going),
    verification: looks('lacks'),
    undo: undoBy(edited(going.map(literal), []), looks('contains'), `Adds ${going.length === 1 ? 'the address' : 'the addresses'} again.`),
    settles: 'directory-changed',
    destructive: true,
    confirm: `Whoever signs in to ${name} from there can no longer do so.`,
    effects: [
      changed(
        'graph.applications',
        { id: literal(app.applicationId) },
        { [platform]: { redirectUris: literalJson(held.filter((address) => !going.includes(address))) } },
      ),
    ],
  });
}
