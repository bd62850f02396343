import { useOpenReading } from '../../state/session-store';
import type { ReadingTarget } from './run-api';
import { useRunStore } from './run-store';

/** Where the reading on show can be read again; null for a file, whose tenant is not at hand. */
export function useTarget(readingId: string | null): ReadingTarget | null {
  const reading = useOpenReading(readingId);
  const running = useRunStore((state) => state.run !== null);
  return running ? null : (reading?.target ?? null);
}
