import { err, type Result } from '../../result';
import type { Reading } from '../../collection/reading';
import { keyOf, listOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import type { ReachEngine } from '../../reach/reach-engine';
import type { AppEntry } from '../../reach/reach-model';
import { shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { exchangeLook } from '../look';
import { planOf, warning } from '../plan-of';
import type { Look, Plan, PlanStep } from '../plan.schema';
import type { Answers, PlanProblem, Question } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import { because, findApp, textAnswer, textsAnswer } from '../subjects';
import { literal } from '../template';

type Sight = Pick<PlanContext, 'reading' | 'engine'>;

/** Lets apps go on with Exchange Web Services until it ends: https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online */
export const allowEws: PlanFamilyDefinition = {
  id: 'allow-ews',
  action: 'Allow EWS until it ends…',
  purpose: 'Puts the app on the list of those that may use Exchange Web Services until 2027-04-01.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    if (!app.ok) return app.error.message;
    if (!usesEws(app.value.entry)) return `${shown(app.value.name)} holds no permission for Exchange Web Services.`;
    return whyNot(context.reading, app.value.entry);
  },
  questions,
  build,
};

function questions(context: Sight, subjectId: string | null): readonly Question[] {
  const found = subjectId === null ? null : findApp(context, subjectId);
  const users = ewsApps(context.engine);
  const isOn = context.reading.collection.exchange.organizationConfig?.EwsEnabled === true;
  // As long as there is no list everybody gets in: one that holds only this app would shut all others out.
  const usual = found?.ok ? (isOn ? [found.value.appId] : [...new Set([found.value.appId, ...users.map(({ appId }) => appId)])]) : [];
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'allowedApps',
      label: 'Which apps are added to the list?',
      help: isOn ? 'Those that are on it stay.' : 'As soon as the list is in force, whatever is not on it is refused.',
      type: 'permissions',
      required: false,
      ...(usual.length > 0 ? { default: usual } : {}),
      ...(found?.ok ? { choices: choicesOf(context, users, usual) } : {}),
    },
  ];
}

function choicesOf({ engine }: Sight, users: readonly AppEntry[], more: readonly string[]): NonNullable<Question['choices']> {
  const ids = [...new Set([...users.map(({ appId }) => appId), ...more])];
  return ids.map((value) => ({ value, label: shown(engine.app(value)?.name ?? value) }));
}

/** Apps with a permission for Exchange Web Services. */
function ewsApps(engine: ReachEngine): readonly AppEntry[] {
  return engine.apps.filter(usesEws);
}

function usesEws(app: AppEntry): boolean {
  return (
    app.grants.some((grant) => keyOf(grant.permission) === 'full_access_as_app') ||
    app.roleAssignments.some((assignment) => keyOf(assignment.role) === 'application ews.accessasapp') ||
    app.delegatedGrants.some((grant) => grant.scopes.some((scope) => keyOf(scope) === 'ews.accessasuser.all'))
  );
}

function listed(reading: Reading): readonly string[] {
  return listOf(reading.collection.exchange.organizationConfig?.EwsAllowedAppIDs)
    .flatMap((text) => text.split(/[\s,;]+/))
    .map(keyOf)
    .filter((id) => id !== '');
}

function whyNot(reading: Reading, app: AppEntry): string | null {
  const config = reading.collection.exchange.organizationConfig;
  if (!config) return `The reading does not hold the configuration of the organization${because(reading, 'exchange.organizationConfig')}.`;
  return config.EwsEnabled === true && listed(reading).includes(app.appId) ? `${shown(app.name)} is on the list already.` : null;
}

function build(context: PlanContext, answers: Answers): Result<Plan, readonly PlanProblem[]> {
  const { reading, engine } = context;
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const reason = whyNot(reading, app.entry);
  if (reason !== null) return err([{ question: 'subject', message: reason }]);
  const before = listed(reading);
  const wanted = [...new Set([app.appId, ...textsAnswer(answers, 'allowedApps').map(keyOf)])];
  const strange = wanted.find((id) => engine.app(id) === undefined);
  if (strange !== undefined)
    return err([{ question: 'allowedApps', message: `No app of the reading has the app id "${shown(strange)}".` }]);
  const list = [...new Set([...before, ...wanted])];
  const isOn = reading.collection.exchange.organizationConfig?.EwsEnabled === true;
  const shut = isOn && before.length > 0 ? [] : ewsApps(engine).filter(({ appId }) => !list.includes(appId));
  const name = shown(app.name);
  const steps: PlanStep[] = [];
  if (list.length > before.length) steps.push(listStep(reading, before, list));
  if (!isOn) steps.push(switchStep(reading));
  return planOf(context, {
    family: 'allow-ews',
    title: `Let ${name} use Exchange Web Services until it ends`,
    sentence: `${someOf(wanted.map((id) => shown(engine.app(id)?.name ?? id)))} may use Exchange Web Services until Microsoft ends it on 2027-04-01.`,
    subject: { kind: 'app', id: app.appId, name: app.name },
    basis: [organizationAsRead(reading)],
    notes: [
      warning(
        'Microsoft ends Exchange Web Services in Exchange Online for good on 2027-04-01. Ask the vendor for a version that uses Microsoft Graph.',
      ),
      ...(shut.length === 0
        ? []
        : [
            warning(
              `As soon as the list is in force these apps with a permission for it are refused: ${someOf(shut.map((item) => shown(item.name)))}.`,
            ),
          ]),
    ],
    steps,
  });
}

const COMMA = ',';

/** The list is written back whole: it has to be as it was read. */
function listAsRead(ids: readonly string[]): Look[] {
  return ids.map((id) =>
    exchangeLook(
      'Get-OrganizationConfig',
      {},
      { where: { EwsAllowedAppIDs: { contains: literal(id) } }, says: `${id} is on the list of apps that may use EWS.` },
    ),
  );
}

function organizationAsRead(reading: Reading): Look {
  const { EwsEnabled: enabled } = reading.collection.exchange.organizationConfig ?? {};
  return exchangeLook(
    'Get-OrganizationConfig',
    {},
    {
      where: { EwsEnabled: enabled ?? null },
      says: `EwsEnabled is ${enabled === null || enabled === undefined ? 'not set' : String(enabled)}, as it was read.`,
    },
  );
}

function listStep(reading: Reading, before: readonly string[], list: readonly string[]): PlanStep {
  const fresh = list.filter((id) => !before.includes(id));
  const held = reading.collection.exchange.organizationConfig?.EwsAllowedAppIDs;
  const set = (ids: readonly string[]) => exchangeChange('Set-OrganizationConfig', { EwsAllowedAppIDs: ids.join(COMMA) });
  const asText = typeof held === 'string' && held.trim() !== '';
  return stepOf({
    id: 'allow-apps',
    title: `Add ${fresh.length === 1 ? 'the app' : `${String(fresh.length)} apps`} to the list of those that may use EWS`,
    why: 'With EwsEnabled set to true, Exchange Online lets in the apps of this list and no others.',
    requires: RIGHTS.organization,
    precondition: asText
      ? [
          exchangeLook(
            'Get-OrganizationConfig',
            {},
            { where: { EwsAllowedAppIDs: literal(held) }, says: 'The list of apps that may use EWS is as it was read.' },
          ),
        ]
      : listAsRead(before),
    change: set(list),
    verification: listAsRead(fresh),
    undo: undoBy(
      set(before),
      fresh.map((id) =>
        exchangeLook(
          'Get-OrganizationConfig',
          {},
          { where: { EwsAllowedAppIDs: { lacks: literal(id) } }, says: `${id} is not on the list of apps that may use EWS.` },
        ),
      ),
      'Takes the apps off the list again.',
    ),
    settles: 'scope-changed',
    effects: [changed('exchange.organizationConfig', {}, { EwsAllowedAppIDs: list.join(COMMA) })],
  });
}

function switchStep(reading: Reading): PlanStep {
  const before = reading.collection.exchange.organizationConfig?.EwsEnabled;
  const isSet = (value: boolean): Look =>
    exchangeLook('Get-OrganizationConfig', {}, { where: { EwsEnabled: value }, says: `EwsEnabled is ${String(value)}.` });
  return stepOf({
    id: 'enable-ews',
    title: 'Put the list in force',
    why:
      before === false
        ? 'Exchange Web Services is blocked for everybody now.'
        : 'Without it Microsoft blocks Exchange Web Services in phases since 2026-10-01, whoever is on the list.',
    requires: RIGHTS.organization,
    change: exchangeChange('Set-OrganizationConfig', { EwsEnabled: true }),
    verification: [isSet(true)],
    undo:
      before === false
        ? undoBy(
            exchangeChange('Set-OrganizationConfig', { EwsEnabled: false }),
            [isSet(false)],
            'Blocks Exchange Web Services for everybody again.',
          )
        : {
            kind: 'impossible',
            says: 'It was not set before, which cannot be brought back here. Setting it to false blocks Exchange Web Services for everybody.',
          },
    settles: 'scope-changed',
    confirm: 'Every app that uses Exchange Web Services and is not on the list is refused from then on.',
    effects: [changed('exchange.organizationConfig', {}, { EwsEnabled: true })],
  });
}
