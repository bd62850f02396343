import { useEffect, useRef } from 'react';
import { request } from '../data/api';
import { useSessionStore } from '../state/session-store';
import { useViewStore } from '../state/view-store';
import { readViews, writeViews } from './saved-views';

const PAUSE = 400;

/** Keeps the address and the small state of the frame for the next start. */
export function usePersistedViews(location: string): void {
  const saved = useSessionStore((state) => state.app?.ui.views ?? null);
  const splits = useViewStore((state) => state.splits);
  const railCollapsed = useViewStore((state) => state.railCollapsed);
  const restored = useRef(false);
  useEffect(() => {
    if (restored.current) return;
    restored.current = true;
    const views = readViews(saved);
    if (views) useViewStore.setState(views);
  }, [saved]);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      void request(window.mailscope.ui.saveState, { route: location, views: writeViews({ splits, railCollapsed }) });
    }, PAUSE);
    return () => window.clearTimeout(timer);
  }, [location, splits, railCollapsed]);
}
