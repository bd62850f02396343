import type { ReachExtent } from '../../shared/domain/answers/answer-shapes';
import { formatNumber } from '../format/format';
import { EXTENT_WORDS } from '../format/words';
import styles from './reach-bar.module.css';

interface ReachBarProps {
  readonly extent: ReachExtent;
  readonly mailboxes: number;
  readonly unknownMailboxes: number;
  readonly total: number;
}

const share = (part: number, whole: number): string => `${whole > 0 && part > 0 ? Math.max(3, Math.round((part / whole) * 100)) : 0}%`;

/** The share of mailboxes an app reaches, as a bar and a word. What is not known is hatched. */
export function ReachBar({ extent, mailboxes, unknownMailboxes, total }: ReachBarProps): React.JSX.Element {
  const word =
    extent === 'all' ? EXTENT_WORDS.all : extent === 'none' ? '0' : extent === 'unknown' ? EXTENT_WORDS.unknown : formatNumber(mailboxes);
  return (
    <span className={styles.bar}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.yes} style={{ width: extent === 'all' ? '100%' : share(mailboxes, total) }} />
        <span className={styles.unknown} style={{ width: share(unknownMailboxes, total) }} />
      </span>
      <span className={`${styles.word} ${extent === 'all' ? styles.all : ''}`} title={word}>
        {word}
      </span>
    </span>
  );
}
