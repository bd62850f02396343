import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Failure } from '../../../shared/ipc/envelope';
import { CopyButton } from '../../components/copyable';
import { componentStrings } from '../../components/strings';
import styles from './accounts.module.css';

interface FailureBarProps {
  readonly failure: Failure;
  /** Another way that may work. */
  readonly children?: ReactNode;
}

/** Why a sign-in did not work: sentence, next step, and the code and correlation id to copy for whoever looks into it. */
export function FailureBar({ failure, children }: FailureBarProps): React.JSX.Element {
  const cause = [failure.detail, failure.logId && `${componentStrings.logId} ${failure.logId}`].filter(Boolean).join('\n');
  return (
    <MessageBar className={styles.bar} intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{failure.message}</MessageBarTitle>
        {failure.next}
        {children}
        {cause && (
          <details className={styles.details}>
            <summary>{componentStrings.details}</summary>
            <pre className={styles.cause}>{cause}</pre>
            <CopyButton text={`${failure.message}\n${cause}`} label={componentStrings.copyDetails} withWord />
          </details>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
