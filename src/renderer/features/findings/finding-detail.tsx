import { Button } from '@fluentui/react-components';
import type { FindingDetail } from '../../../shared/ipc/detail-shapes';
import { Copyable, CopyButton } from '../../components/copyable';
import { Detail, DetailBody, DetailHeader } from '../../components/detail';
import { Facts, PageSection, TextLink } from '../../components/page';
import { SeverityMark } from '../../components/severity-mark';
import { ErrorState, LoadingState } from '../../components/states';
import { StatusPill } from '../../components/status-pill';
import { useSelection } from '../../components/use-selection';
import { openExternal, request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { formatDay, formatNumber } from '../../format/format';
import { navigate } from '../../routing/hash-location';
import { newPlanPath, sectionPath } from '../../routing/routes';
import { findingsStrings as strings } from './strings';
import styles from './findings.module.css';

interface FindingDetailViewProps {
  readonly readingId: string;
  readonly findingKey: string;
  readonly rest: readonly string[];
  readonly full: boolean;
}

/** One finding: risk, evidence, remedy, source. */
export function FindingDetailView({ readingId, findingKey, rest, full }: FindingDetailViewProps): React.JSX.Element {
  const { state, retry } = useAnswer(`finding:${readingId}:${findingKey}`, (signal) =>
    request(window.mailscope.findings.get, { readingId, key: findingKey }, { signal }),
  );
  const { close, openFull } = useSelection(readingId, 'findings', rest);
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} />;
  const finding = state.value;
  return (
    <Detail label={finding.title}>
      <DetailHeader
        title={finding.title}
        full={full}
        onClose={close}
        onFull={() => openFull(findingKey)}
        pills={
          <>
            <SeverityMark severity={finding.severity} withWord />
            <StatusPill>{finding.id}</StatusPill>
          </>
        }
      />
      <DetailBody label={finding.title}>
        <FindingBody finding={finding} readingId={readingId} />
      </DetailBody>
    </Detail>
  );
}

/** Leads to the plan that fixes what was found, where there is one. */
function FixButton({ finding, readingId }: { readonly finding: FindingDetail; readonly readingId: string }): React.JSX.Element | null {
  const { fix, subject } = finding;
  if (fix === null) return null;
  // What concerns the whole tenant is asked for by the plan's own questions.
  const about = subject.kind === 'tenant' ? null : subject.id;
  return (
    <Button className={styles.fix} appearance="primary" onClick={() => navigate(newPlanPath(readingId, fix, about))}>
      {strings.fix}
    </Button>
  );
}

/** Where the subject of a finding has a page of its own. */
function subjectPath(readingId: string, subject: FindingDetail['subject']): string | null {
  if (subject.kind === 'app') return sectionPath(readingId, 'apps', [subject.id]);
  return subject.kind === 'mailbox' ? sectionPath(readingId, 'who', [subject.id]) : null;
}

function FindingBody({ finding, readingId }: { readonly finding: FindingDetail; readonly readingId: string }): React.JSX.Element {
  const path = subjectPath(readingId, finding.subject);
  const name = finding.subject.name || finding.subject.id;
  const rest = finding.evidenceTotal - finding.evidence.length;
  const evidenceText = finding.evidence.map((entry) => [entry.detail, ...entry.ids].join('\n')).join('\n\n');
  return (
    <>
      <div className={styles.facts}>
        <Facts
          facts={[
            [
              strings.about,
              <span key="about">
                {strings.subjectKinds[finding.subject.kind]}: {path ? <TextLink href={`#${path}`}>{name}</TextLink> : name}
              </span>,
            ],
            [strings.subjectId, <Copyable key="id" text={finding.subject.id} what={strings.subjectId} />],
            [strings.since, finding.since ? formatDay(finding.since) : strings.sinceUnknown],
          ]}
        />
      </div>
      <PageSection title={strings.risk}>
        <p className={styles.text}>{finding.risk}</p>
      </PageSection>
      <PageSection title={strings.remedy}>
        <p className={styles.text}>{finding.remedy}</p>
        <FixButton finding={finding} readingId={readingId} />
      </PageSection>
      <PageSection title={strings.evidence}>
        <ul className={styles.evidence}>
          {finding.evidence.map((entry) => (
            <li key={`${entry.detail}:${entry.ids.join()}`}>
              <p>{entry.detail}</p>
              <div className={styles.ids}>
                {entry.ids.map((id) => (
                  <Copyable key={id} text={id} what={strings.id} />
                ))}
                {entry.idsTotal > entry.ids.length && <span>{strings.moreIds(formatNumber(entry.idsTotal - entry.ids.length))}</span>}
              </div>
            </li>
          ))}
        </ul>
        {rest > 0 && <p className={styles.text}>{strings.moreEvidence(formatNumber(rest))}</p>}
        {finding.evidence.length > 0 && <CopyButton text={evidenceText} label={strings.copyAll} withWord />}
      </PageSection>
      <PageSection title={strings.source}>
        <button type="button" className={styles.external} onClick={() => openExternal(finding.source)}>
          {finding.source}
        </button>
      </PageSection>
    </>
  );
}
