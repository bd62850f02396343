import { describe, expect, it } from 'vitest';
import {
  canUndoTo,
  credentialToCopy,
  currentStep,
  isUnfinished,
  keptByUndo,
  settledSteps,
  statusOf,
} from '../../../../../src/renderer/features/plans/plan-states';
import { planTarget } from '../../../../../src/renderer/features/plans/plan-target';
import { RUN_STATES, type StepState } from '../../../../../src/shared/domain/plan/journal.schema';
import { signedInAccount } from '../../../../support/fake-bridge';
import { planRun, planStep, planView, stepStatus } from '../../../../support/plan-samples';

const runOf = (...states: readonly StepState[]) => planRun({ steps: states.map((state, index) => stepStatus({ id: `s${index}`, state })) });
const steps = ['s0', 's1', 's2'].map((id) => planStep({ id, title: id }));

describe('where a plan stands', () => {
  it.each<[readonly StepState[], string | null, number]>([
    [['open', 'open'], 's0', 0],
    [['done', 'waiting', 'open'], 's1', 1],
    [['done', 'open', 'failed'], 's2', 1],
    [['done', 'already-so', 'skipped'], null, 3],
    [['done', 'undoing', 'undone'], 's1', 2],
  ])('%j: %s', (states, step, settled) => {
    expect(currentStep(runOf(...states))).toBe(step);
    expect(settledSteps(runOf(...states))).toBe(settled);
  });

  it('a step that main does not tell of has not begun', () => {
    expect(statusOf(planRun(), 'other').state).toBe('open');
    expect(statusOf(null, 'first').state).toBe('open');
  });

  it('unfinished is what was begun and is not over', () => {
    expect(RUN_STATES.filter(isUnfinished)).toEqual(['running', 'waiting', 'paused', 'needs-you', 'failed', 'undoing']);
  });
});

describe('taking back', () => {
  it('is offered from a done step on, where something from there on can be taken back, and not while the plan is at work', () => {
    expect(canUndoTo(steps, { ...runOf('done', 'open', 'open'), state: 'paused' }, 's0')).toBe(true);
    expect(canUndoTo(steps, { ...runOf('done', 'open', 'open'), state: 'running' }, 's0')).toBe(false);
    expect(canUndoTo(steps, { ...runOf('done', 'open', 'open'), state: 'paused' }, 's1')).toBe(false);
    const kept = steps.map((step) => ({ ...step, undo: { kind: 'impossible' as const, says: 'Gone.' } }));
    expect(canUndoTo(kept, { ...runOf('done', 'done', 'open'), state: 'paused' }, 's0')).toBe(false);
  });

  it('says what stays', () => {
    const mixed = [steps[0]!, { ...steps[1]!, undo: { kind: 'impossible' as const, says: 'Gone.' } }, steps[2]!];
    expect(keptByUndo(mixed, runOf('done', 'done', 'done'), 's0')).toEqual(['s1']);
    expect(keptByUndo(mixed, runOf('done', 'done', 'done'), 's2')).toEqual([]);
  });
});

describe('from where a plan runs', () => {
  const plan = planView();
  const reading = (target: 'demo' | `account:${string}` | null) => ({ id: plan.basedOn.readingId!, target });
  const own = signedInAccount({ tenantId: 'T1' });
  const other = signedInAccount({ id: 'ffffffffffffffff', tenantId: 't2' });
  it.each([
    ['where it was begun', planRun({ target: 'demo' }), [], [], 'demo'],
    ['where its reading was read', null, [reading(`account:${own.id}`)], [own], `account:${own.id}`],
    ['by an account of its tenant, where its reading is a file', null, [reading(null)], [other, own], `account:${own.id}`],
    ['never by an account of another tenant', null, [reading(`account:${other.id}`)], [other], null],
    ['nowhere where nobody is signed in', null, [reading(null)], [], null],
    [
      'by another account of the tenant, where the first is gone',
      planRun({ target: 'account:aaaaaaaaaaaaaaaa' }),
      [],
      [own],
      `account:${own.id}`,
    ],
  ])('%s', (_, run, readings, accounts, expected) => {
    expect(planTarget(plan, run, { readings, accounts })).toBe(expected);
  });
});

it.each(['secret', 'certificate'] as const)('a new %s can be carried to the app once it is made', (kind) => {
  const orphan = { api: 'exchange', cmdlet: 'Remove-It', parameters: {} } as const;
  const credential = { kind, vaultName: 'secrets/a/p/s', label: 'New', tag: 'Mailscope p s', orphan, subject: null, days: null };
  expect(credentialToCopy({ credential }, 'done')).toBe(credential);
  expect(credentialToCopy({ credential }, 'open')).toBeNull();
  expect(credentialToCopy({ credential: null }, 'done')).toBeNull();
});
