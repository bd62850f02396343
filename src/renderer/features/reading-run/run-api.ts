import type { ChannelMethod, Subscribe } from '../../../shared/ipc/mailscope-api';
import type { ReadingSummary } from '../../../shared/ipc/reading-shapes';

/** What can be read again and again. */
export type ReadingTarget = 'demo';

/** What a reading is doing. */
export type RunPhase = 'connect' | 'read' | 'write' | 'open';

/** How far one source is. */
export type SourceState = 'waiting' | 'reading' | 'complete' | 'partial' | 'missing';

/** One source of a running reading. */
export interface SourceProgress {
  readonly source: string;
  readonly label: string;
  readonly state: SourceState;
  readonly count: number;
  readonly total: number | null;
  readonly reason: string | null;
}

/** A whole picture of a running reading. */
export interface RunProgress {
  readonly requestId: string;
  readonly runId: string;
  readonly target: ReadingTarget;
  readonly phase: RunPhase;
  readonly tenantName: string | null;
  readonly startedAt: string;
  readonly requests: number;
  /** Until when the service asks to wait, by the tenant's own clock. */
  readonly waitingUntil: string | null;
  readonly secondsLeft: number | null;
  readonly sources: readonly SourceProgress[];
}

/** Mailboxes whose permissions a reading left out, and how long reading them takes. */
export interface Unread {
  readonly mailboxes: number;
  readonly seconds: number;
}

/** A reading that was interrupted and can go on. */
export interface UnfinishedRun {
  readonly runId: string;
  readonly target: ReadingTarget;
  readonly tenantName: string | null;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly sourcesDone: number;
  readonly sourcesTotal: number;
  readonly mailboxesRead: number;
  readonly mailboxesWanted: number;
}

/** What to read. `resume` goes on with an interrupted reading. */
export interface StartInput {
  readonly target: ReadingTarget;
  readonly mailboxPermissions: 'shared' | 'all';
  readonly resume: string | null;
}

/** A stored reading, as far as living readings add to it. */
export type StoredReading = ReadingSummary & {
  /** The name that the user gave it. */
  readonly name?: string | null;
  /** Where it can be read again. */
  readonly target?: ReadingTarget | null;
};

/** Whether a reading is the one that comes with Mailscope: it can neither be renamed nor deleted. */
export function isSample(reading: { readonly id: string }): boolean {
  return reading.id === 'demo';
}

/** What a reading comes to. */
export interface StartOutput {
  readonly reading: ReadingSummary;
  readonly stopped: boolean;
  readonly unread: Unread | null;
}

/** The part of the bridge that reads tenants and keeps their readings. */
export interface ReadingRunApi {
  readonly start: ChannelMethod<StartInput, StartOutput>;
  readonly stop: ChannelMethod<{ readonly runId: string }, { readonly done: true }>;
  readonly unfinished: ChannelMethod<Record<string, never>, { readonly runs: readonly UnfinishedRun[] }>;
  readonly discard: ChannelMethod<{ readonly runId: string }, { readonly done: true }>;
  readonly rename: ChannelMethod<{ readonly readingId: string; readonly name: string | null }, ReadingSummary>;
  readonly exportFile: ChannelMethod<{ readonly readingId: string }, { readonly fileName: string; readonly rows: number | null }>;
  readonly onProgress: Subscribe<RunProgress>;
}

/** The bridge's part that reads tenants, or null where main does not serve it. */
export function readingRunApi(): ReadingRunApi | null {
  const reading = window.mailscope.reading as unknown as Partial<Omit<ReadingRunApi, 'onProgress'>>;
  const events = window.mailscope.events as unknown as { readonly onReadingProgress?: Subscribe<RunProgress> };
  const { start, stop, unfinished, discard, rename, exportFile } = reading;
  const onProgress = events.onReadingProgress;
  if (!start || !stop || !unfinished || !discard || !rename || !exportFile || !onProgress) return null;
  return { start, stop, unfinished, discard, rename, exportFile, onProgress };
}
