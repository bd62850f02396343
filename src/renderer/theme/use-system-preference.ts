import { useSyncExternalStore } from 'react';
import type { SystemPreference } from './themes';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const forced = window.matchMedia('(forced-colors: active)');

let current: SystemPreference = { dark: dark.matches, forcedColors: forced.matches };

function subscribe(notify: () => void): () => void {
  const update = (): void => {
    current = { dark: dark.matches, forcedColors: forced.matches };
    notify();
  };
  dark.addEventListener('change', update);
  forced.addEventListener('change', update);
  return () => {
    dark.removeEventListener('change', update);
    forced.removeEventListener('change', update);
  };
}

/** What the operating system prefers, kept up to date. */
export function useSystemPreference(): SystemPreference {
  return useSyncExternalStore(subscribe, () => current);
}
