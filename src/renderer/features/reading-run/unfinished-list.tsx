import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { PageSection } from '../../components/page';
import { formatExact, formatMoment, formatNumber } from '../../format/format';
import { discardUnfinished, resumeReading } from './run-actions';
import type { UnfinishedRun } from './run-api';
import { useRunStore } from './run-store';
import { runStrings as strings } from './strings';
import styles from './run.module.css';

/** Readings that were interrupted: each can go on or be thrown away. Nothing where there are none, or while one of them goes on. */
export function UnfinishedList(): React.JSX.Element | null {
  const unfinished = useRunStore((state) => state.unfinished);
  const running = useRunStore((state) => state.run !== null);
  const [discarding, setDiscarding] = useState<UnfinishedRun | null>(null);
  if (running || unfinished.length === 0) return null;
  return (
    <PageSection title={strings.unfinishedTitle} note={strings.unfinishedText}>
      <ul className={styles.unfinished}>
        {unfinished.map((run) => (
          <UnfinishedItem key={run.runId} run={run} onDiscard={() => setDiscarding(run)} />
        ))}
      </ul>
      {discarding && (
        <ConfirmDialog
          title={strings.discardTitle}
          action={strings.discardAction}
          dismiss={strings.keep}
          onConfirm={() => void discardUnfinished(discarding.runId)}
          onClose={() => setDiscarding(null)}
        >
          {strings.discardText(strings.unfinishedName(discarding.tenantName), formatMoment(discarding.startedAt))}
        </ConfirmDialog>
      )}
    </PageSection>
  );
}

function UnfinishedItem({ run, onDiscard }: { readonly run: UnfinishedRun; readonly onDiscard: () => void }): React.JSX.Element {
  const name = strings.unfinishedName(run.tenantName);
  const facts = [strings.unfinishedDone(formatNumber(run.sourcesDone), formatNumber(run.sourcesTotal))];
  if (run.mailboxesWanted > 0) facts.push(strings.unfinishedMailboxes(formatNumber(run.mailboxesRead), formatNumber(run.mailboxesWanted)));
  return (
    <li className={styles.unfinishedItem}>
      <span className={styles.unfinishedName}>{name}</span>
      <time className={styles.fact} dateTime={run.startedAt} title={formatExact(run.startedAt)}>
        {strings.unfinishedBegan(formatMoment(run.startedAt))}
      </time>
      <span className={styles.fact}>{facts.join(' · ')}</span>
      <span className={styles.unfinishedActions}>
        <Button size="small" appearance="primary" aria-label={strings.resumeNamed(name)} onClick={() => void resumeReading(run.runId)}>
          {strings.resume}
        </Button>
        <Button size="small" aria-label={strings.discardNamed(name)} onClick={onDiscard}>
          {strings.discard}
        </Button>
      </span>
    </li>
  );
}
