import { create } from 'zustand';
import type { Failure } from '../../../shared/ipc/envelope';
import type { StoredReading } from '../reading-run/run-api';

export interface HistoryState {
  readonly status: 'loading' | 'ready' | 'error';
  readonly readings: readonly StoredReading[];
  readonly error: Failure | null;
  /** What is being asked about a reading. */
  readonly dialog: { readonly kind: 'rename' | 'delete'; readonly reading: StoredReading } | null;
}

/** The readings of this computer. Changed by `history-actions` only. */
export const useHistoryStore = create<HistoryState>(() => ({ status: 'loading', readings: [], error: null, dialog: null }));
