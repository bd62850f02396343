import { isCancellation, request } from '../../data/api';
import { formatCount } from '../../format/format';
import { currentLocation, navigate } from '../../routing/hash-location';
import { RUN_PATH, sectionPath } from '../../routing/routes';
import { noteOpen, notify, notifyFailure, runTask, updateTask } from '../../state/session-actions';
import type { ReadingTarget, RunProgress, StartInput, StartOutput } from './run-api';
import { runFigures } from './run-figures';
import { useRunStore } from './run-store';
import { runStrings as strings } from './strings';
import { targetName } from './target-name';

const store = useRunStore;

/** What the demo is read with at first: permissions of shared mailboxes, as those of the others take long. */
export const DEMO_START: StartInput = { target: 'demo', mailboxPermissions: 'shared', resume: null };

const isOnRunPage = (): boolean => currentLocation().split('?')[0] === RUN_PATH;

/** Reads a tenant and shows how far it is; where one runs already, that one is shown. */
export async function startReading(input: StartInput): Promise<void> {
  if (store.getState().run) {
    navigate(RUN_PATH);
    return;
  }
  const answer = await runTask(
    strings.task(targetName(input.target)),
    (requestId) => {
      store.setState({ run: { requestId, input, progress: null, stopping: false }, failed: null });
      navigate(RUN_PATH);
      return request(window.mailscope.reading.start, input, { requestId });
    },
    { address: RUN_PATH, stop: () => void stopReading() },
  );
  const failure = answer.ok || isCancellation(answer.error) ? null : answer.error;
  store.setState({ run: null, failed: failure && { failure, input } });
  await loadUnfinished();
  if (answer.ok) showResult(answer.value);
  else if (failure === null && isOnRunPage()) navigate('/', { replace: true });
  else if (failure !== null && !isOnRunPage()) notifyFailure(failure);
}

function showResult({ reading, stopped }: StartOutput): void {
  noteOpen(reading);
  const address = sectionPath(reading.id, 'overview');
  const here = isOnRunPage();
  if (here) navigate(address, { replace: true });
  if (stopped) {
    notify({ intent: 'info', title: strings.stoppedTitle, text: strings.stoppedText, detail: null, link: here ? null : link(address) });
  } else if (!here) {
    const gaps = reading.coverage.partial + reading.coverage.missing;
    const text = gaps === 0 ? '' : strings.doneGaps(formatCount(gaps, 'source', 'sources'));
    notify({ intent: gaps === 0 ? 'success' : 'info', title: strings.doneTitle, text, detail: null, link: link(address) });
  }
}

const link = (address: string): { readonly label: string; readonly address: string } => ({ label: strings.show, address });

/** Stops the running reading. What was read is kept: the reading then ends as a partial one. */
export async function stopReading(): Promise<void> {
  const { run } = store.getState();
  if (!run || run.stopping) return;
  store.setState({ run: { ...run, stopping: true } });
  if (run.progress === null) {
    // Nothing was read yet, so there is nothing to keep.
    window.mailscope.cancel(run.requestId);
    return;
  }
  const answer = await request(window.mailscope.reading.stop, { runId: run.progress.runId });
  if (answer.ok) return;
  store.setState((state) => ({ run: state.run && { ...state.run, stopping: false } }));
  notifyFailure(answer.error);
}

/** Asks main which readings were interrupted. */
export async function loadUnfinished(): Promise<void> {
  const answer = await request(window.mailscope.reading.unfinished, {});
  if (answer.ok) store.setState({ unfinished: answer.value.runs });
  else notifyFailure(answer.error);
}

/** Goes on with an interrupted reading. */
export function resumeReading(runId: string): Promise<void> {
  const found = store.getState().unfinished.find((run) => run.runId === runId);
  return found ? startReading({ target: found.target, mailboxPermissions: 'shared', resume: runId }) : Promise.resolve();
}

/** Throws away what an interrupted reading had read. */
export async function discardUnfinished(runId: string): Promise<void> {
  const answer = await request(window.mailscope.reading.discard, { runId });
  if (!answer.ok) notifyFailure(answer.error);
  await loadUnfinished();
}

function takeProgress(progress: RunProgress): void {
  const { run } = store.getState();
  if (run?.requestId !== progress.requestId) return;
  store.setState({ run: { ...run, progress } });
  const { done, total, current } = runFigures(progress);
  updateTask(progress.requestId, {
    title: strings.task(progress.tenantName ?? targetName(progress.target)),
    stage:
      progress.waitingUntil !== null ? strings.waiting : progress.phase === 'read' ? (current[0] ?? '') : strings.phases[progress.phase],
    done,
    total,
  });
}

/** Follows readings from now on, and begins the one that the start asked for; the answer ends it. */
export function followReadings(startTarget: ReadingTarget | null): () => void {
  const end = window.mailscope.events.onReadingProgress(takeProgress);
  void loadUnfinished();
  if (startTarget !== null) void startReading({ ...DEMO_START, target: startTarget });
  return end;
}
