import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { formatCount, formatDuration } from '../../format/format';
import { startReading } from './run-actions';
import { useRunStore } from './run-store';
import { runStrings as strings } from './strings';
import { useTarget } from './use-target';
import styles from './run.module.css';

/** Reads the tenant of the reading again, which fills what was cancelled or refused for a while. */
export function ReadAgainButton({ readingId }: { readonly readingId: string }): React.JSX.Element | null {
  const target = useTarget(readingId);
  if (!target) return null;
  return (
    <Button
      size="small"
      icon={<ArrowClockwiseRegular />}
      onClick={() => void startReading({ target, mailboxPermissions: 'shared', resume: null })}
    >
      {strings.again}
    </Button>
  );
}

/** Offers to read the permissions of the mailboxes that were left out, with what that takes. */
export function FillPermissions({ readingId }: { readonly readingId: string }): React.JSX.Element | null {
  const target = useTarget(readingId);
  const unread = useRunStore((state) => state.unread[readingId] ?? null);
  const [asking, setAsking] = useState(false);
  if (!target) return null;
  const mailboxes = unread === null ? null : formatCount(unread.mailboxes, 'mailbox', 'mailboxes');
  return (
    <>
      <Button size="small" className={styles.fill} onClick={() => setAsking(true)}>
        {strings.fillAction}
      </Button>
      {asking && (
        <ConfirmDialog
          title={strings.fillTitle}
          action={strings.fillStart(mailboxes)}
          dismiss={strings.notNow}
          onConfirm={() => void startReading({ target, mailboxPermissions: 'all', resume: null })}
          onClose={() => setAsking(false)}
        >
          <p className={styles.text}>{strings.fillLeft(mailboxes)}</p>
          <p className={styles.text}>
            {unread === null ? strings.fillTimeUnknown : strings.fillTime(formatDuration(unread.seconds))} {strings.fillWhole}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
