import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import type { EventsPort } from '../ports/events';
import { nameOf } from './export-files';
import type { ReadingLibrary } from './reading-library';
import type { StartRequest } from './start-files';

/** The request id under which the progress of such an opening is told. */
export const START_REQUEST = 'start';

/** Opens what a start asks for: the first file, or the sample. Null where it asks for nothing; the demo tenant is read by the page. */
export async function openAtStart(
  library: ReadingLibrary,
  events: EventsPort,
  request: StartRequest,
): Promise<Result<ReadingSummary, Failure> | null> {
  const [file] = request.files;
  if (file === undefined && !request.sample) return null;
  const options = {
    onProgress: (progress: { stage: string; done: number; total: number }) =>
      events.send('progress', { requestId: START_REQUEST, ...progress }),
  };
  const opened = file === undefined ? await library.openSample(options, true) : await library.openPath(file, nameOf(file), options, true);
  if (!opened.ok) events.send('openFailed', opened.error);
  return opened;
}

/** What a start asks to be read, where it does not ask to open something. */
export function targetAtStart(request: StartRequest): 'demo' | null {
  return request.demo && !request.sample && request.files.length === 0 ? 'demo' : null;
}
