import type { UserSettings } from '../../shared/ipc/contract';
import { request } from '../data/api';
import { notifyFailure } from './session-actions';
import { useSessionStore } from './session-store';

/** Changes settings, here and for the next start. Whether it worked; a failure has been told. */
export async function saveSettings(changes: Partial<UserSettings>): Promise<boolean> {
  const answer = await request(window.mailscope.settings.set, changes);
  if (!answer.ok) {
    notifyFailure(answer.error);
    return false;
  }
  useSessionStore.setState((state) => (state.app ? { app: { ...state.app, settings: answer.value } } : state));
  return true;
}

/** The settings as they are kept; null before main told them. */
export function useSettings(): UserSettings | null {
  return useSessionStore((state) => state.app?.settings ?? null);
}

/** Asks main for the settings again, where main may have changed them itself. */
export async function loadSettings(): Promise<void> {
  const answer = await request(window.mailscope.settings.get, {});
  if (answer.ok) useSessionStore.setState((state) => (state.app ? { app: { ...state.app, settings: answer.value } } : state));
}
