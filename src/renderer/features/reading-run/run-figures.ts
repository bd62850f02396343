import type { RunProgress, SourceProgress } from './run-api';

/** A source of which nothing more is to come. */
export function isSettled(source: SourceProgress): boolean {
  return source.state !== 'waiting' && source.state !== 'reading';
}

/** How far a reading is, over all of its sources. */
export interface RunFigures {
  readonly done: number;
  readonly total: number;
  /** Sources that came in part or not at all. */
  readonly gaps: number;
  /** Items of all sources. */
  readonly items: number;
  /** Names of the sources that are being read now. */
  readonly current: readonly string[];
}

/** Counts what a picture of a reading shows. */
export function runFigures(progress: RunProgress): RunFigures {
  const { sources } = progress;
  return {
    done: sources.filter(isSettled).length,
    total: sources.length,
    gaps: sources.filter((source) => source.state === 'partial' || source.state === 'missing').length,
    items: sources.reduce((sum, source) => sum + source.count, 0),
    current: sources.filter((source) => source.state === 'reading').map((source) => source.label),
  };
}

/** Whether a reading can still be stopped: what is being written is there in a moment. */
export function canStop(progress: RunProgress | null): boolean {
  return progress === null || progress.phase === 'connect' || progress.phase === 'read';
}

/** The share of a source that was read, between 0 and 1; null where it cannot be told. */
export function shareOf(source: SourceProgress): number | null {
  if (source.state !== 'reading' || source.total === null || source.total <= 0) return null;
  return Math.min(1, source.count / source.total);
}
