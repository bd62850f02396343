import { Button } from '@fluentui/react-components';
import { lazy, useEffect, useState } from 'react';
import { ErrorState, LoadingState } from '../components/states';
import type { Failure } from '../../shared/ipc/envelope';
import { navigate } from '../routing/hash-location';
import type { Place, Section } from '../routing/routes';
import { openReading } from '../state/session-actions';
import { useOpenReading, useSessionStore } from '../state/session-store';
import type { SectionProps } from './section-props';
import { shellStrings as strings } from './strings';

type SectionPlace = Extract<Place, { readonly kind: 'section' }>;

/** Each section is a chunk of its own, so that the first screen stays small. */
const PAGES: Readonly<Record<Section, React.LazyExoticComponent<React.ComponentType<SectionProps>>>> = {
  overview: lazy(() => import('../features/overview/overview-page').then((module) => ({ default: module.OverviewPage }))),
  apps: lazy(() => import('../features/apps/apps-page').then((module) => ({ default: module.AppsPage }))),
  who: lazy(() => import('../features/who/who-page').then((module) => ({ default: module.WhoPage }))),
  people: lazy(() => import('../features/who/person-page').then((module) => ({ default: module.PersonPage }))),
  findings: lazy(() => import('../features/findings/findings-page').then((module) => ({ default: module.FindingsPage }))),
  credentials: lazy(() => import('../features/credentials/credentials-page').then((module) => ({ default: module.CredentialsPage }))),
  policies: lazy(() => import('../features/policies/policies-page').then((module) => ({ default: module.PoliciesPage }))),
  change: lazy(() => import('../features/plans/questions-page').then((module) => ({ default: module.QuestionsPage }))),
  test: lazy(() => import('../features/live-test/live-test-page').then((module) => ({ default: module.LiveTestPage }))),
  reading: lazy(() => import('../features/reading/reading-page').then((module) => ({ default: module.ReadingPage }))),
};

/** Makes sure that the reading an address names is open, then shows the section. */
export function ReadingGate({ place }: { readonly place: SectionPlace }): React.JSX.Element {
  const { readingId, section, rest } = place;
  const reading = useOpenReading(readingId);
  const [failed, setFailed] = useState<{ readonly readingId: string; readonly failure: Failure } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const isOpen = reading !== null;
  useEffect(() => {
    if (isOpen) return undefined;
    let left = false;
    const name = useSessionStore.getState().recent.find((other) => other.id === readingId)?.fileName ?? null;
    void openReading(readingId, name, false).then((answer) => {
      if (!left && !answer.ok) setFailed({ readingId, failure: answer.error });
    });
    return () => {
      left = true;
    };
  }, [isOpen, readingId, attempt]);
  if (!isOpen && failed?.readingId === readingId) {
    return (
      <ErrorState
        error={failed.failure}
        onRetry={() => {
          setFailed(null);
          setAttempt((count) => count + 1);
        }}
        actions={
          <Button appearance="primary" onClick={() => navigate('/')}>
            {strings.readingGone}
          </Button>
        }
      />
    );
  }
  if (!isOpen) return <LoadingState label={strings.opening} />;
  const Page = PAGES[section];
  return <Page key={`${readingId}/${section}`} readingId={readingId} rest={rest} />;
}
