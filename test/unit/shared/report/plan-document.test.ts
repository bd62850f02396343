import { describe, expect, it } from 'vitest';
import type { Effect, Plan } from '../../../../src/shared/domain/plan/plan.schema';
import { previewPlan } from '../../../../src/shared/domain/plan/preview/preview-plan';
import { stepOf, graphChange, UNDO_NOTHING } from '../../../../src/shared/domain/plan/steps';
import { literal, reference } from '../../../../src/shared/domain/plan/template';
import { planDocument } from '../../../../src/shared/report/plan-document';
import { renderHtml } from '../../../../src/shared/report/render-html';
import { renderText } from '../../../../src/shared/report/render-text';
import { collection, graphGrant, mailbox, servicePrincipal } from '../../../support/collection-builder';
import { modelOf } from '../../../support/demo-model';

const HOSTILE = '<script>alert(1)</script> ${step.out} \u202e';
const app = servicePrincipal('Reader', { displayName: HOSTILE });
const { engine, reading } = modelOf(
  collection({
    graph: { servicePrincipals: [app], appRoleAssignments: [graphGrant(app, 'Mail.Send')] },
    exchange: { mailboxes: [mailbox('First'), mailbox('Second')] },
  }),
);

function planWith(effects: readonly Effect[], more: Partial<Plan> = {}): Plan {
  return {
    format: 'mailscope-plan/1',
    id: '0123456789abcdef',
    family: 'remove-grants',
    title: 'A plan',
    sentence: 'It does something.',
    subject: { kind: 'app', id: app.appId, name: 'Reader' },
    tenant: { id: 't', displayName: 'Contoso', defaultDomain: 'contoso.com', cloud: 'global' },
    basedOn: { readingId: null, collectedAt: '2026-11-21T07:00:00Z' },
    madeAt: '2026-11-21T08:00:00Z',
    basis: [],
    notes: [{ kind: 'warning', text: 'Mind the gap.', mailboxes: [] }],
    steps: [
      stepOf({
        id: 'first',
        title: 'Make it',
        why: 'Because.',
        requires: { entraRoles: ['One', 'Two'], exchangeRoles: [], scopes: ['Scope.All'] },
        change: graphChange('POST', `/v1.0/groups/${reference('before', 'id')}/members`, { name: literal('${step.out}') }),
        verification: [],
        undo: UNDO_NOTHING,
        settles: 'scope-changed',
        confirm: 'It is gone then.',
        effects: [...effects],
      }),
    ],
    ...more,
  };
}

const textOf = (plan: Plan, limit = 10): string => [...renderText(planDocument(plan, previewPlan(engine, plan, limit)))].join('');
const removal: Effect = { kind: 'remove', source: 'graph.appRoleAssignments', where: {} };

describe('a plan as text', () => {
  it('says what it does, what it needs, how long it takes and what to confirm', () => {
    const text = textOf(planWith([]));
    for (const piece of [
      'It does something.',
      'Mind the gap.',
      'Nobody gains or loses reach by this plan.',
      '1. Make it',
      'One or Two; Scope.All',
      'up to 2 hours',
      'It is gone then.',
      'POST https://graph.microsoft.com/v1.0/groups/<id of before>/members',
      '"name": "${step.out}"',
      'Nothing was changed.',
    ]) {
      expect(text).toContain(piece);
    }
  });

  it('shows who loses, and how many more', () => {
    const text = textOf(planWith([removal]), 1);
    expect(text).toContain('2 pairs lost.');
    expect(text).toMatch(/Loses\s+<script>.*first@contoso\.com\s+mail\.send\s+yes → no/);
    expect(text).toContain('Loses: and 1 more pair.');
  });

  it('leaves names what they are, whatever they hold', () => {
    const html = [...renderHtml(planDocument(planWith([removal]), previewPlan(engine, planWith([removal]), 10)))].join('');
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('\u202e');
    expect(reading.mailboxes.size).toBe(2);
  });
});
