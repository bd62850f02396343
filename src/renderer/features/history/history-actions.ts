import { nextRequestId, request } from '../../data/api';
import { forgetReading, notify, notifyFailure, openReading, openSample, runTask } from '../../state/session-actions';
import { useSessionStore } from '../../state/session-store';
import { startReading } from '../reading-run/run-actions';
import { isSample, type StoredReading } from '../reading-run/run-api';
import { useHistoryStore } from './history-store';
import { historyStrings as strings } from './strings';

const store = useHistoryStore;

let latestLoad = '';

/** Asks main for the readings of this computer. */
export async function loadHistory(): Promise<void> {
  const requestId = nextRequestId();
  latestLoad = requestId;
  const answer = await request(window.mailscope.reading.list, {}, { requestId });
  if (latestLoad !== requestId) return;
  if (!answer.ok) {
    store.setState({ status: 'error', error: answer.error });
    return;
  }
  store.setState({ status: 'ready', readings: answer.value.readings, error: null });
  for (const note of answer.value.notes) notify({ intent: 'warning', title: note, text: '', detail: null });
}

/** Opens a reading of the history and shows it. */
export async function openStored(reading: StoredReading): Promise<void> {
  if (isSample(reading)) {
    await openSample();
    return;
  }
  const answer = await openReading(reading.id, strings.name(reading), true);
  if (!answer.ok) notifyFailure(answer.error);
}

/** Gives a reading a name of the user's; an empty one takes it away. */
export async function renameReading(readingId: string, name: string): Promise<void> {
  const text = name.trim();
  const answer = await request(window.mailscope.reading.rename, { readingId, name: text === '' ? null : text });
  if (!answer.ok) {
    notifyFailure(answer.error);
    return;
  }
  const renamed = answer.value;
  const replace = (reading: StoredReading): StoredReading => (reading.id === readingId ? renamed : reading);
  store.setState((state) => ({ readings: state.readings.map(replace) }));
  useSessionStore.setState((state) => ({
    recent: state.recent.map(replace),
    open: state.open[readingId] ? { ...state.open, [readingId]: renamed } : state.open,
  }));
}

/** Writes a reading as it is stored to a file of the user's choice. */
export async function exportReading(reading: StoredReading): Promise<void> {
  const answer = await runTask(strings.exporting, (requestId) =>
    request(window.mailscope.reading.exportFile, { readingId: reading.id }, { requestId }),
  );
  if (answer.ok) notify({ intent: 'success', title: strings.exported(answer.value.fileName), text: strings.exportedText, detail: null });
  else notifyFailure(answer.error);
}

/** Removes a reading from this computer. */
export async function deleteReading(reading: StoredReading): Promise<void> {
  await forgetReading(reading.id);
  await loadHistory();
}

/** Reads the tenant of a reading again. */
export async function readAgain(reading: StoredReading): Promise<void> {
  if (reading.target) await startReading({ target: reading.target, mailboxPermissions: 'shared', resume: null });
}

/** Asks for a new name, or whether to delete. */
export function showHistoryDialog(dialog: ReturnType<typeof store.getState>['dialog']): void {
  store.setState({ dialog });
}
