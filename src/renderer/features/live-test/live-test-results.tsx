import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, DismissCircleFilled, QuestionCircleRegular } from '@fluentui/react-icons';
import type { LiveResult, LiveTestState } from '../../../shared/ipc/plan-shapes';
import { CopyButton } from '../../components/copyable';
import { PageSection } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { ErrorState } from '../../components/states';
import { VerdictDot } from '../../components/verdict-dot';
import { formatMoment, formatTime } from '../../format/format';
import { advanceDemoClock } from '../plans/plan-actions';
import type { LiveTestRun } from './live-test-store';
import { liveTestStrings as strings, OPERATION_WORDS, OUTCOME_WORDS } from './strings';
import styles from './live-test.module.css';

/** How far a test is, and what it came to. */
export function LiveTestResults({ test, demo }: { readonly test: LiveTestRun; readonly demo: boolean }): React.JSX.Element {
  const { state, failure, running } = test;
  return (
    <PageSection title={strings.results}>
      {failure && <ErrorState error={failure} compact />}
      {state === null ? (
        !failure && <p className={styles.text}>{strings.resultsEmpty}</p>
      ) : (
        <div data-testid="live-test-results">
          <Summary state={state} running={running} demo={demo} />
          <Results results={state.results} />
          <Disagreements says={state.disagreements} />
          <p className={styles.faint}>
            {strings.token}: {state.roles.length > 0 ? state.roles.join(', ') : strings.tokenNone}
            {state.rolesUntil !== null && ` (${strings.tokenUntil(formatMoment(state.rolesUntil))})`}
          </p>
        </div>
      )}
    </PageSection>
  );
}

interface SummaryProps {
  readonly state: LiveTestState;
  readonly running: boolean;
  readonly demo: boolean;
}

function Summary({ state, running, demo }: SummaryProps): React.JSX.Element {
  return (
    <MessageBar className={styles.bar} intent={state.settled ? 'success' : running ? 'info' : 'warning'} layout="multiline" role="status">
      <MessageBarBody>
        <MessageBarTitle>{state.settled ? strings.settled : strings.notSettled}</MessageBarTitle>
        {state.says}
        <div className={styles.summary}>
          <span className={styles.faint}>
            {strings.round(state.round)}
            {running && state.nextAt !== null && ` · ${strings.nextAt(formatTime(state.nextAt))}`}
          </span>
          {running && demo && state.nextAt !== null && (
            <Button size="small" onClick={() => void advanceDemoClock()}>
              {strings.clock}
            </Button>
          )}
          <CopyButton text={resultsText(state)} label={strings.copy} withWord />
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

/** The results as text, for a ticket. */
function resultsText(state: LiveTestState): string {
  const lines = state.results.map((result) =>
    [
      result.mailbox,
      OPERATION_WORDS[result.operation],
      `${OUTCOME_WORDS[result.outcome]} (${strings.columnExpected.toLowerCase()} ${strings.expected[result.expected]})`,
      [result.status, result.code].filter((part) => part !== null).join(' '),
      result.says,
      result.requestId ?? '',
    ].join('\t'),
  );
  return [state.says, ...lines, ...state.disagreements].join('\n');
}

function Results({ results }: { readonly results: readonly LiveResult[] }): React.JSX.Element {
  return (
    <PlainTable
      heads={[
        strings.columnMailbox,
        strings.columnOperation,
        strings.columnExpected,
        strings.columnOutcome,
        strings.columnMeans,
        strings.columnReading,
      ]}
    >
      {results.map((result) => (
        <tr key={`${result.mailboxId}:${result.operation}`}>
          <td>{result.mailbox}</td>
          <td>{OPERATION_WORDS[result.operation]}</td>
          <td>{strings.expected[result.expected]}</td>
          <td>
            <Outcome result={result} />
          </td>
          <td title={result.requestId === null ? undefined : `${strings.requestId} ${result.requestId}`}>
            {result.says}
            {(result.status !== null || result.code !== null) && (
              <div className={styles.faint}>
                {[result.status, result.code, result.by === null ? null : result.by === 'policy' ? strings.byPolicy : strings.byRbac]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </div>
            )}
          </td>
          <td>
            {result.engine !== null && (
              <>
                <VerdictDot verdict={result.engine} withWord />
                {result.agrees !== null && (
                  <div className={result.agrees ? styles.faint : styles.disagrees}>
                    {result.agrees ? strings.agrees : strings.disagrees}
                  </div>
                )}
              </>
            )}
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

function Outcome({ result }: { readonly result: LiveResult }): React.JSX.Element {
  const { outcome, expected } = result;
  const tried = outcome === 'allowed' || outcome === 'refused';
  const good = outcome === expected;
  const Mark = !tried
    ? outcome === 'not-tried'
      ? CircleRegular
      : QuestionCircleRegular
    : good
      ? CheckmarkCircleFilled
      : DismissCircleFilled;
  return (
    <span className={`${styles.outcome} ${tried ? (good ? styles.asMustBe : styles.notAsMustBe) : ''}`}>
      <Mark className={styles.mark} aria-hidden="true" />
      {OUTCOME_WORDS[outcome]}
    </span>
  );
}

function Disagreements({ says }: { readonly says: readonly string[] }): React.JSX.Element | null {
  if (says.length === 0) return null;
  return (
    <MessageBar className={styles.bar} intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{strings.disagreements}</MessageBarTitle>
        <ul className={styles.bullets}>
          {says.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {strings.disagreementsText}
      </MessageBarBody>
    </MessageBar>
  );
}
