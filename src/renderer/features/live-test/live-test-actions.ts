import type { LiveTestState, LiveTestStart } from '../../../shared/ipc/plan-shapes';
import { isCancellation, request } from '../../data/api';
import { liveTestPath } from '../../routing/routes';
import { runTask, updateTask } from '../../state/session-actions';
import { useLiveTestStore, type LiveTestRun } from './live-test-store';
import { liveTestStrings as strings } from './strings';

const store = useLiveTestStore;

function change(appId: string, requestId: string, changes: Partial<LiveTestRun>): void {
  store.setState(({ tests }) => {
    const test = tests[appId];
    return test?.requestId === requestId ? { tests: { ...tests, [appId]: { ...test, ...changes } } } : { tests };
  });
}

/** Tests an app with its own credential. The credential goes to main and is kept nowhere here. */
export async function startLiveTest(start: LiveTestStart, about: { readonly readingId: string; readonly name: string }): Promise<void> {
  const { appId } = start;
  if (store.getState().tests[appId]?.running) return;
  let own = '';
  const answer = await runTask(
    strings.task(about.name),
    (requestId) => {
      own = requestId;
      const test: LiveTestRun = { requestId, ...about, appId, running: true, state: null, failure: null };
      store.setState(({ tests }) => ({ tests: { ...tests, [appId]: test } }));
      return request(window.mailscope.liveTest.run, start, { requestId });
    },
    { address: liveTestPath(about.readingId, appId) },
  );
  if (answer.ok) change(appId, own, { running: false, state: answer.value });
  else if (isCancellation(answer.error)) change(appId, own, { running: false });
  else change(appId, own, { running: false, failure: answer.error });
}

/** Ends a test; what it has seen stays. */
export function stopLiveTest(appId: string): void {
  const test = store.getState().tests[appId];
  if (test?.running) window.mailscope.cancel(test.requestId);
}

function takeProgress({ requestId, state }: { readonly requestId: string; readonly state: LiveTestState }): void {
  const test = Object.values(store.getState().tests).find((one) => one.requestId === requestId && one.running);
  if (!test) return;
  change(test.appId, requestId, { state });
  updateTask(requestId, { stage: strings.round(state.round) });
}

/** Follows live tests from now on; the answer ends it. */
export function followLiveTests(): () => void {
  return window.mailscope.events.onLiveTestProgress(takeProgress);
}
