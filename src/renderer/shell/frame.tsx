import { lazy, Suspense, useEffect } from 'react';
import { LoadingState } from '../components/states';
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
import { usePlace } from './use-place';
import styles from './frame.module.css';

const StartPage = lazy(() => import('../features/start/start-page').then((module) => ({ default: module.StartPage })));
const Dialogs = lazy(() => import('../features/settings/dialogs').then((module) => ({ default: module.Dialogs })));

/** The frame around every view: top bar, rail, content, tray, palette. */
export function Frame(): React.JSX.Element {
  const place = usePlace();
  const location = useFullLocation();
  const dialog = useSessionStore((state) => state.dialog);
  const rememberPlace = useViewStore((state) => state.rememberPlace);
  useGlobalKeys();
  useFrameCommands();
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
          <Suspense fallback={<LoadingState />}>{inReading ? <ReadingGate place={place} /> : <StartPage />}</Suspense>
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
