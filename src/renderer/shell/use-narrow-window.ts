import { useSyncExternalStore } from 'react';

/** Below this the words of the rail would take the room of the page: a small window, or a large zoom. */
const narrow = window.matchMedia('(max-width: 45rem)');

function subscribe(changed: () => void): () => void {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
}

/** Whether the window is too narrow for the words of the rail. */
export function useNarrowWindow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}
