import './runtime-floor';
import { app, dialog, nativeTheme, session, type BrowserWindow } from 'electron';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createAccountServices } from './account-services';
import { acknowledgements } from './acknowledgements';
import { compat } from './adapters/electron/compat';
import { electronDesktop } from './adapters/electron/desktop';
import { electronDialogs } from './adapters/electron/dialogs';
import { engineStarter } from './adapters/electron/engine-process';
import { guardPages, guardSession } from './adapters/electron/guards';
import { setMenu } from './adapters/electron/menu';
import { declareProtocol, serveRenderer } from './adapters/electron/protocol';
import { simulatorStarter } from './adapters/electron/simulator-process';
import { createWindow } from './adapters/electron/window';
import { bringToFront, windowEvents } from './adapters/electron/windows';
import { openAccountList } from './adapters/files/account-list';
import { writeAtomically } from './adapters/files/atomic-file';
import { settingsFormat, viewStateFormat, type ViewState } from './adapters/files/formats';
import { JsonLinesLog } from './adapters/files/json-lines-log';
import { createRedactor } from './adapters/files/redact';
import { PlanStoreFiles } from './adapters/files/plan-store-files';
import { ReadingStoreFiles } from './adapters/files/reading-store-files';
import { RunStoreFiles } from './adapters/files/run-store-files';
import { localDataFolder, makePrivateFolder } from './adapters/files/storage-folder';
import { systemClock } from './adapters/files/system-clock';
import { openKeptValue } from './adapters/files/versioned-file';
import { openMachine } from './adapters/machine';
import { connectSimulator } from './adapters/tenant/simulated-tenant';
import { Door } from './ipc/door';
import { placesIn } from './ipc/error-places';
import { createHandlers } from './ipc/handlers';
import { registerChannels } from './ipc/register';
import { appPaths } from './paths';
import { createPlanServices } from './plan-services';
import { planTexts } from './plan-texts';
import { DemoTenant, faultsOf, simulatorOf } from './services/demo-tenant';
import { EngineSupervisor } from './services/engine-supervisor';
import { Exports } from './services/export-files';
import { ReadingQueries } from './services/query-reading';
import { ReadingLibrary } from './services/reading-library';
import { ReadingRuns } from './services/reading-runs';
import { PageRecovery } from './services/page-recovery';
import { openAtStart, targetAtStart } from './services/open-at-start';
import { readStart, readStartRequest, StartQueue } from './services/start-files';
import { startState, type Identity } from './services/start-state';
import { DEFAULT_SETTINGS, Settings } from './services/user-settings';

declareProtocol();

const chosenFolder = app.commandLine.getSwitchValue('user-data-dir');
const storageFolder =
  chosenFolder !== '' ? resolve(chosenFolder) : localDataFolder({ platform: process.platform, home: homedir(), environment: process.env });
app.setPath('userData', storageFolder);
// What Chromium keeps for itself stays apart from the readings.
app.setPath('sessionData', join(storageFolder, 'browser'));

const log = new JsonLinesLog({ path: join(storageFolder, 'logs', 'mailscope.log'), now: systemClock.now, secrets: () => held() });
const paths = appPaths(__dirname, app.getAppPath(), app.isPackaged ? process.resourcesPath : null);
const queue = new StartQueue();
const values = process.argv.slice(1);
const ownValues = app.isPackaged ? 0 : values.findIndex((value) => resolve(value) === resolve(app.getAppPath())) + 1;
const start = readStart(values, ownValues);
const request = { ...start, files: start.files.map((file) => resolve(file)) };

const DEFAULT_VIEW: ViewState = {
  window: { x: null, y: null, width: 1280, height: 800, maximized: false },
  ui: { route: null, views: null },
};

let held = (): readonly string[] => [];
let credentialLabels = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
let stopEngine = (): void => undefined;

process.on('uncaughtException', (error) => {
  stopEngine();
  const id = log.error('uncaught-exception', placesIn(error));
  // State may be half changed: better to stop than to show something wrong. Nothing is lost, every file is written whole.
  dialog.showErrorBox('Mailscope has to close', `Mailscope made a mistake and closes. Nothing that was stored is lost. Log id: ${id}`);
  app.exit(1);
});
process.on('unhandledRejection', (error) => {
  log.error('unhandled-rejection', placesIn(error));
});

app.on('open-file', (event, path) => {
  event.preventDefault();
  queue.add({ demo: false, sample: false, files: [path] });
});

if (app.requestSingleInstanceLock(request)) {
  queue.add(request);
  guardPages(app, log);
  void app.whenReady().then(run);
} else {
  app.quit();
}

async function run(): Promise<void> {
  await makePrivateFolder(storageFolder).catch(() => undefined);
  guardSession(session.defaultSession, log);
  serveRenderer(session.defaultSession, paths.renderer);

  const events = windowEvents;
  const kept = await openKeptValue(join(storageFolder, 'settings.json'), settingsFormat, DEFAULT_SETTINGS, systemClock.now);
  const view = await openKeptValue(join(storageFolder, 'window.json'), viewStateFormat, DEFAULT_VIEW, systemClock.now);
  const engine = new EngineSupervisor({ start: engineStarter(paths.engine), clock: systemClock, log, events });
  const store = new ReadingStoreFiles(storageFolder, systemClock.now);
  const library = new ReadingLibrary({ engine, store, clock: systemClock, events, log, samplePath: paths.sample });
  const queries = new ReadingQueries(library, engine);
  const outside = simulatorOf(app.isPackaged, process.env['MAILSCOPE_SIMULATOR']);
  const demo = new DemoTenant({
    start: outside
      ? (onReady) => {
          onReady(outside);
          return { kill: () => undefined };
        }
      : simulatorStarter(paths.simulator, faultsOf(app.isPackaged, process.env['MAILSCOPE_SIMULATOR_FAULTS'])),
    connect: connectSimulator,
    log,
  });
  const machine = openMachine({
    clock: systemClock,
    storageFolder,
    powerShellFolder: paths.powerShell,
    environment: process.env,
    openBrowser: (address) => electronDesktop.openInBrowser(address),
    demoAddress: () => demo.address(),
    demoEnds: outside === null,
    onNote: () => log.warn('vault-set-aside'),
  });
  held = () => machine.vault.held();
  const settings = new Settings(kept, electronDesktop, events);
  const accountList = await openAccountList(
    join(storageFolder, 'accounts.json'),
    systemClock.now,
    // The demo tenant ends with the app, and whoever is signed in to it with it.
    ({ cloud }) => cloud !== 'demo' || outside !== null,
  );
  const accountServices = createAccountServices({
    machine,
    kept: accountList,
    settings,
    demo,
    desktop: electronDesktop,
    dialogs: electronDialogs,
    events,
    clock: systemClock,
    log,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    newRequestId: () => randomBytes(8).toString('hex'),
    refusesRealClouds: compat.runtimeNote(),
    readScript: (fileName) => readFile(join(paths.powerShell, fileName), 'utf8'),
    writeFile: writeAtomically,
    credentialLabels: () => credentialLabels(),
  });
  const runs = new ReadingRuns({
    engine,
    library,
    tenants: accountServices.tenants,
    runs: new RunStoreFiles(storageFolder),
    events,
    newRunId: () => randomBytes(8).toString('hex'),
    version: app.getVersion(),
  });
  const planServices = createPlanServices({
    queries,
    store: new PlanStoreFiles(storageFolder, systemClock.now),
    vault: machine.vault,
    demoVault: machine.demoVault,
    demoEnds: outside === null,
    certificates: machine.certificates,
    appIdentity: machine.appIdentity,
    appCalls: machine.appCalls,
    tenants: accountServices.tenants,
    changeableTenants: accountServices.changeableTenants,
    cloudOf: async (accountId) => (await accountServices.accounts.find(accountId))?.account.cloud ?? null,
    clock: systemClock,
    demoClock: machine.demoClock,
    dialogs: electronDialogs,
    events,
    log,
    texts: planTexts(app.getVersion()),
    newPlanId: () => randomBytes(8).toString('hex'),
    writeFile: writeAtomically,
  });
  credentialLabels = () => planServices.planRuns.credentialLabels();
  const identity = identityOf();
  stopEngine = () => {
    engine.stop();
    demo.stop();
    void machine.close();
  };
  engine.warmUp();

  const recovery = new PageRecovery(systemClock);
  let window: BrowserWindow | null = null;
  const first = queue.take((later) => {
    if (window) bringToFront(window);
    if (targetAtStart(later) === 'demo') events.send('menuCommand', { command: 'read-demo' });
    void openAtStart(library, events, later);
  });
  const initial = openAtStart(library, events, first);
  let startTarget = targetAtStart(first);

  const door = new Door(
    createHandlers({
      library,
      runs,
      queries,
      exports: new Exports(library, queries, electronDialogs, store),
      settings,
      ...accountServices,
      ...planServices,
      demoAddress: () => demo.address(),
      dialogs: electronDialogs,
      desktop: electronDesktop,
      storageFolder,
      about: () => ({
        versions: identity.versions,
        runtimeNote: identity.runtimeNote,
        storageFolder,
        licence: 'MIT',
        acknowledgements: [...acknowledgements],
      }),
      startState: () => {
        // Told once: a page that is loaded again does not read again.
        const target = startTarget;
        startTarget = null;
        return startState({
          identity,
          library,
          desktop: electronDesktop,
          clock: systemClock,
          settings: () => settings.current,
          ui: () => view.current.ui,
          notes: [kept.note, view.note, accountList.note].filter((note): note is string => note !== null),
          startTarget: target,
          initial: () => initial,
        });
      },
      saveUi: (ui) => void view.set({ ...view.current, ui }),
    }),
    log,
    createRedactor(() => held()),
  );
  registerChannels(door);
  setMenu((command) => events.send('menuCommand', { command }));
  nativeTheme.on('updated', () => settings.announceColours());

  const open = (): BrowserWindow => {
    const created = createWindow({
      preload: paths.preload,
      icon: paths.icon,
      devTools: !app.isPackaged,
      state: view.current.window,
      onStateChanged: (state) => void view.set({ ...view.current, window: state }),
    });
    const { webContents } = created;
    const id = webContents.id;
    compat.onPageLeft(webContents, () => door.leave(id));
    webContents.once('destroyed', () => door.leave(id));
    webContents.on('render-process-gone', (_event, details) => {
      door.leave(id);
      log.error('page-gone', { reason: details.reason });
      if (details.reason === 'clean-exit' || created.isDestroyed()) return;
      // Not within the event: the process that died is still being put away.
      if (recovery.mayTryAgain()) setImmediate(() => webContents.reload());
      else {
        dialog.showErrorBox(
          'Mailscope has to close',
          'The window of Mailscope stopped several times in a row. Nothing that was stored is lost. Start Mailscope again.',
        );
        app.quit();
      }
    });
    created.on('closed', () => {
      window = null;
    });
    return created;
  };
  window = open();

  app.on('second-instance', (_event, _arguments, _folder, data) => {
    if (window) bringToFront(window);
    queue.add(readStartRequest(data));
  });
  app.on('activate', () => {
    window ??= open();
  });
  app.on('child-process-gone', (_event, { type, reason }) => log.warn('child-gone', { reason: `${type}: ${reason}` }));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let leaving = false;
  app.on('before-quit', (event) => {
    if (leaving) return;
    leaving = true;
    event.preventDefault();
    // Shells are ended in an orderly way, unless one does not care.
    void Promise.race([machine.close(), systemClock.sleep(3_000)]).then(() => app.quit());
  });
  app.on('will-quit', () => {
    planServices.planRuns.stopAll();
    stopEngine();
    void accountServices.keptSecrets.clearCopied();
  });
  app.on('quit', () => {
    // A call of the keychain that never came back keeps a process from ending.
    if (machine.isStuck()) process.kill(process.pid, 'SIGKILL');
  });
  void accountServices.accounts.renew(new AbortController().signal);
  log.info('started', { version: identity.versions.app });
}

function identityOf(): Identity {
  const { versions, platform } = process;
  return {
    versions: { app: app.getVersion(), electron: versions['electron'] ?? '', chrome: versions['chrome'] ?? '', node: versions.node },
    platform: platform === 'win32' || platform === 'darwin' ? platform : 'linux',
    packaged: app.isPackaged,
    runtimeNote: compat.runtimeNote(),
  };
}
