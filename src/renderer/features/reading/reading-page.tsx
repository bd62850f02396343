import { useMemo } from 'react';
import type { ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import type { ReadingInfo } from '../../../shared/ipc/reading-shapes';
import { Copyable } from '../../components/copyable';
import { Facts, Page, PageBody, PageHeader, PageSection } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { ErrorState, LoadingState } from '../../components/states';
import { StatusPill } from '../../components/status-pill';
import { request } from '../../data/api';
import { PAGE_SIZE, rowAt } from '../../data/list-pages';
import { useAnswer } from '../../data/use-answer';
import { useList } from '../../data/use-list';
import { formatBytes, formatCount, formatExact, formatMoment, formatNumber } from '../../format/format';
import { cloudWord } from '../../format/words';
import type { SectionProps } from '../../shell/section-props';
import { tenantName } from '../../shell/tenant-name';
import { UnresolvedList } from '../who/unresolved-list';
import { FillGaps, PERMISSIONS, ReadAgainButton } from '../reading-run/fill-gaps';
import { overviewStrings } from '../overview/strings';
import { AskPermission } from './ask-permission';
import { readingStrings as strings } from './strings';
import styles from './reading.module.css';

/** What was read, what was not, and what follows from it? */
export function ReadingPage({ readingId }: SectionProps): React.JSX.Element {
  const { state, retry } = useAnswer(`info:${readingId}`, (signal) => request(window.mailscope.reading.info, { readingId }, { signal }));
  return (
    <Page>
      <PageHeader title={strings.title} aside={<ReadAgainButton readingId={readingId} />} />
      {state.status === 'loading' && <LoadingState />}
      {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} />}
      {state.status === 'ready' && (
        <PageBody label={strings.title}>
          <p className={styles.lead}>{strings.lead}</p>
          <ReadingFacts info={state.value} />
          <Sources readingId={readingId} />
          <NotJudgedList info={state.value} />
          {state.value.unresolvedTotal > 0 && <UnresolvedList readingId={readingId} />}
          <Warnings info={state.value} />
          <PageSection title={strings.leftOutTitle}>
            <p className={styles.text}>{overviewStrings.leftOut}</p>
          </PageSection>
        </PageBody>
      )}
    </Page>
  );
}

function ReadingFacts({ info }: { readonly info: ReadingInfo }): React.JSX.Element {
  const { reading, collector } = info;
  const tool = collector ? [collector.name, collector.version, collector.mode].filter(Boolean).join(' ') : '';
  return (
    <PageSection title={strings.factsTitle}>
      <Facts
        facts={[
          [strings.tenant, tenantName(reading.tenant)],
          [strings.tenantId, <Copyable key="tenant" text={reading.tenant.id} what={strings.tenantId} />],
          ...(reading.tenant.cloud ? ([[strings.cloud, cloudWord(reading.tenant.cloud)]] as const) : []),
          [
            strings.collected,
            <time key="at" dateTime={reading.collectedAt} title={formatExact(reading.collectedAt)}>
              {formatMoment(reading.collectedAt)}
            </time>,
          ],
          ...(tool ? ([[strings.tool, tool]] as const) : []),
          ...(reading.fileName ? ([[strings.file, reading.fileName]] as const) : []),
          [strings.size, strings.sizes(formatBytes(reading.bytes), formatBytes(info.unpackedBytes))],
          [strings.hash, <Copyable key="hash" text={info.hash} what={strings.hash} />],
        ]}
      />
    </PageSection>
  );
}

function Sources({ readingId }: { readonly readingId: string }): React.JSX.Element {
  const selection = useMemo((): ListSelection<'coverage'> => ({ list: 'coverage', readingId, filter: {} }), [readingId]);
  const { list, status, error, retry } = useList<'coverage'>(selection);
  const rows = Array.from({ length: Math.min(list.total, PAGE_SIZE) }, (_, index) => rowAt(list, index)).filter(
    (row): row is ListRow<'coverage'> => row !== null,
  );
  return (
    <PageSection title={strings.sourcesTitle}>
      {status === 'error' && error && <ErrorState error={error} onRetry={retry} compact />}
      <PlainTable heads={[strings.columnSource, strings.columnState, { number: strings.columnCount }, strings.columnFollows]}>
        {rows.map((row) => (
          <SourceRow key={row.source} row={row} readingId={readingId} />
        ))}
      </PlainTable>
    </PageSection>
  );
}

const TONES = { complete: 'neutral', partial: 'warning', missing: 'danger' } as const;

function SourceRow({ row, readingId }: { readonly row: ListRow<'coverage'>; readonly readingId: string }): React.JSX.Element {
  return (
    <tr>
      <td title={row.source}>{row.label}</td>
      <td>
        <StatusPill tone={TONES[row.state]}>{strings.states[row.state]}</StatusPill>
      </td>
      <td className={styles.number}>{row.count === null ? '–' : formatNumber(row.count)}</td>
      <td>
        {row.consequence ?? strings.complete}
        {row.reason && <div className={styles.reason}>{strings.reason(row.reason)}</div>}
        {row.state === 'missing' && <AskPermission readingId={readingId} source={row.source} />}
        {row.source === PERMISSIONS && row.state !== 'complete' && <FillGaps readingId={readingId} sources={[PERMISSIONS]} />}
      </td>
    </tr>
  );
}

function NotJudgedList({ info }: { readonly info: ReadingInfo }): React.JSX.Element | null {
  if (info.notJudged.length === 0) return null;
  return (
    <PageSection title={strings.notJudgedTitle}>
      <ul className={styles.list}>
        {info.notJudged.map((entry) => (
          <li key={`${entry.finding}:${entry.reason}`}>
            <strong>{entry.finding}</strong> ({formatCount(entry.subjects, 'subject', 'subjects')}): {entry.reason}
          </li>
        ))}
      </ul>
    </PageSection>
  );
}

function Warnings({ info }: { readonly info: ReadingInfo }): React.JSX.Element {
  const rest = info.warningsTotal - info.warnings.length;
  return (
    <PageSection title={strings.warningsTitle}>
      {info.warnings.length === 0 ? (
        <p className={styles.text}>{strings.warningsNone}</p>
      ) : (
        <ul className={styles.list}>
          {info.warnings.map((warning, index) => (
            // Warnings are texts that may repeat; their order never changes.
            <li key={index}>{warning}</li>
          ))}
        </ul>
      )}
      {rest > 0 && <p className={styles.text}>{strings.moreWarnings(formatNumber(rest))}</p>}
    </PageSection>
  );
}
