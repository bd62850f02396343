import { describe, expect, it } from 'vitest';
import { areAppsKnown } from '../../../../src/shared/domain/collection/app-sources';
import type { AuditAnswer } from '../../../../src/shared/domain/answers/answer-shapes';
import { auditDocument, auditSentence } from '../../../../src/shared/report/audit-document';
import { sampleAnswers } from '../../../support/sample-answers';

/** An audit without an app, with some sources that were not permitted. */
function withoutApps(gaps: readonly string[]): AuditAnswer {
  const { audit } = sampleAnswers('Invoice reader');
  const denied = { state: 'missing', count: 0, reason: 'the permission was not granted' } as const;
  const read = Object.keys(audit.coverage).map((path) => [path, { state: 'complete', count: 0 }] as const);
  return {
    ...audit,
    apps: [],
    summary: { ...audit.summary, apps: 0, appsWithReach: 0, tenantWide: 0, scoped: 0, unknown: 0 },
    coverage: Object.fromEntries([...read, ...gaps.map((path) => [path, denied] as const)]),
  };
}

const paragraphs = (answer: AuditAnswer): string =>
  [...auditDocument(answer).blocks].flatMap((block) => (block.kind === 'paragraph' ? block.text : [])).join('\n');

describe('an audit without an app', () => {
  it('says that none reaches mail where everything about apps was read', () => {
    const answer = withoutApps(['graph.users']);
    expect(auditSentence(answer)).toMatch(/^No app reaches mail/);
    expect(paragraphs(answer)).toContain('No app of this reading has a permission');
  });

  it.each(['graph.servicePrincipals', 'graph.appRoleAssignments', 'exchange.managementRoleAssignments'])(
    'says that nobody knows where %s was not permitted',
    (gap) => {
      const answer = withoutApps([gap]);
      expect(auditSentence(answer)).toMatch(/^Whether an app reaches mail by an application permission is not known/);
      expect(paragraphs(answer)).not.toMatch(/No app/);
    },
  );
});

describe('a finding', () => {
  const cardsOf = (fix: string | null) => {
    const { audit } = sampleAnswers('Invoice reader');
    const answer = { ...audit, findings: audit.findings.map((finding) => ({ ...finding, fix })) };
    return [...auditDocument(answer).blocks].flatMap((block) => (block.kind === 'card' ? block.facts : []));
  };

  it('says which plan fixes it', () => {
    expect(cardsOf('restrict-app').find(({ label }) => label === 'Plan')?.values).toEqual(['Restrict to mailboxes (restrict-app)']);
  });

  it('says nothing of a plan where there is none', () => {
    expect(cardsOf(null).some(({ label }) => label === 'Plan')).toBe(false);
  });
});

describe('the apps of a reading', () => {
  it.each([
    ['nothing is missing', [], true],
    ['what people hold is missing', ['graph.users'], true],
    ['the grants are missing', ['graph.users', 'graph.appRoleAssignments'], false],
    ['the roles in Exchange Online are missing', ['exchange.managementRoleAssignments'], false],
  ])('are known or not where %s', (_, gaps, known) => {
    expect(areAppsKnown(gaps)).toBe(known);
  });
});
