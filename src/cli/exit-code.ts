import type { AuditAnswer } from '../shared/domain/answers/answer-shapes';
import { SEVERITIES, type Severity } from '../shared/domain/findings/finding';

/** What the process tells whoever started it. */
export const EXIT = { fine: 0, findings: 1, failed: 2, incomplete: 3, interrupted: 130, terminated: 143 } as const;

/** The exit code of an answer that was written: incomplete coverage under `--strict` wins over findings. */
export function answerExitCode(outcome: { readonly incomplete: boolean; readonly findings: boolean }): number {
  if (outcome.incomplete) return EXIT.incomplete;
  return outcome.findings ? EXIT.findings : EXIT.fine;
}

/** The number of findings at or above a severity. */
export function findingsFrom(answer: AuditAnswer, lowest: Severity): number {
  const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(lowest) + 1);
  return answer.findings.filter((finding) => counted.includes(finding.severity)).length;
}
