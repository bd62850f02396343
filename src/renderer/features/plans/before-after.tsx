import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons';
import { PageSection } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { ErrorState, LoadingState } from '../../components/states';
import { VerdictDot } from '../../components/verdict-dot';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { ownCapabilities } from '../../format/capability-lists';
import { formatCount, formatNumber } from '../../format/format';
import { CAPABILITY_WORDS } from '../../format/words';
import { openReading } from '../../state/session-actions';
import { useSessionStore } from '../../state/session-store';
import type { PlanPreview, PlanView, ReachChange } from './plan-api';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** Who gains and who loses by a plan, what one should know before, and what is looked at again before the first step. */
export function BeforeAfter({ plan }: { readonly plan: PlanView }): React.JSX.Element {
  const { readingId } = plan.basedOn;
  return (
    <>
      <p className={styles.sentence}>{plan.sentence}</p>
      <Notes notes={plan.notes} />
      {readingId === null ? <p className={styles.text}>{strings.noReading}</p> : <Preview planId={plan.id} readingId={readingId} />}
      {plan.basis.length > 0 && (
        <PageSection title={strings.checkedFirst} note={strings.checkedFirstText}>
          <ul className={styles.bullets}>
            {plan.basis.map((says, index) => (
              <li key={index}>{says}</li>
            ))}
          </ul>
        </PageSection>
      )}
      {plan.shortened && <p className={styles.text}>{strings.shortened}</p>}
    </>
  );
}

function Notes({ notes }: { readonly notes: PlanView['notes'] }): React.JSX.Element | null {
  if (notes.length === 0) return null;
  return (
    <div className={styles.notes} role="group" aria-label={strings.notes}>
      {notes.map((note, index) => (
        <MessageBar key={index} intent={note.kind} layout="multiline">
          <MessageBarBody>
            {note.text}
            {note.mailboxes.length > 0 && (
              <details className={styles.details}>
                <summary>{strings.mailboxesOf(formatCount(note.mailboxes.length, 'mailbox', 'mailboxes'))}</summary>
                <ul className={styles.addresses}>
                  {note.mailboxes.map((mailbox) => (
                    <li key={mailbox}>{mailbox}</li>
                  ))}
                </ul>
              </details>
            )}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}

function Preview({ planId, readingId }: { readonly planId: string; readonly readingId: string }): React.JSX.Element {
  const { state, retry } = useAnswer(`preview:${planId}`, async (signal) => {
    if (!useSessionStore.getState().open[readingId]) {
      const opened = await openReading(readingId, null, false);
      if (!opened.ok) return opened;
    }
    return request(window.mailscope.plans.preview, { planId, readingId }, { signal });
  });
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} compact />;
  return <ReachChanges preview={state.value} />;
}

function ReachChanges({ preview }: { readonly preview: PlanPreview }): React.JSX.Element {
  const { gaps, unchanged } = preview;
  const nothing = preview.gainsTotal + preview.losesTotal + preview.uncertainTotal === 0;
  return (
    <div data-testid="before-after">
      {nothing ? (
        <p className={styles.text}>{strings.noReachChange}</p>
      ) : (
        <>
          <Changes title={strings.gains} rows={preview.gains} total={preview.gainsTotal} empty={strings.nobodyGains} />
          <Changes title={strings.loses} rows={preview.loses} total={preview.losesTotal} empty={strings.nobodyLoses} />
          <Changes title={strings.uncertain} rows={preview.uncertain} total={preview.uncertainTotal} empty={null} />
        </>
      )}
      <PageSection title={strings.unchanged(formatNumber(unchanged))} note={strings.unchangedText}>
        {null}
      </PageSection>
      {gaps.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{strings.gaps}</MessageBarTitle>
            <ul className={styles.bullets}>
              {gaps.map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

interface ChangesProps {
  readonly title: string;
  readonly rows: readonly ReachChange[];
  readonly total: number;
  /** What to say where there are none; null: nothing at all. */
  readonly empty: string | null;
}

function Changes({ title, rows, total, empty }: ChangesProps): React.JSX.Element | null {
  if (total === 0)
    return empty === null ? null : <PageSection title={`${title} (0)`}>{<p className={styles.text}>{empty}</p>}</PageSection>;
  return (
    <PageSection title={`${title} (${formatNumber(total)})`}>
      <PlainTable heads={[strings.columnWho, strings.columnMailbox, strings.columnWhat, strings.columnChange]}>
        {rows.map((row) => (
          <tr key={`${row.kind}:${row.id}:${row.mailboxId}:${String(row.delegated)}:${row.capabilities.join()}`}>
            <td>
              {row.name}
              {row.delegated && <div className={styles.faint}>{strings.throughUsers}</div>}
            </td>
            <td>{row.mailbox}</td>
            <td>
              {ownCapabilities(row.capabilities)
                .map((capability) => CAPABILITY_WORDS[capability])
                .join(', ')}
            </td>
            <td>
              <span className={styles.change}>
                <VerdictDot verdict={row.before} withWord />
                <ArrowRightRegular aria-hidden="true" />
                <VerdictDot verdict={row.after} withWord />
              </span>
            </td>
          </tr>
        ))}
      </PlainTable>
      {total > rows.length && <p className={styles.text}>{strings.more(formatNumber(total - rows.length))}</p>}
    </PageSection>
  );
}
