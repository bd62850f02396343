import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { CopyButton, Copyable } from '../../components/copyable';
import { formatTime } from '../../format/format';
import { openLink } from '../../state/open-link';
import type { Waiting } from './dialog-store';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

interface BrowserWaitProps {
  readonly waiting: Waiting;
  /** The other way to sign in, where there is one. */
  readonly onOtherWay: (() => void) | null;
}

function stageText({ method, progress }: Waiting): string {
  if (method === 'deviceCode' && progress?.stage !== 'finishing') {
    return progress?.deviceCode ? strings.stages.waitingCode : strings.stages.code;
  }
  return strings.stages[progress?.stage ?? 'starting'];
}

/** What is waited for while somebody signs in: the browser, or a code on another device. */
export function BrowserWait({ waiting, onOtherWay }: BrowserWaitProps): React.JSX.Element {
  const { method, progress } = waiting;
  const stage = useRef<HTMLParagraphElement>(null);
  // The button that began this is gone, and the focus with it.
  useEffect(() => stage.current?.focus(), []);
  return (
    <div className={styles.wait}>
      <p ref={stage} className={styles.stage} role="status" tabIndex={-1} data-stage={progress?.stage ?? 'starting'}>
        <Spinner size="tiny" aria-hidden="true" />
        {stageText(waiting)}
      </p>
      {progress?.deviceCode && <DeviceCode code={progress.deviceCode} />}
      {progress?.stage !== 'finishing' && <p className={styles.text}>{strings.waitingText}</p>}
      <div className={styles.buttons}>
        {progress?.address && <CopyButton text={progress.address} label={strings.copyAddress} withWord />}
        {onOtherWay && (
          <Button size="small" onClick={onOtherWay}>
            {method === 'browser' ? strings.codeInstead : strings.browserInstead}
          </Button>
        )}
      </div>
    </div>
  );
}

type Code = NonNullable<NonNullable<Waiting['progress']>['deviceCode']>;

function DeviceCode({ code }: { readonly code: Code }): React.JSX.Element {
  return (
    <div className={styles.code}>
      <output className={styles.userCode} aria-label={strings.codeLabel}>
        {code.userCode}
      </output>
      <CopyButton text={code.userCode} label={strings.copyCode} withWord />
      <p className={styles.text}>
        <Copyable text={code.address} what={strings.codeAddress} />
      </p>
      {/* The demo's page is on this computer, where main opens nothing by a link: its address is copied. */}
      {code.address.startsWith('https://') && (
        <Button size="small" onClick={() => void openLink(code.address)}>
          {strings.openPage}
        </Button>
      )}
      <p className={styles.note}>{strings.codeUntil(formatTime(code.expiresAt))}</p>
    </div>
  );
}
