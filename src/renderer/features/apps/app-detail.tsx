import { Tab, TabList } from '@fluentui/react-components';
import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { Detail, DetailBody, DetailHeader } from '../../components/detail';
import { FindingList } from '../../components/finding-list';
import { StatusPill } from '../../components/status-pill';
import { ErrorState, LoadingState } from '../../components/states';
import { useSelection } from '../../components/use-selection';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { EXTENT_WORDS } from '../../format/words';
import { formatNumber } from '../../format/format';
import { CredentialTable } from '../credentials/credential-table';
import { PartOffers } from '../policies/part-offers';
import { APP_FAMILIES } from '../plans/families';
import { PlanOffers } from '../plans/plan-offers';
import { TestButton } from '../policies/test-button';
import { AppDelegated } from './app-delegated';
import { AppFacts } from './app-facts';
import { AppGrants } from './app-grants';
import { AppPolicies } from './app-policies';
import { AppReach } from './app-reach';
import { appsStrings as strings } from './strings';
import detailStyles from '../../components/detail.module.css';
import styles from './apps.module.css';

const TABS = ['reach', 'grants', 'policies', 'credentials', 'people', 'findings'] as const;
type TabName = (typeof TABS)[number];

interface AppDetailViewProps {
  readonly readingId: string;
  readonly appId: string;
  readonly rest: readonly string[];
  readonly full: boolean;
}

/** What can this app do, where, and why? */
export function AppDetailView({ readingId, appId, rest, full }: AppDetailViewProps): React.JSX.Element {
  const { state, retry } = useAnswer(`app:${readingId}:${appId}`, (signal) =>
    request(window.mailscope.apps.get, { readingId, appId }, { signal }),
  );
  const { close, openFull, goTab } = useSelection(readingId, 'apps', rest);
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} />;
  const app = state.value;
  const tab = TABS.find((candidate) => candidate === rest[1]) ?? 'reach';
  return (
    <Detail label={app.name}>
      <DetailHeader
        title={app.name}
        full={full}
        onClose={close}
        onFull={() => openFull(appId)}
        pills={<AppPills app={app} />}
        sentence={app.sentence}
        actions={
          <PlanOffers readingId={readingId} subject={{ kind: 'app', id: app.appId }} families={APP_FAMILIES} buttons={2}>
            <TestButton readingId={readingId} appId={app.appId} />
          </PlanOffers>
        }
      />
      <TabList className={detailStyles.tabs} size="small" selectedValue={tab} onTabSelect={(_, data) => goTab(appId, String(data.value))}>
        {TABS.map((name) => (
          <Tab key={name} value={name}>
            {tabTitle(name, app)}
          </Tab>
        ))}
      </TabList>
      <TabContent tab={tab} app={app} readingId={readingId} full={full} />
    </Detail>
  );
}

function tabTitle(tab: TabName, app: AppDetail): string {
  const counted = (word: string, count: number): string => (count > 0 ? `${word} ${formatNumber(count)}` : word);
  switch (tab) {
    case 'reach':
      return strings.tabReach;
    case 'grants':
      return counted(strings.tabGrants, app.grantsTotal + app.delegatedGrantsTotal);
    case 'policies':
      return counted(strings.tabPolicies, app.policiesTotal + app.assignmentsTotal);
    case 'credentials':
      return counted(strings.tabCredentials, app.credentialsTotal);
    case 'people':
      return strings.tabPeople;
    case 'findings':
      return counted(strings.tabFindings, app.findingsTotal);
  }
}

function AppPills({ app }: { readonly app: AppDetail }): React.JSX.Element {
  return (
    <>
      <StatusPill tone={app.extent === 'all' ? 'strong' : 'neutral'}>{EXTENT_WORDS[app.extent]}</StatusPill>
      {app.by.map((way) => (
        <StatusPill key={way} title={strings.byLong[way]}>
          {strings.by[way]}
        </StatusPill>
      ))}
      {app.enabled === false && <StatusPill tone="warning">{strings.disabled}</StatusPill>}
      {app.microsoft && <StatusPill>{strings.microsoft}</StatusPill>}
    </>
  );
}

interface TabContentProps {
  readonly tab: TabName;
  readonly app: AppDetail;
  readonly readingId: string;
  readonly full: boolean;
}

function TabContent({ tab, app, readingId, full }: TabContentProps): React.JSX.Element {
  switch (tab) {
    case 'reach':
      return <AppReach app={app} readingId={readingId} full={full} />;
    case 'grants':
      return (
        <DetailBody label={strings.tabGrants}>
          <AppGrants app={app} />
        </DetailBody>
      );
    case 'policies':
      return (
        <DetailBody label={strings.tabPolicies}>
          <AppPolicies app={app} actions={(subject) => <PartOffers readingId={readingId} subject={subject} />} />
        </DetailBody>
      );
    case 'credentials':
      return (
        <DetailBody label={strings.tabCredentials}>
          <CredentialTable credentials={app.credentials} empty={strings.credentialsNone} />
        </DetailBody>
      );
    case 'people':
      return (
        <DetailBody label={strings.tabPeople}>
          <AppDelegated app={app} readingId={readingId} />
        </DetailBody>
      );
    case 'findings':
      return (
        <DetailBody label={strings.tabFindings}>
          <div className={styles.factsBlock}>
            <AppFacts app={app} readingId={readingId} />
          </div>
          <FindingList findings={app.findings} total={app.findingsTotal} readingId={readingId} empty={strings.findingsNone} />
        </DetailBody>
      );
  }
}
