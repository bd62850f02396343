import type { AuditAnswer, Evidence, Finding } from '../domain/answers/answer-shapes';
import { areAppsKnown } from '../domain/collection/app-sources';
import { SEVERITIES } from '../domain/findings/finding';
import { fixWords } from '../domain/findings/fixes';
import { coverageBlocks, coverageSentence, gapsIn, leftOutBlocks, unresolvedBlocks } from './coverage-blocks';
import { dateTimeUtc, dateUtc } from './dates';
import { counted, grouped, sentenceList } from './numbers';
import { id, type Block, type Fact, type Inline, type ReportDocument } from './report-model';
import { tenantSubtitle } from './tenant-words';
import { applicationReachWords, delegatedReachWords, enabledWords } from './words';

const EVIDENCE_LIMIT = 25;

/** How much of each finding is shown, and how mailboxes are named. */
export interface AuditDocumentOptions {
  readonly evidenceLimit?: number;
  /** The address of a mailbox by its id, where a reader knows it better by that. */
  readonly addressOf?: (mailboxId: string) => string;
}

/** An audit as a report: the sentence, coverage, findings by severity, apps, what was not judged, and what is left out. */
export function auditDocument(answer: AuditAnswer, options: AuditDocumentOptions = {}): ReportDocument {
  return {
    title: `Who and what can read mail: ${answer.tenant.displayName || answer.tenant.defaultDomain || answer.tenant.id}`,
    subtitle: tenantSubtitle(answer.tenant, answer.collectedAt),
    blocks: blocks(answer, options),
  };
}

/** The audit in one or two sentences. */
export function auditSentence(answer: AuditAnswer): string {
  const { summary } = answer;
  const parts = [
    `${grouped(summary.tenantWide)} every mailbox`,
    `${grouped(summary.scoped)} some mailboxes`,
    ...(summary.unknown > 0 ? [`${grouped(summary.unknown)} not certain`] : []),
  ];
  const reach =
    summary.appsWithReach === 0
      ? withoutReach(answer)
      : `${counted(summary.appsWithReach, 'app reaches', 'apps reach')} mail by application permissions (${sentenceList(parts)})`;
  return `${reach}, of ${counted(summary.apps, 'app')} that ${summary.apps === 1 ? 'has' : 'have'} to do with mail; the reading holds ${counted(summary.mailboxes, 'mailbox', 'mailboxes')}.`;
}

function withoutReach({ coverage }: AuditAnswer): string {
  return areAppsKnown(gapsIn(coverage))
    ? 'No app reaches mail by an application permission'
    : 'Whether an app reaches mail by an application permission is not known, as the apps and what they hold were not read in full';
}

/** The number of findings of each severity, as one sentence. */
export function findingsSentence(answer: AuditAnswer): string {
  const counts = SEVERITIES.filter((severity) => answer.summary.findings[severity] > 0).map(
    (severity) => `${grouped(answer.summary.findings[severity])} ${severity}`,
  );
  return counts.length === 0 ? 'No findings.' : `Findings: ${sentenceList(counts)}.`;
}

function* blocks(answer: AuditAnswer, { evidenceLimit = EVIDENCE_LIMIT, addressOf }: AuditDocumentOptions): Generator<Block> {
  yield { kind: 'paragraph', text: auditSentence(answer), tone: 'lead' };
  yield { kind: 'paragraph', text: findingsSentence(answer) };
  if (gapsIn(answer.coverage).length > 0) {
    yield { kind: 'paragraph', text: coverageSentence(answer.coverage), tone: 'warning' };
  }
  yield* findingBlocks(answer, evidenceLimit);
  yield* appBlocks(answer);
  yield* notJudgedBlocks(answer);
  yield* unresolvedBlocks(answer.unresolved, addressOf);
  yield* acceptedBlocks(answer);
  yield* coverageBlocks(answer.coverage);
  yield* leftOutBlocks();
}

function* findingBlocks(answer: AuditAnswer, evidenceLimit: number): Generator<Block> {
  for (const severity of SEVERITIES) {
    const findings = answer.findings.filter((finding) => finding.severity === severity);
    if (findings.length === 0) continue;
    yield { kind: 'section', title: `Findings: ${severity} (${grouped(findings.length)})` };
    for (const finding of findings) {
      yield {
        kind: 'card',
        severity,
        title: cardTitle(finding),
        facts: findingFacts(finding, evidenceLimit),
      };
    }
  }
}

/** Most titles name their subject; the others get it in front. */
function cardTitle(finding: Finding): string {
  const name = finding.subject.name || finding.subject.id;
  return finding.title.includes(name) ? finding.title : `${name}: ${finding.title}`;
}

function findingFacts(finding: Finding, evidenceLimit: number): Fact[] {
  return [
    { label: 'Finding', values: [id(finding.id)] },
    { label: subjectLabel(finding), values: [id(finding.subject.id)] },
    { label: 'Evidence', values: evidenceLines(finding.evidence, evidenceLimit) },
    ...(finding.since === null ? [] : [{ label: 'Since', values: [dateUtc(finding.since)] }]),
    { label: 'Risk', values: [finding.risk] },
    { label: 'Remedy', values: [finding.remedy] },
    ...(finding.fix === null ? [] : [{ label: 'Plan', values: [`${fixWords(finding.fix) ?? 'There is a plan for it'} (${finding.fix})`] }]),
    { label: 'Source', values: [{ kind: 'link', address: finding.source }] },
  ];
}

function subjectLabel(finding: Finding): string {
  const labels = { app: 'App id', mailbox: 'Mailbox id', policy: 'Policy', tenant: 'Tenant id' } as const;
  return labels[finding.subject.kind];
}

function evidenceLines(evidence: readonly Evidence[], limit: number): Inline[] {
  const lines = evidence.slice(0, limit).map((piece) => piece.detail);
  const rest = evidence.length - lines.length;
  return rest > 0 ? [...lines, `and ${grouped(rest)} more (the JSON answer has all of them)`] : lines;
}

function* appBlocks({ apps, coverage }: AuditAnswer): Generator<Block> {
  yield { kind: 'section', title: `Apps (${grouped(apps.length)})` };
  if (apps.length === 0) {
    const text = areAppsKnown(gapsIn(coverage))
      ? 'No app of this reading has a permission, policy or assignment that concerns mail.'
      : 'The apps and what they hold were not read in full, so none can be shown.';
    yield { kind: 'paragraph', text };
    return;
  }
  yield {
    kind: 'table',
    columns: [
      { title: 'App' },
      { title: 'App id' },
      { title: 'Strongest' },
      { title: 'Application reach' },
      { title: 'Delegated reach' },
      { title: 'Enabled' },
      { title: 'Findings' },
    ],
    rows: apps.map((app) => [
      app.displayName || '(no name)',
      id(app.appId),
      app.strongest ?? '–',
      applicationReachWords(app),
      delegatedReachWords(app),
      enabledWords(app.enabled),
      app.findings.join(', ') || '–',
    ]),
  };
}

function* notJudgedBlocks(answer: AuditAnswer): Generator<Block> {
  if (answer.notJudged.length === 0) return;
  yield { kind: 'section', title: 'Not judged' };
  yield {
    kind: 'paragraph',
    text: 'The reading lacks what these findings need. That none is listed above does not mean that none is there.',
    tone: 'warning',
  };
  yield {
    kind: 'table',
    columns: [{ title: 'Finding' }, { title: 'Not judged for', align: 'right' }, { title: 'Reason' }],
    rows: answer.notJudged.map((entry) => [id(entry.finding), grouped(entry.subjects), entry.reason]),
  };
}

function* acceptedBlocks(answer: AuditAnswer): Generator<Block> {
  if (answer.accepted.length === 0) return;
  yield { kind: 'section', title: 'Accepted' };
  yield {
    kind: 'table',
    columns: [{ title: 'Finding' }, { title: 'About' }, { title: 'Reason' }, { title: 'By' }, { title: 'At' }],
    rows: answer.accepted.map((entry) => [
      id(entry.id),
      entry.subject.name || entry.subject.id,
      entry.reason,
      entry.by,
      dateTimeUtc(entry.at),
    ]),
  };
}
