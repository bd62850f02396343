import type { AuditAnswer } from '../domain/answers/answer-shapes';
import { csvRow, type CsvCell } from './csv-cell';
import { whatFollows } from './source-facts';

const COLUMNS = [
  'state',
  'severity',
  'finding',
  'subjectKind',
  'subjectId',
  'subjectName',
  'title',
  'evidence',
  'since',
  'risk',
  'remedy',
  'fix',
  'source',
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], CsvCell>>>;

/**
 * An audit as CSV, one row per finding (`state` open or accepted). What could not be said stands in the same table, so that a
 * spreadsheet made from a partial reading does not look clean: notJudged, unresolved, notRead.
 */
export function* auditCsv(answer: AuditAnswer): Generator<string> {
  yield csvRow(COLUMNS);
  for (const row of rows(answer)) yield csvRow(COLUMNS.map((column) => row[column] ?? null));
}

function* rows(answer: AuditAnswer): Generator<Row> {
  for (const finding of answer.findings) {
    yield {
      state: 'open',
      severity: finding.severity,
      finding: finding.id,
      subjectKind: finding.subject.kind,
      subjectId: finding.subject.id,
      subjectName: finding.subject.name,
      title: finding.title,
      evidence: finding.evidence.map((piece) => piece.detail).join('\n'),
      since: finding.since,
      risk: finding.risk,
      remedy: finding.remedy,
      fix: finding.fix,
      source: finding.source,
    };
  }
  for (const { id, subject, reason, by, at } of answer.accepted) {
    yield {
      state: 'accepted',
      finding: id,
      subjectKind: subject.kind,
      subjectId: subject.id,
      subjectName: subject.name,
      title: `${reason} (${by})`,
      since: at,
    };
  }
  for (const { finding, reason, subjects } of answer.notJudged) {
    yield { state: 'notJudged', finding, title: reason, evidence: `not judged for ${subjects}` };
  }
  for (const { right, principals, trustee, reason, mailboxes } of answer.unresolved) {
    const where = mailboxes === 'all' ? 'every mailbox' : mailboxes.join('\n');
    yield { state: 'unresolved', finding: right, subjectKind: principals, subjectName: trustee, title: reason, evidence: where };
  }
  for (const [path, entry] of Object.entries(answer.coverage)) {
    if (entry.state === 'complete') continue;
    yield {
      state: 'notRead',
      subjectKind: entry.state,
      subjectId: path,
      title: entry.reason ?? 'no reason given',
      risk: whatFollows(path),
    };
  }
}
