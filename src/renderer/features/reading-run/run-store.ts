import { create } from 'zustand';
import type { Failure } from '../../../shared/ipc/envelope';
import type { RunProgress, StartInput, UnfinishedRun } from './run-api';

/** A reading on its way. */
export interface ActiveRun {
  readonly requestId: string;
  readonly input: StartInput;
  /** The latest picture; null until the first one came. */
  readonly progress: RunProgress | null;
  readonly stopping: boolean;
}

interface RunState {
  readonly run: ActiveRun | null;
  /** Why the last reading ended without a result, with what was asked for; null once another one began. */
  readonly failed: { readonly failure: Failure; readonly input: StartInput } | null;
  readonly unfinished: readonly UnfinishedRun[];
}

/** Readings of tenants: the one that runs, and those that were interrupted. Changed by `run-actions` only. */
export const useRunStore = create<RunState>(() => ({ run: null, failed: null, unfinished: [] }));
