import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { formatCount, formatDuration } from '../../format/format';
import { startReading } from './run-actions';
import type { ReadingTarget } from './run-api';
import { runStrings as strings } from './strings';
import { useTarget } from './use-target';
import styles from './run.module.css';

/** The source that is read mailbox by mailbox: by default for shared mailboxes only. */
export const PERMISSIONS = 'exchange.mailboxPermissions';

/** Sources that reading again does not fill: the one has a way of its own, the other is read by the collector script alone. */
const FILLED_OTHERWISE: readonly string[] = [PERMISSIONS, 'exchange.mailboxFolderPermissions'];

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

/** What fills the gaps of a reading, where anything can. `sources` are those that are not complete. */
export function FillGaps({ readingId, sources }: { readonly readingId: string; readonly sources: readonly string[] }): React.JSX.Element {
  return (
    <div className={styles.fills}>
      {sources.includes(PERMISSIONS) && <FillPermissions readingId={readingId} />}
      {sources.some((source) => !FILLED_OTHERWISE.includes(source)) && <ReadAgainButton readingId={readingId} />}
    </div>
  );
}

/** Offers to read the permissions of the mailboxes that were left out, with what that takes. */
function FillPermissions({ readingId }: { readonly readingId: string }): React.JSX.Element | null {
  const target = useTarget(readingId);
  const [asking, setAsking] = useState(false);
  if (!target) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {strings.fillAction}
      </Button>
      {asking && <FillDialog readingId={readingId} target={target} onClose={() => setAsking(false)} />}
    </>
  );
}

interface FillDialogProps {
  readonly readingId: string;
  readonly target: ReadingTarget;
  readonly onClose: () => void;
}

function FillDialog({ readingId, target, onClose }: FillDialogProps): React.JSX.Element {
  const { state } = useAnswer(`info:${readingId}`, (signal) => request(window.mailscope.reading.info, { readingId }, { signal }));
  const unread = state.value?.unread ?? null;
  const mailboxes = unread === null ? null : formatCount(unread.mailboxes, 'mailbox', 'mailboxes');
  return (
    <ConfirmDialog
      title={strings.fillTitle}
      action={strings.fillStart(mailboxes)}
      dismiss={strings.notNow}
      onConfirm={() => void startReading({ target, mailboxPermissions: 'all', resume: null })}
      onClose={onClose}
    >
      <p className={styles.text}>{strings.fillLeft(mailboxes)}</p>
      <p className={styles.text}>
        {unread === null ? strings.fillTimeUnknown : strings.fillTime(formatDuration(unread.seconds))} {strings.fillWhole}
      </p>
    </ConfirmDialog>
  );
}
