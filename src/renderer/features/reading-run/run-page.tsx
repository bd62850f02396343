import { Button, MessageBar, MessageBarBody, MessageBarTitle, ProgressBar } from '@fluentui/react-components';
import { Page, PageBody, PageHeader } from '../../components/page';
import { EmptyState, ErrorState } from '../../components/states';
import { formatDuration, formatNumber, formatTime } from '../../format/format';
import { navigate } from '../../routing/hash-location';
import { HISTORY_PATH } from '../../routing/routes';
import { useAccount } from '../../state/accounts-store';
import { targetAccount } from '../accounts/account-words';
import { signInAgain } from '../accounts/permission-actions';
import { DEMO_START, startReading, stopReading } from './run-actions';
import type { RunProgress, StartInput } from './run-api';
import { canStop, runFigures } from './run-figures';
import { useRunStore, type ActiveRun } from './run-store';
import { SourceTable } from './source-table';
import { runStrings as strings } from './strings';
import { targetName } from './target-name';
import { UnfinishedList } from './unfinished-list';
import styles from './run.module.css';

/** How far is the reading, what could not be read, and how do I stop it? */
export function RunPage(): React.JSX.Element {
  const run = useRunStore((state) => state.run);
  return run ? <RunningPage run={run} /> : <IdlePage />;
}

function RunningPage({ run }: { readonly run: ActiveRun }): React.JSX.Element {
  const { progress, stopping, input } = run;
  const title = strings.title(progress?.tenantName ?? targetName(input.target));
  const phase = progress === null ? (input.target === 'demo' ? strings.preparing : strings.connecting) : strings.phases[progress.phase];
  return (
    <Page>
      <PageHeader
        title={title}
        count={progress?.waitingUntil ? strings.waiting : progress?.phase === 'read' ? undefined : phase}
        aside={
          <Button disabled={stopping || !canStop(progress)} title={strings.cancelHint} onClick={() => void stopReading()}>
            {stopping ? strings.cancelling : strings.cancel}
          </Button>
        }
      />
      <PageBody label={title}>
        <p className={styles.lead}>{strings.lead}</p>
        {progress === null ? <ProgressBar aria-label={strings.progress} /> : <Progress progress={progress} />}
      </PageBody>
    </Page>
  );
}

function Progress({ progress }: { readonly progress: RunProgress }): React.JSX.Element {
  const { done, total, gaps, items, current } = runFigures(progress);
  const reading = progress.phase === 'read';
  return (
    <>
      <ProgressBar thickness="large" aria-label={strings.progress} value={reading && total > 0 ? done / total : undefined} />
      <dl className={styles.figures} data-testid="run-figures">
        <Figure term={strings.factSources} value={strings.of(formatNumber(done), formatNumber(total))} />
        <Figure term={strings.factGaps} value={formatNumber(gaps)} className={gaps > 0 ? styles.lacking : undefined} />
        <Figure term={strings.factItems} value={formatNumber(items)} />
        <Figure term={strings.factRequests} value={formatNumber(progress.requests)} />
        <Figure
          term={strings.factLeft}
          value={progress.secondsLeft === null ? strings.leftUnknown : formatDuration(progress.secondsLeft)}
        />
        <Figure
          term={strings.factNow}
          value={reading ? (current[0] ?? strings.phases.read) : strings.phases[progress.phase]}
          className={styles.figureWide}
        />
      </dl>
      {progress.waitingUntil !== null && (
        <MessageBar className={styles.banner} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{strings.waitingTitle(formatTime(progress.waitingUntil))}</MessageBarTitle>
            {strings.waitingText} {progress.target === 'demo' && strings.waitingDemo}
          </MessageBarBody>
        </MessageBar>
      )}
      <SourceTable sources={progress.sources} />
    </>
  );
}

interface FigureProps {
  readonly term: string;
  readonly value: string;
  readonly className?: string;
}

function Figure({ term, value, className }: FigureProps): React.JSX.Element {
  return (
    <div className={className}>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Failures that a new sign-in with the same account may end. */
const SIGN_IN_HELPS: readonly string[] = ['sign-in-needed', 'claims-challenge', 'mfa-needed', 'password-expired', 'conditional-access'];

function SignInAgain({ code, input }: { readonly code: string; readonly input: StartInput }): React.JSX.Element | null {
  const account = useAccount(targetAccount(input.target));
  if (!account || !SIGN_IN_HELPS.includes(code)) return null;
  return (
    <Button appearance="primary" onClick={() => signInAgain(account.id, input)}>
      {strings.signInAgain}
    </Button>
  );
}

/** The reading ended, or none was begun: what happened, and what one can do now. */
function IdlePage(): React.JSX.Element {
  const failed = useRunStore((state) => state.failed);
  const title = failed ? strings.title(targetName(failed.input.target)) : strings.idleTitle;
  const toHistory = <Button onClick={() => navigate(HISTORY_PATH)}>{strings.history}</Button>;
  return (
    <Page>
      <PageHeader title={title} />
      <PageBody label={title}>
        {failed ? (
          <ErrorState
            error={failed.failure}
            onRetry={() => void startReading(failed.input)}
            actions={
              <>
                <SignInAgain code={failed.failure.code} input={failed.input} />
                {toHistory}
              </>
            }
            compact
          />
        ) : (
          <EmptyState
            title={strings.noneTitle}
            text={strings.noneText}
            actions={
              <>
                <Button appearance="primary" onClick={() => void startReading(DEMO_START)}>
                  {strings.readDemo}
                </Button>
                {toHistory}
              </>
            }
            compact
          />
        )}
        <UnfinishedList />
      </PageBody>
    </Page>
  );
}
