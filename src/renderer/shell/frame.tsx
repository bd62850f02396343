import { useFocusFinders } from '@fluentui/react-components';
import { lazy, Suspense, useEffect } from 'react';
import { LoadingState } from '../components/states';
import { useAccountDialogStore } from '../features/accounts/dialog-store';
import { followAccounts } from '../features/accounts/follow-accounts';
import { followLiveTests } from '../features/live-test/live-test-actions';
import { followPlans } from '../features/plans/plan-actions';
import { usePlanCommands } from '../features/plans/use-plan-commands';
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
import type { Place, SinglePage } from '../routing/routes';
import { usePlace } from './use-place';
import styles from './frame.module.css';

const RunPage = lazy(() => import('../features/reading-run/run-page').then((module) => ({ default: module.RunPage })));
const HistoryPage = lazy(() => import('../features/history/history-page').then((module) => ({ default: module.HistoryPage })));
const StartPage = lazy(() => import('../features/start/start-page').then((module) => ({ default: module.StartPage })));
const SettingsPage = lazy(() => import('../features/settings/settings-page').then((module) => ({ default: module.SettingsPage })));
const ReadinessPage = lazy(() => import('../features/readiness/readiness-page').then((module) => ({ default: module.ReadinessPage })));
const RegistrationPage = lazy(() =>
  import('../features/registration/registration-page').then((module) => ({ default: module.RegistrationPage })),
);
const OfflinePage = lazy(() => import('../features/offline/offline-page').then((module) => ({ default: module.OfflinePage })));
const PlansPage = lazy(() => import('../features/plans/plans-page').then((module) => ({ default: module.PlansPage })));
const PlanPage = lazy(() => import('../features/plans/plan-page').then((module) => ({ default: module.PlanPage })));
const AboutDialog = lazy(() => import('../features/settings/about-dialog').then((module) => ({ default: module.AboutDialog })));
const AccountDialogs = lazy(() => import('../features/accounts/account-dialogs').then((module) => ({ default: module.AccountDialogs })));

/** The pages outside of a reading. */
const PAGES: Readonly<Record<SinglePage, React.LazyExoticComponent<() => React.JSX.Element>>> = {
  run: RunPage,
  history: HistoryPage,
  settings: SettingsPage,
  readiness: ReadinessPage,
  registration: RegistrationPage,
  offline: OfflinePage,
  plans: PlansPage,
};

/** The frame around every view: top bar, rail, content, tray, palette. */
export function Frame(): React.JSX.Element {
  const place = usePlace();
  const location = useFullLocation();
  const aboutOpen = useSessionStore((state) => state.dialog === 'about');
  const accountDialogOpen = useAccountDialogStore((state) => state.dialog !== null);
  const rememberPlace = useViewStore((state) => state.rememberPlace);
  // Fluent's focus manager lives as long as a component uses it. Ending with the last dialog, it would leave the window hidden from
  // screen readers.
  useFocusFinders();
  useGlobalKeys();
  useFrameCommands();
  useRunCommands(place.kind === 'section' ? place.readingId : null);
  usePlanCommands(place);
  useEffect(() => followAccounts(), []);
  useEffect(() => followPlans(), []);
  useEffect(() => followLiveTests(), []);
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
      <Suspense fallback={null}>
        {aboutOpen && <AboutDialog />}
        {accountDialogOpen && <AccountDialogs />}
      </Suspense>
    </div>
  );
}

function Content({ place }: { readonly place: Place }): React.JSX.Element {
  if (place.kind === 'section') return <ReadingGate place={place} />;
  if (place.kind === 'start') return <StartPage />;
  if (place.kind === 'plan') return <PlanPage key={place.planId} planId={place.planId} />;
  const SinglePageOf = PAGES[place.kind];
  return <SinglePageOf />;
}
