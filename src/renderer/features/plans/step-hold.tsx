import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { SETTLING_FACTS, type Settling } from '../../../shared/domain/plan/settling';
import { holdInWords } from '../../../shared/domain/plan/journal-words';
import { Facts } from '../../components/page';
import { formatExact, formatMoment } from '../../format/format';
import { actOnPlan, advanceDemoClock } from './plan-actions';
import type { Hold, PlanRun, PlanStepView, PlanView } from './plan-api';
import { useIsPlanBusy } from './plans-store';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

interface StepHoldProps {
  readonly plan: PlanView;
  readonly run: PlanRun;
  readonly step: PlanStepView;
  readonly hold: Hold;
}

/** Why a step stands still: what it waits for and since when, what somebody has to do, or why it stopped. */
export function StepHold({ plan, run, step, hold }: StepHoldProps): React.JSX.Element {
  switch (hold.kind) {
    case 'settling':
      return <Settles plan={plan} run={run} step={step} hold={hold} />;
    case 'failed':
      return (
        <MessageBar className={styles.hold} intent="error" layout="multiline" role="alert">
          <MessageBarBody>
            <MessageBarTitle>{hold.says}</MessageBarTitle>
            {hold.nextStep}
            {hold.detail !== null && (
              <details className={styles.details}>
                <summary>{hold.code}</summary>
                <pre className={styles.cause}>{hold.detail}</pre>
              </details>
            )}
          </MessageBarBody>
        </MessageBar>
      );
    case 'person':
    case 'right':
    case 'credential':
      return (
        <MessageBar className={styles.hold} intent="warning" layout="multiline" role="status">
          <MessageBarBody>{hold.says}</MessageBarBody>
        </MessageBar>
      );
    case 'queued':
    case 'handedOver':
      return (
        <MessageBar className={styles.hold} intent="info" layout="multiline" role="status">
          <MessageBarBody>
            {holdInWords(hold)} {strings.waitsSince} {formatMoment(hold.since)}.
          </MessageBarBody>
        </MessageBar>
      );
  }
}

interface SettlesProps extends Omit<StepHoldProps, 'hold'> {
  readonly hold: Extract<Hold, { readonly kind: 'settling' }>;
}

/** Time that Microsoft 365 takes: what for, since when, and what was seen last. */
function Settles({ plan, run, step, hold }: SettlesProps): React.JSX.Element {
  const busy = useIsPlanBusy(plan.id);
  const facts = SETTLING_FACTS[hold.settling as Settling];
  const late = Date.parse(hold.lastLook) > Date.parse(hold.expectedBy);
  const at = (iso: string): React.JSX.Element => (
    <time dateTime={iso} title={formatExact(iso)}>
      {formatMoment(iso)}
    </time>
  );
  return (
    <MessageBar className={styles.hold} intent={late ? 'warning' : 'info'} layout="multiline" role="status">
      <MessageBarBody>
        <Facts
          facts={[
            // What is said of a change does not hold for taking it back.
            [
              strings.waitsFor,
              run.state === 'undoing' ? strings.waitsForUndo : facts ? `${facts.label}. ${facts.untilThen}` : hold.settling,
            ],
            [strings.waitsSince, at(hold.since)],
            [strings.expectedBy, at(hold.expectedBy)],
            [strings.lastLook, at(hold.lastLook)],
            [strings.saw, hold.saw],
          ]}
        />
        {late ? strings.late : strings.leaveHint}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" disabledFocusable={busy} onClick={() => void actOnPlan(plan.id, { action: 'lookNow', step: step.id })}>
          {strings.lookNow}
        </Button>
        {run.target === 'demo' && (
          <Button size="small" title={strings.clockHint} onClick={() => void advanceDemoClock()}>
            {strings.clock}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
