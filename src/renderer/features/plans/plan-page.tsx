import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect } from 'react';
import { SplitView } from '../../components/split-view';
import { ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { navigate } from '../../routing/hash-location';
import { readChoice } from '../../routing/list-query';
import { newPlanPath, PLANS_PATH } from '../../routing/routes';
import { useRouteQuery } from '../../routing/use-route-query';
import { useAccounts } from '../../state/accounts-store';
import { useSessionStore } from '../../state/session-store';
import { startReading } from '../reading-run/run-actions';
import { BeforeAfter } from './before-after';
import { Journal } from './journal';
import type { PlanRun, PlanView } from './plan-api';
import { PlanHeader } from './plan-header';
import { currentStep, isEnded } from './plan-states';
import { planTarget, type PlanTarget } from './plan-target';
import { PlanText, TEXT_KINDS } from './plan-text';
import { usePlanRun } from './plans-store';
import { StepDetail } from './step-detail';
import { StepList } from './step-list';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** What exactly will happen, who gains or loses, and how far is it? */
export function PlanPage({ planId }: { readonly planId: string }): React.JSX.Element {
  const { state, retry } = useAnswer(`plan:${planId}`, (signal) => request(window.mailscope.plans.get, { planId }, { signal }));
  const latest = usePlanRun(planId);
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') {
    return (
      <ErrorState error={state.error} onRetry={retry} actions={<Button onClick={() => navigate(PLANS_PATH)}>{strings.plans}</Button>} />
    );
  }
  return <OpenPlan plan={state.value.plan} run={latest ?? state.value.run} />;
}

interface OpenPlanProps {
  readonly plan: PlanView;
  readonly run: PlanRun;
}

/** The address of what stands before the steps, once a plan runs: without it the step it stands at is shown. */
const BEFORE = 'before';

function OpenPlan({ plan, run }: OpenPlanProps): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const recent = useSessionStore((state) => state.recent);
  const accounts = useAccounts();
  const target = planTarget(plan, run, { readings: recent, accounts });
  useEffect(() => {
    document.title = `${plan.title} – Mailscope`;
  }, [plan.title]);
  const started = run.state !== 'draft';
  const current = started && !isEnded(run.state) ? currentStep(run) : null;
  const text = readChoice(query['text'], TEXT_KINDS);
  const asked = query['step'];
  const pinned = plan.steps.find((step) => step.id === asked);
  // Nothing chosen: the step that the plan stands at, as it goes on.
  const step = pinned ?? (asked === BEFORE ? undefined : plan.steps.find((candidate) => candidate.id === current));
  const choose = (stepId: string | null): void => change({ step: stepId ?? (started ? BEFORE : undefined), text: undefined });
  return (
    <div className={styles.plan}>
      <PlanHeader
        plan={plan}
        run={run}
        target={target}
        text={text ?? null}
        onText={(kind) => change({ text: kind === text ? undefined : kind })}
      />
      <Banner plan={plan} run={run} target={target} />
      <div className={styles.body}>
        <SplitView
          id="plan"
          listShare={36}
          list={<StepList plan={plan} run={run} chosen={text === undefined ? (step?.id ?? null) : undefined} onChoose={choose} />}
          detail={
            <div className={styles.detail} role="region" aria-label={step?.title ?? strings.beforeAfter} tabIndex={0}>
              {current !== null && asked !== undefined && asked !== current && (
                <Button size="small" appearance="subtle" onClick={() => change({ step: undefined, text: undefined })}>
                  {strings.showCurrent}
                </Button>
              )}
              {text !== undefined ? (
                <PlanText key={text} planId={plan.id} kind={text} />
              ) : step ? (
                <StepDetail key={step.id} plan={plan} run={run} step={step} />
              ) : (
                <BeforeAfter plan={plan} />
              )}
            </div>
          }
        />
      </div>
      {started && <Journal plan={plan} run={run} />}
    </div>
  );
}

/** What concerns the whole plan: nobody to run it as, a tenant that changed, a result to be read. */
function Banner({ plan, run, target }: OpenPlanProps & { readonly target: PlanTarget }): React.JSX.Element | null {
  const { family, subject, basedOn } = plan;
  const again =
    target === null ? null : (
      <Button size="small" onClick={() => void startReading({ target, mailboxPermissions: 'shared', resume: null })}>
        {strings.readAgain}
      </Button>
    );
  if (run.stale.length > 0) {
    const { readingId } = basedOn;
    return (
      <MessageBar className={styles.banner} intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{strings.staleTitle}</MessageBarTitle>
          {strings.staleText}
          <ul className={styles.bullets}>
            {run.stale.map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </MessageBarBody>
        <MessageBarActions>
          {again}
          {readingId !== null && (
            <Button size="small" onClick={() => navigate(newPlanPath(readingId, family, subject.id))}>
              {strings.makeAnew}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (target === null && !isEnded(run.state)) {
    return (
      <MessageBar className={styles.banner} intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{strings.noTarget}</MessageBarTitle> {strings.noTargetNext}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (run.state === 'done' || run.state === 'undone') {
    return (
      <MessageBar className={styles.banner} intent="success" layout="multiline" role="status">
        <MessageBarBody>{strings.readAgainText}</MessageBarBody>
        <MessageBarActions>{again}</MessageBarActions>
      </MessageBar>
    );
  }
  return null;
}
