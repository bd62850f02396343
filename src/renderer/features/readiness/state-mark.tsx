import {
  CheckmarkCircleFilled,
  CircleHalfFillFilled,
  DismissCircleFilled,
  QuestionCircleRegular,
  WarningFilled,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { FeatureReadiness, ReadinessFact } from '../../../shared/ipc/readiness-shapes';
import { readinessStrings as strings } from './strings';
import styles from './readiness.module.css';

type MarkedState = FeatureReadiness['state'] | ReadinessFact['state'];

/** Shapes differ, so that colour is never the only carrier. */
const MARKS: Readonly<Record<MarkedState, FluentIcon>> = {
  ready: CheckmarkCircleFilled,
  limited: CircleHalfFillFilled,
  blocked: DismissCircleFilled,
  good: CheckmarkCircleFilled,
  attention: WarningFilled,
  missing: DismissCircleFilled,
  unknown: QuestionCircleRegular,
};

const WORDS: Readonly<Record<MarkedState, string>> = { ...strings.states, ...strings.factStates };

/** A state as a mark of its own shape, and the word. */
export function StateMark({ state }: { readonly state: MarkedState }): React.JSX.Element {
  const Mark = MARKS[state];
  return (
    <span className={`${styles.mark} ${styles[state] ?? ''}`}>
      <Mark className={styles.markIcon} aria-hidden="true" />
      {WORDS[state]}
    </span>
  );
}
