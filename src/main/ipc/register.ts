import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { CANCEL_CHANNEL, CHANNEL_NAMES, EVENT_PREFIX } from '../../shared/ipc/channel-names';
import type { Door, Sender } from './door';

/** Connects the door to Electron. The only place that handles raw channels. */
export function registerChannels(door: Door): void {
  for (const channel of CHANNEL_NAMES) {
    ipcMain.handle(channel, (event, payload: unknown) => door.serve(channel, senderOf(event), payload));
  }
  ipcMain.on(CANCEL_CHANNEL, (event, requestId: unknown) => {
    door.cancel(senderOf(event), requestId);
  });
}

function senderOf(event: IpcMainInvokeEvent | IpcMainEvent): Sender {
  const { sender } = event;
  return {
    windowId: sender.id,
    frame: event.senderFrame,
    sendProgress: (payload) => {
      if (!sender.isDestroyed()) sender.send(`${EVENT_PREFIX}progress`, payload);
    },
  };
}
