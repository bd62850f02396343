import { Button, Select } from '@fluentui/react-components';
import type { Account } from '../../../shared/ipc/account-shapes';
import type { Readiness } from '../../../shared/ipc/readiness-shapes';
import { Page, PageBody, PageHeader, PageSection } from '../../components/page';
import { EmptyState, ErrorState, LoadingState } from '../../components/states';
import { formatExact, formatMoment } from '../../format/format';
import { useRouteQuery } from '../../routing/use-route-query';
import { useAccountsStore } from '../../state/accounts-store';
import { accountTenant } from '../accounts/account-words';
import { openSignIn } from '../accounts/sign-in-actions';
import { FactSections } from './fact-sections';
import { FeatureList } from './feature-list';
import { chooseAccount, MACHINE, measureKey, summaryOf } from './readiness-view';
import { readinessStrings as strings } from './strings';
import { useReadiness, type MeasureProgress, type ReadinessState } from './use-readiness';
import styles from './readiness.module.css';

/** What can I do here, and what is missing? */
export function ReadinessPage(): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const known = useAccountsStore((state) => state.known);
  const accounts = known?.accounts ?? [];
  const account = chooseAccount(query['account'], accounts);
  // Before the accounts are known nobody can say which one is meant.
  const { state, again, cancel } = useReadiness(account?.id ?? null, known === null ? null : measureKey(account));
  return (
    <Page>
      <PageHeader
        title={strings.title}
        {...(state.readiness ? { count: summaryOf(state.readiness) } : {})}
        aside={
          <div className={styles.tools}>
            {accounts.length > 0 && <AccountPicker accounts={accounts} account={account} onChoose={(id) => change({ account: id })} />}
            <Button onClick={state.progress ? cancel : again} disabled={known === null}>
              {state.progress ? strings.cancel : strings.again}
            </Button>
          </div>
        }
      />
      <PageBody label={strings.title}>
        <p className={styles.lead}>{strings.lead}</p>
        {state.progress && state.readiness && <Progress progress={state.progress} />}
        <Body state={state} signedIn={accounts.length > 0} onAgain={again} onCancel={cancel} />
      </PageBody>
    </Page>
  );
}

interface BodyProps {
  readonly state: ReadinessState;
  readonly signedIn: boolean;
  readonly onAgain: () => void;
  readonly onCancel: () => void;
}

function Body({ state, signedIn, onAgain, onCancel }: BodyProps): React.JSX.Element {
  const { readiness, progress, error, cancelled } = state;
  return (
    <>
      {error && <ErrorState error={error} onRetry={onAgain} compact={readiness !== null} />}
      {cancelled && <EmptyState title={strings.cancelledTitle} text={strings.cancelledText} compact />}
      {progress && !readiness && (
        <>
          <Progress progress={progress} />
          <LoadingState label={strings.measuring} onCancel={onCancel} />
        </>
      )}
      {readiness && <Measured readiness={readiness} signedIn={signedIn} />}
    </>
  );
}

function Measured({ readiness, signedIn }: { readonly readiness: Readiness; readonly signedIn: boolean }): React.JSX.Element {
  const { account, measuredAt, features, sections } = readiness;
  return (
    <>
      {account === null && <NoAccount signedIn={signedIn} />}
      <PageSection title={strings.featuresTitle}>
        <FeatureList features={features} accountId={account?.id ?? null} />
      </PageSection>
      <PageSection title={strings.factsTitle}>
        <p className={styles.measuredAt}>
          {strings.measuredAt}{' '}
          <time dateTime={measuredAt} title={formatExact(measuredAt)}>
            {formatMoment(measuredAt)}
          </time>
        </p>
        <FactSections sections={sections} />
      </PageSection>
    </>
  );
}

function NoAccount({ signedIn }: { readonly signedIn: boolean }): React.JSX.Element {
  if (signedIn) return <p className={styles.text}>{strings.machineOnly}</p>;
  return (
    <EmptyState
      title={strings.noAccountTitle}
      text={strings.noAccountText}
      actions={
        <Button appearance="primary" onClick={() => openSignIn()}>
          {strings.signIn}
        </Button>
      }
      compact
    />
  );
}

interface AccountPickerProps {
  readonly accounts: readonly Account[];
  readonly account: Account | null;
  readonly onChoose: (id: string) => void;
}

function AccountPicker({ accounts, account, onChoose }: AccountPickerProps): React.JSX.Element {
  return (
    <Select aria-label={strings.account} value={account?.id ?? MACHINE} onChange={(_, data) => onChoose(data.value)}>
      {accounts.map((candidate) => (
        <option key={candidate.id} value={candidate.id}>
          {`${candidate.username} – ${accountTenant(candidate)}`}
        </option>
      ))}
      <option value={MACHINE}>{strings.machine}</option>
    </Select>
  );
}

/** What was measured last, and how much is left. */
function Progress({ progress }: { readonly progress: MeasureProgress }): React.JSX.Element {
  const { stage, done, total } = progress;
  return (
    <p className={styles.progress} role="status">
      {stage ? `${strings.measuringNow(stage)} (${strings.measuredOf(done, total)})` : strings.measuring}
    </p>
  );
}
