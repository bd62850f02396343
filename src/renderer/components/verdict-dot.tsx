import type { Verdict } from '../../shared/domain/reach/verdict';
import { VERDICT_WORDS } from '../format/words';
import { componentStrings as strings } from './strings';
import styles from './verdict-dot.module.css';

interface VerdictDotProps {
  readonly verdict: Verdict;
  readonly reason?: string | null;
  /** Shows the word beside the dot; without it the word is only in the accessible name. */
  readonly withWord?: boolean;
}

/** A verdict: filled dot for yes, hollow for no, half with a question mark for unknown; the word is always in the accessible name. */
export function VerdictDot({ verdict, reason = null, withWord = false }: VerdictDotProps): React.JSX.Element {
  const label = strings.verdictLabel(VERDICT_WORDS[verdict], reason);
  return (
    <span className={`${styles.dot} ${styles[verdict] ?? ''}`} role="img" aria-label={label} title={reason ?? VERDICT_WORDS[verdict]}>
      <svg className={styles.mark} viewBox={verdict === 'unknown' ? '0 0 24 16' : '0 0 16 16'} aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="6.25" fill={verdict === 'yes' ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.5" />
        {verdict === 'unknown' && (
          <>
            <path d="M8 1.75a6.25 6.25 0 0 0 0 12.5z" fill="currentColor" />
            <text x="19.5" y="12.6" fontSize="13" fontWeight="700" textAnchor="middle" fill="currentColor">
              ?
            </text>
          </>
        )}
      </svg>
      {withWord && <span aria-hidden="true">{VERDICT_WORDS[verdict]}</span>}
    </span>
  );
}
