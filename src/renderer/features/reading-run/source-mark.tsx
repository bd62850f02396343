import {
  ArrowSyncCircleRegular,
  CheckmarkCircleFilled,
  CircleHalfFillFilled,
  CircleRegular,
  DismissCircleFilled,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { SourceState } from './run-api';
import { runStrings as strings } from './strings';
import styles from './run.module.css';

const MARKS: Readonly<Record<SourceState, FluentIcon>> = {
  waiting: CircleRegular,
  reading: ArrowSyncCircleRegular,
  complete: CheckmarkCircleFilled,
  partial: CircleHalfFillFilled,
  missing: DismissCircleFilled,
};

/** The state of a source: a mark of its own shape, and the word. */
export function SourceMark({ state }: { readonly state: SourceState }): React.JSX.Element {
  const Mark = MARKS[state];
  return (
    <span className={`${styles.mark} ${styles[state] ?? ''}`}>
      <Mark className={styles.markIcon} aria-hidden="true" />
      {strings.states[state]}
    </span>
  );
}
