import type { ChannelInput } from '../../shared/ipc/contract';
import type { Failure } from '../../shared/ipc/envelope';
import type { ReadingSummary } from '../../shared/ipc/reading-shapes';
import { forgetAnswers } from '../data/answer-cache';
import { isCancellation, nextRequestId, request, type Answer } from '../data/api';
import { formatCount } from '../format/format';
import { navigate } from '../routing/hash-location';
import { sectionPath } from '../routing/routes';
import type { ThemeChoice } from '../theme/themes';
import { useSessionStore, type Notice, type Task } from './session-store';
import { sessionStrings as strings } from './strings';

const store = useSessionStore;
let noticeCounter = 0;

/** Tells something at the edge of the window. */
export function notify(notice: Omit<Notice, 'id'>): void {
  noticeCounter += 1;
  const entry = { ...notice, id: `notice-${noticeCounter}` };
  store.setState((state) => ({ notices: [...state.notices.filter((other) => other.title !== entry.title), entry].slice(-4) }));
}

/** Takes a notice away. */
export function dismissNotice(id: string): void {
  store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
}

/** Tells a failure, unless it only says that the user stopped something. */
export function notifyFailure(failure: Failure): void {
  if (isCancellation(failure)) return;
  notify({ intent: 'error', title: failure.message, text: failure.next, detail: failure.detail });
}

/** Runs long work under an entry of the tray, from where it can be cancelled. */
export async function runTask<Value>(
  title: string,
  work: (requestId: string) => Promise<Answer<Value>>,
  options: Pick<Task, 'address' | 'stop'> = {},
): Promise<Answer<Value>> {
  const task: Task = { requestId: nextRequestId(), title, stage: '', done: 0, total: 0, cancellable: true, ...options };
  store.setState((state) => ({ tasks: [...state.tasks, task] }));
  const answer = await work(task.requestId);
  store.setState((state) => ({ tasks: state.tasks.filter((other) => other.requestId !== task.requestId) }));
  return answer;
}

/** Changes what the tray says of a task. */
export function updateTask(requestId: string, change: Partial<Pick<Task, 'title' | 'stage' | 'done' | 'total'>>): void {
  store.setState((state) => ({ tasks: state.tasks.map((task) => (task.requestId === requestId ? { ...task, ...change } : task)) }));
}

/** Shows work in the tray that no request stands for, under an id of its own; null takes it away. */
export function setTask(requestId: string, task: Omit<Task, 'requestId'> | null): void {
  store.setState((state) => {
    const others = state.tasks.filter((other) => other.requestId !== requestId);
    if (task === null) return others.length === state.tasks.length ? state : { tasks: others };
    return { tasks: [...others, { requestId, ...task }] };
  });
}

/** Stops a task; its request then answers with `cancelled`, or with what was kept where the task has a way of its own to stop. */
export function cancelTask(requestId: string): void {
  const task = store.getState().tasks.find((other) => other.requestId === requestId);
  if (task?.stop) task.stop();
  else window.mailscope.cancel(requestId);
}

/** Takes a reading in as open, and as the latest one. */
export function noteOpen(reading: ReadingSummary): void {
  store.setState((state) => ({
    open: { ...state.open, [reading.id]: reading },
    recent: [reading, ...state.recent.filter((other) => other.id !== reading.id)],
  }));
}

async function openWith(
  title: string,
  work: (requestId: string) => Promise<Answer<ReadingSummary>>,
  show: boolean,
): Promise<Answer<ReadingSummary>> {
  const answer = await runTask(title, work);
  if (answer.ok) {
    noteOpen(answer.value);
    if (show) navigate(sectionPath(answer.value.id, 'overview'));
  }
  return answer;
}

/** Opens the reading that comes with Mailscope and shows it. */
export async function openSample(): Promise<void> {
  const answer = await openWith(
    strings.openingSample,
    (requestId) => request(window.mailscope.reading.openSample, {}, { requestId }),
    true,
  );
  if (!answer.ok) notifyFailure(answer.error);
}

/** Asks for a collection file, opens and shows it. */
export async function openFileDialog(): Promise<void> {
  const answer = await openWith(strings.openingFile, (requestId) => request(window.mailscope.reading.openDialog, {}, { requestId }), true);
  if (!answer.ok) notifyFailure(answer.error);
}

/** Opens a dropped file and shows it. */
export async function openDropped(file: File): Promise<void> {
  const path = window.mailscope.pathOfFile(file);
  if (path === '') {
    notify({ intent: 'error', title: strings.noPath(file.name), text: strings.noPathNext, detail: null });
    return;
  }
  const title = strings.opening(file.name);
  const answer = await openWith(title, (requestId) => request(window.mailscope.reading.openPath, { path }, { requestId }), true);
  if (!answer.ok) notifyFailure(answer.error);
}

/** Opens a stored reading, for instance because an address names it. */
export function openReading(readingId: string, name: string | null, show: boolean): Promise<Answer<ReadingSummary>> {
  const title = name === null ? strings.openingReading : strings.opening(name);
  return openWith(title, (requestId) => request(window.mailscope.reading.open, { readingId }, { requestId }), show);
}

/** Closes a reading and goes to the start. */
export async function closeReading(readingId: string): Promise<void> {
  const answer = await request(window.mailscope.reading.close, { readingId });
  if (!answer.ok) notifyFailure(answer.error);
  else navigate('/');
}

/** Removes a reading from this computer's list. */
export async function forgetReading(readingId: string): Promise<void> {
  const answer = await request(window.mailscope.reading.forget, { readingId });
  if (answer.ok) store.setState((state) => ({ recent: state.recent.filter((reading) => reading.id !== readingId) }));
  else notifyFailure(answer.error);
}

/** Chooses a theme, here and for the next start. */
export async function chooseTheme(theme: ThemeChoice): Promise<void> {
  store.setState({ theme });
  const answer = await request(window.mailscope.app.setTheme, { theme });
  if (!answer.ok) notifyFailure(answer.error);
}

/** Writes the report of a reading to a file of the user's choice. */
export async function exportReport(readingId: string, format: 'html' | 'csv' | 'json' | 'md'): Promise<void> {
  const answer = await runTask(strings.exporting, (requestId) =>
    request(window.mailscope.report.export, { readingId, format }, { requestId }),
  );
  if (answer.ok) notify({ intent: 'success', title: strings.exported(answer.value.fileName), text: strings.exportedText, detail: null });
  else notifyFailure(answer.error);
}

/** Writes a list, with its filters and order, to a file of the user's choice. */
export async function exportList(selection: ChannelInput<'list.export'>['selection'], format: 'csv' | 'json'): Promise<void> {
  const answer = await runTask(strings.exportingList, (requestId) =>
    request(window.mailscope.list.export, { selection, format }, { requestId }),
  );
  if (!answer.ok) {
    notifyFailure(answer.error);
    return;
  }
  const { fileName, rows } = answer.value;
  const text = rows === null ? '' : strings.exportedRows(formatCount(rows, 'row', 'rows'));
  notify({ intent: 'success', title: strings.exported(fileName), text, detail: null });
}

/** Shows a dialog of the frame. */
export function showDialog(dialog: 'about' | null): void {
  store.setState({ dialog });
}

/** Asks main for what is needed before anything is drawn. */
export async function boot(): Promise<void> {
  const answer = await request(window.mailscope.app.state, {});
  if (!answer.ok) {
    store.setState({ bootFailure: answer.error });
    return;
  }
  const app = answer.value;
  const opened = app.recent.filter((reading) => reading.open);
  store.setState({
    app,
    theme: app.theme,
    systemDark: app.systemDark,
    systemContrast: app.systemContrast,
    recent: app.recent,
    open: Object.fromEntries([...opened, ...(app.initialReading ? [app.initialReading] : [])].map((reading) => [reading.id, reading])),
  });
  if (app.initialPending) noteStartTask({ stage: '', done: 0, total: 0 });
  if (app.initialFailure) notifyFailure(app.initialFailure);
  for (const note of app.storageNotes) notify({ intent: 'warning', title: note, text: '', detail: null });
  if (app.initialReading) navigate(sectionPath(app.initialReading.id, 'overview'), { replace: true });
  else if (!app.initialPending && app.settings.restoreLastView && app.ui.route && window.location.hash === '')
    navigate(app.ui.route, { replace: true });
}

/** The request id under which main tells of what a start, the menu or a second start opens. */
const START_REQUEST = 'start';

function noteStartTask(progress: Pick<Task, 'stage' | 'done' | 'total'>): void {
  const task: Task = { requestId: START_REQUEST, title: strings.openingFile, cancellable: false, ...progress };
  store.setState((state) => ({ tasks: [...state.tasks.filter((other) => other.requestId !== START_REQUEST), task] }));
}

function endStartTask(): void {
  store.setState((state) => ({ tasks: state.tasks.filter((task) => task.requestId !== START_REQUEST) }));
}

/** Follows what main tells: progress, readings opened elsewhere, a restarted engine, the theme. */
export function followEvents(): () => void {
  const { events } = window.mailscope;
  const ends = [
    events.onProgress(({ requestId, stage, done, total }) => {
      if (requestId === START_REQUEST) noteStartTask({ stage, done, total });
      else updateTask(requestId, { stage, done, total });
    }),
    events.onOpenFailed((failure) => {
      endStartTask();
      notifyFailure(failure);
    }),
    events.onReadingChanged(({ kind, readingId, reading, show }) => {
      if (show) endStartTask();
      if (kind === 'opened' && reading) {
        forgetAnswers();
        noteOpen(reading);
        if (show) navigate(sectionPath(reading.id, 'overview'));
        return;
      }
      store.setState((state) => ({
        open: Object.fromEntries(Object.entries(state.open).filter(([id]) => id !== readingId)),
        recent: kind === 'forgotten' ? state.recent.filter((other) => other.id !== readingId) : state.recent,
      }));
    }),
    events.onEngineRestarted(({ message, next }) => {
      forgetAnswers();
      notify({ intent: 'warning', title: message, text: next, detail: null });
    }),
    events.onThemeChanged(({ theme, systemDark, systemContrast }) => store.setState({ theme, systemDark, systemContrast })),
  ];
  return () => {
    for (const end of ends) end();
  };
}
