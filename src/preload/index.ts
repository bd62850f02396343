import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CANCEL_CHANNEL, EVENT_PREFIX, type EventName } from '../shared/ipc/channel-names';
import type { MailscopeApi, Subscribe } from '../shared/ipc/mailscope-api';
import { pathOfFile } from './path-of-file';

function subscribe<Payload>(name: EventName): Subscribe<Payload> {
  return (listener) => {
    // The event object stays here: it would give the page a way to the sender.
    const forward = (_event: unknown, payload: Payload): void => listener(payload);
    ipcRenderer.on(`${EVENT_PREFIX}${name}`, forward);
    return () => {
      ipcRenderer.removeListener(`${EVENT_PREFIX}${name}`, forward);
    };
  };
}

/** One method per channel; nothing here takes the name of a channel. */
const api: MailscopeApi = {
  app: {
    state: (request) => ipcRenderer.invoke('app.state', request),
    about: (request) => ipcRenderer.invoke('app.about', request),
    setTheme: (request) => ipcRenderer.invoke('app.setTheme', request),
    openExternal: (request) => ipcRenderer.invoke('app.openExternal', request),
    copyText: (request) => ipcRenderer.invoke('app.copyText', request),
    revealStorage: (request) => ipcRenderer.invoke('app.revealStorage', request),
  },
  reading: {
    openDialog: (request) => ipcRenderer.invoke('reading.openDialog', request),
    openPath: (request) => ipcRenderer.invoke('reading.openPath', request),
    openSample: (request) => ipcRenderer.invoke('reading.openSample', request),
    open: (request) => ipcRenderer.invoke('reading.open', request),
    close: (request) => ipcRenderer.invoke('reading.close', request),
    list: (request) => ipcRenderer.invoke('reading.list', request),
    forget: (request) => ipcRenderer.invoke('reading.forget', request),
    info: (request) => ipcRenderer.invoke('reading.info', request),
    start: (request) => ipcRenderer.invoke('reading.start', request),
    stop: (request) => ipcRenderer.invoke('reading.stop', request),
    unfinished: (request) => ipcRenderer.invoke('reading.unfinished', request),
    discard: (request) => ipcRenderer.invoke('reading.discard', request),
    rename: (request) => ipcRenderer.invoke('reading.rename', request),
    exportFile: (request) => ipcRenderer.invoke('reading.exportFile', request),
  },
  overview: {
    get: (request) => ipcRenderer.invoke('overview.get', request),
  },
  list: {
    query: (request) => ipcRenderer.invoke('list.query', request),
    export: (request) => ipcRenderer.invoke('list.export', request),
  },
  apps: {
    get: (request) => ipcRenderer.invoke('apps.get', request),
  },
  mailboxes: {
    get: (request) => ipcRenderer.invoke('mailboxes.get', request),
  },
  people: {
    get: (request) => ipcRenderer.invoke('people.get', request),
  },
  findings: {
    get: (request) => ipcRenderer.invoke('findings.get', request),
  },
  path: {
    explain: (request) => ipcRenderer.invoke('path.explain', request),
  },
  search: {
    everything: (request) => ipcRenderer.invoke('search.everything', request),
  },
  plans: {
    offers: (request) => ipcRenderer.invoke('plans.offers', request),
    questions: (request) => ipcRenderer.invoke('plans.questions', request),
    build: (request) => ipcRenderer.invoke('plans.build', request),
    get: (request) => ipcRenderer.invoke('plans.get', request),
    preview: (request) => ipcRenderer.invoke('plans.preview', request),
    text: (request) => ipcRenderer.invoke('plans.text', request),
    export: (request) => ipcRenderer.invoke('plans.export', request),
    list: (request) => ipcRenderer.invoke('plans.list', request),
    act: (request) => ipcRenderer.invoke('plans.act', request),
    discard: (request) => ipcRenderer.invoke('plans.discard', request),
  },
  filter: {
    check: (request) => ipcRenderer.invoke('filter.check', request),
  },
  liveTest: {
    run: (request) => ipcRenderer.invoke('liveTest.run', request),
  },
  demo: {
    advanceClock: (request) => ipcRenderer.invoke('demo.advanceClock', request),
  },
  report: {
    export: (request) => ipcRenderer.invoke('report.export', request),
  },
  settings: {
    get: (request) => ipcRenderer.invoke('settings.get', request),
    set: (request) => ipcRenderer.invoke('settings.set', request),
  },
  account: {
    list: (request) => ipcRenderer.invoke('account.list', request),
    signIn: (request) => ipcRenderer.invoke('account.signIn', request),
    signOut: (request) => ipcRenderer.invoke('account.signOut', request),
    consent: (request) => ipcRenderer.invoke('account.consent', request),
    registration: (request) => ipcRenderer.invoke('account.registration', request),
    saveRegistrationScript: (request) => ipcRenderer.invoke('account.saveRegistrationScript', request),
  },
  readiness: {
    measure: (request) => ipcRenderer.invoke('readiness.measure', request),
  },
  powershell: {
    status: (request) => ipcRenderer.invoke('powershell.status', request),
    choose: (request) => ipcRenderer.invoke('powershell.choose', request),
  },
  collector: {
    text: (request) => ipcRenderer.invoke('collector.text', request),
    save: (request) => ipcRenderer.invoke('collector.save', request),
  },
  vault: {
    kept: (request) => ipcRenderer.invoke('vault.kept', request),
    askAgain: (request) => ipcRenderer.invoke('vault.askAgain', request),
    forget: (request) => ipcRenderer.invoke('vault.forget', request),
    copySecret: (request) => ipcRenderer.invoke('vault.copySecret', request),
  },
  ui: {
    saveState: (request) => ipcRenderer.invoke('ui.saveState', request),
  },
  cancel: (requestId) => ipcRenderer.send(CANCEL_CHANNEL, requestId),
  pathOfFile: (file) => pathOfFile({ webUtils }, file),
  events: {
    onProgress: subscribe('progress'),
    onReadingChanged: subscribe('readingChanged'),
    onOpenFailed: subscribe('openFailed'),
    onMenuCommand: subscribe('menuCommand'),
    onEngineRestarted: subscribe('engineRestarted'),
    onThemeChanged: subscribe('themeChanged'),
    onReadingProgress: subscribe('readingProgress'),
    onAccountsChanged: subscribe('accountsChanged'),
    onSignInProgress: subscribe('signInProgress'),
    onPlanChanged: subscribe('planChanged'),
    onLiveTestProgress: subscribe('liveTestProgress'),
  },
};

contextBridge.exposeInMainWorld('mailscope', api);
