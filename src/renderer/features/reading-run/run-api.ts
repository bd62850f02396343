import type { ChannelInput, ChannelOutput } from '../../../shared/ipc/contract';
import type { EventPayload } from '../../../shared/ipc/events';
import type { ReadingSummary } from '../../../shared/ipc/reading-shapes';

/** What to read. `resume` goes on with an interrupted reading. */
export type StartInput = ChannelInput<'reading.start'>;

/** What a reading comes to. */
export type StartOutput = ChannelOutput<'reading.start'>;

/** What can be read again and again. */
export type ReadingTarget = StartInput['target'];

/** A whole picture of a running reading. Its times are by the tenant's own clock. */
export type RunProgress = EventPayload<'readingProgress'>;

/** One source of a running reading. */
export type SourceProgress = RunProgress['sources'][number];

/** How far one source is. */
export type SourceState = SourceProgress['state'];

/** A reading that was interrupted and can go on. */
export type UnfinishedRun = ChannelOutput<'reading.unfinished'>['runs'][number];

/** A reading as it is stored. */
export type StoredReading = ReadingSummary;

/** Whether a reading is the one that comes with Mailscope: it can neither be renamed nor deleted. */
export function isSample(reading: { readonly id: string }): boolean {
  return reading.id === 'demo';
}
