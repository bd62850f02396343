import type { Severity } from '../../shared/domain/findings/finding';
import { SEVERITY_WORDS } from '../format/words';
import { componentStrings as strings } from './strings';
import styles from './severity-mark.module.css';

/** Shapes differ so that colour is never the only carrier: octagon, triangle, diamond, disc, ring. */
const SHAPES: Readonly<Record<Severity, React.JSX.Element>> = {
  critical: (
    <>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill="currentColor" />
      <path d="M5 5l6 6M11 5l-6 6" stroke="var(--colorNeutralBackground1)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  high: (
    <>
      <path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.6v1" stroke="var(--colorNeutralBackground1)" strokeWidth="1.7" strokeLinecap="round" />
    </>
  ),
  medium: <path d="M8 1 15 8 8 15 1 8z" fill="currentColor" />,
  low: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 7.2v4M8 4.6v.6" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
};

interface SeverityMarkProps {
  readonly severity: Severity;
  readonly withWord?: boolean;
}

/** A severity as shape, colour and word; the word stays in the accessible name when it is not shown. */
export function SeverityMark({ severity, withWord = false }: SeverityMarkProps): React.JSX.Element {
  const word = SEVERITY_WORDS[severity];
  return (
    <span className={`${styles.mark} ${styles[severity] ?? ''}`} role="img" aria-label={strings.severityLabel(word)} title={word}>
      <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {SHAPES[severity]}
      </svg>
      {withWord && <span aria-hidden="true">{word}</span>}
    </span>
  );
}
