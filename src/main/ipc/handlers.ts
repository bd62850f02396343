import { err, ok } from '../../shared/domain/result';
import type { About, AppState, UiState } from '../../shared/ipc/contract';
import { failure } from '../../shared/ipc/envelope';
import type { DesktopPort } from '../ports/desktop';
import type { DialogsPort } from '../ports/dialogs';
import type { Accounts } from '../services/accounts';
import type { CollectorScript } from '../services/collector-script';
import type { DemoClock } from '../services/demo-clock';
import type { KeptSecrets } from '../services/kept-secrets';
import type { LiveTests } from '../services/live-test';
import type { PlanDrafts } from '../services/plan-drafts';
import type { PlanRuns } from '../services/plan-runs';
import type { PowerShellStatus } from '../services/powershell-status';
import type { ReadinessMeasure } from '../services/readiness-measure';
import type { RegistrationGuide } from '../services/registration-guide';
import { nameOf, type Exports } from '../services/export-files';
import { openExternalLink } from '../services/external-links';
import type { ReadingQueries } from '../services/query-reading';
import type { ReadingLibrary } from '../services/reading-library';
import type { ReadingRuns } from '../services/reading-runs';
import type { Settings } from '../services/user-settings';
import type { Handlers } from './door';

/** What the channels are served by. */
export interface HandlerParts {
  readonly library: ReadingLibrary;
  readonly runs: ReadingRuns;
  readonly queries: ReadingQueries;
  readonly exports: Exports;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly registration: RegistrationGuide;
  readonly readiness: ReadinessMeasure;
  readonly powerShell: PowerShellStatus;
  readonly collector: CollectorScript;
  readonly keptSecrets: KeptSecrets;
  readonly drafts: PlanDrafts;
  readonly planRuns: PlanRuns;
  readonly liveTests: LiveTests;
  readonly demoClock: DemoClock;
  readonly dialogs: DialogsPort;
  readonly desktop: DesktopPort;
  readonly storageFolder: string;
  readonly about: () => About;
  readonly demoAddress: () => Promise<string | null>;
  readonly startState: () => Promise<AppState>;
  readonly saveUi: (state: UiState) => void;
}

const DONE = ok({ done: true as const });

/** One handler per channel: which service answers it. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { library, runs, queries, exports, settings, dialogs, desktop } = parts;
  return {
    'app.state': async () => ok(await parts.startState()),
    'app.about': () => Promise.resolve(ok(parts.about())),
    'app.setTheme': async ({ theme }) => {
      await settings.change({ theme });
      return DONE;
    },
    'app.openExternal': ({ url }) => openExternalLink(desktop, url, parts.demoAddress),
    'app.copyText': ({ text }) => {
      desktop.copyText(text);
      return Promise.resolve(DONE);
    },
    'app.revealStorage': async () => {
      await desktop.showFolder(parts.storageFolder);
      return DONE;
    },
    'reading.openDialog': async (_input, context) => {
      const path = await dialogs.chooseCollection();
      return path === null ? err(failure('dialog-closed')) : library.openPath(path, nameOf(path), context, false);
    },
    'reading.openPath': ({ path }, context) => library.openPath(path, nameOf(path), context, false),
    'reading.openSample': (_input, context) => library.openSample(context, false),
    'reading.open': ({ readingId }, context) => library.openStored(readingId, context),
    'reading.close': ({ readingId }, context) => library.close(readingId, context),
    'reading.list': async () => ok(await library.list()),
    'reading.forget': ({ readingId }, context) => library.forget(readingId, context),
    'reading.info': ({ readingId }, context) => queries.info(readingId, context),
    'reading.start': (input, context) => runs.start(input, context),
    'reading.stop': ({ runId }) => Promise.resolve(runs.stop(runId)),
    'reading.unfinished': async () => ok(await runs.unfinished()),
    'reading.discard': ({ runId }) => runs.discard(runId),
    'reading.rename': ({ readingId, name }) => library.rename(readingId, name),
    'reading.exportFile': ({ readingId }) => exports.file(readingId),
    'overview.get': ({ readingId }, context) => queries.overview(readingId, context),
    'list.query': (query, context) => queries.ask('list', { readingId: query.readingId, query }, context),
    'list.export': (input, context) => exports.list(input, context),
    'apps.get': (input, context) => queries.ask('app', input, context),
    'mailboxes.get': (input, context) => queries.ask('mailbox', input, context),
    'people.get': (input, context) => queries.ask('person', input, context),
    'findings.get': (input, context) => queries.ask('finding', input, context),
    'path.explain': (input, context) => queries.ask('explain', input, context),
    'search.everything': (input, context) => queries.ask('search', input, context),
    'report.export': (input, context) => exports.report(input, context),
    'settings.get': () => Promise.resolve(ok(settings.current)),
    'settings.set': (changes) => settings.change(changes),
    'account.list': async () => ok(await parts.accounts.list()),
    'account.signIn': (wish, context) => parts.accounts.signIn(wish, context),
    'account.signOut': ({ accountId }) => parts.accounts.signOut(accountId),
    'account.consent': async ({ accountId, features }, context) => {
      const answer = await parts.accounts.consent(accountId, features, context);
      parts.readiness.noteConsent(accountId, features, answer.ok ? null : answer.error.code);
      return answer;
    },
    'account.registration': ({ cloud }) => parts.registration.describe(cloud),
    'account.saveRegistrationScript': ({ cloud }) => parts.registration.save(cloud),
    'readiness.measure': ({ accountId }, context) => parts.readiness.measure(accountId, context),
    'powershell.status': (_input, context) => parts.powerShell.status(context),
    'powershell.choose': (_input, context) => parts.powerShell.choose(context),
    'collector.text': () => parts.collector.text(),
    'collector.save': () => parts.collector.save(),
    'plans.offers': async (input, context) => {
      const offers = await queries.ask('planOffers', input, context);
      return offers.ok ? ok({ offers: offers.value }) : offers;
    },
    'plans.questions': (input, context) => queries.ask('planQuestions', input, context),
    'plans.build': (input, context) => parts.drafts.build(input, context),
    'plans.get': ({ planId }) => parts.planRuns.get(planId),
    'plans.preview': (input, context) => parts.drafts.preview(input, context),
    'plans.text': (input) => parts.drafts.text(input),
    'plans.export': (input) => parts.drafts.export(input),
    'plans.list': async () => ok(await parts.planRuns.list()),
    'plans.act': ({ planId, act }, context) => parts.planRuns.act(planId, act, context),
    'plans.discard': ({ planId }) => parts.planRuns.discard(planId),
    'filter.check': (input, context) => queries.ask('filterCheck', input, context),
    'liveTest.run': (input, context) => parts.liveTests.run(input, context),
    'demo.advanceClock': ({ minutes }) => parts.demoClock.advance(minutes),
    'vault.kept': () => parts.keptSecrets.list(),
    'vault.askAgain': () => parts.keptSecrets.askAgain(),
    'vault.forget': ({ name }) => parts.keptSecrets.forget(name),
    'vault.copySecret': ({ name }) => parts.keptSecrets.copy(name),
    'ui.saveState': (state) => {
      parts.saveUi(state);
      return Promise.resolve(DONE);
    },
  };
}
