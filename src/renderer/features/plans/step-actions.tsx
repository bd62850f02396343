import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { GiveCredentialDialog } from './give-credential-dialog';
import { actOnPlan, copyNewSecret } from './plan-actions';
import type { PlanRun, PlanStepView, PlanView } from './plan-api';
import { canUndoTo, credentialToCopy, isMoving, statusOf } from './plan-states';
import { useIsPlanBusy } from './plans-store';
import { ConfirmStepDialog, HandOverDialog, SkipDialog, UndoDialog } from './step-dialogs';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

interface StepActionsProps {
  readonly plan: PlanView;
  readonly run: PlanRun;
  readonly step: PlanStepView;
}

type Asked = 'credential' | 'confirm' | 'skip' | 'handOver' | 'undo';

/** What one can do about a step as it stands now. Nothing where there is nothing to do. */
export function StepActions({ plan, run, step }: StepActionsProps): React.JSX.Element | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const busy = useIsPlanBusy(plan.id);
  const { state, hold } = statusOf(run, step.id);
  const stands = state === 'failed' || state === 'needs-you' || (state === 'waiting' && hold?.kind !== 'queued');
  const needsWord = hold?.kind === 'person' || hold?.kind === 'credential' || hold?.kind === 'handedOver';
  // A step that Mailscope does itself waits for consent to it, not for somebody to do it.
  const confirmAction = hold?.kind === 'person' && step.change?.api !== 'person' ? strings.confirmAnyway : strings.confirmStep;
  const made = credentialToCopy(step, state);
  const undoable = canUndoTo(plan.steps, run, step.id);
  if (!stands && made === null && !undoable) return null;
  const close = (): void => setAsked(null);
  const again = (): void => void actOnPlan(plan.id, { action: 'retry', step: step.id });
  return (
    <div className={styles.actions} role="group" aria-label={step.title}>
      {made !== null && (
        <Button appearance="primary" title={strings.copySecretHint} onClick={() => void copyNewSecret(made)}>
          {made.kind === 'secret' ? strings.copySecret : strings.copyCertificate}
        </Button>
      )}
      {hold?.kind === 'credential' && (
        <Button appearance="primary" disabledFocusable={busy} onClick={() => setAsked('credential')}>
          {strings.giveCredential}
        </Button>
      )}
      {needsWord && (
        <Button appearance={hold?.kind === 'person' ? 'primary' : 'secondary'} disabledFocusable={busy} onClick={() => setAsked('confirm')}>
          {confirmAction}
        </Button>
      )}
      {(state === 'failed' || hold?.kind === 'right') && (
        <Button appearance="primary" disabledFocusable={busy} onClick={again}>
          {strings.retry}
        </Button>
      )}
      {hold?.kind === 'handedOver' && (
        <Button disabledFocusable={busy} onClick={() => void actOnPlan(plan.id, { action: 'lookNow', step: step.id })}>
          {strings.lookNow}
        </Button>
      )}
      {stands && step.change !== null && !isMoving(run.state) && <Button onClick={() => setAsked('handOver')}>{strings.handOver}</Button>}
      {stands && step.optional && <Button onClick={() => setAsked('skip')}>{strings.skip}</Button>}
      {undoable && <Button onClick={() => setAsked('undo')}>{strings.undoTo}</Button>}
      {asked === 'credential' && <GiveCredentialDialog plan={plan} step={step} onClose={close} />}
      {asked === 'confirm' && (
        <ConfirmStepDialog
          plan={plan}
          step={step}
          action={confirmAction}
          says={hold?.kind === 'person' ? hold.says : null}
          onClose={close}
        />
      )}
      {asked === 'skip' && <SkipDialog plan={plan} step={step} onClose={close} />}
      {asked === 'handOver' && <HandOverDialog plan={plan} step={step} onClose={close} />}
      {asked === 'undo' && <UndoDialog plan={plan} run={run} stepId={step.id} onClose={close} />}
    </div>
  );
}
