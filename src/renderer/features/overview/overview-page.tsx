import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { areAppsKnown } from '../../../shared/domain/collection/app-sources';
import { SEVERITIES } from '../../../shared/domain/findings/finding';
import type { Overview } from '../../../shared/ipc/reading-shapes';
import { Page, PageBody, PageHeader, PageSection, TextLink } from '../../components/page';
import { SeverityMark } from '../../components/severity-mark';
import { StackedBars, type BarRow } from '../../components/stacked-bars';
import { ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { formatCount, formatDay, formatDays, formatExact, formatNumber } from '../../format/format';
import { CAPABILITY_WORDS, EXTENT_WORDS } from '../../format/words';
import { sectionPath } from '../../routing/routes';
import { UnfinishedPlans } from '../plans/unfinished-plans';
import { FillGaps } from '../reading-run/fill-gaps';
import type { SectionProps } from '../../shell/section-props';
import { areCredentialsKnown, overviewSentence, type SentenceTarget } from './sentence';
import { overviewStrings as strings } from './strings';
import styles from './overview.module.css';

/** Is our mail in order? One sentence, then reach, findings and deadlines. */
export function OverviewPage({ readingId }: SectionProps): React.JSX.Element {
  const { state, retry } = useAnswer(`overview:${readingId}`, (signal) =>
    request(window.mailscope.overview.get, { readingId }, { signal }),
  );
  return (
    <Page>
      <PageHeader title={strings.title} />
      {state.status === 'loading' && <LoadingState />}
      {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} />}
      {state.status === 'ready' && <OverviewBody overview={state.value} readingId={readingId} />}
    </Page>
  );
}

interface PartProps {
  readonly overview: Overview;
  readonly readingId: string;
}

function targetPath(readingId: string, target: SentenceTarget): string {
  switch (target) {
    case 'reaching':
      return sectionPath(readingId, 'apps', [], { extent: ['all', 'some', 'unknown'] });
    case 'tenantWide':
      return sectionPath(readingId, 'apps', [], { extent: 'all' });
    case 'unknown':
      return sectionPath(readingId, 'apps', [], { extent: 'unknown' });
    case 'expiring':
      return sectionPath(readingId, 'credentials', [], { state: 'expiring' });
    case 'expired':
      return sectionPath(readingId, 'credentials', [], { state: 'expired' });
    case 'coverage':
      return sectionPath(readingId, 'reading');
  }
}

function OverviewBody({ overview, readingId }: PartProps): React.JSX.Element {
  const { sentence } = overview;
  const parts = overviewSentence({
    ...sentence,
    expiring: sentence.expiringIn30,
    missingSources: sentence.sourcesNotComplete,
    appsKnown: areAppsKnown(overview.gaps.map(({ source }) => source)),
  });
  return (
    <PageBody label={strings.title}>
      <p className={styles.lead} data-testid="overview-sentence">
        {parts.map((part, index) =>
          part.target === null ? (
            // The parts of one sentence never change places.
            <span key={index}>{part.text}</span>
          ) : (
            <TextLink key={index} inText href={`#${targetPath(readingId, part.target)}`}>
              {part.text}
            </TextLink>
          ),
        )}
      </p>
      <CoverageBanner overview={overview} readingId={readingId} />
      <UnfinishedPlans tenantId={overview.reading.tenant.id} />
      <div className={styles.columns}>
        <PageSection title={strings.reachTitle} note={strings.reachNote}>
          <ReachChart overview={overview} readingId={readingId} />
        </PageSection>
        <div>
          <PageSection title={strings.findingsTitle}>
            <SeverityList overview={overview} readingId={readingId} />
          </PageSection>
          <PageSection title={strings.deadlinesTitle}>
            <Deadlines overview={overview} readingId={readingId} />
          </PageSection>
        </div>
      </div>
      <PageSection title={strings.leftOutTitle}>
        <p className={styles.note}>{strings.leftOut}</p>
      </PageSection>
    </PageBody>
  );
}

function CoverageBanner({ overview, readingId }: PartProps): React.JSX.Element | null {
  const { gaps, unresolved } = overview;
  if (gaps.length === 0 && unresolved === 0) return null;
  return (
    <MessageBar className={styles.banner} intent="warning" layout="multiline" data-testid="coverage-banner">
      <MessageBarBody>
        {gaps.length > 0 && (
          <>
            <MessageBarTitle>{strings.partialTitle(formatCount(gaps.length, 'source', 'sources'))}</MessageBarTitle>
            {strings.partialText}{' '}
            <TextLink inText href={`#${sectionPath(readingId, 'reading')}`}>
              {strings.coverageLink}
            </TextLink>
            <div className={styles.gaps}>{gaps.map((gap) => gap.label).join(' · ')}</div>
            <FillGaps readingId={readingId} sources={gaps.map((gap) => gap.source)} />
          </>
        )}
        {unresolved > 0 && (
          <div>
            {strings.unresolved(formatCount(unresolved, 'right', 'rights'))}{' '}
            <TextLink inText href={`#${sectionPath(readingId, 'reading')}`}>
              {strings.unresolvedLink}
            </TextLink>
          </div>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

function ReachChart({ overview, readingId }: PartProps): React.JSX.Element {
  if (overview.reachByCapability.length === 0)
    return (
      <p className={styles.note}>{areAppsKnown(overview.gaps.map(({ source }) => source)) ? strings.reachEmpty : strings.reachUnknown}</p>
    );
  const rows = overview.reachByCapability
    .filter((row) => row.all + row.some + row.unknown > 0)
    .map((row): BarRow => {
      const word = CAPABILITY_WORDS[row.capability];
      const segment = (kind: 'all' | 'some' | 'unknown') => ({
        kind,
        value: row[kind],
        label: `${word}: ${formatCount(row[kind], 'app', 'apps')}, ${EXTENT_WORDS[kind].toLowerCase()}`,
        href: `#${sectionPath(readingId, 'apps', [], { capability: row.capability, extent: kind })}`,
      });
      return {
        id: row.capability,
        label: word,
        figure: formatCount(row.all + row.some + row.unknown, 'app', 'apps'),
        segments: [segment('all'), segment('some'), segment('unknown')],
      };
    });
  return (
    <StackedBars
      label={strings.reachTitle}
      rows={rows}
      legend={[
        { kind: 'all', label: strings.legendAll },
        { kind: 'some', label: strings.legendSome },
        { kind: 'unknown', label: strings.legendUnknown },
      ]}
    />
  );
}

function SeverityList({ overview, readingId }: PartProps): React.JSX.Element {
  return (
    <ul className={styles.severities}>
      {SEVERITIES.map((severity) => {
        const count = overview.findingsBySeverity[severity];
        return (
          <li key={severity}>
            <a href={`#${sectionPath(readingId, 'findings', [], { severity })}`}>
              <SeverityMark severity={severity} withWord />
              <span className={`${styles.severityCount} ${count === 0 ? styles.zero : ''}`}>{formatNumber(count)}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const SOON_DAYS = 7;

function Deadlines({ overview, readingId }: PartProps): React.JSX.Element {
  if (overview.deadlines.length === 0) {
    return <p className={styles.note}>{areCredentialsKnown(overview.gaps) ? strings.deadlinesNone : strings.deadlinesUnknown}</p>;
  }
  return (
    <ul className={styles.deadlines}>
      {overview.deadlines.map((deadline) => {
        const target =
          deadline.appId === null ? sectionPath(readingId, 'findings') : sectionPath(readingId, 'apps', [deadline.appId, 'credentials']);
        return (
          <li key={`${deadline.at}:${deadline.title}:${deadline.appId ?? ''}`}>
            <a href={`#${target}`} title={formatExact(deadline.at)}>
              <span className={`${styles.deadlineWhen} ${deadline.daysLeft <= SOON_DAYS ? styles.soon : ''}`}>
                {deadline.kind === 'product' ? formatDay(deadline.at) : formatDays(deadline.daysLeft)}
              </span>
              <span className={styles.deadlineTitle}>{deadline.appName ? `${deadline.appName}: ${deadline.title}` : deadline.title}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
