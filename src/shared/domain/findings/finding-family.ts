import type { Finding, NotJudged } from '../answers/answer-shapes';
import type { FindingContext } from './finding-context';
import type { FindingId, Severity } from './finding';

/** What one family of findings says about a reading. */
export interface FamilyResult {
  readonly findings: readonly Finding[];
  readonly notJudged: readonly NotJudged[];
}

/** A family of findings that look at the same facts. */
export type FindingFamily = (context: FindingContext) => FamilyResult;

/** A finding as a family words it; what is the same for all is filled in, and what fixes it is added when all are there. */
export type FindingDraft = Omit<Finding, 'fix' | 'since'> & { readonly since?: string | null };

/** Gathers what a family finds and what it cannot judge. Not-judged counts with one reason are added up. */
export class FamilyReport implements FamilyResult {
  readonly findings: Finding[] = [];
  private readonly skipped = new Map<string, { finding: FindingId; reason: string; subjects: number }>();
  private readonly raised = new Set<string>();

  /** What could not be judged, one entry per finding and reason. */
  get notJudged(): readonly NotJudged[] {
    return [...this.skipped.values()];
  }

  /** Adds a finding. */
  add(draft: FindingDraft): void {
    this.raised.add(`${draft.id} ${draft.subject.id}`);
    this.findings.push({ ...draft, since: draft.since ?? null, fix: null });
  }

  /** Whether a finding was raised about a subject. */
  has(finding: FindingId, subjectId: string): boolean {
    return this.raised.has(`${finding} ${subjectId}`);
  }

  /** Notes that a kind of finding could not be judged for some subjects; without a reason or a subject nothing is noted. */
  skip(finding: FindingId, reason: string | null, subjects: number): void {
    if (reason === null || reason === '' || subjects <= 0) return;
    const key = `${finding} ${reason}`;
    const known = this.skipped.get(key);
    if (known) known.subjects += subjects;
    else this.skipped.set(key, { finding, reason, subjects });
  }
}

const STEP_UP: Readonly<Record<Severity, Severity>> = {
  critical: 'critical',
  high: 'critical',
  medium: 'high',
  low: 'medium',
  info: 'low',
};

/** The severity one step worse. */
export function oneStepHigher(severity: Severity): Severity {
  return STEP_UP[severity];
}
