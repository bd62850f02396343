/** Every request channel, `area.method`. Names only: the preload has no other import from here at run time. */
export const CHANNEL_NAMES = [
  'app.state',
  'app.about',
  'app.setTheme',
  'app.openExternal',
  'app.copyText',
  'app.revealStorage',
  'reading.openDialog',
  'reading.openPath',
  'reading.openSample',
  'reading.open',
  'reading.close',
  'reading.list',
  'reading.forget',
  'reading.info',
  'reading.start',
  'reading.stop',
  'reading.unfinished',
  'reading.discard',
  'reading.rename',
  'reading.exportFile',
  'overview.get',
  'list.query',
  'list.export',
  'apps.get',
  'mailboxes.get',
  'people.get',
  'findings.get',
  'path.explain',
  'search.everything',
  'report.export',
  'settings.get',
  'settings.set',
  'account.list',
  'account.signIn',
  'account.signOut',
  'account.consent',
  'account.registration',
  'account.saveRegistrationScript',
  'readiness.measure',
  'powershell.status',
  'powershell.choose',
  'collector.text',
  'collector.save',
  'plans.offers',
  'plans.questions',
  'plans.build',
  'plans.get',
  'plans.preview',
  'plans.text',
  'plans.export',
  'plans.list',
  'plans.act',
  'plans.discard',
  'filter.check',
  'liveTest.run',
  'demo.advanceClock',
  'vault.kept',
  'vault.askAgain',
  'vault.forget',
  'vault.copySecret',
  'ui.saveState',
] as const;

/** One request channel. */
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** Events that main sends to the renderer. */
export const EVENT_NAMES = [
  'progress',
  'readingChanged',
  'openFailed',
  'menuCommand',
  'engineRestarted',
  'themeChanged',
  'readingProgress',
  'accountsChanged',
  'signInProgress',
  'planChanged',
  'liveTestProgress',
] as const;

/** One event. */
export type EventName = (typeof EVENT_NAMES)[number];

/** The channel that cancels a request by its id. It has no answer: the cancelled request answers with `cancelled`. */
export const CANCEL_CHANNEL = 'cancel';

/** The prefix of every event channel, so that no request channel can be mistaken for one. */
export const EVENT_PREFIX = 'event:';
