import { clipboard, nativeTheme, shell } from 'electron';
import type { DesktopPort } from '../../ports/desktop';

/** The desktop by Electron. */
export const electronDesktop: DesktopPort = {
  openInBrowser: (url) => shell.openExternal(url),
  copyText: (text) => {
    void clipboard.writeText(text);
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
