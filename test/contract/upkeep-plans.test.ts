import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAll } from '../../src/shared/domain/findings/find-all';
import type { FindingId } from '../../src/shared/domain/findings/finding';
import type { PlanContext } from '../../src/shared/domain/plan/family';
import type { Plan, PlanFamily } from '../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../src/shared/domain/plan/registry';
import { compareReach } from '../../src/shared/domain/plan/preview/reach-changes';
import { changedEngine } from '../../src/shared/domain/plan/preview/preview-plan';
import { applyEffects } from '../../src/shared/domain/plan/preview/apply-effects';
import type { ReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { makePlan, tryPlan } from '../support/plan-cases';
import { PlanOnSimulator } from '../support/plan-runner/plan-on-simulator';

let bench: PlanOnSimulator;

beforeAll(async () => {
  bench = await PlanOnSimulator.start();
});

afterAll(() => bench.stop());

beforeEach(async () => {
  bench = await bench.reset();
});

const NOBODY = { apps: new Set<string>(), mailboxes: new Set<string>() };

/** What one engine says otherwise than another, of apps, their users and people. */
function differences(one: ReachEngine, other: ReachEngine): readonly string[] {
  const { gains, loses, uncertain } = compareReach(one, other, NOBODY, 10_000);
  return [...gains, ...loses, ...uncertain].map((change) => JSON.stringify(change));
}

function engineAfter({ engine, reading }: PlanContext, plan: Plan): ReachEngine {
  return changedEngine(
    engine,
    applyEffects(
      reading.collection,
      plan.steps.flatMap((step) => step.effects),
    ),
  );
}

function subjectsWith({ reading, engine, now }: PlanContext, finding: FindingId, family: PlanFamily): readonly string[] {
  return findAll(reading, engine, now)
    .findings.filter(({ id, fix }) => id === finding && fix === family)
    .map(({ subject }) => subject.id);
}

const people = ({ reading }: PlanContext): readonly string[] =>
  [...reading.users.values()]
    .filter((user) => user.accountEnabled && user.userType !== 'Guest')
    .map((user) => user.userPrincipalName ?? '');

type Case = readonly [family: PlanFamily, finding: FindingId, answers?: (context: PlanContext) => Answers];

const title = ([family, finding, answers]: Case): readonly [PlanFamily, FindingId, (context: PlanContext) => Answers] => [
  family,
  finding,
  answers ?? (() => ({})),
];

/** Each kind of finding that these plans fix. */
const FIXES: readonly Case[] = [
  ['remove-grants', 'dead-grant'],
  ['remove-grants', 'consent-user'],
  ['remove-grants', 'indirect-reach'],
  ['remove-grants', 'scoped-but-grant-survives'],
  ['remove-grants', 'disabled-with-grants'],
  ['remove-grants', 'unused-with-reach'],
  ['remove-grants', 'external-unverified'],
  ['remove-grants', 'imap-pop-smtp-app'],
  ['remove-credentials', 'secret-expired'],
  ['remove-credentials', 'secret-many'],
  ['rotate-credential', 'secret-expiring'],
  ['rotate-credential', 'secret-long-lived'],
  ['remove-redirects', 'redirect-insecure'],
  ['add-owner', 'ownerless', (context) => ({ owner: people(context)[0] ?? '', secondOwner: people(context)[1] ?? '' })],
  ['block-sign-in', 'shared-mailbox-signin-enabled'],
  ['add-delegate', 'shared-mailbox-no-delegates', (context) => ({ delegate: people(context)[0] ?? '' })],
  ['remove-delegates', 'shared-mailbox-ex-delegates'],
  ['remove-delegates', 'broad-delegates'],
  ['copy-sent-items', 'sendas-without-copy'],
  ['disable-smtp-basic', 'smtp-basic-deadline'],
];

describe('a plan that fixes a finding, run over a tenant', () => {
  it.each(FIXES.map(title))(
    '%s ends %s, does what its effects say, and is taken back where it can be',
    async (family, finding, answers) => {
      const before = bench.read();
      const subjects = subjectsWith(before, finding, family).slice(0, 3);
      expect(subjects.length).toBeGreaterThan(0);
      for (const subject of subjects) {
        bench = await bench.reset();
        const context = bench.read();
        const plan = makePlan(context, family, {
          subject,
          ...answers(context),
          ...(family === 'rotate-credential' ? { inUse: 'word' } : {}),
        });
        // What only a portal changes is a person's work, which nobody does here.
        if (plan.steps.some((step) => step.change?.api === 'person' && step.verification.length > 0)) continue;
        await bench.run(plan);
        const after = bench.read();
        expect(subjectsWith(after, finding, family)).not.toContain(subject);
        expect(differences(engineAfter(context, plan), after.engine)).toEqual([]);
        const requests = plan.steps.filter((step) => step.change !== null && step.change.api !== 'person');
        expect(bench.changes()).toHaveLength(requests.length);

        if (plan.steps.some((step) => step.undo.kind === 'impossible')) continue;
        await bench.undo(plan);
        expect(differences(bench.read().engine, context.engine)).toEqual([]);
      }
    },
  );
});

type Example = readonly [name: string, family: PlanFamily, answers: (context: PlanContext) => Answers];

const appNamed = ({ engine }: PlanContext, name: string): string => engine.apps.find((app) => app.name === name)?.appId ?? name;
const mailboxWith = ({ reading }: PlanContext, test: (address: string) => boolean): string =>
  reading.mailboxes.all.find((mailbox) => mailbox.isShared && test(mailbox.address))?.address ?? '';

const EXAMPLES: readonly Example[] = [
  ['by a certificate', 'rotate-credential', (context) => ({ subject: rotatable(context), credential: 'certificate', inUse: 'word' })],
  [
    'by a secret, clamped',
    'rotate-credential',
    (context) => ({ subject: rotatable(context), credential: 'secret', secretLifetime: 4_000, inUse: 'word' }),
  ],
  ['and stops it', 'disable-app', (context) => ({ subject: appNamed(context, 'Larkspur Signatures') })],
  ['with a role of Exchange Online', 'remove-grants', roleOf],
  [
    'to open a mailbox',
    'add-delegate',
    (context) => ({ subject: mailboxWith(context, Boolean), delegate: people(context)[2] ?? '', rights: 'fullAccess', autoMapping: false }),
  ],
  [
    'to send on behalf',
    'add-delegate',
    (context) => ({ subject: mailboxWith(context, Boolean), delegate: people(context)[2] ?? '', rights: 'sendOnBehalf' }),
  ],
  ['of every kind', 'remove-delegates', everyDelegate],
  ['to use EWS', 'allow-ews', ewsApp],
];

function rotatable({ reading }: PlanContext): string {
  return reading.collection.graph.applications?.find((item) => (item.passwordCredentials ?? []).length > 0)?.appId ?? '';
}

function roleOf(context: PlanContext): Answers {
  const app = context.engine.apps.find(
    (item) => item.servicePrincipal && item.roleAssignments.some(({ scope }) => scope.kind === 'filter'),
  );
  const name = app?.roleAssignments.find(({ scope }) => scope.kind === 'filter')?.item.Name ?? '';
  return { subject: app?.appId ?? '', permissions: [`role ${name}`] };
}

/** A mailbox on which somebody may send on behalf, with all rights that can be taken away there. */
function everyDelegate(context: PlanContext): Answers {
  const mailbox = context.reading.mailboxes.all.find(({ item }) => (item.GrantSendOnBehalfTo ?? []).length > 0);
  const questions = PLAN_FAMILY_DEFINITIONS['remove-delegates']?.questions(context, mailbox?.id ?? '') ?? [];
  const choices = questions.find(({ id }) => id === 'delegates')?.choices ?? [];
  return { subject: mailbox?.id ?? '', delegates: choices.map(({ value }) => value) };
}

function ewsApp(context: PlanContext): Answers {
  const definition = PLAN_FAMILY_DEFINITIONS['allow-ews'];
  const app = context.engine.apps.find(
    (item) =>
      item.grants.some(({ permission }) => permission === 'full_access_as_app') &&
      definition?.appliesTo(context, { kind: 'app', id: item.appId }) === null,
  );
  return { subject: app?.appId ?? '' };
}

describe('other plans, run over a tenant', () => {
  it.each(EXAMPLES.map(([name, family, answers]) => [family, name, answers] as const))('%s %s', async (family, _name, answers) => {
    const before = bench.read();
    const wanted = answers(before);
    const plan = makePlan(before, family, wanted);
    await bench.run(plan);
    const after = bench.read();
    expect(differences(engineAfter(before, plan), after.engine)).toEqual([]);
    const again = tryPlan(after, family, wanted);
    // A new credential is new each time; of everything else there is nothing left to do.
    if (family !== 'rotate-credential') expect('steps' in again ? again.title : null).toBeNull();
    if (plan.steps.every((step) => step.undo.kind !== 'impossible')) {
      await bench.undo(plan);
      expect(differences(bench.read().engine, before.engine)).toEqual([]);
    }
  });
});
