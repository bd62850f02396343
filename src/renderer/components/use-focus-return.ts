import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it before the component came, when the component goes and the focus with it. A dialog that is drawn
 * only while it is open has no trigger of its own that would take the focus back.
 */
export function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      window.setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const target = before instanceof HTMLElement && before.isConnected ? before : document.getElementById('content');
        target?.focus();
      });
    },
    [before],
  );
}
