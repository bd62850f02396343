import { BrowserWindow } from 'electron';
import { EVENT_PREFIX } from '../../../shared/ipc/channel-names';
import type { EventsPort } from '../../ports/events';

/** Events to every window there is. */
export const windowEvents: EventsPort = {
  send: (name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(`${EVENT_PREFIX}${name}`, payload);
    }
  },
};

/** Brings a window to the front: somebody started the app a second time. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
