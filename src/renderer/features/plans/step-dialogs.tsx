import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Textarea,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useFocusReturn } from '../../components/use-focus-return';
import { formatCount } from '../../format/format';
import { actOnPlan, exportPlan } from './plan-actions';
import type { PlanRun, PlanStepView, PlanView } from './plan-api';
import { keptByUndo, statusOf } from './plan-states';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** What a dialog about a step gets. */
export interface StepDialogProps {
  readonly plan: PlanView;
  readonly step: PlanStepView;
  readonly onClose: () => void;
}

interface AskDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** Whether what is asked for was given. */
  readonly ready: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that asks for something before it acts. */
export function AskDialog({ title, text, action, ready, onSend, onClose, children }: AskDialogProps): React.JSX.Element {
  useFocusReturn();
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready) return;
            onClose();
            onSend();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <p className={styles.text}>{text}</p>
              {children}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{strings.cancel}</Button>
              <Button appearance="primary" type="submit" disabledFocusable={!ready}>
                {action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

interface ConfirmStepDialogProps extends StepDialogProps {
  readonly action: string;
  /** What is confirmed, in so many words. */
  readonly says: string | null;
}

/** Says that somebody has done, or has confirmed, what a step asks for. */
export function ConfirmStepDialog({ plan, step, action, says, onClose }: ConfirmStepDialogProps): React.JSX.Element {
  const [note, setNote] = useState('');
  return (
    <AskDialog
      title={step.title}
      text={says ?? ''}
      action={action}
      ready
      onSend={() => void actOnPlan(plan.id, { action: 'confirm', step: step.id, note: note.trim() })}
      onClose={onClose}
    >
      <Field label={strings.note} hint={strings.confirmStepText}>
        <Textarea autoFocus value={note} maxLength={1000} resize="vertical" onChange={(_, data) => setNote(data.value)} />
      </Field>
    </AskDialog>
  );
}

/** Goes on without a step, with the reason why. */
export function SkipDialog({ plan, step, onClose }: StepDialogProps): React.JSX.Element {
  const [reason, setReason] = useState('');
  return (
    <AskDialog
      title={strings.skipTitle}
      text={strings.skipText}
      action={strings.skipAction}
      ready={reason.trim() !== ''}
      onSend={() => void actOnPlan(plan.id, { action: 'skip', step: step.id, reason: reason.trim() })}
      onClose={onClose}
    >
      <Field label={strings.skipReason} hint={strings.skipReasonHint} required>
        <Textarea autoFocus value={reason} maxLength={1000} resize="vertical" onChange={(_, data) => setReason(data.value)} />
      </Field>
    </AskDialog>
  );
}

/** Gives a step to somebody else: the script or the instructions go out, the verified result comes in. */
export function HandOverDialog({ plan, step, onClose }: StepDialogProps): React.JSX.Element {
  const [to, setTo] = useState('');
  return (
    <AskDialog
      title={strings.handOverTitle}
      text={strings.handOverText}
      action={strings.handOverAction}
      ready={to.trim() !== ''}
      onSend={() => void actOnPlan(plan.id, { action: 'handOver', step: step.id, to: to.trim() })}
      onClose={onClose}
    >
      <div className={styles.actions}>
        <Button size="small" onClick={() => void exportPlan(plan.id, 'script', step.id)}>
          {strings.stepScript}
        </Button>
        <Button size="small" onClick={() => void exportPlan(plan.id, 'instructions', step.id)}>
          {strings.stepInstructions}
        </Button>
      </div>
      <Field label={strings.handOverTo} hint={strings.handOverHint} required>
        <Input autoFocus value={to} maxLength={200} onChange={(_, data) => setTo(data.value)} />
      </Field>
    </AskDialog>
  );
}

interface UndoDialogProps {
  readonly plan: PlanView;
  readonly run: PlanRun;
  readonly stepId: string;
  readonly onClose: () => void;
}

/** Takes back what was done, down to a step, after it has said what that is. */
export function UndoDialog({ plan, run, stepId, onClose }: UndoDialogProps): React.JSX.Element {
  const from = plan.steps.findIndex((step) => step.id === stepId);
  const back = plan.steps
    .slice(from)
    .filter((step) => statusOf(run, step.id).state === 'done' && step.undo.kind === 'change')
    .reverse();
  const kept = keptByUndo(plan.steps, run, stepId);
  return (
    <ConfirmDialog
      title={strings.undoTitle}
      action={strings.undoAction}
      dismiss={strings.cancel}
      onConfirm={() => void actOnPlan(plan.id, { action: 'undoTo', step: stepId })}
      onClose={onClose}
    >
      <p className={styles.text}>{strings.undoText(formatCount(back.length, 'step', 'steps'))}</p>
      <ol className={styles.bullets}>
        {back.map((step) => (
          <li key={step.id}>{step.undo.kind === 'change' ? step.undo.says : step.title}</li>
        ))}
      </ol>
      {kept.length > 0 && (
        <>
          <p className={styles.text}>{strings.undoKept}</p>
          <ul className={styles.bullets}>
            {kept.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </>
      )}
    </ConfirmDialog>
  );
}
