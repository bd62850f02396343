import {
  ArrowSyncCircleRegular,
  ArrowUndoRegular,
  CheckmarkCircleFilled,
  CheckmarkCircleRegular,
  CircleRegular,
  ClockRegular,
  DismissCircleFilled,
  PauseCircleRegular,
  PersonAlertRegular,
  SubtractCircleRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { RunState, StepState } from './plan-api';
import { RUN_STATE_WORDS, STEP_STATE_WORDS } from './strings';
import styles from './plans.module.css';

const MARKS: Readonly<Record<StepState | RunState, FluentIcon>> = {
  open: CircleRegular,
  draft: CircleRegular,
  running: ArrowSyncCircleRegular,
  waiting: ClockRegular,
  paused: PauseCircleRegular,
  'needs-you': PersonAlertRegular,
  failed: DismissCircleFilled,
  done: CheckmarkCircleFilled,
  'already-so': CheckmarkCircleRegular,
  skipped: SubtractCircleRegular,
  cancelled: SubtractCircleRegular,
  undoing: ArrowSyncCircleRegular,
  undone: ArrowUndoRegular,
};

function Mark({ state, word }: { readonly state: StepState | RunState; readonly word: string }): React.JSX.Element {
  const Icon = MARKS[state];
  return (
    <span className={`${styles.mark} ${styles[`mark-${state}`] ?? ''}`}>
      <Icon className={styles.markIcon} aria-hidden="true" />
      {word}
    </span>
  );
}

/** The state of a step: a mark of its own shape, and the word. */
export function StepMark({ state }: { readonly state: StepState }): React.JSX.Element {
  return <Mark state={state} word={STEP_STATE_WORDS[state]} />;
}

/** The state of a plan: a mark of its own shape, and the word. */
export function RunMark({ state }: { readonly state: RunState }): React.JSX.Element {
  return <Mark state={state} word={RUN_STATE_WORDS[state]} />;
}
