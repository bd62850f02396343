import { clipboard, nativeTheme, shell } from 'electron';
import type { DesktopPort } from '../../ports/desktop';

/** The desktop by Electron. */
export const electronDesktop: DesktopPort = {
  openInBrowser: (url) => shell.openExternal(url),
  copyText: (text) => {
    void clipboard.writeText(text);
  },
  readCopiedText: async () => clipboard.readText(),
  clearCopied: () => {
    void clipboard.clear();
  },
  showFolder: async (path) => {
    await shell.openPath(path);
  },
  applyTheme: (theme) => {
    nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme;
  },
  systemColours: () => ({
    dark: nativeTheme.shouldUseDarkColors,
    contrast: nativeTheme.shouldUseHighContrastColors || nativeTheme.inForcedColorsMode,
  }),
};
