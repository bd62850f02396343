import { create } from 'zustand';
import type { Failure } from '../../../shared/ipc/envelope';
import type { LiveTestState } from '../../../shared/ipc/plan-shapes';

/** A live test of one app: under way, or what it came to. It never holds a credential. */
export interface LiveTestRun {
  readonly requestId: string;
  readonly readingId: string;
  readonly appId: string;
  readonly name: string;
  readonly running: boolean;
  /** The latest picture; null until the first one came. */
  readonly state: LiveTestState | null;
  readonly failure: Failure | null;
}

interface LiveTests {
  /** The latest test of each app, by app id. */
  readonly tests: Readonly<Record<string, LiveTestRun>>;
}

/** Live tests of this window. Changed by `live-test-actions` only. */
export const useLiveTestStore = create<LiveTests>(() => ({ tests: {} }));
