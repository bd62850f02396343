import { describe, expect, it } from 'vitest';
import { buildAudit } from '../../../../../src/shared/domain/answers/audit-answer';
import type { Finding } from '../../../../../src/shared/domain/answers/answer-shapes';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import type { FindingId } from '../../../../../src/shared/domain/findings/finding';
import { buildPlan } from '../../../../../src/shared/domain/plan/build-plan';
import { planSchema, type Plan, type PlanFamily } from '../../../../../src/shared/domain/plan/plan.schema';
import { applyEffects } from '../../../../../src/shared/domain/plan/preview/apply-effects';
import type { Answers } from '../../../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../src/shared/domain/plan/registry';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import { demoModel } from '../../../../support/demo-model';
import { brokenReferences, referenceProblems } from '../../../../support/plan-reference';
import { referenceFolder } from '../../../../support/reference';

const model = await demoModel();
const { reading, engine, now } = model;
const mailboxes = reading.mailboxes.all;
const shared = mailboxes.find((mailbox) => mailbox.isShared) ?? mailboxes[0];
const people = [...reading.users.values()].filter((user) => user.accountEnabled && user.userType !== 'Guest');

/** What nobody can guess: which mailboxes an app needs, and who is responsible. */
const ANSWERS: Readonly<Partial<Record<PlanFamily, Answers>>> = {
  'restrict-app': { mailboxes: [shared?.address ?? ''] },
  'add-owner': { owner: people[0]?.userPrincipalName ?? '', secondOwner: people[1]?.userPrincipalName ?? '' },
  'add-delegate': { delegate: people[0]?.userPrincipalName ?? '' },
};

/** Where the usual answer is to another finding about the same app. */
const ANSWERS_TO: Readonly<Partial<Record<FindingId, (finding: Finding) => Answers>>> = {
  'secret-instead-of-certificate': (finding) => ({
    credential: 'certificate',
    credentials: model.credentials.filter((row) => row.appId === finding.subject.id && row.kind === 'secret').map((row) => row.keyId),
  }),
};

/** These go on: EWS is only prolonged, and whoever may still widen a scope is told in the plan. */
const STAYS: readonly FindingId[] = ['ews-deadline', 'scope-can-be-widened'];

function familyOf(finding: Finding) {
  const family = PLAN_FAMILY_DEFINITIONS[finding.fix as PlanFamily];
  if (!family) throw new Error(`${finding.fix ?? 'null'} is no kind of plan`);
  return family;
}

function build(finding: Finding, answers: Answers) {
  return buildPlan(
    familyOf(finding),
    { reading, engine, planId: '0123456789abcdef', readingId: null, now },
    { subject: finding.subject.id, ...answers },
  );
}

function planFor(finding: Finding): Plan {
  const usual = build(finding, ANSWERS_TO[finding.id]?.(finding) ?? {});
  const plan = usual.ok ? usual : build(finding, ANSWERS[finding.fix as PlanFamily] ?? {});
  if (!plan.ok) throw new Error(plan.error.map(({ message }) => message).join(' '));
  return plan.value;
}

const fixable = model.audit.findings.filter(({ fix }) => fix !== null);
/** Migrations and policies whose scope nobody can guess are tried where their builders are. */
const guessable = fixable.filter(({ id }) => id !== 'aap-broken-scope' && id !== 'aap-legacy');
const title = (finding: Finding): readonly [string, Finding] => [
  `${finding.id} of ${finding.subject.name} by ${finding.fix ?? ''}`,
  finding,
];

describe('every finding of the demo tenant that has a fix', () => {
  it('has one of every kind that there are builders for', () => {
    expect(new Set(fixable.map(({ fix }) => fix))).toEqual(
      new Set([
        'restrict-app',
        'change-policy',
        'remove-policy',
        'migrate-policy',
        'close-scope-group',
        'repair-pointer',
        'remove-grants',
        'rotate-credential',
        'remove-credentials',
        'remove-redirects',
        'add-owner',
        'block-sign-in',
        'add-delegate',
        'remove-delegates',
        'copy-sent-items',
        'disable-smtp-basic',
        'allow-ews',
      ]),
    );
  });

  it.each(fixable.map(title))('is planned with the usual answers, or asks for what nobody can guess: %s', (_title, finding) => {
    const plan = build(finding, {});
    if (plan.ok) {
      expect(planSchema.safeParse(plan.value).error?.issues ?? []).toEqual([]);
      expect(plan.value.subject).toMatchObject({ kind: finding.subject.kind, id: finding.subject.id });
    } else {
      expect(plan.error.every(({ message }) => message.length > 0)).toBe(true);
      expect(plan.error.length).toBeGreaterThan(0);
    }
  });

  it.each(guessable.map(title))(
    'is asked for in requests that Microsoft documents, with references that resolve: %s',
    (_title, finding) => {
      const plan = planFor(finding);
      expect(brokenReferences(plan)).toEqual([]);
      if (referenceFolder !== null) expect(referenceProblems(plan)).toEqual([]);
    },
  );

  it.each(guessable.filter(({ id }) => !STAYS.includes(id)).map(title))('is gone after the plan: %s', (_title, finding) => {
    const after = openReading(
      applyEffects(
        reading.collection,
        planFor(finding).steps.flatMap((step) => step.effects),
      ),
    );
    const { findings } = buildAudit(after, createReachEngine(after), { now });
    expect(findings.filter(({ id, subject }) => id === finding.id && subject.id === finding.subject.id)).toEqual([]);
  });
});
