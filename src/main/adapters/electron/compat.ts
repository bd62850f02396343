import { app, type WebContents } from 'electron';
import { noteForRuntime } from './runtime-note';

/** Everything that differs between the oldest and the newest Electron this app runs in. */
export const compat = {
  /** What is limited in this runtime, and why; null in the one that ships. */
  runtimeNote(): string | null {
    return noteForRuntime(process.versions['electron'] ?? '', app.isPackaged);
  },

  /** Listens for the page being replaced by another: the event's arguments changed between versions, the listener takes none. */
  onPageLeft(contents: WebContents, listener: () => void): void {
    // Electron before 28 calls with (event, url, isInPlace, isMainFrame), later ones put the same facts on the event as well.
    contents.on('did-start-navigation', (event, _url, isInPlace, isMainFrame) => {
      const details = event as unknown as { readonly isSameDocument?: boolean; readonly isMainFrame?: boolean };
      const sameDocument = details.isSameDocument ?? isInPlace;
      const mainFrame = details.isMainFrame ?? isMainFrame;
      if (mainFrame && !sameDocument) listener();
    });
  },
} as const;
