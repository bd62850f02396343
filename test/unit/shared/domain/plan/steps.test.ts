import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchangeLook, graphLook, opposite } from '../../../../../src/shared/domain/plan/look';
import { lookSchema, planStepSchema, type PlanStep } from '../../../../../src/shared/domain/plan/plan.schema';
import { planOf } from '../../../../../src/shared/domain/plan/plan-of';
import { RIGHTS } from '../../../../../src/shared/domain/plan/required-rights';
import { exchangeChange, stepId, stepOf, UNDO_NOTHING } from '../../../../../src/shared/domain/plan/steps';
import { collection } from '../../../../support/collection-builder';
import { planContext } from '../../../../support/plan-cases';

const step = (id: string, changes = true): PlanStep =>
  stepOf({
    id,
    title: 'A step',
    why: 'Because.',
    requires: RIGHTS.none,
    change: changes ? exchangeChange('Set-Mailbox', { Identity: 'x' }) : null,
    verification: [],
    undo: UNDO_NOTHING,
  });

describe('the id of a step', () => {
  it.each([
    [['assign', 'Mail.ReadWrite'], 'assign-mail-readwrite'],
    [['remove', 'full_access_as_app', 'of-exchange'], 'remove-full-access-as-app-of-exchange'],
    [['1', 'x'], 'x'],
    [['', '営業部'], 'step'],
  ])('of %j is %s', (parts, expected) => {
    expect(stepId(...parts)).toBe(expected);
  });

  it('fits the schema, whatever it is made from', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (parts) => {
        expect(planStepSchema.safeParse(step(stepId(...parts))).success).toBe(true);
      }),
    );
  });
});

describe('a look', () => {
  it('has the usual values where nothing else is said', () => {
    const looks = [
      graphLook('/v1.0/users', { says: 'There are users.' }),
      exchangeLook('Get-Mailbox', {}, { says: 'There are mailboxes.' }),
    ];
    for (const look of looks) expect(lookSchema.safeParse(look).success).toBe(true);
    expect(looks[0]).toMatchObject({ each: null, where: {}, expect: 'some' });
  });

  it('can be turned around, and back', () => {
    const look = graphLook('/v1.0/users', { where: { id: '1' }, says: 'It is there.' });
    expect(opposite(look, 'It is not there.')).toEqual({ ...look, expect: 'none', says: 'It is not there.' });
    expect(opposite(opposite(look, ''), look.says)).toEqual(look);
  });
});

describe('putting a plan together', () => {
  const context = planContext(collection());
  const parts = {
    family: 'edit-scope',
    title: 'A plan',
    sentence: 'It does.',
    subject: { kind: 'group', id: 'g', name: 'G' },
    basis: [],
    notes: [],
  } as const;

  it('takes the tenant, the reading and the times from where it is made', () => {
    const plan = planOf(context, { ...parts, steps: [step('one')] });
    expect(plan).toMatchObject({
      ok: true,
      value: { id: context.planId, madeAt: context.now, tenant: { displayName: 'Contoso' }, basedOn: { readingId: 'reading-1' } },
    });
  });

  it('is no plan where nothing changes, and none where far too much does', () => {
    expect(planOf(context, { ...parts, steps: [step('look', false)] })).toMatchObject({
      ok: false,
      error: [{ message: expect.stringContaining('nothing to change') as string }],
    });
    const many = Array.from({ length: 2_001 }, (_, index) => step(`step-${index}`));
    expect(planOf(context, { ...parts, steps: many })).toMatchObject({
      ok: false,
      error: [{ message: expect.stringContaining('2001 steps') as string }],
    });
  });
});
