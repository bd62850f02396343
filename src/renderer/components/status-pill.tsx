import type { ReactNode } from 'react';
import styles from './status-pill.module.css';

interface StatusPillProps {
  readonly tone?: 'neutral' | 'strong' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: ReactNode;
}

/** A short word in a frame: a state, a mechanism. */
export function StatusPill({ tone = 'neutral', title, children }: StatusPillProps): React.JSX.Element {
  return (
    <span className={`${styles.pill} ${styles[tone] ?? ''}`} title={title}>
      {children}
    </span>
  );
}
