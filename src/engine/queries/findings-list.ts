import type { Finding } from '../../shared/domain/answers/answer-shapes';
import { FINDING_IDS, SEVERITIES } from '../../shared/domain/findings/finding';
import { PLAN_FAMILIES } from '../../shared/domain/plan/plan-families';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipSentence } from './clip';
import type { ListRules } from './prepared-list';
import { severityRank } from './rank';
import { findingKey, type ReadingModel } from './reading-model';

type FindingRow = ListRow<'findings'>;

/** One finding as a row. */
export function findingRow(finding: Finding): FindingRow {
  return {
    key: findingKey(finding),
    id: finding.id,
    severity: finding.severity,
    subject: { ...finding.subject, name: clipName(finding.subject.name || finding.subject.id) },
    title: clipSentence(finding.title),
    risk: clipSentence(finding.risk),
    since: finding.since,
    remedy: clipSentence(finding.remedy),
    fix: PLAN_FAMILIES.find((family) => family === finding.fix) ?? null,
    source: finding.source,
    evidenceTotal: finding.evidence.length,
    firstEvidence: finding.evidence[0] ? clipSentence(finding.evidence[0].detail) : null,
    group: null,
  };
}

/** The rows of the list of findings. */
export function findingRows(model: ReadingModel): readonly FindingRow[] {
  return model.audit.findings.map(findingRow);
}

/** The heads of findings of one severity. */
export const SEVERITY_HEADINGS = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Info' } as const;

/** How the list of findings is queried. */
export const findingRules: ListRules<'findings'> = {
  list: 'findings',
  text: (row) => `${row.title}\n${row.id}\n${row.subject.name}\n${row.subject.id}\n${row.firstEvidence ?? ''}`,
  filters: {
    severity: (row, wanted) => wanted.includes(row.severity),
    finding: (row, wanted) => wanted.includes(row.id),
    subjectId: (row, wanted) => row.subject.id.toLowerCase() === wanted.toLowerCase(),
  },
  facets: { severity: (row) => [row.severity], finding: (row) => [row.id] },
  sorts: {
    severity: (row) => severityRank(row.severity),
    title: (row) => row.title,
    subject: (row) => row.subject.name,
    since: (row) => row.since,
  },
  groups: {
    severity: (row) => ({ label: SEVERITY_HEADINGS[row.severity], order: SEVERITIES.indexOf(row.severity) }),
    finding: (row) => ({ label: row.title, order: FINDING_IDS.indexOf(row.id) }),
  },
  usual: [
    { by: 'severity', direction: 'descending' },
    { by: 'title', direction: 'ascending' },
    { by: 'subject', direction: 'ascending' },
  ],
};
