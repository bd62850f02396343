import { daysUntil, formatDays, formatExact } from '../format/format';
import { referenceTime, useOpenReading } from '../state/session-store';

interface WhenProps {
  readonly at: string;
  readonly readingId: string;
}

/** A moment relative to the reading's present ("in 12 days"), exact in the tooltip. */
export function When({ at, readingId }: WhenProps): React.JSX.Element {
  const now = referenceTime(useOpenReading(readingId));
  const days = daysUntil(at, now);
  return (
    <time dateTime={at} title={formatExact(at)}>
      {Number.isNaN(days) ? at : formatDays(days)}
    </time>
  );
}
