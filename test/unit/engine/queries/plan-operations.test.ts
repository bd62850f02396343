import { describe, expect, it } from 'vitest';
import { appVerdicts } from '../../../../src/engine/queries/app-verdicts';
import { checkFilter } from '../../../../src/engine/queries/filter-check';
import { planOffers, planQuestions } from '../../../../src/engine/queries/plan-forms';
import { planBuild, planPreview } from '../../../../src/engine/queries/plan-making';
import { PLAN_FAMILIES, type Plan } from '../../../../src/shared/domain/plan/plan.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../src/shared/domain/plan/registry';
import { filterCheckSchema, planOfferSchema, planPreviewSchema, planQuestionsSchema } from '../../../../src/shared/ipc/plan-shapes';
import {
  collection,
  exchangeGroup,
  graphGrant,
  guid,
  mailbox,
  servicePrincipal,
  sharedMailbox,
  user,
} from '../../../support/collection-builder';
import { demoModel, modelOf } from '../../../support/demo-model';

const demo = await demoModel();
const app = servicePrincipal('Reader');
const model = modelOf(
  collection({
    graph: { servicePrincipals: [app], users: [user('First')], appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
    exchange: {
      mailboxes: [
        mailbox('First', { Department: 'Sales' }),
        sharedMailbox('Second', { Department: "O'Neil" }),
        mailbox('Third', { Department: null }),
      ],
      groups: [exchangeGroup('G')],
    },
  }),
);
const NOW = '2026-11-21T12:00:00Z';
const where = { readingId: 'a'.repeat(32), now: NOW };

describe('what can be planned for a subject', () => {
  it('is what is about this kind of subject, that which can be made first', () => {
    for (const subject of [
      { kind: 'app', id: app.appId },
      { kind: 'mailbox', id: guid('user Second') },
      { kind: 'group', id: guid('group G') },
      { kind: 'tenant', id: model.reading.collection.tenant.id },
    ] as const) {
      const offers = planOffers(model, subject);
      const meant = PLAN_FAMILIES.filter((family) => PLAN_FAMILY_DEFINITIONS[family]?.subjects.includes(subject.kind));
      expect(new Set(offers.map(({ family }) => family))).toEqual(new Set(meant));
      const first = offers.findIndex(({ whyNot }) => whyNot !== null);
      if (first >= 0) expect(offers.slice(first).every(({ whyNot }) => whyNot !== null)).toBe(true);
      for (const offer of offers) expect(planOfferSchema.parse(offer)).toEqual(offer);
    }
  });

  it('says why something cannot be planned', () => {
    const offers = planOffers(model, { kind: 'app', id: 'nobody' });
    expect(offers.every(({ whyNot }) => whyNot?.includes('nobody'))).toBe(true);
  });
});

describe('what a kind of plan asks', () => {
  it.each(PLAN_FAMILIES)('%s: what it is about first, where that is not known', (family) => {
    const answer = planQuestions(demo, { ...where, family, subjectId: null });
    expect(answer.ok && answer.value.subject).toBeNull();
    expect(answer.ok && answer.value.questions[0]?.id).toBe('subject');
    if (answer.ok) expect(planQuestionsSchema.parse(answer.value)).toEqual(answer.value);
  });

  it('names what it is about', () => {
    const answer = planQuestions(model, { ...where, family: 'disable-app', subjectId: app.appId.toUpperCase() });
    expect(answer).toMatchObject({ ok: true, value: { subject: { kind: 'app', id: app.appId, name: 'Reader' }, questions: [] } });
  });
});

describe('making a plan', () => {
  const input = { ...where, planId: '0123456789abcdef', answers: {} };

  it('takes the subject as an answer', () => {
    const built = planBuild(model, { ...input, family: 'disable-app', subjectId: app.appId });
    expect(built).toMatchObject({
      ok: true,
      value: { plan: { id: input.planId, family: 'disable-app', basedOn: { readingId: where.readingId } } },
    });
  });

  it('tells everything that is wrong with the answers', () => {
    const built = planBuild(model, { ...input, family: 'add-owner', subjectId: app.appId, answers: { owner: 3, nothing: 'x' } });
    expect(built).toMatchObject({ ok: true, value: { problems: [{ question: 'owner' }, { question: 'nothing' }] } });
  });

  it('previews it, with no more rows than a screen takes', () => {
    const built = planBuild(model, { ...input, family: 'remove-grants', subjectId: app.appId });
    const plan = built.ok && 'plan' in built.value ? built.value.plan : null;
    const preview = planPreview(model, plan as Plan);
    expect(planPreviewSchema.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({ losesTotal: 3, gainsTotal: 0, unchanged: 0, gaps: [] });
    expect(preview.loses.map(({ mailbox: address }) => address)).toEqual(['first@contoso.com', 'second@contoso.com', 'third@contoso.com']);
  });
});

describe('a filter that is being written', () => {
  it.each<readonly [string, number, readonly string[]]>([
    ["Department -eq 'sales'", 1, ['First']],
    ["Department -eq 'O''Neil' -or Department -eq $null", 2, ['Second', 'Third']],
    ["-not (RecipientTypeDetails -eq 'SharedMailbox')", 2, ['First', 'Third']],
    ["Department -eq 'nowhere'", 0, []],
  ])('%s selects %i', (filter, matches, names) => {
    const check = checkFilter(model, filter);
    expect(filterCheckSchema.parse(check)).toEqual(check);
    expect(check).toMatchObject({ problem: null, doubts: [], matches, unknown: 0, mailboxes: 3 });
    expect(check.rows.map(({ name }) => name)).toEqual(names);
  });

  it.each<readonly [string, number]>([
    ['Department -eq', 14],
    ["(Department -eq 'a'", 19],
    ['Sales', 5],
  ])('%s is wrong at character %i', (filter, position) => {
    const check = checkFilter(model, filter);
    expect(check.problem).toMatchObject({ position });
    expect(check).toMatchObject({ matches: 0, rows: [] });
  });

  it('doubts what a reading does not hold, and only where it matters', () => {
    expect(checkFilter(model, "Title -eq 'x'")).toMatchObject({ unknown: 3, doubts: ['the property Title is not part of a reading'] });
    const part = checkFilter(model, "Title -eq 'x' -and Department -eq 'Sales'");
    expect([part.matches, part.unknown, part.rows.map(({ verdict }) => verdict)]).toEqual([0, 1, ['unknown']]);
  });

  it('keeps nothing of it: a filter of the reading is evaluated as before', () => {
    const before = model.engine.filters.evaluate("Department -eq 'Sales'");
    checkFilter(model, "Department -eq 'Sales'");
    expect(model.engine.filters.evaluate("Department -eq 'Sales'")).toBe(before);
  });
});

describe('what the reach engine says of an app at mailboxes', () => {
  it('answers for every mailbox and capability, and does not guess about a mailbox that was not read', () => {
    const answer = appVerdicts(model, {
      ...where,
      appId: app.appId,
      mailboxIds: [guid('user First'), 'second@contoso.com', 'nobody@contoso.com'],
      capabilities: ['mail.read', 'mail.send'],
    });
    expect(answer.ok && answer.value.map(({ mailboxId, capability, verdict }) => `${mailboxId} ${capability} ${verdict}`)).toEqual([
      `${guid('user First')} mail.read yes`,
      `${guid('user First')} mail.send no`,
      'second@contoso.com mail.read yes',
      'second@contoso.com mail.send no',
      'nobody@contoso.com mail.read unknown',
      'nobody@contoso.com mail.send unknown',
    ]);
  });

  it('says so where the reading does not hold the app', () => {
    expect(appVerdicts(model, { ...where, appId: 'nobody', mailboxIds: [], capabilities: [] })).toMatchObject({
      ok: false,
      error: { code: 'app-unknown' },
    });
  });
});
