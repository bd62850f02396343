import { Badge, Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, ToggleButton } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { formatMoment } from '../../format/format';
import { navigate } from '../../routing/hash-location';
import { newPlanPath, PLANS_PATH } from '../../routing/routes';
import { openSignIn } from '../accounts/sign-in-actions';
import { startReading } from '../reading-run/run-actions';
import { destructiveWords } from './destructive-words';
import { actOnPlan, discardPlan, exportPlan } from './plan-actions';
import type { PlanRun, PlanView } from './plan-api';
import { canUndoTo, isEnded, isMoving } from './plan-states';
import type { PlanTarget } from './plan-target';
import type { TextKind } from './plan-text';
import { useIsPlanBusy } from './plans-store';
import { confirmations, RunDialog } from './run-dialog';
import { RunMark } from './state-mark';
import { UndoDialog } from './step-dialogs';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

interface PlanHeaderProps {
  readonly plan: PlanView;
  readonly run: PlanRun;
  readonly target: PlanTarget;
  /** The text on show instead of the steps. */
  readonly text: TextKind | null;
  readonly onText: (kind: TextKind) => void;
}

/** The head of a plan: what it is, in which tenant, and what can be done with the whole of it. */
export function PlanHeader({ plan, run, target, text, onText }: PlanHeaderProps): React.JSX.Element {
  const { tenant } = plan;
  return (
    <header className={styles.head}>
      <div className={styles.headText}>
        <h1 className={styles.title}>{plan.title}</h1>
        <p className={styles.headFacts}>
          <span role="status" className={styles.state} data-testid="plan-state">
            <RunMark state={run.state} />
          </span>
          <span>
            {strings.inTenant(tenant.displayName)}
            {tenant.defaultDomain !== '' && tenant.defaultDomain !== tenant.displayName && ` (${tenant.defaultDomain})`}
          </span>
          {target === 'demo' && (
            <Badge appearance="filled" color="brand">
              {strings.demo}
            </Badge>
          )}
          <span className={styles.faint}>{strings.basedOn(formatMoment(plan.basedOn.collectedAt))}</span>
        </p>
      </div>
      <div className={styles.headActions}>
        <MainAction plan={plan} run={run} target={target} />
        <ToggleButton checked={text === 'script'} onClick={() => onText('script')}>
          {strings.script}
        </ToggleButton>
        <ToggleButton checked={text === 'instructions'} onClick={() => onText('instructions')}>
          {strings.instructions}
        </ToggleButton>
        <MoreActions plan={plan} run={run} target={target} onText={onText} />
      </div>
    </header>
  );
}

type PartProps = Omit<PlanHeaderProps, 'text' | 'onText'>;

/** The one thing to do next with the whole plan. */
function MainAction({ plan, run, target }: PartProps): React.JSX.Element | null {
  const [asking, setAsking] = useState(false);
  const busy = useIsPlanBusy(plan.id);
  if (run.stale.length > 0 || isEnded(run.state)) return null;
  if (isMoving(run.state) || run.state === 'waiting') {
    return (
      <Button disabledFocusable={busy} title={strings.pauseHint} onClick={() => void actOnPlan(plan.id, { action: 'pause' })}>
        {strings.pause}
      </Button>
    );
  }
  if (target === null) {
    return run.state === 'draft' ? (
      <Button appearance="primary" onClick={() => openSignIn()}>
        {strings.signIn}
      </Button>
    ) : null;
  }
  const start = (confirmed: string[]): void => void actOnPlan(plan.id, { action: 'run', target, confirmed });
  if (run.state !== 'draft') {
    // What was confirmed at the start stays in the journal.
    return (
      <Button appearance={run.state === 'paused' ? 'primary' : 'secondary'} disabledFocusable={busy} onClick={() => start([])}>
        {strings.resume}
      </Button>
    );
  }
  const words = destructiveWords(plan.steps);
  const action = words === null ? strings.run : strings.runAnd(words);
  const asks = words !== null || confirmations(plan).length > 0;
  return (
    <>
      <Button appearance="primary" disabledFocusable={busy} onClick={() => (asks ? setAsking(true) : start([]))}>
        {action}
      </Button>
      {asking && <RunDialog plan={plan} action={action} onRun={start} onClose={() => setAsking(false)} />}
    </>
  );
}

type Asked = 'cancel' | 'undo' | 'delete';

function MoreActions({ plan, run, target, onText }: Omit<PlanHeaderProps, 'text'>): React.JSX.Element {
  const [asked, setAsked] = useState<Asked | null>(null);
  const first = plan.steps.find((step) => canUndoTo(plan.steps, run, step.id));
  const { readingId } = plan.basedOn;
  const close = (): void => setAsked(null);
  const remove = async (): Promise<void> => {
    if (!(await discardPlan(plan.id))) return;
    if (run.state === 'draft' && window.history.length > 1) window.history.back();
    else navigate(PLANS_PATH, { replace: true });
  };
  return (
    <>
      {run.state === 'draft' && <Button onClick={() => void remove()}>{strings.cancelDraft}</Button>}
      {!isEnded(run.state) && run.state !== 'draft' && <Button onClick={() => setAsked('cancel')}>{strings.cancelRun}</Button>}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={strings.columnActions} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => void exportPlan(plan.id, 'script')}>{strings.exportScript}…</MenuItem>
            <MenuItem onClick={() => onText('json')}>{strings.json}</MenuItem>
            {run.state === 'draft' && readingId !== null && (
              <MenuItem onClick={() => navigate(newPlanPath(readingId, plan.family, plan.subject.id))}>{strings.changeAnswers}</MenuItem>
            )}
            {first !== undefined && <MenuItem onClick={() => setAsked('undo')}>{strings.undoAll}</MenuItem>}
            {target !== null && run.state !== 'draft' && (
              <MenuItem onClick={() => void startReading({ target, mailboxPermissions: 'shared', resume: null })}>
                {strings.readAgain}
              </MenuItem>
            )}
            {(isEnded(run.state) || run.state === 'draft') && <MenuItem onClick={() => setAsked('delete')}>{strings.discard}</MenuItem>}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asked === 'cancel' && (
        <ConfirmDialog
          title={strings.cancelTitle}
          action={strings.cancelAction}
          dismiss={strings.goOn}
          onConfirm={() => void actOnPlan(plan.id, { action: 'cancel' })}
          onClose={close}
        >
          {strings.cancelText}
        </ConfirmDialog>
      )}
      {asked === 'undo' && first !== undefined && <UndoDialog plan={plan} run={run} stepId={first.id} onClose={close} />}
      {asked === 'delete' && (
        <ConfirmDialog
          title={strings.discardTitle}
          action={strings.discardAction}
          dismiss={strings.keep}
          onConfirm={() => void remove()}
          onClose={close}
        >
          {run.state === 'draft' ? strings.discardDraft(plan.title) : strings.discardEnded(plan.title)}
        </ConfirmDialog>
      )}
    </>
  );
}
