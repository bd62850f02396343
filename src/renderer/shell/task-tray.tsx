import { Button, ProgressBar } from '@fluentui/react-components';
import { formatNumber } from '../format/format';
import { navigate, useHashPath } from '../routing/hash-location';
import { cancelTask } from '../state/session-actions';
import { useSessionStore, type Task } from '../state/session-store';
import { sessionStrings } from '../state/strings';
import { shellStrings as strings } from './strings';
import { useEffect, useState } from 'react';
import styles from './frame.module.css';

/** Work shorter than this never shows: a tray that flashes tells nothing. */
const PATIENCE = 200;

/** Long work at the bottom of the window: what runs, how far it is, and a way to stop it. One can leave the view meanwhile. */
export function TaskTray(): React.JSX.Element | null {
  const allTasks = useSessionStore((state) => state.tasks);
  const [path] = useHashPath();
  const tasks = allTasks.filter((task) => task.address !== path);
  const [patient, setPatient] = useState(false);
  const busy = tasks.length > 0;
  useEffect(() => {
    if (!busy) return undefined;
    const timer = window.setTimeout(() => setPatient(true), PATIENCE);
    return () => {
      window.clearTimeout(timer);
      setPatient(false);
    };
  }, [busy]);
  if (!busy || !patient) return null;
  return (
    <section className={styles.tray} aria-label={strings.tray}>
      {tasks.map((task) => (
        <TaskRow key={task.requestId} task={task} />
      ))}
    </section>
  );
}

function TaskRow({ task }: { readonly task: Task }): React.JSX.Element {
  const known = task.total > 0;
  const figures = known ? ` · ${formatNumber(task.done)} / ${formatNumber(task.total)}` : '';
  return (
    <div className={styles.task}>
      <span role="status" className={styles.taskText}>
        {task.title}
        {task.stage && ` · ${task.stage}`}
        {figures}
      </span>
      <ProgressBar className={styles.taskBar} aria-label={task.title} value={known ? Math.min(1, task.done / task.total) : undefined} />
      {task.address && (
        <Button size="small" appearance="subtle" onClick={() => navigate(task.address ?? '/')}>
          {sessionStrings.showTask}
        </Button>
      )}
      {task.cancellable && (
        <Button size="small" onClick={() => cancelTask(task.requestId)}>
          {strings.cancel}
        </Button>
      )}
    </div>
  );
}
