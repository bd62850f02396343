import { create } from 'zustand';
import type { AppState } from '../../shared/ipc/contract';
import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import type { ThemeChoice } from '../theme/themes';

/** Long work that the tray shows. */
export interface Task {
  readonly requestId: string;
  readonly title: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** Work that main began by itself cannot be stopped from here. */
  readonly cancellable: boolean;
  /** The address of the view that shows this work in full; while it is on show, the tray keeps silent. */
  readonly address?: string;
  /** How the work is stopped where a plain cancellation would lose what it has done. */
  readonly stop?: () => void;
}

/** Something to tell at the edge of the window until it is dismissed. */
export interface Notice {
  readonly id: string;
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
  readonly detail: string | null;
  /** Where one can look at it. */
  readonly link?: { readonly label: string; readonly address: string } | null;
}

interface SessionState {
  /** What main told at the start; null until then. */
  readonly app: AppState | null;
  readonly bootFailure: Failure | null;
  readonly theme: ThemeChoice;
  readonly systemDark: boolean;
  readonly systemContrast: boolean;
  readonly recent: readonly ReadingSummary[];
  /** Readings that are open in the engine, by id. */
  readonly open: Readonly<Record<string, ReadingSummary>>;
  readonly tasks: readonly Task[];
  readonly notices: readonly Notice[];
  readonly dialog: 'about' | null;
}

/** The state of the window beyond single views. Changed by `session-actions` only. */
export const useSessionStore = create<SessionState>(() => ({
  app: null,
  bootFailure: null,
  theme: 'system',
  systemDark: false,
  systemContrast: false,
  recent: [],
  open: {},
  tasks: [],
  notices: [],
  dialog: null,
}));

/** The reading of an id, if it is open. */
export function useOpenReading(readingId: string | null): ReadingSummary | null {
  return useSessionStore((state) => (readingId === null ? null : (state.open[readingId] ?? null)));
}

/** The moment that ages and deadlines of a reading are counted from: the demo stands still at the time of its reading. */
export function referenceTime(reading: ReadingSummary | null): number {
  if (reading === null) return Date.now();
  const at = Date.parse(reading.now);
  return Number.isNaN(at) ? Date.now() : at;
}
