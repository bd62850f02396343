import { useFocusFinders } from '@fluentui/react-components';
import { lazy, Suspense, useEffect } from 'react';
import { LoadingState } from '../components/states';
import { followReadings } from '../features/reading-run/run-actions';
import { useRunCommands } from '../features/reading-run/use-run-commands';
import { useFullLocation } from '../routing/hash-location';
import { useSessionStore } from '../state/session-store';
import { useViewStore } from '../state/view-store';
import { useGlobalKeys } from './commands';
import { DropZone } from './drop-zone';
import { ErrorBoundary } from './error-boundary';
import { useFrameCommands } from './frame-commands';
import { Notices } from './notices';
import { Palette } from './palette';
import { Rail } from './rail';
import { ReadingGate } from './reading-gate';
import { shellStrings as strings } from './strings';
import { TaskTray } from './task-tray';
import { TopBar } from './top-bar';
import { usePersistedViews } from './use-persisted-views';
import type { Place } from '../routing/routes';
import { usePlace } from './use-place';
import styles from './frame.module.css';

const RunPage = lazy(() => import('../features/reading-run/run-page').then((module) => ({ default: module.RunPage })));
const HistoryPage = lazy(() => import('../features/history/history-page').then((module) => ({ default: module.HistoryPage })));
const StartPage = lazy(() => import('../features/start/start-page').then((module) => ({ default: module.StartPage })));
const Dialogs = lazy(() => import('../features/settings/dialogs').then((module) => ({ default: module.Dialogs })));

/** The frame around every view: top bar, rail, content, tray, palette. */
export function Frame(): React.JSX.Element {
  const place = usePlace();
  const location = useFullLocation();
  const dialog = useSessionStore((state) => state.dialog);
  const rememberPlace = useViewStore((state) => state.rememberPlace);
  // Fluent's focus manager lives as long as a component uses it. Ending with the last dialog, it would leave the window hidden from
  // screen readers.
  useFocusFinders();
  useGlobalKeys();
  useFrameCommands();
  useRunCommands(place.kind === 'section' ? place.readingId : null);
  useEffect(() => followReadings(useSessionStore.getState().app?.startTarget ?? null), []);
  usePersistedViews(location);
  useEffect(() => {
    if (place.kind === 'section') rememberPlace(`${place.readingId}/${place.section}`, location);
  }, [place, location, rememberPlace]);
  const inReading = place.kind === 'section';
  return (
    <div className={styles.frame}>
      <a
        className={styles.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {strings.skipToContent}
      </a>
      <TopBar place={place} />
      {inReading && <Rail readingId={place.readingId} current={place.section} />}
      <main id="content" tabIndex={-1} className={`${styles.main} ${inReading ? '' : styles.mainAlone}`}>
        <ErrorBoundary resetKey={location}>
          <Suspense fallback={<LoadingState />}>
            <Content place={place} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <TaskTray />
      <Notices />
      <Palette />
      <DropZone />
      {dialog && (
        <Suspense fallback={null}>
          <Dialogs />
        </Suspense>
      )}
    </div>
  );
}

function Content({ place }: { readonly place: Place }): React.JSX.Element {
  if (place.kind === 'section') return <ReadingGate place={place} />;
  if (place.kind === 'start') return <StartPage />;
  return place.kind === 'run' ? <RunPage /> : <HistoryPage />;
}
