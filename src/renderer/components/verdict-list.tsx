import { CAPABILITIES, type Capability } from '../../shared/domain/reach/capability';
import { shownVerdicts } from '../format/capability-lists';
import { CAPABILITY_WORDS } from '../format/words';
import { VerdictDot } from './verdict-dot';
import styles from './verdict-list.module.css';

interface VerdictListProps {
  readonly verdicts: Readonly<Partial<Record<Capability, 'yes' | 'unknown'>>>;
  readonly wrap?: boolean;
}

/** Capabilities with their verdicts, without those that a stronger one implies. */
export function VerdictList({ verdicts, wrap = false }: VerdictListProps): React.JSX.Element {
  return (
    <span className={`${styles.list} ${wrap ? styles.wrap : ''}`}>
      {shownVerdicts(verdicts, CAPABILITIES).map(([capability, verdict]) => (
        <span key={capability} className={styles.item}>
          <VerdictDot verdict={verdict} />
          {CAPABILITY_WORDS[capability]}
        </span>
      ))}
    </span>
  );
}
