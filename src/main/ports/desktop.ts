import type { Theme } from '../../shared/ipc/common-shapes';

/** What the system's colours are. */
export interface SystemColours {
  readonly dark: boolean;
  readonly contrast: boolean;
}

/** The desktop around the app. */
export interface DesktopPort {
  openInBrowser(url: string): Promise<void>;
  copyText(text: string): void;
  /** The text on the clipboard, empty where there is none. */
  readCopiedText(): Promise<string>;
  /** Empties the clipboard. */
  clearCopied(): void;
  showFolder(path: string): Promise<void>;
  applyTheme(theme: Theme): void;
  systemColours(): SystemColours;
}
