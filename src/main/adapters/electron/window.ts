import { BrowserWindow, nativeTheme, screen } from 'electron';
import { PAGE } from './protocol';
import { placeWindow, SMALLEST, type Bounds } from './window-place';

/** What a window needs to be made. */
export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly devTools: boolean;
  readonly state: Bounds & { readonly maximized: boolean };
  readonly onStateChanged: (state: Bounds & { readonly maximized: boolean }) => void;
}

/** Makes the main window, where it stood last as far as the screens still have that place, and shows it once it is drawn. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const { state } = options;
  const place = placeWindow(
    state,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...place,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Mailscope',
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  const report = (): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    options.onStateChanged({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  window.on('resized', report);
  window.on('moved', report);
  window.on('maximize', report);
  window.on('unmaximize', report);
  window.on('close', report);
  void window.loadURL(PAGE);
  return window;
}
