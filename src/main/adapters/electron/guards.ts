import type { App, Session, WebContents } from 'electron';
import { isOwnAddress, PERMISSIONS } from './guard-tables';

/** As much of the log as the guards need. */
export interface GuardLog {
  warn(event: string, fields: { readonly reason: string }): void;
}

/** Denies what a page may ask of the browser: permissions, devices, screens, downloads, and every request that is not our own. */
export function guardSession(session: Session, log: GuardLog): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('permission-denied', { reason: permission });
    answer(PERMISSIONS.has(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => {
    log.warn('download-denied', { reason: 'page' });
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = isOwnAddress(details.url) || details.url.startsWith('devtools:') || details.url.startsWith('data:image/');
    if (!allowed) log.warn('request-denied', { reason: details.resourceType });
    answer({ cancel: !allowed });
  });
}

/** Prevents every navigation and window of every page there is or will be. */
export function guardPages(app: App, log: GuardLog): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, log));
}

function guardPage(contents: WebContents, log: GuardLog): void {
  const prevent =
    (reason: string) =>
    (event: { preventDefault: () => void }): void => {
      event.preventDefault();
      log.warn('navigation-denied', { reason });
    };
  contents.on('will-navigate', prevent('navigate'));
  contents.on('will-redirect', prevent('redirect'));
  contents.on('will-attach-webview', prevent('webview'));
  contents.setWindowOpenHandler(() => {
    log.warn('window-denied', { reason: 'open' });
    return { action: 'deny' };
  });
}
