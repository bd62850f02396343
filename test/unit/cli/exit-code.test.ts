import { describe, expect, it } from 'vitest';
import { answerExitCode, findingsFrom } from '../../../src/cli/exit-code';
import { SEVERITIES, type Severity } from '../../../src/shared/domain/findings/finding';
import { sampleAnswers } from '../../support/sample-answers';

describe('the exit code of an answer', () => {
  it.each([
    [false, false, 0],
    [false, true, 1],
    [true, false, 3],
    [true, true, 3],
  ])('with incomplete coverage under --strict: %s, findings: %s is %d', (incomplete, findings, code) => {
    expect(answerExitCode({ incomplete, findings })).toBe(code);
  });
});

describe('findings at or above a severity', () => {
  const { audit } = sampleAnswers();
  const answer = { ...audit, findings: SEVERITIES.map((severity) => ({ ...audit.findings[0]!, severity })) };

  it.each<[Severity, number]>([
    ['critical', 1],
    ['high', 2],
    ['medium', 3],
    ['low', 4],
    ['info', 5],
  ])('%s: %d of one of each', (severity, count) => {
    expect(findingsFrom(answer, severity)).toBe(count);
  });
});
