import { BrowserWindow, dialog } from 'electron';
import type { DialogsPort } from '../../ports/dialogs';

/** The system's own dialogs, on the window in front. */
export const electronDialogs: DialogsPort = {
  async chooseCollection() {
    const options = {
      title: 'Open a collection file',
      properties: ['openFile' as const],
      filters: [
        { name: 'Collection files', extensions: ['json', 'gz', 'mailscope'] },
        { name: 'All files', extensions: ['*'] },
      ],
    };
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const { canceled, filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
    return canceled ? null : (filePaths[0] ?? null);
  },

  async chooseProgram() {
    const filters = process.platform === 'win32' ? [{ name: 'Programs', extensions: ['exe'] }] : [];
    const options = { title: 'Choose the PowerShell to use', properties: ['openFile' as const], filters };
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const { canceled, filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
    return canceled ? null : (filePaths[0] ?? null);
  },

  async chooseTarget({ title, fileName, extension, kind }) {
    const options = { title, defaultPath: fileName, filters: [{ name: kind, extensions: [extension] }] };
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const { canceled, filePath } = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options);
    return canceled || !filePath ? null : filePath;
  },
};
