import { Button } from '@fluentui/react-components';
import { DocumentSearchRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactNode } from 'react';
import type { Failure } from '../../shared/ipc/envelope';
import { CopyButton } from './copyable';
import { componentStrings as strings } from './strings';
import styles from './states.module.css';

const WIDTHS = ['42%', '78%', '64%', '86%', '55%', '71%'];

/** A skeleton that appears only if the answer takes longer than 150 ms. */
export function LoadingState({
  label = strings.loading,
  onCancel,
}: {
  readonly label?: string;
  readonly onCancel?: () => void;
}): React.JSX.Element | null {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), 150);
    return () => window.clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className={styles.skeleton} role="status">
      <span className={styles.hidden}>{label}</span>
      {WIDTHS.map((width) => (
        <div key={width} className={styles.bar} style={{ width }} />
      ))}
      {onCancel && (
        <div>
          <Button onClick={onCancel}>{strings.cancel}</Button>
        </div>
      )}
    </div>
  );
}

interface MessageProps {
  readonly title: string;
  readonly text: string;
  readonly actions?: ReactNode;
  /** Sits inside a page instead of standing for the whole of it. */
  readonly compact?: boolean;
}

/** Why there is nothing here, and what to do. */
export function EmptyState({ title, text, actions, compact = false }: MessageProps): React.JSX.Element {
  return (
    <div className={`${styles.state} ${compact ? styles.compact : ''}`} role="status">
      {!compact && <DocumentSearchRegular className={styles.icon} aria-hidden="true" />}
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface ErrorStateProps {
  readonly error: Failure;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
  readonly compact?: boolean;
}

/** An error: sentence, next step, details that unfold and can be copied. */
export function ErrorState({ error, onRetry, actions, compact = false }: ErrorStateProps): React.JSX.Element {
  const cause = [error.detail, error.logId && `${strings.logId} ${error.logId}`].filter(Boolean).join('\n');
  return (
    <div className={`${styles.state} ${compact ? styles.compact : ''}`} role="alert">
      {!compact && <ErrorCircleRegular className={styles.icon} aria-hidden="true" />}
      <h2 className={styles.title}>{error.message}</h2>
      <p className={styles.text}>{error.next}</p>
      {(onRetry || actions) && (
        <div className={styles.actions}>
          {onRetry && <Button onClick={onRetry}>{strings.tryAgain}</Button>}
          {actions}
        </div>
      )}
      {cause && (
        <details className={styles.details}>
          <summary>{strings.details}</summary>
          <pre className={styles.cause}>{cause}</pre>
          <CopyButton text={`${error.message}\n${cause}`} label={strings.copyDetails} />
        </details>
      )}
    </div>
  );
}
